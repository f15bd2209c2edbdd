"""What an emptied field says, and how to see in its column that it says nothing."""

from odoo.tools import SQL

#: what a required text says when it was emptied
PLACEHOLDER = "Anonymised"
#: types whose column holds a text
TEXTS = frozenset(("char", "text", "html"))
#: the column in which Odoo keeps earlier versions of html fields (``html_editor``), on any model
HISTORY = "html_field_history"
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


def must_say(model, name):
    """Whether a column of words may not say nothing."""
    field = model._fields[name]
    return field.type in TEXTS and bool(
        field.required or field in model.env.registry.not_null_fields)


def emptied_sql(field, spoken, numbered=False):
    """Return SQL of what a column says when it was emptied.

    :param bool spoken: whether it has to say something
    :param bool numbered: whether no two rows may say the same
    """
    if not spoken:
        return SQL("NULL")
    text = SQL("%s || ' ' || id", PLACEHOLDER) if numbered else SQL("%s", PLACEHOLDER)
    if field.translate:
        return SQL("jsonb_build_object('en_US', %s)", text)
    return _fitting(field, text)


def _fitting(field, text):
    """Return SQL of a text cut to the size of a column that has one."""
    return SQL("left(%s, %s)", text, field.size) if getattr(field, "size", None) else text


def _said_sql(field):
    """Return SQL of what a column says that says nothing."""
    numbered = SQL("%s || ' ' || record.id", PLACEHOLDER)
    return SQL("('', 'false', %s, %s)", _fitting(field, SQL("%s", PLACEHOLDER)),
               _fitting(field, numbered))


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
                        WHERE COALESCE(each.value, '') NOT IN %s)""", column, _said_sql(field))
    if field.type not in ("char", "text", "html"):
        if field.type in ("integer", "float", "monetary"):
            return SQL("COALESCE(%s, 0) != 0", column)
        if field.type == "boolean":
            return SQL("%s IS TRUE", column)
        return SQL("%s IS NOT NULL", column)
    return SQL("COALESCE(%s, '') NOT IN %s", column, _said_sql(field))


def empty_history(records, names):
    """Empty what keeps earlier versions of fields: a text that was emptied or redacted would be
    read there, and a version is told from the next one, so that none can be redacted by itself.

    :param names: fields that were just written
    """
    has = HISTORY in records._fields and hasattr(records, "_get_versioned_fields")
    if not has or not {HISTORY, *records._get_versioned_fields()} & {*names}:
        return
    records.flush_recordset()
    records.env.cr.execute(SQL(
        "UPDATE %s SET %s = NULL WHERE id = ANY(%s)", SQL.identifier(records._table),
        SQL.identifier(HISTORY), records.ids))
    records.invalidate_recordset([HISTORY], flush=False)
