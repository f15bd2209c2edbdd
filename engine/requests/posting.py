"""Who says what in a request's conversation: nobody writes in somebody else's name."""

from odoo.exceptions import AccessError
from odoo.tools import email_normalize

#: models whose conversation is what people and officers really wrote
GUARDED = frozenset(("privacy.request", "privacy.request.mail"))
#: what says that a message came from outside
OUTSIDE = frozenset(("email", "out_of_office"))
#: what of a message tells who wrote it, how and when, and where it belongs
FIXED = frozenset(("author_id", "author_guest_id", "email_from", "date", "message_type",
                   "message_id", "model", "res_id"))
#: what of a message is what it says, and whom it is shown to
SAID = frozenset(("body", "subject", "subtype_id", "is_internal", "attachment_ids", "parent_id",
                  "partner_ids", "outgoing_email_to"))
#: what sending notes of any message: through whose mail server it left
NOTED = frozenset(("privacy_recipient_id",))
#: what of a note of one's own may be another
WRITTEN_ANEW = frozenset(("body", "attachment_ids"))


class Posting:
    """Checks the messages of requests; the superuser is the gateway and the code itself."""

    def __init__(self, env):
        self.env = env

    def check_made(self, vals_list):
        """Refuse messages that pretend: another author, another day, a mail that never came.

        :param list vals_list: values of new messages, of any model
        :raise AccessError: where a message of a request is forged
        """
        if self.env.su:
            return
        for vals in vals_list:
            made = with_defaults(self.env, vals, FIXED | NOTED)
            if NOTED & made.keys():
                self._refuse_noted()
            if made.get("model") in GUARDED and self._is_forged(made):
                self._refuse()

    def check_written(self, messages, vals):
        """Refuse to rewrite who said something, how and when, and what; a note of one's own may be
        written anew.

        :param mail.message messages: rows
        :raise AccessError: where one of them is, or becomes, a request's, and where somebody says
            through whom any message left
        """
        if self.env.su or not (FIXED | SAID | NOTED) & vals.keys():
            return
        if NOTED & vals.keys():
            self._refuse_noted()
        guarded = self._guarded(messages)
        if FIXED & vals.keys() and (guarded or vals.get("model") in GUARDED):
            self._refuse()
        if guarded and (vals.keys() & SAID - WRITTEN_ANEW or self._others(guarded)):
            self._refuse()

    def check_deleted(self, messages):
        """Refuse to delete what was said in a request; a note of one's own may go.

        :raise AccessError: where one of them is another's, or a letter
        """
        if not self.env.su and self._others(self._guarded(messages)):
            self._refuse()

    def _guarded(self, messages):
        return messages.sudo().filtered(lambda message: message.model in GUARDED)

    def _others(self, messages):
        """Return what is no note of one's own for colleagues, which nobody outside has seen."""
        return messages.filtered(lambda message: not (
            message.message_type == "comment" and message.subtype_id.internal
            and message.author_id == self.env.user.partner_id))

    def _is_forged(self, vals):
        if vals.get("message_type") in OUTSIDE or vals.get("date") or vals.get("author_guest_id"):
            return True
        company = self.env["res.company"].sudo().browse(
            self.env[vals["model"]].sudo().browse(vals.get("res_id")).company_id.id)
        authors = {False, None, self.env.user.partner_id.id, company.partner_id.id}
        known = {email_normalize(address) for address in (
            self.env.user.email, company.email, company.privacy_email) if address}
        sender = vals.get("email_from")
        return vals.get("author_id") not in authors or bool(
            sender and email_normalize(sender) not in known)

    def _refuse_noted(self):
        raise AccessError(self.env._("Through whom a message left is noted as it is sent."))

    def _refuse(self):
        raise AccessError(self.env._(
            "What was said in a request stays as it was: nobody writes in another's name, for "
            "another day, or as a mail that did not come."))


def with_defaults(env, vals, names):
    """Return values with what the context of a call would add to them (``default_…``).

    :param dict vals: of a new record
    :param names: fields that are looked at
    """
    given = {name: env.context[f"default_{name}"] for name in names
             if f"default_{name}" in env.context}
    return {**given, **vals}
