"""Messages, followers and files: whose they are where others take part, and what the books
protect (R10, R12).
"""

from odoo.tools import SQL
from odoo.tools.mimetypes import guess_mimetype

from .. import scratch
from ..acting import audit_bypass
from ..mentions import MentionFinder, mentioned_sql
from .decide import OWN_WORDS, living_sql, until_of, voucher_end, year_end

#: what may mention a person in other people's messages
OTHERS_WORDS = ("body", "subject", "email_from", "reply_to", "incoming_email_to",
                "incoming_email_cc", "outgoing_email_to")
#: contents that the restrictive audit trail protects (account/models/ir_attachment.py)
PROTECTED_FILES = ("application/pdf", "application/xml")


# === MESSAGES === #

def decide_messages(env, plan):
    """Own words in shared threads are emptied, other people's stay, the audit trail is kept."""
    _fill_shared(env)
    own = _in_shared(SQL("(m.author_id = plan.subject) IS TRUE"))
    plan.change("mail.message", own, "mask", _own_words(plan))
    MentionFinder(env, plan).fill_mentioned("mail.message", OTHERS_WORDS, SQL(
        "SELECT plan.record, plan.subject FROM privacy_plan plan "
        "WHERE plan.model = 'mail.message' AND %s", _in_shared(SQL("TRUE"))))
    mentions = mentioned_sql(SQL("m.id"), SQL("plan.subject"))
    plan.change("mail.message", _in_shared(mentions), "redact", OTHERS_WORDS)
    year = year_end(SQL("(SELECT date FROM mail_message m WHERE m.id = plan.record)"))
    plan.keep("mail.message", _in_shared(SQL("TRUE")), "shared", year)
    if is_audited(env):
        plan.keep("mail.message", SQL("plan.record IN (%s)", audit_trail_sql()),
                  "audit_trail", year)


def _own_words(plan):
    """Return what is emptied of a person's own message: what the map empties of messages that
    they wrote, further fields that an officer has added with it.
    """
    fields = [name for entry in plan.compiled() for name in entry.fields
              if entry.model == "mail.message" and entry.act == "mask"]
    return tuple(dict.fromkeys((*OWN_WORDS, *fields)))


def _in_shared(condition):
    """Return the condition that a message ``m`` to erase stands in a shared thread."""
    return SQL(
        """plan.act = 'erase' AND EXISTS (SELECT FROM mail_message m
             JOIN privacy_shared shared ON (shared.model, shared.res_id) = (m.model, m.res_id)
            WHERE m.id = plan.record AND %s)""",
        condition,
    )


def _fill_shared(env):
    """Fill ``privacy_shared`` with the threads of the plan where somebody else takes part.

    Author, recipient and follower take part, and the contact whose thread it is.
    """
    scratch.fill(env.cr, scratch.SHARED, SQL(
        """WITH thread AS MATERIALIZED (
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
        living_sql(SQL("party"))))


# === AUDIT TRAIL === #

def is_audited(env):
    """Whether a restrictive audit trail protects messages here, and nobody lifted it."""
    if audit_bypass(env):
        return False
    ((some,),) = env.execute_query(
        SQL("SELECT EXISTS (SELECT FROM res_company WHERE restrictive_audit_trail)"))
    return some


def audit_trail_sql(planned="mail.message"):
    """Return SQL of the planned records that the restrictive audit trail protects: messages, or
    the tracking values of such.

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


def keep_audited(env, plan):
    """Leave messages out that the audit trail protects."""
    if is_audited(env):
        plan.keep("mail.message", SQL("plan.record IN (%s)", audit_trail_sql()),
                  "audit_trail", until_of(env, "mail.message"))


def decide_tracking_values(env, plan):
    """Tracking values are protected as their messages are."""
    if is_audited(env):
        plan.keep("mail.tracking.value",
                  SQL("plan.record IN (%s)", audit_trail_sql("mail.tracking.value")),
                  "audit_trail", until_of(env, "mail.tracking.value"))


def record_bypass(env, plan):
    """Each use of the officer's leave to pass over the audit trail is evidence."""
    if not audit_bypass(env):
        return
    ((count,),) = env.execute_query(SQL(
        """SELECT count(*) FROM privacy_plan WHERE model = 'mail.message'
              AND act != 'keep' AND record IN (%s)""", audit_trail_sql()))
    if count:
        env["privacy.evidence"]._record([
            {"act": "audit_bypass", "run": plan.run.id, "counts": {"mail.message": count}}])


# === FOLLOWERS AND FILES === #

def decide_followers(plan):
    """The follower rows of another living party stay theirs."""
    theirs = SQL(
        """plan.record IN (SELECT f.id FROM mail_followers f
            WHERE f.id = plan.record AND f.partner_id != plan.subject AND %s)""",
        living_sql(SQL("f.partner_id")))
    plan.keep("mail.followers", theirs, "shared", year_end(SQL("now()")))


def decide_files(env, plan):
    """Files that another party posted stay with their message; so do protected documents."""
    theirs = SQL(
        """EXISTS (SELECT FROM message_attachment_rel rel
                     JOIN mail_message m ON m.id = rel.message_id
                    WHERE rel.attachment_id = plan.record AND m.author_id IS NOT NULL
                      AND %s)""",
        living_sql(SQL("m.author_id")))
    until = year_end(SQL("(SELECT create_date FROM ir_attachment WHERE id = plan.record)"))
    plan.keep("ir.attachment", theirs, "shared", until)
    protected = _protected_files(env)
    if protected:
        plan.keep("ir.attachment", SQL("plan.record = ANY(%s)", protected), "audit_trail",
                  _until_document())


def _protected_files(env):
    """Return the ids of planned files that the restrictive audit trail protects.

    Odoo looks at the content and not at the stored type, and so does this.
    """
    rows = env.execute_query(SQL(
        """SELECT a.id, a.mimetype FROM ir_attachment a
             JOIN privacy_plan plan ON plan.model = 'ir.attachment' AND plan.record = a.id
             JOIN account_move move ON a.res_model = 'account.move' AND move.id = a.res_id
             JOIN res_company company ON company.id = move.company_id
            WHERE move.posted_before AND company.restrictive_audit_trail"""))
    certain = [record for record, mimetype in rows if mimetype in PROTECTED_FILES]
    unclear = env["ir.attachment"].browse(
        [record for record, mimetype in rows if mimetype not in PROTECTED_FILES])
    for attachment in unclear:
        if guess_mimetype(attachment.raw or b"") in PROTECTED_FILES:
            certain.append(attachment.id)
    unclear.invalidate_recordset(["raw", "datas"], flush=False)
    return certain


def _until_document():
    """The end of keeping a document's file: as long as its company keeps vouchers."""
    return voucher_end(SQL(
        "ir_attachment a JOIN account_move move ON move.id = a.res_id WHERE a.id = plan.record"))


# === BOOKS === #

def keep_hashed(plan, model_name, table):
    """The label of a hashed entry is part of its hash."""
    until = voucher_end(SQL("%s t JOIN account_move move ON move.id = t.move_id "
                            "WHERE t.id = plan.record", SQL.identifier(table)))
    hashed = SQL(
        """plan.act = 'redact' AND plan.record IN (SELECT t.id FROM %s t
             JOIN account_move move ON move.id = t.move_id
            WHERE t.id = plan.record AND move.inalterable_hash IS NOT NULL)""",
        SQL.identifier(table))
    plan.keep(model_name, hashed, "hash_chain", until)
