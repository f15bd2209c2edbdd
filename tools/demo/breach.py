"""A drill of a breach: from the report to the documentation, and nothing leaves."""

import base64
from datetime import timedelta

from odoo import fields

WORDS = {
    "nature": "A list with your name and mail address was sent to another customer by mistake.",
    "consequences": "You may get mail that you did not ask for.",
    "measures": "The other customer has deleted the list; exports are now checked by a second "
                "person.",
    "advice": "Be careful with mails that you do not expect.",
}


def drill(env, officer, people):
    """Go through a drill as the officer.

    :param res.partner people: whom it concerns
    :return: (privacy.breach, bytes of the notice, bytes of the documentation)
    """
    breach = env["privacy.breach"].with_user(officer).create({
        "title": "A list of customers was sent to the wrong customer", "drill": True,
        "facts": "An export of contacts was attached to a mail to another customer.",
        "aware_on": fields.Datetime.now() - timedelta(hours=50),
        "effects": "One customer has seen the list.", "remedies": "The list was deleted.",
        "lost_confidentiality": True, "people_kinds": "Contacts of customers",
        "people_number": len(people), "records_number": len(people),
        "category_ids": [(6, 0, env["privacy.category"].search([], limit=1).ids)],
        "context_ids": [(4, _factor(env, "context_simple"))],
        "ease_id": _factor(env, "ease_maximum"),
        "circumstance_ids": [(4, _factor(env, "confidentiality_known"))], **WORDS})
    for lang, _name in env["res.lang"].get_installed():
        breach.with_context(lang=lang).write(WORDS)
    _step(breach, step="assess", risk="high", why="An exercise of the whole way")
    notice = _notice(breach)
    _step(breach, step="people", people_decision="tell")
    env["privacy.breach.affected"].with_user(officer).create({
        "breach_id": breach.id, "way": "list", "partner_ids": [(6, 0, people.ids)]}).action_add()
    breach.action_start()
    env.flush_all()
    breach.sudo()._cron_tell()
    report = env["ir.actions.report"].with_user(officer)
    paper = report._render_qweb_pdf(
        "cloudpepper_privacy.privacy_breach_documentation_report", breach.ids)[0]
    return breach, base64.b64decode(notice.pdf), paper


def _notice(breach):
    _step(breach, step="notice", phase="initial", lang="en_US")
    notice = breach.notice_ids
    notice.write({"sent_by_way": "form", "sent_on": notice.prepared_on, "receipt": "EXERCISE"})
    notice.action_sent()
    return notice


def _step(breach, **values):
    breach.env["privacy.breach.step"].create({"breach_id": breach.id, **values}).action_confirm()
    breach.invalidate_recordset()


def _factor(env, name):
    return env.ref(f"cloudpepper_privacy.breach_factor_{name}").id
