from odoo import models
from odoo.tools import SQL
from odoo.tools.mimetypes import guess_mimetype

from ...engine.acting import audit_bypass
from .gateway import year_end

#: what is emptied of a person's own message in a thread that others share
OWN_WORDS = ("body", "subject", "email_from", "reply_to", "incoming_email_to",
             "incoming_email_cc", "outgoing_email_to", "message_id")
#: what may mention a person in other people's messages
OTHERS_WORDS = ("body", "subject", "email_from", "reply_to", "incoming_email_to",
                "incoming_email_cc", "outgoing_email_to")
#: contents that the restrictive audit trail protects (account/models/ir_attachment.py)
PROTECTED_FILES = ("application/pdf", "application/xml")


class PrivacyGateway(models.AbstractModel):
    """Where the map's act is not right: others share a record, or Odoo protects it (R10, R13)."""

    _inherit = "privacy.gateway"

    def _decide(self):
        """Change the plan where a record is shared or protected, and drop what mentions nobody."""
        plan = self.env["privacy.plan"]
        entries = plan._entries()
        for entry in entries:
            if entry.act == "keep":
                self._decide_until(entry)
            if entry.parties:
                self._decide_shared(entry)
        for model_name in dict.fromkeys(entry.model for entry in entries):
            method = self._own_method("decide", model_name)
            if method:
                method()
        self._drop_unmentioned()
        self._keep_once()

    def _keep_once(self):
        """Count a record that is kept once for each subject, with its latest end."""
        self.env.cr.execute(
            """DELETE FROM privacy_plan step USING privacy_plan other
                WHERE step.act = 'keep' AND other.act = 'keep'
                  AND (step.model, step.record, step.subject)
                      = (other.model, other.record, other.subject)
                  AND (COALESCE(step.until, '-infinity'), step.ctid)
                      < (COALESCE(other.until, '-infinity'), other.ctid)"""
        )

    def _decide_until(self, entry):
        """Say until when what the map keeps is kept: an opt-out is in force, and looked at again
        after the statutory years.
        """
        until = year_end(SQL("now()")) if entry.ground == "opt_out" else self._until(entry.model)
        self.env.cr.execute(SQL(
            "UPDATE privacy_plan plan SET until = %s WHERE entry = %s AND act = 'keep'",
            until, entry.key))

    def _living_sql(self, party):
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

    def _decide_shared(self, entry):
        """What another living party shares keeps theirs (R10)."""
        shared = SQL(
            "plan.entry = %s AND plan.record IN (SELECT record FROM (%s) other WHERE %s)",
            entry.key, self.env["privacy.map"].sudo().browse(entry.key)._parties_sql(),
            self._living_sql(SQL("other.party")),
        )
        plan = self.env["privacy.plan"]
        if entry.model == "mail.message":
            own = SQL(
                """%s AND plan.record IN (SELECT m.id FROM mail_message m
                    WHERE m.id = plan.record AND m.author_id = plan.subject)""",
                shared,
            )
            plan._change(entry.model, own, "mask", OWN_WORDS)
            shared = SQL("%s AND plan.act != 'mask'", shared)
        if entry.shared_act == "keep":
            plan._keep(entry.model, shared, "shared", self._until(entry.model))
        else:
            plan._change(entry.model, shared, entry.shared_act, entry.shared_fields)

    # === MESSAGES === #

    def _decide_mail_message(self):
        """Own words in shared threads are emptied, other people's stay, the audit trail is kept."""
        plan = self.env["privacy.plan"]
        self._fill_shared_threads()
        own = SQL("(m.author_id = plan.subject) IS TRUE")
        plan._change("mail.message", self._in_shared_thread(own), "mask", OWN_WORDS)
        self._fill_mentioned("mail.message", OTHERS_WORDS, SQL(
            "SELECT plan.record, plan.subject FROM privacy_plan plan "
            "WHERE plan.model = 'mail.message' AND %s", self._in_shared_thread(SQL("TRUE"))))
        mentions = self._mentioned_sql(SQL("m.id"), SQL("plan.subject"))
        plan._change("mail.message", self._in_shared_thread(mentions), "redact", OTHERS_WORDS)
        year = year_end(SQL("(SELECT date FROM mail_message m WHERE m.id = plan.record)"))
        plan._keep("mail.message", self._in_shared_thread(SQL("TRUE")), "shared", year)
        if self._audited():
            plan._keep("mail.message", SQL("plan.record IN (%s)", self._audit_trail_sql()),
                       "audit_trail", year)

    def _in_shared_thread(self, condition):
        """Return the condition that a message ``m`` to erase stands in a shared thread."""
        return SQL(
            """plan.act = 'erase' AND EXISTS (SELECT FROM mail_message m
                 JOIN privacy_shared shared ON (shared.model, shared.res_id) = (m.model, m.res_id)
                WHERE m.id = plan.record AND %s)""",
            condition,
        )

    def _fill_shared_threads(self):
        """Fill ``privacy_shared`` with the threads of the plan where somebody else takes part.

        Author, recipient and follower take part, and the contact whose thread it is.
        """
        cr = self.env.cr
        cr.execute("DROP TABLE IF EXISTS pg_temp.privacy_shared")
        cr.execute(
            SQL(
                """CREATE TEMPORARY TABLE privacy_shared ON COMMIT DROP AS
                   WITH thread AS MATERIALIZED (
                    SELECT DISTINCT m.model, m.res_id FROM mail_message m
                      JOIN privacy_plan plan ON plan.model = 'mail.message' AND plan.act = 'erase'
                       AND plan.record = m.id
                     WHERE m.model IS NOT NULL AND m.res_id IS NOT NULL
                ), message AS MATERIALIZED (
                    SELECT m.id, m.model, m.res_id, m.author_id
                      FROM mail_message m JOIN thread USING (model, res_id)
                ), party AS (
                    SELECT model, res_id, author_id AS party FROM message
                    UNION ALL
                    SELECT m.model, m.res_id, rel.res_partner_id
                      FROM message m JOIN mail_message_res_partner_rel rel
                        ON rel.mail_message_id = m.id
                    UNION ALL
                    SELECT thread.model, thread.res_id, f.partner_id
                      FROM mail_followers f JOIN thread
                        ON (f.res_model, f.res_id) = (thread.model, thread.res_id)
                    UNION ALL
                    SELECT thread.model, thread.res_id, member.partner_id
                      FROM discuss_channel_member member JOIN thread
                        ON thread.model = 'discuss.channel' AND thread.res_id = member.channel_id
                    UNION ALL
                    SELECT model, res_id, res_id FROM thread WHERE model = 'res.partner'
                ), known AS (
                    SELECT DISTINCT party FROM party WHERE party IS NOT NULL
                ), other AS (
                    SELECT party FROM known WHERE %s
                )
                SELECT DISTINCT model, res_id FROM party
                 WHERE party IN (SELECT party FROM other)""",
                self._living_sql(SQL("party")),
            )
        )
        cr.execute("ANALYZE privacy_shared")

    def _audited(self):
        """Whether a restrictive audit trail protects messages here, and nobody lifted it."""
        if audit_bypass(self.env):
            return False
        ((some,),) = self.env.execute_query(
            SQL("SELECT EXISTS (SELECT FROM res_company WHERE restrictive_audit_trail)"))
        return some

    def _audit_trail_sql(self, planned="mail.message"):
        """Return SQL of the planned records that the restrictive audit trail protects: messages,
        or the tracking values of such.

        The predicate of ``account/models/mail_message.py``, archived contacts included.
        """
        messages = SQL("mail_message m ON m.id = step.record")
        if planned == "mail.tracking.value":
            messages = SQL("""mail_tracking_value value ON value.id = step.record
                              JOIN mail_message m ON m.id = value.mail_message_id""")
        return SQL(
            """SELECT step.record FROM privacy_plan step JOIN %s
                WHERE step.model = %s AND m.message_type = 'notification' AND (
                      m.model = 'account.move' AND EXISTS (
                          SELECT FROM account_move move
                            JOIN res_company company ON company.id = move.company_id
                           WHERE move.id = m.res_id AND move.posted_before
                             AND company.restrictive_audit_trail)
                   OR m.model = 'res.partner' AND EXISTS (
                          SELECT FROM account_move_line line
                            JOIN res_company company ON company.id = line.company_id
                           WHERE line.partner_id = m.res_id
                             AND company.restrictive_audit_trail))""",
            messages, planned,
        )

    def _decide_mail_tracking_value(self):
        """Tracking values are protected as their messages are."""
        if not self._audited():
            return
        self.env["privacy.plan"]._keep(
            "mail.tracking.value",
            SQL("plan.record IN (%s)", self._audit_trail_sql("mail.tracking.value")),
            "audit_trail", self._until("mail.tracking.value"))

    def _record_bypass(self, run):
        """Each use of the officer's leave to pass over the audit trail is evidence."""
        if not audit_bypass(self.env):
            return
        ((count,),) = self.env.execute_query(
            SQL(
                """SELECT count(*) FROM privacy_plan WHERE model = 'mail.message'
                      AND act != 'keep' AND record IN (%s)""",
                self._audit_trail_sql(),
            )
        )
        if count:
            self.env["privacy.evidence"]._record([
                {"act": "audit_bypass", "run": run.id, "counts": {"mail.message": count}}
            ])

    def _decide_mail_followers(self):
        """The follower rows of another living party stay theirs."""
        theirs = SQL(
            """plan.record IN (SELECT f.id FROM mail_followers f
                WHERE f.id = plan.record AND f.partner_id != plan.subject AND %s)""",
            self._living_sql(SQL("f.partner_id")),
        )
        self.env["privacy.plan"]._keep(
            "mail.followers", theirs, "shared", year_end(SQL("now()")))

    # === FILES === #

    def _decide_ir_attachment(self):
        """Files that another party posted stay with their message; so do protected documents."""
        plan = self.env["privacy.plan"]
        theirs = SQL(
            """EXISTS (SELECT FROM message_attachment_rel rel
                         JOIN mail_message m ON m.id = rel.message_id
                        WHERE rel.attachment_id = plan.record AND m.author_id IS NOT NULL
                          AND %s)""",
            self._living_sql(SQL("m.author_id")),
        )
        until = year_end(SQL("(SELECT create_date FROM ir_attachment WHERE id = plan.record)"))
        plan._keep("ir.attachment", theirs, "shared", until)
        protected = self._protected_files()
        if protected:
            plan._keep("ir.attachment", SQL("plan.record = ANY(%s)", protected), "audit_trail",
                       self._until_document())

    def _protected_files(self):
        """Return the ids of planned files that the restrictive audit trail protects.

        Odoo looks at the content and not at the stored type, and so does this.
        """
        rows = self.env.execute_query(
            SQL(
                """SELECT a.id, a.mimetype FROM ir_attachment a
                     JOIN privacy_plan plan ON plan.model = 'ir.attachment' AND plan.record = a.id
                     JOIN account_move move ON a.res_model = 'account.move' AND move.id = a.res_id
                     JOIN res_company company ON company.id = move.company_id
                    WHERE move.posted_before AND company.restrictive_audit_trail"""
            )
        )
        certain = [record for record, mimetype in rows if mimetype in PROTECTED_FILES]
        doubtful = self.env["ir.attachment"].browse(
            [record for record, mimetype in rows if mimetype not in PROTECTED_FILES])
        for attachment in doubtful:
            if guess_mimetype(attachment.raw or b"") in PROTECTED_FILES:
                certain.append(attachment.id)
        doubtful.invalidate_recordset(["raw", "datas"], flush=False)
        return certain

    def _until_document(self):
        """The end of keeping a document's file: its accounting year plus the statutory years."""
        return year_end(SQL(
            """(SELECT COALESCE(move.invoice_date, move.date)::timestamp FROM ir_attachment a
                  JOIN account_move move ON move.id = a.res_id WHERE a.id = plan.record)"""
        ))

    # === BOOKS === #

    def _decide_account_move_line(self):
        """The label of a hashed entry is part of its hash."""
        self._keep_hashed("account.move.line", "account_move_line")

    def _decide_account_bank_statement_line(self):
        """The reference of a bank line is the label of its entry."""
        self._keep_hashed("account.bank.statement.line", "account_bank_statement_line")

    def _keep_hashed(self, model_name, table):
        until = year_end(SQL(
            """(SELECT move.date::timestamp FROM %s t JOIN account_move move ON move.id = t.move_id
                 WHERE t.id = plan.record)""", SQL.identifier(table)))
        hashed = SQL(
            """plan.act = 'redact' AND plan.record IN (SELECT t.id FROM %s t
                 JOIN account_move move ON move.id = t.move_id
                WHERE t.id = plan.record AND move.inalterable_hash IS NOT NULL)""",
            SQL.identifier(table),
        )
        self.env["privacy.plan"]._keep(model_name, hashed, "hash_chain", until)
