"""Takes the contacts who go out of the properties of records, as a foreign key that says SET NULL
does it with a link; the rest of the properties stays byte for byte.
"""

from odoo.tools import SQL

from ..properties import names_subject_sql, properties_with_contacts

#: of the subjects of a batch, whom properties may name
WHOLE = SQL("privacy_subject subject WHERE subject.whole AND subject.partner_id > 0")


class PropertyLinks:
    """The links of properties to the subjects of a plan."""

    def __init__(self, env):
        self.env = env
        self.columns = properties_with_contacts(env)

    def cut(self):
        """Empty the links: one statement for each field that has any."""
        self.env.flush_all()
        for model, field, names in self.columns:
            self.env.cr.execute(SQL(
                """UPDATE %(table)s record SET %(field)s = (
                          SELECT jsonb_object_agg(each.key, CASE WHEN each.key = ANY(%(names)s)
                                 THEN %(without)s ELSE each.value END)
                            FROM jsonb_each(%(column)s) each)
                    WHERE EXISTS (SELECT FROM %(whole)s AND %(names_one)s)""",
                table=SQL.identifier(model._table), field=SQL.identifier(field.name),
                column=SQL.identifier("record", field.name), names=names, without=_without_sql(),
                whole=WHOLE, names_one=names_subject_sql(
                    SQL.identifier("record", field.name), names)))
            model.invalidate_model([field.name], flush=False)

    def look_again(self):
        """Note whoever is still named, in ``privacy_remaining``."""
        for model, field, names in self.columns:
            self.env.cr.execute(SQL(
                """INSERT INTO privacy_remaining
                   SELECT subject.partner_id, %s FROM %s AND EXISTS (
                          SELECT FROM %s record WHERE %s)""",
                model._name, WHOLE, SQL.identifier(model._table),
                names_subject_sql(SQL.identifier("record", field.name), names)))


def _without_sql():
    """Return SQL of ``each.value`` without the subjects: of several the others stay in order."""
    gone = SQL("(SELECT to_jsonb(subject.partner_id) FROM %s)", WHOLE)
    return SQL(
        """CASE WHEN jsonb_typeof(each.value) = 'array' THEN (
                     SELECT COALESCE(jsonb_agg(one.value ORDER BY one.number), '[]')
                       FROM jsonb_array_elements(each.value) WITH ORDINALITY one (value, number)
                      WHERE one.value NOT IN %s)
                WHEN each.value IN %s THEN 'false' ELSE each.value END""", gone, gone)
