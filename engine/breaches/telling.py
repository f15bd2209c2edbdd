"""Telling the people concerned (Art. 34): in batches by a scheduled action, stopped and gone on
with, nobody twice.

A line leaves "waiting" in the transaction that makes its mail: whatever ends in between takes both
back. Addresses are read at that moment, from the contact, or from the records of who has none.
"""

from odoo import fields
from odoo.exceptions import UserError
from odoo.tools import SQL, email_normalize

from ...const import OFFICER
from ...core.breach import states
from ..contactless.addresses import addresses_of
from ..controller import Controller
from ..transaction import Transaction
from .letters import BreachLetters, postal_lines
from .log import Log
from .moving import hold_row

CRON = "cloudpepper_privacy.ir_cron_breach_tell"
#: people of one batch
BATCH = 200
LINE = "privacy.breach.subject"


class Telling:
    """Tells the people of one breach; of no breach, where the scheduled action works."""

    def __init__(self, env, breach):
        self.env, self.breach = env, breach

    # === AN OFFICER === #

    def start(self):
        """Begin, or go on: :data:`CHECKS`, then the scheduled action works.

        :raise UserError: where a check refuses; nobody is written to then
        """
        for check in self.CHECKS:
            check(self)
        self.breach.sudo().telling = "running"
        Log(self.env, self.breach).add("start", "", {"waiting": self.breach.waiting_count})
        self.env.ref(CRON).sudo()._trigger()

    def stop(self):
        """Stop after the batch that is under way; what is queued in the mail server's queue leaves.
        """
        self.breach._check_group(OFFICER)
        hold_row(self.breach)
        if self.breach.telling != "running":
            raise UserError(self.env._("Nobody is being written to."))
        self.breach.sudo().telling = "stopped"
        Log(self.env, self.breach).add("stop", "", {"waiting": self.breach.waiting_count})

    def _check_role(self):
        self.breach._check_group(OFFICER)
        self.breach.check_access("write")
        hold_row(self.breach)

    def _check_decided(self):
        if self.breach.people_decision != "tell" or self.breach.state in states.ENDED:
            raise UserError(self.env._("Decide first that the people concerned are told."))

    def _check_waiting(self):
        if self.breach.telling == "running":
            raise UserError(self.env._("They are being written to."))
        if not self.breach.waiting_count:
            raise UserError(self.env._("Nobody waits to be told: add who is concerned first."))

    def _check_controller(self):
        Controller(self.env, self.breach.company_id).check()

    def _check_words(self):
        letters = BreachLetters(self.env, self.breach)
        langs = {letters.language(lang) for (lang,) in self.env.execute_query(SQL(
            """SELECT DISTINCT partner.lang FROM privacy_breach_subject line
                 LEFT JOIN res_partner partner ON partner.id = line.partner_id
                WHERE line.breach_id = %s AND line.state = 'waiting'""", self.breach.id))}
        letters.check(langs)

    CHECKS = (_check_role, _check_decided, _check_waiting, _check_controller, _check_words)

    # === THE SCHEDULED ACTION === #

    def work(self):
        """Write to whoever waits, batch by batch, until nobody is left or the time is up."""
        transaction = Transaction(self.env)
        if self.env["ir.config_parameter"].sudo().get_param("database.is_neutralized"):
            return
        left = True
        while left:
            count = transaction.retry(self._batch)
            left = bool(count) and transaction.commit(count)
        if count:
            self.env.ref(CRON).sudo()._trigger()
        self._finish()
        transaction.commit()

    def _batch(self):
        """Write to the next ones that nobody else holds; return how many they were."""
        self.env.flush_all()
        rows = self.env.execute_query(SQL(
            """SELECT line.id FROM privacy_breach_subject line
                 JOIN privacy_breach breach ON breach.id = line.breach_id
                WHERE line.state = 'waiting' AND breach.telling = 'running'
                ORDER BY line.breach_id, line.id LIMIT %s FOR UPDATE OF line SKIP LOCKED""",
            BATCH))
        lines = self.env[LINE].sudo().browse([line for (line,) in rows])
        lines.invalidate_recordset()
        for breach, some in lines.grouped("breach_id").items():
            Batch(self.env, breach, some).tell()
        self.env.flush_all()
        return len(lines)

    def _finish(self):
        """Say of breaches that nobody waits for a mail any more, and what came of each: in the
        queue, by letter, out of reach.
        """
        running = self.env["privacy.breach"].sudo().search([("telling", "=", "running")])
        done = running.filtered(lambda breach: not breach.waiting_count)
        done.telling = "done"
        for breach in done:
            Log(self.env, breach).add("told", "", dict(self.env[LINE].sudo()._read_group(
                [("breach_id", "=", breach.id)], ["state"], ["__count"])))


