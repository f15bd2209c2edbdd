"""Notices to the supervisory authority, in phases (Art. 33(1), (3), (4))."""

import base64
import hashlib

from odoo import fields
from odoo.exceptions import UserError

from ...const import OFFICER
from ...core.breach import clock, states
from ..access.language import in_lang
from ..controller import Controller
from .clock import BreachClock
from .log import Log
from .moving import Moving, Step, hold_row

REPORT = "cloudpepper_privacy.privacy_breach_notice_report"
WAYS = [("form", "Form of the authority"), ("mail", "Mail"), ("post", "Post"),
        ("phone", "Phone, confirmed in writing")]


class Authority:
    """The notices of one breach."""

    def __init__(self, env, breach):
        self.env, self.breach = env, breach

    # === PREPARE === #

    def prepare(self, phase, lang):
        """Make the PDF of a notice and keep it with its digest. Nothing is sent by it.

        :param str phase: ``initial``, ``follow_up`` or ``final``
        :param str lang: code of an installed language
        :raise UserError: where a check refuses; nothing is kept then
        :rtype: privacy.breach.notice
        """
        for check in self.CHECKS:
            check(self, phase)
        lacks = self.lacks("final")
        notice = self.env["privacy.breach.notice"].sudo().create({
            "breach_id": self.breach.id, "phase": phase, "lang": lang,
            "authority": Controller(self.env, self.breach.company_id).authority,
            "prepared_on": fields.Datetime.now(), "digest": "-",
            "left_open": ", ".join(lacks) or False})
        content = self._pdf(notice, lang)
        digest = hashlib.sha256(content).hexdigest()
        notice.write({
            "pdf": base64.b64encode(content), "digest": digest,
            "pdf_name": f"{self.breach.name.replace('/', '-')}-{phase}-{notice.id}.pdf"})
        Log(self.env, self.breach).add("notice", "", {"phase": phase, "lang": lang}, digest)
        return notice

    def lacks(self, phase):
        """Return what a notice of a phase lacks, as words."""
        breach = self.breach
        values = {
            "kinds": breach.lost_confidentiality or breach.lost_integrity
            or breach.lost_availability, "categories": breach.category_ids,
            **{name: breach[name] for name in (
                "facts", "contact_point", "people_kinds", "people_number", "records_number",
                "consequences", "measures")}}
        words = breach._fields
        labels = {"kinds": self.env._("what was lost"),
                  "categories": words["category_ids"]._description_string(self.env)}
        return [labels.get(name) or words[name]._description_string(self.env)
                for name in states.missing(values, phase)]

    def _pdf(self, notice, lang):
        report = in_lang(self.env, lang)["ir.actions.report"].sudo()
        return report._render_qweb_pdf(REPORT, notice.ids)[0]

    # === CHECKS === #

    def _check_role(self, _phase):
        self.breach._check_group(OFFICER)
        self.breach.check_access("write")

    def _hold_row(self, _phase):
        hold_row(self.breach)

    def _check_state(self, _phase):
        if self.breach.role != "controller":
            raise UserError(self.env._("The controller notifies the authority, no processor."))
        if self.breach.state in states.ENDED:
            raise UserError(self.env._("This breach has ended: open it again first."))

    def _check_controller(self, _phase):
        """The authority is that of the controller's country, and it has an address."""
        Controller(self.env, self.breach.company_id).check()

    def _check_order(self, phase):
        sent = self.breach.sudo().notice_ids.filtered("sent_recorded_by_id")
        if phase == "follow_up" and not sent:
            raise UserError(self.env._("A follow-up comes after a notice that was sent."))
        if phase == "initial" and sent:
            raise UserError(self.env._("The authority has had its first notice."))

    def _check_complete(self, phase):
        if lacks := self.lacks(phase):
            raise UserError(self.env._(
                "A notice of this phase says more (Art. 33(3)). Missing: %s", ", ".join(lacks)))

    def _check_delay(self, _phase):
        """A notice after 72 hours says why (Art. 33(1))."""
        breach = self.breach
        if not breach.notified_on and BreachClock(self.env, breach).standing() == "late" and not (
                breach.delay_reason or "").strip():
            raise UserError(self.env._(
                "It is later than 72 hours: write down the reasons for the delay, which the "
                "notice has to say (Art. 33(1))."))

    CHECKS = (_check_role, _hold_row, _check_state, _check_controller, _check_order,
              _check_complete, _check_delay)

    # === SENT === #

    def record_sent(self, notice):
        """Record that a notice went out, as the officer has said on it: only then it counts.

        :raise UserError: without a way and a moment, or with one that cannot be
        """
        breach, moment = self.breach, notice.sent_on
        if notice.sent_recorded_by_id:
            raise UserError(self.env._("This was recorded already."))
        if not (moment and notice.sent_by_way):
            raise UserError(self.env._("Say when the notice went out, and how."))
        if not notice.prepared_on.replace(second=0, microsecond=0) <= moment <= (
                fields.Datetime.now()):
            raise UserError(self.env._(
                "A notice goes out after it was prepared, and not in the future."))
        if not breach.notified_on and clock.is_late(moment, breach.aware_on) and not (
                breach.delay_reason or "").strip():
            raise UserError(self.env._(
                "It went out later than 72 hours: write down the reasons for the delay "
                "(Art. 33(1))."))
        notice.sudo().sent_recorded_by_id = self.env.uid
        Log(self.env, breach).add("sent", notice.receipt or "", {
            "notice": notice.id, "way": notice.sent_by_way}, notice.digest)
        Moving(self.env, breach).move(Step("notify", moment=moment))
