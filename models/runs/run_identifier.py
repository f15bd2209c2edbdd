from odoo import api, fields, models
from odoo.tools import SQL

#: days after which a proof that has not ended is given up
DAYS = 30


class PrivacyRunIdentifier(models.Model):
    """What identified a subject of a run, for as long as the proof needs it.

    Written in the transaction of the batch that erases the subject, left out of the search by
    its table's name, and deleted when the proof is filed. Nobody has access; where rows are
    lost, the subject is *unproven* and never complete.
    """

    _name = "privacy.run.identifier"
    _description = "Identifier Awaiting Proof"
    _log_access = False

    run_ref = fields.Integer(required=True, readonly=True, index=True)
    item_ref = fields.Integer(required=True, readonly=True, index=True)
    kind = fields.Char(required=True, readonly=True)
    value = fields.Char(required=True, readonly=True)

    @api.autovacuum
    def _forget(self):
        """Delete what no proof will ask for: its run has ended, or did not go on for weeks."""
        self.env["privacy.run"].flush_model(["state", "date_started"])
        for table in ("privacy_run_identifier", "privacy_run_hit"):
            self.env.cr.execute(SQL(
                """DELETE FROM %s known WHERE NOT EXISTS (
                   SELECT FROM privacy_run run WHERE run.id = known.run_ref
                      AND run.state IN ('running', 'proving', 'stopped')
                      AND run.date_started > now() AT TIME ZONE 'UTC' - make_interval(days => %s))
                """, SQL.identifier(table), DAYS))
        self.invalidate_model(flush=False)


class PrivacyRunHit(models.Model):
    """Where the proof met an identifier: a table, a column and the id of a row, no value."""

    _name = "privacy.run.hit"
    _description = "Place Where an Identifier Was Met"
    _log_access = False

    run_ref = fields.Integer(required=True, readonly=True, index=True)
    identifier_ref = fields.Integer(required=True, readonly=True)
    table_name = fields.Char(required=True, readonly=True)
    column_name = fields.Char(required=True, readonly=True)
    row_ref = fields.Integer(readonly=True)
