"""The answer to an erasure as soon as its run has proven what became of the person's data."""

from odoo.exceptions import AccessError, UserError

from ..access.language import in_lang
from .paper import letter_lang
from .rights import right_of


class Answering:
    """Answers the rights of one run that an officer had said are answered by themselves."""

    def __init__(self, env, run):
        self.env, self.run = env, run

    def answer(self):
        """Answer what the proof decides, as the officer who acted; leave the rest to them."""
        if self.run.kind != "request" or self.run.state != "done":
            return
        rights = self.env["privacy.request.right"].sudo().search([
            ("run_id", "=", self.run.id), ("state", "=", "open"), ("answer_by_id", "!=", False)])
        for right in rights:
            why = self._answer(right)
            if why:
                self._leave(right, why)

    def _answer(self, right):
        """Return why it is not answered by itself; nothing where it was."""
        officer = right.answer_by_id
        own = right.with_user(officer).sudo(False).with_company(right.company_id)
        proposed = right_of(own).proposed()
        if not officer.active or not proposed:
            return self.env._("what stays, or what the run could not do, has to be weighed")
        outcome, ground = proposed
        try:
            with self.env.cr.savepoint():
                own._close(outcome, ground, bool(ground) and self._reason(right))
        except AccessError:
            # Odoo's own text names people and records
            return self.env._("the officer who acted may not decide on it any more")
        except UserError as refused:
            return str(refused)
        return None

    def _reason(self, right):
        """Return the reason, in the person's language."""
        env = in_lang(self.env, letter_lang(right.request_id))
        return env._("What has to stay is listed below: why, and until when.")

    def _leave(self, right, why):
        """Have the officer answer; asked once more, it is theirs alone."""
        right.answer_by_id = False
        right.request_id.message_post(body=self.env._(
            "The erasure has ended, and its answer waits for an officer: %s.", why.rstrip(".")))
