"""What a colleague wrote for the company stays with it without the name."""

from odoo.tools import SQL

#: what may name the author in a message
NAMING = ("body", "subject", "email_from", "reply_to")


def keep_work_of_staff(plan):
    """Redact the messages of former staff in place of emptying them, and leave the files that
    came with them; their own thread goes as everybody's does.
    """
    staff = SQL(
        """plan.subject IN (SELECT id FROM res_partner WHERE privacy_staff_left IS NOT NULL)""")
    ((some,),) = plan.env.execute_query(SQL(
        "SELECT EXISTS (SELECT FROM privacy_subject subject JOIN res_partner partner"
        "   ON partner.id = subject.partner_id WHERE partner.privacy_staff_left IS NOT NULL)"))
    if not some:
        return
    plan.change("mail.message", SQL(
        """%s AND plan.act IN ('mask', 'erase') AND EXISTS (
               SELECT FROM mail_message said
                WHERE said.id = plan.record AND said.author_id = plan.subject
                  AND NOT (COALESCE(said.model, '') = 'res.partner'
                           AND said.res_id = plan.subject))""", staff), "redact", NAMING)
    posted = [entry.key for entry in plan.entries() if entry.match == "posted"]
    plan.env.cr.execute(SQL(
        "DELETE FROM privacy_plan plan WHERE plan.entry = ANY(%s) AND %s", posted, staff))