class Batch:
    """Some people of one breach, who are written to in one transaction."""

    def __init__(self, env, breach, lines):
        self.env, self.breach, self.lines = env(su=True), breach, lines.sudo()
        self.letters = BreachLetters(env, breach)

    def tell(self):
        """Write to each, in their language, or say why not."""
        lines = self._without_erased(self._without_doubles(self.lines))
        addresses = self._addresses(lines)
        for lang, some in lines.grouped(
                lambda line: self.letters.language(line.partner_id.lang)).items():
            some.lang = lang
            by_mail = some.filtered(lambda line: line.id in addresses)
            if self.breach.drill:
                some.state = "drill"
                continue
            self._queue(by_mail, lang, addresses)
            without_mail(some - by_mail)

    def _without_doubles(self, lines):
        """Leave out who is on the list twice by now, because two contacts were merged, or somebody
        without a contact has become one.
        """
        rows = self.env.execute_query(SQL(
            """SELECT line.id FROM privacy_breach_subject line
                WHERE line.id = ANY(%s) AND EXISTS (
                      SELECT FROM privacy_breach_subject other
                       WHERE other.breach_id = line.breach_id AND other.id != line.id
                         AND other.partner_id = line.partner_id
                         AND (other.state != 'waiting' OR other.id < line.id))""", lines.ids))
        double = lines.browse([line for (line,) in rows])
        double.state = "same"
        return lines - double

    def _without_erased(self, lines):
        """Nobody is written to who was erased meanwhile: their data are not here any more."""
        erased = lines.filtered(lambda line: (
            line.partner_id.privacy_anonymised_on if line.partner_id
            else not line.contactless_id or line.contactless_id.erased_on))
        erased.state = "erased"
        return lines - erased

    def _addresses(self, lines):
        """Return {id of a line: mail address} of those that have one."""
        found = {line.id: line.partner_id.email_normalized or email_normalize(
            line.partner_id.email or "", strict=False) for line in lines if line.partner_id}
        by_subject = {-number: address for address, number in addresses_of(
            lines.contactless_id).items()}
        found.update((line.id, by_subject.get(line.contactless_id.id))
                     for line in lines if line.contactless_id)
        return {line: address for line, address in found.items() if address}

    def _queue(self, lines, lang, addresses):
        """Queue a mail for each; what they say is rendered once."""
        if not lines:
            return
        values = self.letters.mail_values(lang)
        mails = self.env["mail.mail"].create([
            {**values, "model": LINE, "res_id": line.id, "email_to": addresses[line.id]}
            for line in lines])
        now = fields.Datetime.now()
        for line, mail in zip(lines, mails, strict=True):
            line.write({"state": "queued", "queued_on": now,
                        "message_ref": mail.mail_message_id.id})


def without_mail(lines):
    """Say of people whom no mail reaches how they are told: by a letter, where there is a postal
    address; else an officer sees that they could not be reached.
    """
    by_post = lines.filtered(lambda line: postal_lines(line.partner_id))
    by_post.state = "letter"
    (lines - by_post).state = "unreachable"
