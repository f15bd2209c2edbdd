"""A processor's duty: the controllers are told without undue delay (Art. 33(2))."""

from odoo import fields
from odoo.exceptions import UserError

from ...const import OFFICER
from ...core.breach import states
from ..controller import Controller
from .letters import CUSTOMERS, BreachLetters
from .log import Log
from .moving import Moving, Step, hold_row

#: states of a line in which the controller has been told
TOLD = ("sent", "told", "drill")


class Customers:
    """The controllers of one breach."""

    def __init__(self, env, breach):
        self.env, self.breach = env, breach

    def tell(self):
        """Queue a mail to each who waits, in the language of each.

        :raise UserError: where we are no processor, nobody waits or has an address, or the facts
            are missing; nothing is queued then
        """
        self._check()
        waiting = self._lines("waiting", "failed")
        if not waiting:
            raise UserError(self.env._("No controller waits to be told."))
        silent = waiting.filtered(lambda line: not line.partner_id.email_normalized)
        if silent:
            raise UserError(self.env._(
                "These have no mail address; tell them in another way and record it: %s",
                ", ".join(silent.partner_id.mapped("display_name"))))
        self._queue(waiting)
        Log(self.env, self.breach).add("customers", "", {"count": len(waiting)})
        self.follow()

    def told(self, lines):
        """Record that these were told in another way, which the note says."""
        self._check()
        if lines.filtered(lambda line: not (line.note or "").strip()):
            raise UserError(self.env._("Say how they were told."))
        lines.sudo().write({"state": "told", "told_on": fields.Datetime.now()})
        Log(self.env, self.breach).add("customers", "", {"count": len(lines)})
        self.follow()

    def follow(self):
        """Where all were told the duty is met."""
        lines = self.breach.sudo().customer_ids
        if (self.breach.state in states.OWED and lines
                and all(line.state in TOLD for line in lines)):
            moment = max(lines.filtered("told_on").mapped("told_on"),
                         default=fields.Datetime.now())
            Moving(self.env, self.breach).move(Step("notify", moment=moment))

    def _check(self):
        self.breach._check_group(OFFICER)
        self.breach.check_access("write")
        hold_row(self.breach)
        if self.breach.role != "processor" or self.breach.state in states.ENDED:
            raise UserError(self.env._(
                "Controllers are told of an open breach of data that we process for them."))
        if not (self.breach.facts or "").strip():
            raise UserError(self.env._("Write down the facts first."))
        Controller(self.env, self.breach.company_id).check()

    def _lines(self, *wanted):
        return self.breach.sudo().customer_ids.filtered(lambda line: line.state in wanted)

    def _queue(self, lines):
        letters = BreachLetters(self.env, self.breach)
        if self.breach.drill:
            lines.state = "drill"
            return
        for lang, some in lines.grouped(
                lambda line: letters.language(line.partner_id.lang)).items():
            values = letters.mail_values(lang, CUSTOMERS)
            self.env["mail.mail"].sudo().create([
                {**values, "model": line._name, "res_id": line.id,
                 "email_to": line.partner_id.email_normalized} for line in some])
        lines.write({"state": "queued", "queued_on": fields.Datetime.now(), "bounced_on": False})
