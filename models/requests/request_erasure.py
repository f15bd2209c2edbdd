from odoo import models
from odoo.exceptions import UserError

from ...const import OFFICER
from ...engine.preview import plan_items
from .request_right import ERASURES


class PrivacyRequestRight(models.Model):
    """Erasure (Art. 17): shown before, carried out by the engine, granted as its proof saw it."""

    _inherit = "privacy.request.right"

    # === BEFORE === #

    def _preview(self, ground):
        """Plan the erasure and change nothing: what would go, what stays, why and until when.

        The plan is a preview of the engine; it is what an officer approves by going on.
        """
        self.ensure_one()
        self.request_id._check_group(OFFICER)
        if self.kind != "erasure" or self.state != "open" or not self._identified():
            raise UserError(self._refusals()["identity"])
        self._check_ground(ground)
        if not self.request_id.partner_ids:
            raise UserError(self.env._("We hold no contact of this person: say so in the answer."))
        if self.run_id and self.run_id.state not in ("preview", "cancelled", "stopped"):
            raise UserError(self.env._("This erasure has its run already: %s.", self.run_id.name))
        self._drop_preview()
        run = self.env["privacy.run"]._open_erasure(
            self.request_id.partner_ids, f"17(1)({ground})", self.request_id)
        plan_items(run)
        self.sudo().run_id = run
        return run

    def _drop_preview(self):
        """Cancel previews that nobody carries out: other contacts, another ground, a refusal."""
        previews = self.sudo().run_id.filtered(lambda run: run.state == "preview")
        previews._move("cancelled")

    def _check_ground(self, ground):
        if ground not in dict(ERASURES):
            raise UserError(self.env._("An erasure rests on a point of Art. 17(1)."))

    # === ACT === #

    def _act_erasure(self, ground):
        """Erase what no duty keeps; the run's result is the outcome."""
        self._check_ground(ground)
        run = self.run_id.sudo()
        if run and run.state not in ("preview", "cancelled", "stopped"):
            raise UserError(self.env._("This erasure has its run already: %s.", run.name))
        self._note_categories()
        if run.state == "preview" and run.ground == f"17(1)({ground})":
            run._begin_erasure()
            return
        self._drop_preview()
        self.sudo().run_id = self.env["privacy.run"].erase(
            self.request_id.partner_ids, f"17(1)({ground})", self.request_id)

    def _check_done_erasure(self, outcome):
        if not self.request_id.partner_ids:
            return
        run = self.run_id.sudo()
        if run.state not in ("done", "incomplete"):
            raise UserError(self.env._("The erasure has not been carried out and proven yet."))
        if not run.subjects:
            raise UserError(self.env._(
                "Nothing was erased (a hold, a restriction or a duty keeps all of it): refuse it "
                "and say why."))
        whole = run.state == "done" and not (
            self._kept_of_erasure() or run.failed or self._living())
        if outcome == "granted" and not whole:
            raise UserError(self.env._(
                "Not everything went: say “granted in part”, what stays and why."))

    def _kept_of_erasure(self):
        """Return how many records stay, the requests and their answers left aside: they are
        the proof that the person was answered (Art. 5(2)).
        """
        return sum(line["count"] for line in self.run_id.sudo().summary()["left"]
                   if line["ground"] != "request")

    def _settle_erasure(self):
        self._drop_preview()
