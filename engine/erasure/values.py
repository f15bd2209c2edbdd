"""What an emptied field says, and how to see in its column that it says nothing."""

from odoo.tools import SQL

#: what a required text says when it was emptied
PLACEHOLDER = "Anonymised"
#: the same in a column of translations
EMPTIED = '{"en_US": "Anonymised"}'
#: figures of the company's own that Odoo would compute anew from what is emptied: the odds of a
#: lead, and with them a forecast, do not move because somebody is anonymised
STAYS_AS_IS = {"crm.lead": (
    "automated_probability", "probability", "is_automated_probability", "won_status",
    "prorated_revenue", "recurring_revenue_prorated", "recurring_revenue_monthly_prorated",
)}


def stays_as_is(records):
    """Return the computed fields that masking leaves as they were."""
    names = STAYS_AS_IS.get(records._name, ())
    return [records._fields[name] for name in names if name in records._fields]


def holds_several(field):
    """Whether a column holds a text for each language, or a value for each company."""
    return bool(field.store and (field.translate or field.company_dependent))


def says_sql(model, field):
    """Return the condition that a field of ``record`` says something, read from its column.

    :param model: of the record, whose table ``record`` is
    """
    if field.type == "many2many":
        return SQL(
            """EXISTS (SELECT FROM %s rel JOIN privacy_subject subject
                          ON subject.partner_id = rel.%s AND subject.whole
                        WHERE rel.%s = record.id)""",
            SQL.identifier(field.relation), SQL.identifier(field.column2),
            SQL.identifier(field.column1))
    if not field.column_type:
        return SQL(
            """EXISTS (SELECT FROM ir_attachment a WHERE a.res_model = %s
                        AND a.res_field = %s AND a.res_id = record.id)""",
            model._name, field.name)
    column = SQL.identifier("record", field.name)
    if holds_several(field):
        return SQL(
            """EXISTS (SELECT FROM jsonb_each_text(%s) each
                        WHERE COALESCE(each.value, '') NOT IN ('', 'false', %s))""",
            column, PLACEHOLDER)
    if field.type not in ("char", "text", "html"):
        if field.type in ("integer", "float", "monetary", "boolean"):
            return SQL("COALESCE(%s::text, '0') NOT IN ('0', 'false')", column)
        return SQL("%s IS NOT NULL", column)
    return SQL("COALESCE(%s, '') NOT IN ('', %s)", column, PLACEHOLDER)
