"""Something of everything that the module keeps or asks, for tests that try all there is."""

from odoo.fields import Command

from ...core.requests import rights as rules
from ...engine.consents.intake.known_events import KnownEvents
from ...engine.optout.optout import OptOut
from ...engine.register.versions import Versions
from ..common import TODAY
from .archive import KEPT, in_the_archive
from .outside import announced, breached, left
from .packages import PackageCommon


class Everything(PackageCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.mail_other = cls._message(
            cls.person, "2026-05-04 10:00:00", author_id=cls.other.id, email_from=cls.other.email)

    def _records(self):
        """Return {model: records}: something of everything that a person may open or press."""
        hold = self._tell_hold(self._contact("Held Person"), None)
        move = self._tell_invoice(self.person, "2024-03-31")
        self.timers.refresh(self.person)
        done = self.runs.execute(self._contact(facts=(("mail", "2022-05-04 10:00:00"),)),
                                 approve=True)
        asked = self._asked("access")
        request, package = self._built(*rules.RIGHTS)
        request = request.sudo()
        request.tell_recipients = True
        redaction = self.env["privacy.redaction"].sudo().create({
            "request_id": request.id, "model": "mail.message", "res_id": self.mail_other.id,
            "field": "subject", "kind": "link"})
        notice = self.env["privacy.notice"].sudo().create({
            "right_id": request.right_ids[0].id, "event": "erasure", "key": "everything",
            "company_id": request.company_id.id,
            "recipient_id": self.env["privacy.recipient"].search([], limit=1).id})
        consents = self.env["privacy.consent.record"].create([{
            "partner_id": self.person.id, "date_given": "2020-01-01",
            "purpose_id": self.env.ref("cloudpepper_privacy.purpose_marketing").id}] * 2)
        consents[1].date_withdrawn = TODAY
        words = self.env["privacy.consent.text"].create({
            "purpose_id": consents[0].purpose_id.id, "body": "Yes."})
        teller = self.env["privacy.consent.source"].create({"name": "Banner"})
        move.message_subscribe(self.person.ids)
        tag = self.env["privacy.subject.purpose"].create({
            "partner_id": self.person.id, "reason": "Because", "date_until": "2030-01-01",
            "basis_id": self.env.ref("cloudpepper_privacy.legal_basis_contract").id})
        kept = self.env["privacy.kept.item"].create({
            "run_ref": done.id, "partner_ref": self.person.id, "model": "account.move",
            "res_id": move.id, "ground": "audit_trail", "until": "2026-01-01"})
        finding = self.env["privacy.finding"].create({
            "run_id": done.id, "item_id": done.item_ids[:1].id, "partner_ref": self.person.id,
            "model": "res.partner", "table_name": "res_partner", "column_name": "comment",
            "res_id": self.other.id, "kinds": "name", "why": "unmapped"})
        unread = self.env["privacy.unread.file"].create({
            "run_id": done.id, "reason": "broken",
            "attachment_ref": self.env["ir.attachment"].create({"name": "letter"}).id})
        return {
            "privacy.finding": finding, "privacy.unread.file": unread,
            "res.partner": self.person, "account.move": move, "privacy.hold": hold,
            "privacy.consent.text": words, "privacy.consent.source": teller,
            "privacy.consent.record": consents, "privacy.subject.purpose": tag,
            "mail.followers": self.env["mail.followers"].search([
                ("res_model", "=", move._name), ("res_id", "=", move.id)], limit=1),
            "privacy.contactless": self.env["privacy.contactless"].create({
                "kind": "email", "key": "0" * 64, "model": "res.partner",
                "res_id": self.person.id}),
            **in_the_archive(self.env, self._contact("Kept Person", KEPT)),
            "privacy.optout": self._opted_out(), "privacy.exit.task": self._left(),
            "privacy.timer": self.timers.search([("partner_id", "=", self.person.id)]),
            "privacy.run": self.runs.preview(self.person) | done,
            "privacy.run.item": done.item_ids,
            "privacy.kept.item": kept, "privacy.redaction": redaction,
            "privacy.package": package, "privacy.request": asked.sudo() | request,
            "privacy.request.right": request.right_ids, "privacy.notice": notice,
            "privacy.evidence": self.env["privacy.evidence"].search([], limit=1),
            "privacy.rule": self.env["privacy.rule"].search([], limit=2),
            "privacy.disclosure.rule": self.env["privacy.disclosure.rule"].search([], limit=1),
            "privacy.request.mail": self.env["privacy.request.mail"].sudo().create({
                "state": "aside", "company_id": self.company.id, "subject": "Out of office",
                "sender_email": "zoe@celik.example", "origin": "automatic"}),
            "privacy.register.version": Versions(self.env, self.company).make(),
            **self._coverage(), **self._asked_along(request), **self._reported(),
            **self._policy(), **self._breached(),
        }

    def _left(self):
        """What a customer who has left leaves to be done."""
        return left(self.env, self._contact("Left Customer", is_company=True))

    def _policy(self):
        """The policy: a draft, a sentence of the one before, and who was told."""
        first = self.env.ref("cloudpepper_privacy.policy_version_1")
        return {
            "privacy.policy.sentence": first.sentence_ids[:1],
            "privacy.policy.text": self.env["privacy.policy.text"].search([], limit=1),
            **announced(self.env, self.company, self.person)}

    def _breached(self):
        """A breach with somebody affected, a notice, a controller and its log."""
        return {"privacy.breach.factor": self.env["privacy.breach.factor"].search([], limit=1),
                **breached(self.env, self.user, self.person, self.other)}

    def _opted_out(self):
        OptOut(self.env).remember(["nobody@optout.example"])
        return self.env["privacy.optout"].search([], limit=1)

    def _asked_along(self, request):
        """What lies beside a request and its rights."""
        make = {
            "privacy.request.change": {
                "right_id": request.right_ids.filtered(
                    lambda right: right.kind == "rectification").id,
                "partner_id": self.person.id, "field_name": "city", "value": "Gent"},
            "privacy.request.pause": {
                "request_id": request.id, "date_from": TODAY, "reason": "identity"},
            "privacy.request.pending": {
                "company_id": self.company.id, "person_email": "zoe@celik.example",
                "rights": "access", "token_hash": "0" * 64},
            "privacy.disclosure": {
                "partner_id": self.person.id,
                "recipient_id": self.env["privacy.recipient"].search([], limit=1).id},
            "privacy.request.removal": {
                "request_id": request.id, "kind": "access", "reason": "Nobody asked for it"}}
        return {model: self.env[model].sudo().create(vals) for model, vals in make.items()}

    def _reported(self):
        """What another system has reported."""
        source = self.env["privacy.consent.source"].create({"name": "Banner"})
        KnownEvents(self.env).add(source, [{
            "event_id": "e-1", "kind": "refused", "at": f"{TODAY} 10:00:00", "subject": "0" * 64,
            "purpose": self.env.ref("cloudpepper_privacy.purpose_analytics").id}])
        return {"privacy.consent.source": source,
                "privacy.consent.event": self.env["privacy.consent.event"].search(
                    [("source_id", "=", source.id)])}

    def _coverage(self):
        row = self.env["privacy.coverage"].create({
            "model_name": "res.partner", "field_name": "ref", "field_type": "char",
            "application": "Contacts", "module": "contacts", "need": "nobody"})
        return {"privacy.coverage": row,
                "privacy.coverage.module": self.env["privacy.coverage.module"].search(
                    [("module", "=", "contacts")])}

    def _dialogues(self, records, user):
        """Return {model: records} of the dialogues, which are their user's own."""
        asked, identified = records["privacy.request"]

        def make(model, *vals_list):
            return self.env[model].with_user(user).sudo().create(list(vals_list))

        breach = records["privacy.breach"]
        return {
            "privacy.breach.step": make("privacy.breach.step", {
                "breach_id": breach.id, "step": "assess", "risk": "high", "why": "Many people"}),
            "privacy.breach.affected": make("privacy.breach.affected", {
                "breach_id": breach.id, "way": "list",
                "partner_ids": [Command.set(self.person.ids)]}),
            "privacy.archive.opening": make("privacy.archive.opening", {
                "partner_id": records["privacy.archived"].partner_id.id,
                "reason_id": records["privacy.archive.reason"].id}),
            "privacy.breach.removal": make("privacy.breach.removal", {
                "subject_ids": [Command.set(records["privacy.breach.subject"].ids)],
                "why": "Not concerned"}),
            "privacy.stop": make("privacy.stop", {}),
            "privacy.controller": make("privacy.controller", {}),
            "privacy.register.export": make("privacy.register.export", {"lang": "en_US"}),
            "privacy.register.comparison": make("privacy.register.comparison", {
                "old_id": records["privacy.register.version"].id,
                "new_id": records["privacy.register.version"].id}),
            "privacy.register.lack": make("privacy.register.lack", {
                "kind": "activity", "about": "Billing", "sentence": "It names no data.",
                "res_model": "privacy.purpose",
                "res_ref": self.env["privacy.purpose"].search([], limit=1).id}),
            "privacy.mailing.check": make("privacy.mailing.check", {}),
            "privacy.consent.key": make("privacy.consent.key", {}),
            "res.config.settings": make("res.config.settings", {}),
            "privacy.list.declaration": make("privacy.list.declaration", {
                "source_id": records["privacy.consent.source"].id, "reason": "Paper forms"}),
            "privacy.coverage.declaration": make("privacy.coverage.declaration", {
                "row_ids": [Command.set(records["privacy.coverage"].ids)], "reason": "None"}),
            "privacy.replay": make("privacy.replay", {}, {"file": "bm90aGluZw=="}),
            "privacy.finding.decision": make("privacy.finding.decision", {
                "finding_ids": [Command.set(records["privacy.finding"].ids)], "act": "other",
                "reason": "A namesake"}),
            "privacy.request.step": make("privacy.request.step", {
                "request_id": asked.id, "step": "confirm", "method": "known",
                "partner_ids": [Command.set(self.person.ids)],
                "code_partner_id": self.person.id, "code": "123456"}, {
                "request_id": asked.id, "step": "ask", "reason": "Two people have this name"}, {
                "request_id": identified.id, "step": "extend", "reason": "Many systems"}),
            "privacy.request.lift": make("privacy.request.lift", *(
                {"right_id": right.id, "reason": "It was corrected"}
                for right in identified.right_ids if right.kind == "restriction")),
            "privacy.request.removal.step": make("privacy.request.removal.step", {
                "right_id": identified.right_ids[-1].id, "reason": "Nobody asked for it"}),
            "privacy.request.decision": make("privacy.request.decision", *(
                {"right_id": right.id, "erasure_ground": right.kind == "erasure" and "a",
                 "outcome": "refused", "ground": "unfounded", "reason": "The fifth this week."}
                for right in identified.right_ids)),
        }
