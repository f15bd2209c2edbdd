"""Where the map's act is not right: others share a record, or Odoo protects it (R10, R13)."""

from odoo.tools import SQL

from .. import scratch
from ..clocks.marks import BOOKS, floor_of
from ..mentions import MentionFinder, mentioned_sql
from ..plan import unit_sql
from .staff import keep_work_of_staff

#: years that a protected record is kept where the law at hand gives no end (R13)
STATUTORY_YEARS = 7
#: records of documents of the books: what leads from them to their ``move``
VOUCHERS = {
    "account.move": "account_move move WHERE move.id = plan.record",
    "ir.attachment": "ir_attachment part JOIN account_move move ON part.res_model = 'account.move' "
                     "AND move.id = part.res_id WHERE part.id = plan.record",
    **{model: f"{model.replace('.', '_')} part JOIN account_move move ON move.id = part.move_id "
              "WHERE part.id = plan.record"
       for model in ("account.move.line", "account.payment", "account.bank.statement.line")},
}
#: what is emptied of a person's own message in a thread that others share
OWN_WORDS = ("body", "subject", "email_from", "reply_to", "incoming_email_to",
             "incoming_email_cc", "outgoing_email_to", "message_id")


class Decision:
    """Changes a plan where a record is shared or protected, and drops what mentions nobody."""

    def __init__(self, env, plan):
        self.env, self.plan = env, plan
        self.mentions = MentionFinder(env, plan)

    def decide(self):
        """Decide on every entry that holds steps, model by model, and close the plan."""
        entries, gateway = self.plan.entries(), self.env["privacy.gateway"]
        keep_work_of_staff(self.plan)
        for entry in entries:
            if entry.act == "keep":
                self._decide_until(entry)
            if entry.parties:
                self._decide_shared(entry)
            if entry.match == "part":
                self._decide_part(entry)
        for model_name in dict.fromkeys(entry.model for entry in entries):
            hook = gateway._hook("decide", model_name)
            if hook:
                hook(self.plan)
        self._drop_unmentioned()
        self._keep_once()
        self.plan.close_steps()

    def _decide_until(self, entry):
        """Say until when what the map keeps is kept: an opt-out is in force, and looked at again
        after the statutory years; a package until the day on which housekeeping deletes it.
        """
        until = year_end(SQL("now()"))
        if entry.ground != "opt_out":
            until = until_of(self.env, entry.model)
        if (entry.model, entry.ground) == ("ir.attachment", "request"):
            until = SQL(
                """COALESCE((SELECT package.expires_on::date FROM privacy_package package
                              WHERE package.attachment_id = plan.record LIMIT 1), %s)""", until)
        self.env.cr.execute(SQL(
            "UPDATE privacy_plan plan SET until = %s WHERE entry = %s AND act = 'keep'",
            until, entry.key))

    def _decide_shared(self, entry):
        """What another living party shares keeps theirs (R10)."""
        plan = self.plan
        shared = SQL(
            "plan.entry = %s AND plan.record IN (SELECT record FROM (%s) other WHERE %s)",
            entry.key, plan.entry_row(entry).sudo()._parties_sql(),
            living_sql(SQL("other.party")))
        if entry.model == "mail.message":
            own = SQL(
                """%s AND plan.record IN (SELECT m.id FROM mail_message m
                    WHERE m.id = plan.record AND m.author_id = plan.subject)""", shared)
            plan.change(entry.model, own, "mask", OWN_WORDS)
            shared = SQL("%s AND plan.act != 'mask'", shared)
        self._leave_shared(entry, shared)

    def _decide_part(self, entry):
        """What belongs to a record that others share is shared as well."""
        own = self.plan.entry_row(entry).sudo()._located_sql()
        self._leave_shared(entry, SQL(
            "plan.entry = %s AND plan.record NOT IN (SELECT record FROM (%s) own)",
            entry.key, own))

    def _leave_shared(self, entry, shared):
        """Do to shared records what the map says, which may be nothing."""
        if entry.shared_act == "keep":
            self.plan.keep(entry.model, shared, "shared", until_of(self.env, entry.model))
        else:
            self.plan.change(entry.model, shared, entry.shared_act, entry.shared_fields)

    def _drop_unmentioned(self):
        """Take the shared records out of the plan whose text mentions nobody: they stay as they
        are, and nothing is kept of the subject in them. ``privacy_untouched`` remembers them:
        had the others been due too, they would have gone.
        """
        plan = self.plan
        scratch.create(self.env.cr, scratch.UNTOUCHED)
        # what is to be redacted in any case was located by what it says
        shared = [entry.key for entry in plan.entries() if entry.act != "redact"]
        for unit in plan.units():
            if unit[1] != "redact":
                continue
            steps = SQL("%s AND plan.entry = ANY(%s)", unit_sql(unit), shared)
            self.mentions.fill_mentioned(unit[0], unit[2], SQL(
                "SELECT plan.record, plan.subject FROM privacy_plan plan WHERE %s", steps))
            self.env.cr.execute(SQL(
                """WITH untouched AS (
                       DELETE FROM privacy_plan plan WHERE %s AND NOT %s
                       RETURNING entry, subject, record)
                   INSERT INTO privacy_untouched SELECT * FROM untouched""",
                steps, mentioned_sql(SQL("plan.record"), SQL("plan.subject"))))

    def _keep_once(self):
        """Count a record that is kept once for each subject, with its latest end."""
        self.env.cr.execute(
            """DELETE FROM privacy_plan step USING privacy_plan other
                WHERE step.act = 'keep' AND other.act = 'keep'
                  AND (step.model, step.record, step.subject)
                      = (other.model, other.record, other.subject)
                  AND (COALESCE(step.until, '-infinity'), step.ctid)
                      < (COALESCE(other.until, '-infinity'), other.ctid)""")


