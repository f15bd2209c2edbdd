from odoo import api, fields, models


class PrivacyRunPlace(models.Model):
    """Where a run's subjects were met along ways without an index, and which records that nothing
    decides are tied to them: ids, as long as it works.
    """

    _name = "privacy.run.place"
    _description = "Record Found for a Run"
    _log_access = False

    run_ref = fields.Integer(required=True, readonly=True)
    entry = fields.Integer(readonly=True, help="Row of the data map; none where nothing decides.")
    model = fields.Char(readonly=True, help="Of a record that nothing decides.")
    tie = fields.Char(readonly=True, help="What ties such a record to the contact.")
    record = fields.Integer(required=True, readonly=True)
    partner_ref = fields.Integer(required=True, readonly=True)

    _run_idx = models.Index("(run_ref, partner_ref)")
    _tied_idx = models.Index("(run_ref, model, record) WHERE model IS NOT NULL")

    @api.autovacuum
    def _forget(self):
        """Delete what no run will ask for again."""
        self.env["privacy.run"].flush_model(["state"])
        self.env.cr.execute(
            """DELETE FROM privacy_run_place place WHERE NOT EXISTS (
               SELECT FROM privacy_run run WHERE run.id = place.run_ref
                  AND run.state IN ('running', 'proving', 'stopped'))""")
        self.invalidate_model(flush=False)
