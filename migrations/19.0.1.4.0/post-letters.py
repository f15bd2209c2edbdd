"""Letters have one layout and new words: templates that nobody has changed get them, with their
translations; what staff wrote stays, and is told by the log. Recipients say what shows that data of
a person went to them, and letters for the post are those that wait.
"""

import io
import logging

from lxml import etree
from odoo.api import SUPERUSER_ID, Environment
from odoo.tools import SQL
from odoo.tools.convert import convert_xml_import
from odoo.tools.misc import file_open

MODULE = "cloudpepper_privacy"
FILES = ("mail_template_data.xml", "mail_template_package_data.xml",
         "mail_template_public_form_data.xml")
#: what shows that data went to the recipients that are seeded; to others whenever they are held
RECEIVED = {
    "contract": ("aws", "google_cloud", "ovhcloud", "grafana"),
    "disclosed": ("upcloud", "vultr", "legal_advisers", "authorities", "protection",
                  "transaction"),
    "support": ("crisp",), "mail": ("google_workspace",), "online": ("stripe",),
    "mailing": ("klaviyo",), "visits": ("google_analytics", "google_ads", "reddit_ads"),
    "billed": ("accountants",), "paid": ("banks",), "staff": ("payroll",),
}
_logger = logging.getLogger(__name__)


def migrate(cr, version):
    env = Environment(cr, SUPERUSER_ID, {})
    templates(env)
    recipients(env)
    waiting_for_the_post(env)


def templates(env):
    """Write the templates anew that the module alone has written."""
    for name in FILES:
        with file_open(f"{MODULE}/data/{name}", "rb") as source:
            tree = etree.parse(source)
        for record in tree.findall("record"):
            template = env.ref(f"{MODULE}.{record.get('id')}", raise_if_not_found=False)
            changed = template and template.write_uid.id not in (False, SUPERUSER_ID)
            if record.get("model") != "mail.template" or changed:
                record.getparent().remove(record)
            elif template:
                forget_translations(env, template)
            if changed:
                _logger.warning("Letter %s was changed by staff and keeps its words: compare it "
                                "with the new ones.", template.name)
        left = io.BytesIO(etree.tostring(tree))
        left.name = name
        convert_xml_import(env, MODULE, left, {}, "init", True)
    env["ir.module.module"].search([("name", "=", MODULE)])._update_translations()


def forget_translations(env, template):
    """Leave the English text alone: of records that no update touches, Odoo keeps the translations
    that are there (``odoo/tools/translate.py``, ``TranslationImporter.save``).
    """
    names = [name for name, field in template._fields.items()
             if field.translate and field.store]
    env.cr.execute(SQL("UPDATE mail_template SET %s WHERE id = %s", SQL(", ").join(
        SQL("%(name)s = jsonb_build_object('en_US', %(name)s -> 'en_US')",
            name=SQL.identifier(name)) for name in names), template.id))
    template.invalidate_recordset(names, flush=False)


def recipients(env):
    for fact, names in RECEIVED.items():
        for name in names:
            recipient = env.ref(f"{MODULE}.recipient_{name}", raise_if_not_found=False)
            if recipient and recipient.received == "held":
                recipient.received = fact
    stripe = env.ref(f"{MODULE}.recipient_stripe", raise_if_not_found=False)
    if stripe and not stripe.provider_code:
        stripe.provider_code = "stripe"


def waiting_for_the_post(env):
    """Decisions that nobody has been told of yet are printed with the others. What a right will be
    told to is what was known of it until now.
    """
    rights = env["privacy.request.right"].search(
        [("letter_id", "!=", False), ("told_on", "=", False)])
    for right in rights:
        right.request_id.post_letter_ids |= right.letter_id
    for right in env["privacy.request.right"].search([("state", "=", "open"),
                                                      ("category_ids", "!=", False)]):
        right.recipient_ids = env["privacy.recipient"].search([
            ("company_id", "in", (False, right.company_id.id)),
            ("category_ids", "in", right.category_ids.ids)])
