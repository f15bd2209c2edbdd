"""Events that were reported: the same one is taken once, and none comes before its withdrawal."""

import json
from datetime import timedelta

from odoo import fields
from odoo.tools import SQL

from ...settings import Settings

KINDS = [("given", "Given"), ("withdrawn", "Withdrawn"), ("refused", "Refused"),
         ("joined", "Said Who They Are")]
#: days after which an event is not taken any more: the default, the least and the most
DAYS = (30, 1, 365)
#: rows of one deletion
ROWS = 100_000


class KnownEvents:
    """Rows of ``privacy.consent.event``, all of a call at once."""

    def __init__(self, env):
        self.env = env(su=True)

    def oldest(self):
        """Return the moment before which nothing is taken, as officers have set it in days."""
        default, least, most = DAYS
        days = Settings(self.env).number("consent_event_days", default)
        days = min(max(days, least), most) if days == days else default
        return fields.Datetime.now() - timedelta(days=days)

    def digests(self, source, idents):
        """Return ``{what the source calls it: its digest}`` of those that are known; a consent
        whose event had its time has none.
        """
        return dict(self.env.execute_query(SQL(
            """SELECT event_id, digest FROM privacy_consent_event
                WHERE source_id = %(source)s AND event_id = ANY(%(idents)s)
               UNION ALL
               SELECT event_id, NULL FROM privacy_consent_record consent
                WHERE source_id = %(source)s AND event_id = ANY(%(idents)s)
                  AND NOT EXISTS (SELECT FROM privacy_consent_event event
                                   WHERE event.source_id = consent.source_id
                                     AND event.event_id = consent.event_id)""",
            source=source.id, idents=list(idents))))

    def add(self, source, rows):
        """Note events that are taken.

        :param list rows: dicts of event_id, kind, at (text), purpose, subject, digest
        """
        self.env.execute_query(SQL(
            """INSERT INTO privacy_consent_event (source_id, event_id, kind, at, purpose_id,
                      subject_key, digest, received_at)
               SELECT %s, new.event_id, new.kind, new.at, new.purpose, new.subject, new.digest,
                      now() AT TIME ZONE 'UTC'
                 FROM jsonb_to_recordset(%s::jsonb) AS new (event_id varchar, kind varchar,
                      at timestamp, purpose int, subject varchar, digest varchar)
               RETURNING id""", source.id, json.dumps(rows)))
        self.env["privacy.consent.event"].invalidate_model(flush=False)

    def withdrawals(self, subjects):
        """Return ``{(subject, id of the purpose): moments of its withdrawals}``, in order and
        whichever source told them.

        :param subjects: keys of subjects
        """
        return {(subject, purpose): moments for subject, purpose, moments in self.env.execute_query(
            SQL("""SELECT subject_key, purpose_id, array_agg(at ORDER BY at)
                     FROM privacy_consent_event
                    WHERE kind IN ('withdrawn', 'refused') AND subject_key = ANY(%s)
                    GROUP BY subject_key, purpose_id""", list(subjects)))}

    def delete_old(self):
        """Let go of events that would not be taken again, a day later."""
        rows = self.env.execute_query(SQL(
            """DELETE FROM privacy_consent_event WHERE id IN (
               SELECT id FROM privacy_consent_event WHERE received_at < %s ORDER BY id LIMIT %s)
               RETURNING id""", self.oldest() - timedelta(days=1), ROWS))
        self.env["privacy.consent.event"].invalidate_model(flush=False)
        return len(rows), int(len(rows) == ROWS)
