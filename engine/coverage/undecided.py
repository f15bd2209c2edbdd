"""What a run did not look into: fields that nothing decides, in records of its contacts.

It is said of each contact, which is not complete beside them, and summed up for the run.
"""

import json

from odoo.tools import SQL

from ...const import ACTED
from ...core.policy import coverage
from ..erasure.values import says_sql
from .ties import CUT, FURTHER, Ties

#: ids of records that a line names
SHOWN = 20


class Undecided:
    """Counts what undecided fields say in records that are tied to a run's contacts."""

    def __init__(self, env, run):
        self.env, self.run = env, run

    def settle(self):
        """Say on each item what stands in undecided fields of records tied to the contact:
        [{model, field, count, link, cut, ids, via}]; ``link`` where that only says whose the
        record is, ``cut`` where nothing leads there any more, ``via`` the undecided links that
        lead there, where the map knows the field.

        Called when everything has been done and before anybody counts as complete. The number
        of statements depends on the models concerned, and not on how many people there are.
        """
        ties = Ties(self.env, self.run)
        self.env.flush_all()
        ties.note_linked()
        selects = [self._filled_sql(ties, name) for name in ties.columns]
        if not selects:
            return
        self.env.cr.execute("ANALYZE privacy_run_place, privacy_run_item")
        self.env.cr.execute(SQL(
            """UPDATE privacy_run_item item SET undecided = found.lines
                 FROM privacy_run_item own LEFT JOIN (
                      SELECT partner_ref, jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
                              'model', model, 'field', field, 'count', count, 'link', link,
                              'cut', cut, 'ids', ids, 'via', via)) ORDER BY model, field) AS lines
                         FROM (%s) each (partner_ref, model, field, link, via, cut, count, ids)
                        GROUP BY partner_ref) found ON found.partner_ref = own.partner_ref
                WHERE item.id = own.id AND own.run_id = %s
                  AND own.whole AND own.state = ANY(%s)
                  AND (own.undecided IS NOT NULL OR found.lines IS NOT NULL)""",
            SQL(" UNION ALL ").join(selects), self.run.id, list(ACTED)))
        self.env["privacy.run.item"].invalidate_model(["undecided"], flush=False)

    def _filled_sql(self, ties, name):
        """Return SQL of (contact, model, field, link, via, cut, count, ids) of columns that say
        something in the records of a model that were noted.
        """
        model = self.env[name]
        says = [(column, None) for column in ties.columns[name]]
        says += [(column, ties.further_links(name)) for column in ties.beside.get(name, ())]
        filled = SQL(", ").join(
            SQL("(%s, %s, %s::jsonb, %s)", column.name, coverage.is_tie(column),
                via and json.dumps(via), self._holds_sql(model, model._fields[column.name]))
            for column, via in says)
        return SQL(
            """SELECT place.partner_ref, %s, filled.field, filled.link, filled.via,
                      bool_or(place.tie = ANY(%s)), count(*)::int,
                      (array_agg(record.id ORDER BY record.id))[:%s]
                 FROM privacy_run_place place JOIN %s record ON record.id = place.record
                CROSS JOIN LATERAL (VALUES %s) filled (field, link, via, holds)
                WHERE place.run_ref = %s AND place.model = %s AND filled.holds
                  AND (filled.via IS NULL OR place.tie = ANY(%s))
                GROUP BY place.partner_ref, filled.field, filled.link, filled.via""",
            name, list(CUT), SHOWN, SQL.identifier(model._table), filled, self.run.id, name,
            list(FURTHER))

    def _holds_sql(self, model, field):
        """Return the condition that a field of ``record`` holds something, of whatever type."""
        if field.type == "many2many":
            return SQL("EXISTS (SELECT FROM %s rel WHERE %s = record.id)",
                       SQL.identifier(field.relation), SQL.identifier("rel", field.column1))
        return says_sql(model, field)

    # === OF THE WHOLE RUN === #

    def lines(self):
        """Return [{model, field, count, link}] over all contacts of the run."""
        rows = self.env.execute_query(SQL(
            """SELECT line ->> 'model' AS model, line ->> 'field' AS field,
                      sum((line ->> 'count')::int)::int, bool_and((line ->> 'link')::bool)
                 FROM privacy_run_item item, jsonb_array_elements(item.undecided) line
                WHERE item.run_id = %s AND item.state = ANY(%s)
                GROUP BY 1, 2 ORDER BY 1, 2""", self.run.id, list(ACTED)))
        return [{"model": model, "field": field, "count": count, "link": link}
                for model, field, count, link in rows]


def says_more_sql(item):
    """Return the condition that an item's undecided fields say more than whose a record is.

    :param SQL item: the column
    """
    return SQL("COALESCE(%s @? '$[*] ? (@.link == false)', FALSE)", item)


def models_sql(item):
    """Return SQL of the names of the models of such fields, joined by commas.

    :param SQL item: the column
    """
    return SQL(
        """(SELECT string_agg(DISTINCT line ->> 'model', ', ' ORDER BY line ->> 'model')
              FROM jsonb_array_elements(%s) line WHERE NOT (line ->> 'link')::bool)""", item)


def decided_since_sql(env):
    """Return SQL of the contacts of whom a run left what nobody had decided on, and somebody has
    since; those only to whose records something still leads.
    """
    undecided = env["privacy.coverage"]._verdicts()[0]
    return SQL(
        """SELECT item.partner_ref FROM privacy_run_item item
            WHERE item.undecided IS NOT NULL AND item.state = 'incomplete'
              AND NOT item.undecided @? '$[*] ? (@.link == false && @.cut == true)'
              AND EXISTS (SELECT FROM jsonb_array_elements(item.undecided) line
                           CROSS JOIN LATERAL jsonb_array_elements_text(COALESCE(
                                 line -> 'via', jsonb_build_array(line ->> 'field'))) asked
                           WHERE (line ->> 'link')::bool IS FALSE
                             AND (line ->> 'model', asked) NOT IN (
                                 SELECT * FROM unnest(%s::text[], %s::text[])))
              AND NOT EXISTS (SELECT FROM privacy_run_item later
                               WHERE later.partner_ref = item.partner_ref AND later.id > item.id
                                 AND later.state = ANY(%s))""",
        [column.model for column in undecided], [column.name for column in undecided],
        list(ACTED))
