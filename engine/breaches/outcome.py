"""What became of the mails of a breach: sent, failed, bounced; and of the letters."""

from odoo import fields
from odoo.exceptions import UserError

from ...const import OFFICER
from .customers import Customers
from .letters import BreachLetters
from .log import Log
from .telling import LINE, without_mail

CUSTOMER = "privacy.breach.customer"


class Outcome:
    """Files on the lines of a breach what mail servers say."""

    def __init__(self, env):
        self.env = env(su=True)

    def left(self, mails, failed):
        """Mails have left, or could not.

        :param mail.mail mails: of any model
        :param bool failed: whether nobody got them
        """
        now = fields.Datetime.now()
        ours = mails.sudo().filtered(lambda mail: mail.model in (LINE, CUSTOMER))
        for model, some in ours.grouped("model").items():
            lines = self.env[model].browse(some.mapped("res_id")).exists().filtered(
                lambda line: line.state == "queued")
            if not failed:
                lines.write({"state": "sent", "told_on": now})
                if model == CUSTOMER:
                    for breach in lines.breach_id:
                        Customers(self.env, breach).follow()
            elif model == LINE:
                without_mail(lines)
            else:
                lines.state = "failed"

    def bounced(self, message):
        """A mail came back.

        :param mail.message message: of the mail
        """
        if message.model not in (LINE, CUSTOMER):
            return
        line = self.env[message.model].browse(message.res_id).exists().filtered(
            lambda each: each.state in ("queued", "sent"))
        if not line:
            return
        line.write({"bounced_on": fields.Datetime.now(), "told_on": False})
        if message.model == LINE:
            without_mail(line)
        else:
            line.state = "failed"


class Post:
    """The letters of one breach."""

    def __init__(self, env, breach):
        self.env, self.breach = env, breach

    def waiting(self):
        """Return the lines whose letters wait for the post."""
        return self.env[LINE].sudo().search(
            [("breach_id", "=", self.breach.id), ("state", "=", "letter")])

    def pages(self):
        """Return what the letters say on paper, see :meth:`.letters.BreachLetters.pages`."""
        return BreachLetters(self.env, self.breach).pages(self.waiting())

    def posted(self):
        """Record that the letters were posted.

        :raise UserError: where none waits
        """
        self.breach._check_group(OFFICER)
        self.breach.check_access("write")
        lines = self.waiting()
        if not lines:
            raise UserError(self.env._("No letter waits for the post."))
        lines.write({"state": "posted", "told_on": fields.Datetime.now()})
        Log(self.env, self.breach).add("posted", "", {"count": len(lines)})
