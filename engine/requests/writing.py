"""Nothing goes to a person before identity holds, whichever of Odoo's ways staff write by.

Letters go their own way, as the superuser (``letters.py``); everything else ends at one of these
gates: who is notified of a message, mails to many, mails of a template, mails made by hand.
"""

from odoo.exceptions import UserError

from .posting import with_defaults

#: whose letters answer people: about the others of them nobody writes but their own code
REQUEST, OTHERS = "privacy.request", frozenset(("privacy.request.pending", "privacy.package"))
#: kinds of messages that leave past the recipients of a thread
PAST_RECIPIENTS = frozenset(("sms", "snailmail", "whatsapp_message"))


class Writing:
    """What a person of the staff may send about requests; the superuser is the code itself."""

    def __init__(self, env):
        self.env = env

    def may(self, model_name, ids):
        """Whether something may go to the person of these records now."""
        if model_name in OTHERS:
            return False
        if model_name != REQUEST:
            return True
        requests = self.env[REQUEST].sudo().browse(ids).exists()
        return all(each.identity_on and each.state in ("open", "answered") for each in requests)

    def check(self, model_name, ids):
        """Refuse a mail about records of whose person we do not know yet who it is.

        :raise UserError: where there is one
        """
        if not self.env.su and not self.may(model_name, ids):
            raise self.refusal()

    def check_kind(self, requests, given):
        """The same of a message that leaves past the recipients of its thread.

        :param dict given: the arguments of ``message_post``
        """
        if given.get("message_type") in PAST_RECIPIENTS:
            self.check(REQUEST, requests.ids)

    def check_mails(self, vals_list):
        """The same of mails that somebody makes by hand.

        :param list vals_list: values of ``mail.mail``
        """
        for given in () if self.env.su else vals_list:
            vals = with_defaults(self.env, given, ("model", "res_id", "mail_message_id"))
            message = self.env["mail.message"].sudo().browse(vals.get("mail_message_id") or ())
            for model_name, record in ((vals.get("model"), vals.get("res_id")),
                                       (message.model, message.res_id)):
                self.check(model_name, [record] if record else [])

    def reachable(self, thread, recipients, message, msg_vals):
        """Leave everybody but the staff out, and refuse where they were addressed themselves.

        :param list recipients: of dicts, as ``_notify_get_recipients`` returns them
        :raise UserError: where staff address somebody else
        """
        known = message.sudo()
        name = msg_vals.get("model") or known.model or thread._name
        ids = thread.ids if thread._name == name else [msg_vals.get("res_id") or known.res_id]
        outside = [each for each in recipients if not _is_staff(each)]
        if not outside or self.may(name, [each for each in ids if each]):
            return recipients
        named = (msg_vals["partner_ids"] if "partner_ids" in msg_vals
                 else known.partner_ids.ids) or []
        if not self.env.su and any(not each["id"] or each["id"] in named for each in outside):
            raise self.refusal()
        return [each for each in recipients if _is_staff(each)]

    def refusal(self):
        """Return the error that says what to do instead."""
        return UserError(self.env._(
            "Nothing goes to the person before identity holds. Ask for identity by the "
            "button, or log a note."))


def _is_staff(recipient):
    return bool(recipient["id"] and recipient.get("uid") and not recipient.get("ushare"))
