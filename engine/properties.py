"""Contacts whose ids stand in jsonb columns, where no foreign key and no field of the registry says
that a number is a contact.

Properties are fields that a team or a project defines for its records, and that Odoo keeps in one
column of the record (``odoo/orm/fields_properties.py``); what is a contact says the definition, in
another jsonb column, on the record that has it. In plain JSON the name of a key says it.
"""

from odoo.tools import SQL

from .filled import filled_tables

#: a number under a key called ``partner_id``, or one of several under ``partner_ids``
IDS = ('$.** ? (@.type() == "object").keyvalue() ? (@.key like_regex '
       '"(^|_)(partner|contact|customer|client)s?(_ids?)?$").value ? (@[*] == $id)')


def properties_with_contacts(env):
    """Return [(model, field, names of its properties that are contacts)] of the tables that have
    rows.

    A property's name is made at random, and copies of its definition keep it.
    """
    columns = [(model, field, env[model._fields[field.definition_record].comodel_name])
               for _name, model in sorted(env.items()) if _is_kept(env, model)
               for field in model._fields.values() if _is_column(field)]
    filled = filled_tables(env, sorted(
        {table for model, _field, above in columns for table in (model._table, above._table)}))
    selects = [_names_sql(number, field, above)
               for number, (model, field, above) in enumerate(columns)
               if {model._table, above._table} <= filled]
    rows = env.execute_query(SQL(" UNION ALL ").join(selects)) if selects else ()
    return [(*columns[number][:2], names) for number, names in rows if names]


def _is_kept(env, model):
    return not (model._abstract or model._transient) and env.registry.is_an_ordinary_table(model)


def _is_column(field):
    return field.type == "properties" and field.store and bool(
        field.column_type and getattr(field, "definition_record", None))


def _names_sql(number, field, above):
    definitions = SQL.identifier("above", field.definition_record_field)
    return SQL(
        """SELECT %s AS number, array_agg(DISTINCT property ->> 'name') AS names FROM %s above
            CROSS JOIN jsonb_array_elements(CASE jsonb_typeof(%s) WHEN 'array' THEN %s END)
                  property
            WHERE property ->> 'comodel' = 'res.partner'
              AND property ->> 'type' IN ('many2one', 'many2many')""",
        number, SQL.identifier(above._table), definitions, definitions)


def names_subject_sql(column, names):
    """Return the condition that a column of properties has the contact ``subject``.

    :param SQL column: the jsonb column
    :param names: of the properties that are contacts
    """
    # an array contains a number, and a number itself
    return SQL("(%s)", SQL(" OR ").join(
        SQL("%s -> %s @> to_jsonb(subject.partner_id)", column, name) for name in names))


def selects_of_subjects(env, models):
    """Yield SELECTs of (subject, model, 'cut', record) of the records of some models that name a
    subject of the plan at hand in a property; a batch cuts that.

    :param models: names of models
    """
    for model, field, names in properties_with_contacts(env):
        if model._name in models:
            yield SQL(
                """SELECT subject.partner_id, %s, 'cut', record.id FROM %s record
                     JOIN privacy_subject subject ON subject.whole AND %s""",
                model._name, SQL.identifier(model._table),
                names_subject_sql(SQL.identifier("record", field.name), names))


def selects_of_json(model, start, where):
    """Yield SELECTs of the records of a model of which a JSON column has the id of a contact of a
    run, under a key that is called so, however deep.

    :param SQL start: SELECT of the contact and the model, over ``item``
    :param SQL where: condition on ``item``
    """
    for field in model._fields.values():
        if field.type == "json" and field.store and field.column_type:
            yield SQL(
                """%s, 'link', record.id FROM %s record JOIN privacy_run_item item
                     ON jsonb_path_exists(%s, %s, jsonb_build_object('id', item.partner_id), TRUE)
                    WHERE %s""",
                start, SQL.identifier(model._table), SQL.identifier("record", field.name), IDS,
                where)
