from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from ..policy.purpose_line import SITUATIONS

#: situations of a relationship that runs
RUNNING = frozenset(("running", "customer", "mailed"))


class PrivacySubjectPurpose(models.Model):
    """A tag: data subject x purpose x legal basis, with from, until and why (R14).

    Rows without :attr:`manual` are written by the refresh; an officer's own rows have a reason
    and an end, and survive it.
    """

    _name = "privacy.subject.purpose"
    _description = "Legal Basis of a Contact"
    _order = "partner_id, basis_id, id"
    _rec_name = "basis_id"
    _log_access = False

    partner_id = fields.Many2one(
        "res.partner", string="Contact", index=True, ondelete="cascade"
    )
    contactless_id = fields.Many2one(
        "privacy.contactless", string="Without a Contact", index="btree_not_null",
        ondelete="cascade"
    )
    purpose_id = fields.Many2one("privacy.purpose", ondelete="cascade")
    basis_id = fields.Many2one("privacy.legal.basis", required=True, ondelete="restrict")
    color = fields.Integer(related="basis_id.color")
    situation = fields.Selection([*SITUATIONS, ("none", "No basis"), ("manual", "Officer's own")],
                                 required=True, default="manual")
    company_id = fields.Many2one("res.company", ondelete="cascade")
    timer_id = fields.Many2one("privacy.timer", ondelete="set null", index="btree_not_null")
    date_from = fields.Date(default=fields.Date.context_today)
    date_until = fields.Date()
    manual = fields.Boolean(default=True, readonly=True)
    reason = fields.Text(help="Why an officer set this tag by hand.")
    sentence = fields.Char(string="Why", compute="_compute_sentence")

    _tag_uniq = models.UniqueIndex(
        """(partner_id, basis_id, COALESCE(purpose_id, 0), COALESCE(company_id, 0))
        WHERE manual IS NOT TRUE"""
    )
    _contactless_tag_uniq = models.UniqueIndex(
        """(contactless_id, basis_id, COALESCE(purpose_id, 0), COALESCE(company_id, 0))
        WHERE manual IS NOT TRUE AND contactless_id IS NOT NULL"""
    )
    _one_subject = models.Constraint(
        "CHECK(num_nonnulls(partner_id, contactless_id) = 1)", "A tag is one data subject's."
    )
    _until_idx = models.Index(
        "(date_until) WHERE situation IN"
        " ('running', 'customer', 'customer_talked', 'mailed', 'hold')")

    @api.constrains("manual", "reason", "date_until")
    def _check_manual(self):
        for tag in self.filtered("manual"):
            if not tag.reason or not tag.date_until:
                raise ValidationError(
                    self.env._("A tag set by hand needs a reason and an end date.")
                )

    @api.model
    def _in_force(self, today):
        """Return the domain of the tags that hold on a day."""
        begun = Domain("date_from", "=", False) | Domain("date_from", "<=", today)
        return begun & (Domain("date_until", "=", False) | Domain("date_until", ">=", today))

    def _categories(self):
        """Return {tag: categories of data}: those of its line of the decision table."""
        lines = {(line.purpose_id, line.basis_id, line.situation): line._categories()
                 for line in self.purpose_id.line_ids}
        return {tag: lines.get((tag.purpose_id, tag.basis_id, tag.situation),
                               tag.purpose_id.category_ids) for tag in self}

    @api.depends("timer_id", "situation", "reason")
    @api.depends_context("lang", "uid")
    def _compute_sentence(self):
        for tag in self:
            tag.sentence = tag._sentence()

    def _sentence(self, told=False):
        """Return why a contact is tagged; see ``privacy.timer._sentences``."""
        fixed = {
            "consent": self.env._("consent given"),
            "hold": self.env._("under a hold"),
            "none": self.env._("no legal basis found: for the officer to decide"),
        }
        if self.manual:
            return self.reason
        timer = self.timer_id.sudo()
        if self.situation in RUNNING and timer.state == "counting":
            return self._running_sentence(timer)
        if self.situation in fixed or not told:
            return fixed.get(self.situation) or timer.sentence
        return timer._sentences(told=True).get(timer)

    def _running_sentence(self, timer):
        """Return why a relationship runs that nobody has marked, and until when."""
        if timer.signal_id.kind != "billing":
            return self.env._("the relationship ends on %s", timer.date_start.isoformat())
        return self.env._(
            "the relationship counts as running until %(until)s: the last invoice, order or "
            "payment is of %(start)s",
            until=self.date_until.isoformat(), start=timer.date_start.isoformat())
