"""Erasure (GDPR Art. 17): shown before, carried out by a run, granted as its proof saw it."""

from odoo.exceptions import UserError

from ....const import OFFICER
from ....core.requests import rights as rules
from ...labels import Labels
from ...runs.preview import plan_items
from ..notices import Notices
from ..paper import Paper
from .remains import Remains

#: points of Art. 17(1) on which an erasure rests
ERASURES = [
    ("a", "No longer necessary (17(1)(a))"), ("b", "Consent withdrawn (17(1)(b))"),
    ("c", "Objection (17(1)(c))"), ("d", "Unlawful processing (17(1)(d))"),
    ("e", "Legal duty to erase (17(1)(e))"), ("f", "Offered to a child (17(1)(f))"),
]
#: states of a run that carries nothing out: it may be planned anew
IDLE = ("preview", "cancelled", "stopped")


def drop_previews(rights):
    """Cancel previews that nobody carries out: other contacts, another ground, a refusal."""
    runs = rights.sudo().run_id
    runs.filtered(lambda run: run.state == "preview")._move("cancelled")


class Erasure(Remains):
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
        Notices(self.env, self.right).note()
        self._note_postal_address()
        if run.state == "preview" and run.ground == f"17(1)({choice})":
            run._begin_erasure()
            return
        drop_previews(self.right)
        self.right.sudo().run_id = self.env["privacy.run"].erase(
            self.partners, f"17(1)({choice})", self.right.request_id)

    def _note_postal_address(self):
        """Where the answer goes by post, its address is known before it is erased."""
        request = self.right.request_id.sudo()
        if not (request._letter_address() or request.post_address):
            request.post_address = "\n".join(Paper(self.env, request).postal_lines()) or False

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
        if outcome == "granted" and not self._is_whole():
            raise UserError(self.env._(
                "Not everything went: say “granted in part”, what stays and why."))

    def _is_whole(self):
        """Whether the proof has seen that everything went."""
        run = self.right.sudo().run_id
        return run.state == "done" and not (
            self._kept_count() or run.failed or self._living() or self._living_contactless())

    def proposed(self):
        """What the proof saw: all of it; or in part, where one ground keeps all that stays."""
        run = self.right.sudo().run_id
        if run.state != "done" or not run.subjects:
            return None
        if self._is_whole():
            return "granted", False
        ground, *others = self._grounds_of_what_stays()
        may = not others and rules.may_close(self.kind, "partly", ground, True) is None
        return ("partly", ground) if may else None

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
        """What was erased, what stays and why, and how long backups hold it: each only where it is
        so. A plan that nobody carried out has erased nothing.
        """
        right = self.right
        run = right.sudo().run_id
        if right.outcome in ("granted", "partly") and run.state in ("done", "incomplete"):
            kept = self._kept_rows()
            return {
                "erased": self.erased(), "kept": self._in_words(kept),
                "unused": bool(kept) and not self._is_used_on(),
                "backups": self._backups(), "verdict": self._verdict()}
        if right.outcome in ("partly", "refused") and right.ground in self.REFUSED:
            return {"kept": self._in_words(self.REFUSED[right.ground](self))}
        return {}

    def erased(self):
        """Return [(what, what became of it, how many)] of the run."""
        labels = Labels(self.env)
        return [
            (labels.model(model), labels.outcome(outcome), count)
            for model, counts in self.right.sudo().run_id.summary()["by_model"].items()
            for outcome, count in counts.items() if outcome not in ("kept", "failed")
        ]

    def _verdict(self):
        """Say why the certificate calls what remains pseudonymous, where it does."""
        if not self.right.sudo().run_id.summary()["verdict"].get("pseudonymous"):
            return False
        return self.env._(
            "What is left of the record of you has a number and no name or address. As long as we "
            "keep this request as proof of our answer, we could still tell that it was yours: the "
            "certificate calls it pseudonymous for such reasons, and lists them.")

    #: {ground of a refusal: what it keeps}; other grounds are the reasons that the officer writes
    REFUSED = {
        "legal_duty": lambda self: self._kept_by_law(),
        "contract": lambda self: self._kept_by_contract(),
        "legal_claims": lambda self: self._kept_by_hold(),
    }

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
        mimetype = "application/pdf" if kind == "pdf" else "text/html"
        return reports.env._("Certificate of erasure") + f".{kind}", content, mimetype