def living_sql(party):
    """Return the condition that a contact is somebody else: living, not due, not staff."""
    return SQL(
        """EXISTS (SELECT FROM res_partner living WHERE living.id = %(party)s
                      AND living.privacy_anonymised_on IS NULL)
           AND %(party)s NOT IN (SELECT partner_id FROM privacy_subject)
           AND NOT EXISTS (SELECT FROM res_users staff WHERE staff.partner_id = %(party)s
                              AND (staff.share IS NOT TRUE OR staff.id = 1))
           AND NOT EXISTS (SELECT FROM res_company own WHERE own.partner_id = %(party)s)""",
        party=party,
    )


def year_end(moment):
    """Return SQL of 31 December of a moment's year plus the statutory years (R13)."""
    return SQL(
        "make_date(EXTRACT(year FROM COALESCE(%s, now()))::int + %s, 12, 31)",
        moment, STATUTORY_YEARS)


def voucher_end(moves, otherwise=None):
    """Return SQL of the end of keeping what belongs to a document of the books: the years that
    its company keeps vouchers, from the end of its book year, and the statutory years at least
    (R9, R12, R13).

    :param SQL moves: FROM and WHERE that lead to one ``move``
    :param SQL otherwise: the end where they lead to none
    """
    day = SQL("COALESCE(move.date, move.invoice_date, move.create_date::date)")
    return SQL(
        """COALESCE((SELECT %s FROM %s book, %s AND book.id = move.company_id LIMIT 1), %s)""",
        floor_of(day, SQL("GREATEST(book.years, %s)", STATUTORY_YEARS), SQL("book.shift")),
        BOOKS, moves, otherwise or year_end(SQL("now()")))


def until_of(env, model_name):
    """Return SQL of the end of keeping a record of the plan that the law gives none for: 31
    December of the record's year plus the statutory years (R13); of a document's own records
    what :func:`voucher_end` says.
    """
    model = env[model_name]
    created = SQL("now()")
    if model._log_access:
        created = SQL("(SELECT create_date FROM %s WHERE id = plan.record)",
                      SQL.identifier(model._table))
    end = year_end(created)
    return voucher_end(SQL(VOUCHERS[model_name]), end) if model_name in VOUCHERS else end
