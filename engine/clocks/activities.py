"""Open activities, and messages, on records that name a contact: whichever record it is.

Which models have any changes by the hour, and most have none: it is asked at each refresh.
"""

from odoo.api import SUPERUSER_ID
from odoo.tools import SQL

from .found import contact_links
from .links import present
from .marks import fact_columns, moment, pack, record_of, utc_of

#: code of the signal that stands for activities, on whatever record
SIGNAL = "activity"
#: models whose records hang on another record: {model: (name of its model, its id)}
HANGS = {"mail.message": ("model", "res_id"), "mail.activity": ("res_model", "res_id")}


class Activities:
    """The facts of open activities on records that name contacts of ``privacy_family``."""

    def __init__(self, env):
        self.env = env(su=True)

    def sql(self, number, few):
        """Return a SELECT of each model that has activities.

        :param int number: of the signal, see :class:`.marks.SignalNumbers`
        :param bool few: look records up by their contacts
        """
        rows = self.env.execute_query(SQL(
            """SELECT DISTINCT res_model FROM mail_activity
                WHERE active AND res_model NOT LIKE 'privacy.%%'"""))
        found = []
        for (name,) in rows:
            if name in self.env and name != "res.partner" and self.env[name]._auto:
                links, _lists = contact_links(self.env[name])
                if links:
                    found.append(self._select(self.env[name], links, number, few))
        return found

    def _select(self, model, links, number, few):
        columns = [SQL.identifier("record", name) for name in links]
        where = SQL("TRUE")
        if few:
            where = SQL("(%s)", SQL(" OR ").join(
                SQL("%s = ANY(ARRAY(SELECT partner_id FROM privacy_family))", column)
                for column in columns))
        day = SQL("(%s)::date", utc_of(SQL("latest.moment")))
        mark = pack(day, SQL("%s", number), record_of(SQL("latest.moment")))
        return SQL(
            """SELECT family.partner_id, NULL::int AS company_id, %(values)s
                 FROM (SELECT link.whose, max(%(moment)s) AS moment
                         FROM mail_activity activity
                         JOIN %(table)s record ON record.id = activity.res_id
                        CROSS JOIN LATERAL (VALUES %(links)s) AS link (whose)
                        WHERE activity.res_model = %(model)s AND activity.active
                          AND activity.create_uid IS DISTINCT FROM %(robot)s
                          AND link.whose IS NOT NULL AND %(where)s
                        GROUP BY link.whose) latest
                 JOIN privacy_family family ON family.partner_id = latest.whose""",
            values=fact_columns({"interaction": mark}), table=SQL.identifier(model._table),
            moment=moment(SQL("GREATEST(activity.create_date, activity.date_deadline::timestamp)"),
                          SQL("activity.id")),
            links=SQL(", ").join(SQL("(%s)", column) for column in columns),
            model=model._name, robot=SUPERUSER_ID, where=where,
        )


def hanging_on(records, answered):
    """Return {model: ids} of the records on which messages or activities hang.

    :param answered: models whose messages count; an activity counts wherever it is
    """
    by_model = {}
    if records._name in HANGS:
        model_field, id_field = HANGS[records._name]
        known = records.sudo()
        for name in (model_field, id_field):
            known = present(known, name)
        for record in known:
            name = record[model_field]
            if name and (records._name == "mail.activity" or name in answered):
                by_model.setdefault(name, set()).add(record[id_field])
    return {name: ids - {0} for name, ids in by_model.items() if name != "res.partner"}


def links_sql(env, model_name, ids):
    """Return the SELECTs of the contacts that records of a model without a signal link to."""
    model = env[model_name]
    links, _lists = contact_links(model) if model._auto else ((), ())
    return [SQL("SELECT %s FROM %s WHERE id = ANY(%s)", SQL.identifier(name),
                SQL.identifier(model._table), ids) for name in links]
