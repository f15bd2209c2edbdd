"""Ways over records that are the person's: what belongs to one, and what the contact links to."""

from odoo.tools import SQL

from .pairs import pair_at
from .way import Way


class Part(Way):
    """What belongs to a record that the plan holds as the person's own: by a link to it, by a pair
    of columns that names it, or by lying below it in a tree of folders.

    Where the record turns out to be shared, so is what belongs to it
    (``erasure/decide.py``).
    """

    code, label = "part", "Belongs to a record that was found"

    def fits(self, row, model, field):
        return field.type == "many2one" or pair_at(
            row.env[field.model_name], field.name) is not None

    def sql(self, row, model, query):
        *heads, last = row.path.split(".")
        field = model._fields[last] if not heads else row._walk(model, row.path)

        def column_sql(name):
            return row._column_sql(model, query, ".".join([*heads, name]))

        if field.type != "many2one":
            named, record = pair_at(row.env[field.model_name], last).named(column_sql)
        else:
            named, record = SQL("%s", field.comodel_name), column_sql(last)
        # the contact itself is acted on last
        own = SQL(
            """SELECT model::text, record, subject FROM privacy_plan
                WHERE act IN ('erase', 'mask') AND entry != ALL(%s)
                UNION SELECT 'res.partner', partner_id, partner_id FROM privacy_subject
                       WHERE whole""", [row.id, *_leaving(row.env)])
        if field.type == "many2one" and field.comodel_name == field.model_name:
            own = _below_sql(own, row.env[field.model_name], last)
        joined = SQL("JOIN (%s) hook ON (hook.model, hook.record) = (%s, %s)", own, named, record)
        return joined, SQL("hook.subject = subject.partner_id")


def _leaving(env):
    """Return the entries of the map that only take a person out of a list: the record is no more
    theirs than that of the others.
    """
    return [
        entry.key for entry in env["privacy.map"]._compiled()
        if entry.act == "mask" and all(
            env[entry.model]._fields[name].type == "many2many" for name in entry.fields)]


def _below_sql(own, model, link):
    """Return SQL of (model, record, subject) of records of a tree and of everything below."""
    return SQL(
        """WITH RECURSIVE below AS (
               SELECT own.record, own.subject FROM (%(own)s) own WHERE own.model = %(model)s
               UNION
               SELECT child.id, below.subject FROM below
                 JOIN %(table)s child ON child.%(link)s = below.record)
           SELECT %(model)s AS model, record, subject FROM below""",
        own=own, model=model._name, table=SQL.identifier(model._table),
        link=SQL.identifier(link))


class Owned(Way):
    """A record that the contact itself links to, and no other living contact: its own file."""

    code, label = "owned", "Record that only this contact links to"

    def fits(self, row, model, field):
        return row.path == "id" and bool(links_from_contact(row.env, model._name))

    def sql(self, row, model, query):
        links = SQL(" UNION ALL ").join(
            SQL("SELECT id AS contact, %s AS record FROM res_partner WHERE %s IS NOT NULL",
                SQL.identifier(name), SQL.identifier(name))
            for name in links_from_contact(row.env, model._name))
        joined = SQL("JOIN (%s) owner ON owner.record = %s", links,
                     SQL.identifier(query.table, "id"))
        return joined, SQL(
            """owner.contact = subject.partner_id AND NOT EXISTS (
                   SELECT FROM (%s) other JOIN res_partner living ON living.id = other.contact
                    WHERE other.record = owner.record AND other.contact != owner.contact
                      AND living.privacy_anonymised_on IS NULL
                      AND living.id NOT IN (SELECT partner_id FROM privacy_subject))""", links)


def links_from_contact(env, model_name):
    """Return the names of the stored links from contacts to records of a model."""
    return [
        name for name, field in env["res.partner"]._fields.items()
        if field.type == "many2one" and field.store and field.comodel_name == model_name
        and not field.company_dependent and not field.related and not field.inherited
        and not name.startswith("privacy_")
    ]


def lists_of_contact(env, model_name):
    """Return [(table, column of the contact, column of the record)] of the lists of records of a
    model that contacts have, as SQL.
    """
    return [
        (SQL.identifier(field.relation), SQL.identifier(field.column1),
         SQL.identifier(field.column2))
        for name, field in env["res.partner"]._fields.items()
        if field.type == "many2many" and field.store and field.comodel_name == model_name
        and not field.related and not field.inherited and not name.startswith("privacy_")
    ]
