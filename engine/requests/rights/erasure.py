"""Erasure (GDPR Art. 17): shown before, carried out by a run, granted as its proof saw it."""

from odoo.exceptions import UserError

from ....const import OFFICER
from ....core.requests import rights as rules
from ...labels import Labels
from ...runs.needed import GROUND, Needed
from ...runs.preview import plan_items
from ...runs.summary import Summary
from ..notices import Notices
from .base import Right

#: points of Art. 17(1) on which an erasure rests
ERASURES = [
    ("a", "No longer necessary (17(1)(a))"), ("b", "Consent withdrawn (17(1)(b))"),
    ("c", "Objection (17(1)(c))"), ("d", "Unlawful processing (17(1)(d))"),
    ("e", "Legal duty to erase (17(1)(e))"), ("f", "Offered to a child (17(1)(f))"),
]
#: states of a run that carries nothing out: it may be planned anew
IDLE = ("preview", "cancelled", "stopped")
#: reasons of clocks that say that the relationship goes on
OPEN = ("relationship_open", "under_way", "unpaid", "subsidiary_open")


def drop_previews(rights):
    """Cancel previews that nobody carries out: other contacts, another ground, a refusal."""
    runs = rights.sudo().run_id
    runs.filtered(lambda run: run.state == "preview")._move("cancelled")


