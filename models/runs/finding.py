from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ...const import OFFICER
from ...engine.companies import check_records
from ...engine.proof.findings import Findings
from ...engine.runs.closing import Closing
from ...engine.settings import Settings

STATES = [
    ("open", "To Settle"), ("redacted", "Redacted"), ("other", "Another Person's"),
    ("kept", "Kept"), ("gone", "No Longer There"),
]
#: what an officer may propose where another one has to agree
ACTS = [("redact", "Redact Here"), ("other", "Another Person's"), ("kept", "Keep")]


class PrivacyFinding(models.Model):
    """A place where the proof has still met what identified an erased person.

    Where and by what kind of value, never the value itself. It is settled by an officer, and
    searched again; what identified the person is known until then, in a table that nobody reads.
    """

    _name = "privacy.finding"
    _description = "Finding of a Proof"
    _order = "id"
    _rec_name = "model"
    _log_access = False

    run_id = fields.Many2one("privacy.run", required=True, readonly=True, ondelete="cascade",
                             index=True)
    item_id = fields.Many2one("privacy.run.item", string="Subject", required=True, readonly=True,
                              ondelete="cascade", index=True)
    partner_ref = fields.Integer(string="Contact ID", readonly=True, aggregator=None)
    model = fields.Char(readonly=True, required=True)
    table_name = fields.Char(readonly=True, required=True)
    column_name = fields.Char(readonly=True, required=True)
    res_id = fields.Many2oneReference(string="Record", model_field="model", readonly=True)
    kinds = fields.Char(readonly=True, help="Kinds of the values that were met, joined by commas.")
    why = fields.Char(readonly=True, required=True, help="Why the run did not mend it by itself.")
    state = fields.Selection(STATES, required=True, readonly=True, default="open", index=True)
    reason = fields.Char(
        readonly=True, help="What the officer said of it. Names nobody.")
    ground = fields.Selection("_selection_ground", string="Kept Because", readonly=True)
    until = fields.Date(string="Kept Until", readonly=True)
    proposed_act = fields.Selection(ACTS, string="Proposed", readonly=True)
    proposed_by_id = fields.Many2one("res.users", readonly=True)
    settled_by_id = fields.Many2one("res.users", readonly=True)
    settled_on = fields.Datetime(readonly=True)

    _open_idx = models.Index("(run_id, id) WHERE state = 'open'")

    @api.model
    def _selection_ground(self):
        return self.env["privacy.map"]._selection_ground()

    # === ACTION METHODS === #

    def action_redact(self):
        """Button: redact what stands there, by the same gate as a run, and search again."""
        return self._act("redact")

    def action_search_again(self):
        """Button: search the places again, after somebody changed them by hand."""
        findings = self._open()
        left = Findings(self.env, findings).search()
        self._close_runs(findings)
        return self._notify(
            self.env._("Still met at %s of these places.", len(left)) if left else
            self.env._("None of these is met any more."))

    def action_other(self):
        """Button: it is another person's; the reason is asked."""
        return self._ask("other")

    def action_keep(self):
        """Button: it is kept; ground and last day are asked."""
        return self._ask("kept")

    def action_confirm(self):
        """Button: a second officer agrees to what the first has proposed (four eyes)."""
        findings = self._open().filtered("proposed_act")
        if not findings:
            raise UserError(self.env._("Nothing is proposed here."))
        if self.env.user in findings.proposed_by_id:
            raise AccessError(self.env._(
                "Four eyes: a finding is settled by another person than the one who proposed it."))
        groups = findings.grouped(lambda one: (
            one.proposed_act, one.reason, one.ground, one.until))
        for (act, reason, ground, until), some in groups.items():
            self._carry_out(some, act, reason, ground, until)
        return True

    def action_open_record(self):
        """Button: the record in which it stands; of a message, the document that it is about."""
        self.ensure_one()
        if self.model not in self.env or not self.res_id:
            raise UserError(self.env._(
                "This is a row of the table %s, and no record that Odoo could open.",
                self.table_name))
        record = self.env[self.model].browse(self.res_id)
        if self.model == "mail.message":
            message = record.sudo().exists()
            if message.model in self.env and message.res_id:
                record = self.env[message.model].browse(message.res_id)
        return record._get_records_action()

    # === BUSINESS METHODS === #

    def _act(self, act, reason=False, ground=False, until=False):
        """Do an act, or propose it where two officers have to agree.

        :param str act: one of :data:`ACTS`
        """
        findings = self._open()
        if Settings(self.env).four_eyes():
            findings.write({
                "proposed_act": act, "proposed_by_id": self.env.uid, "reason": reason,
                "ground": ground, "until": until})
            return self._notify(self.env._("Proposed: another officer confirms it."))
        self._carry_out(findings, act, reason, ground, until)
        return True

    def _carry_out(self, findings, act, reason, ground, until):
        if act == "redact":
            Findings(self.env, findings).redact()
        else:
            Findings(self.env, findings).decide(act, reason, ground, until)
        self._close_runs(findings)

    def _close_runs(self, findings):
        for run in findings.run_id:
            Closing(self.env(su=True), run).settle_again()

    def _open(self):
        """Return those of these that are open, for the engine; officers alone act on them."""
        if not (self.env.su or self.env.user.has_group(OFFICER)):
            raise AccessError(self.env._("Only privacy officers settle findings."))
        self.check_access("read")
        for model, some in self.sudo().grouped("model").items():
            check_records(self.env, model, list(filter(None, some.mapped("res_id"))))
        findings = self.sudo().filtered(lambda finding: finding.state == "open")
        if not findings:
            raise UserError(self.env._("These are settled already."))
        return findings

    def _ask(self, act):
        findings = self._open()
        return {
            "type": "ir.actions.act_window", "res_model": "privacy.finding.decision",
            "name": dict(ACTS)[act], "view_mode": "form", "target": "new",
            "context": {"default_act": act, "default_finding_ids": [(6, 0, findings.ids)]},
        }

    def _notify(self, text):
        return {
            "type": "ir.actions.client", "tag": "display_notification",
            "params": {"message": text, "type": "info",
                       "next": {"type": "ir.actions.act_window_close"}},
        }

    @api.autovacuum
    def _gc_findings(self):
        """Look whether what is open is still there: somebody may have changed it by hand."""
        findings = self.search([("state", "=", "open"), ("why", "!=", "blind")], limit=1000)
        if findings:
            Findings(self.env, findings).search()
            self._close_runs(findings)