class Erasure(Right):
    """What no duty keeps is erased."""

    kind = "erasure"
    acts = True

    # === BEFORE === #

    def preview(self, ground):
        """Plan the erasure and change nothing: what would go, what stays, why and until when.

        The plan is a preview of a run; it is what an officer approves by going on.

        :param str ground: one of :data:`ERASURES`
        :rtype: privacy.run
        """
        right = self.right
        right.request_id._check_group(OFFICER)
        self.check_open()
        self._check_ground(ground)
        if not self.has_something():
            raise UserError(self.env._("We hold nothing of this person: say so in the answer."))
        self._check_not_begun(right.run_id)
        drop_previews(self.right)
        run = self.env["privacy.run"]._open_erasure(
            self.partners, f"17(1)({ground})", right.request_id)
        plan_items(run)
        right.sudo().run_id = run
        return run

    def _check_ground(self, ground):
        if ground not in dict(ERASURES):
            raise UserError(self.env._("An erasure rests on a point of Art. 17(1)."))

    def _check_not_begun(self, run):
        if run and run.state not in IDLE:
            raise UserError(self.env._("This erasure has its run already: %s.", run.name))

    # === ACT === #

    def act(self, choice):
        """Erase what no duty keeps; the run's result is the outcome.

        :param str choice: one of :data:`ERASURES`
        """
        self._check_ground(choice)
        run = self.right.sudo().run_id
        self._check_not_begun(run)
        Notices(self.env, self.right).note_categories()
        if run.state == "preview" and run.ground == f"17(1)({choice})":
            run._begin_erasure()
            return
        drop_previews(self.right)
        self.right.sudo().run_id = self.env["privacy.run"].erase(
            self.partners, f"17(1)({choice})", self.right.request_id)

    def check_done(self, outcome):
        """The run has erased, and proven it."""
        if not self.has_something():
            return
        run = self.right.sudo().run_id
        if run.state not in ("done", "incomplete"):
            raise UserError(self.env._("The erasure has not been carried out and proven yet."))
        if not run.subjects:
            raise UserError(self.env._(
                "Nothing was erased (a hold, a restriction, a duty or a contract keeps all of it): "
                "refuse it and say why."))
        whole = run.state == "done" and not (
            self._kept_count() or run.failed or self._living() or self._living_contactless())
        if outcome == "granted" and not whole:
            raise UserError(self.env._(
                "Not everything went: say “granted in part”, what stays and why."))

    def _kept_count(self):
        """Return how many records stay, the requests and their answers left aside: they are
        the proof that the person was answered (Art. 5(2)).
        """
        return sum(line["count"] for line in self.right.sudo().run_id.summary()["left"]
                   if line["ground"] != "request")

    def settle(self):
        """A refusal leaves no preview that somebody could carry out."""
        drop_previews(self.right)

    # === WHAT THE PERSON READS === #

    def letter(self):
        """What was erased, what stays and why, and how long backups hold it."""
        if not self.right.run_id:
            return {}
        return {"erased": self.erased(), "kept": self.kept(), "backups": self._backups()}

    def erased(self):
        """Return [(what, what became of it, how many)] of the run."""
        labels = Labels(self.env)
        return [
            (labels.model(model), labels.outcome(outcome), count)
            for model, counts in self.right.sudo().run_id.summary()["by_model"].items()
            for outcome, count in counts.items() if outcome not in ("kept", "failed")
        ]

    def kept(self):
        """Return [(what, why, article, until)] of what stays, also before the run was carried
        out: what it leaves out as a whole stays as well.
        """
        by_run = Summary(self.env, self.right.sudo().run_id).kept_rows()
        return by_run + self._kept_by_clocks() + self._kept_by_hold()

    def _kept_by_clocks(self):
        """The same of contacts that a legal duty, a case or a contract keeps."""
        timers = self.env["privacy.timer"].sudo().search([
            "|", ("partner_id", "in", self._staying()),
            ("contactless_id", "in", self._living_contactless().ids), ("state", "!=", "done"),
            ("rule_id.action", "in", ("anonymise", "erase"))])
        needed = Needed(self.env, self.right.sudo().run_id)
        open_ones = needed.clocks() & timers
        staying = timers.filtered(self._outlives) | open_ones
        told, labels = staying._sentences(told=True), Labels(self.env)
        return [(timer.category_id.name, *self._duty(timer, told.get(timer), timer in open_ones),
                 labels.day(str((needed.until(timer) if timer in open_ones else timer.date_until)
                                or ""))) for timer in staying]

    def _duty(self, timer, told, needed):
        """Return (why, article) of a clock that goes on: what has not ended rests on the contract,
        what has on the law.
        """
        if needed and timer.reason == "interaction":
            told = self.env._("Booked for %s", timer.date_start.isoformat())
        if needed or timer.reason in OPEN:
            told = f"{told}. {Labels(self.env).ground(GROUND)}"
            return told, rules.KEPT_LAW[GROUND]
        return told, rules.KEPT_LAW["legal_duty"]

    def _kept_by_hold(self):
        if not self.env["privacy.hold"].sudo()._on_hold(self.partners.ids):
            return []
        return [(self.env._("All of it"), self.env._("Needed for a legal claim"),
                 rules.KEPT_LAW["legal_claims"], self.env._("the end of the case"))]

    def _staying(self):
        """Return the ids of contacts that the run leaves as a whole, or will leave."""
        run = self.right.sudo().run_id
        going = run.item_ids.filtered("whole").mapped("partner_ref")
        planned = run.state not in ("done", "incomplete")
        return [contact for contact in self._living() if not (planned and contact in going)]

    def _outlives(self, timer):
        """Whether a clock goes on after an erasure on request (what a run takes as due)."""
        today = self.env["privacy.timer"]._today()
        over = timer.state == "counting" and timer.date_until < today
        return not over and timer.rule_id.action != "erase"

    def _living(self):
        """Return the ids of the request's contacts that are not anonymised, as a query sees it."""
        self.env.flush_all()
        contacts = self.env["res.partner"].sudo().with_context(active_test=False)
        return contacts.search([
            ("id", "in", self.right.request_id.sudo().partner_ids.ids),
            ("privacy_anonymised_on", "=", False)]).ids

    def _living_contactless(self):
        """Return those without a contact that were not erased."""
        return self.contactless.filtered(lambda subject: not subject.erased_on)

    def _backups(self):
        """Say how long backups still hold what was erased, by the rule that is in force."""
        rule = self.env.ref("cloudpepper_privacy.rule_backup", raise_if_not_found=False)
        if not (rule and rule.sudo().active):
            return False
        return self.env._(
            "Backups still hold it for at most %(period)s. Nobody works with them, and what is "
            "restored from them is erased again.",
            period=rule.sudo().period_text)

    # === CERTIFICATE === #

    def files(self):
        """The certificate of the run."""
        return [self.certificate()] if self.right.run_id else []

    def certificate(self):
        """Return the certificate of the run in the person's language: PDF, or the same page as
        HTML where the program that makes PDF is missing.

        :return: (name, bytes, MIME type)
        """
        run, request = self.right.run_id, self.right.request_id
        reports = self.env["ir.actions.report"].sudo().with_company(
            self.right.company_id).with_context(lang=request.lang or self.env.lang)
        report = "cloudpepper_privacy.privacy_run_certificate_report"
        if reports.get_wkhtmltopdf_state() == "install":
            content, kind = reports._render_qweb_html(report, run.ids)
        else:
            content, kind = reports._render_qweb_pdf(report, run.ids)
        content = content if isinstance(content, bytes) else content.encode()
        name = run.name.replace("/", "-")
        mimetype = "application/pdf" if kind == "pdf" else "text/html"
        return self.env._("Certificate %s", name) + f".{kind}", content, mimetype
