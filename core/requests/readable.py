"""What of a copy is printed for a person to read, and in which order.

``data.json`` has all of it, for programs; the letter says what says something to its reader, the
person's own record first, and lists by kind what it leaves out (GDPR Art. 12(1): concise,
intelligible; EDPB Guidelines 01/2022 on layers).
"""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from ..text.letter_text import letter_text
from .package import label

#: models by which Odoo finds, links or shows records: their rows say nothing of a person
MACHINERY = frozenset((
    "ir.model.data", "mail.followers", "mail.notification", "mail.message.reaction",
    "mail.push.device", "res.users.settings", "res.users.settings.volumes",
    "bus.presence", "mail.presence", "mail.link.preview", "mail.message.link.preview",
    "res.users.deletion", "ir.attachment", "account.partial.reconcile", "account.full.reconcile",
    "mail.ice.server", "discuss.channel.member", "privacy.timer", "privacy.subject.purpose",
    "privacy.run.item", "privacy.outbox", "privacy.contactless", "discuss.channel.rtc.session"))
#: {model: the fields that are printed, in this order}; of every other model all but UNREAD
READ: Mapping[str, tuple[str, ...]] = {
    "mail.message": ("date", "author_id", "email_from", "subject", "body", "rating_value"),
    "mail.mail": ("email_from", "email_to", "email_cc", "body_html"),
    "account.move": (
        "name", "move_type", "partner_id", "invoice_date", "date", "invoice_date_due", "ref",
        "amount_untaxed", "amount_tax", "amount_total", "amount_residual", "currency_id", "state",
        "payment_state", "narration", "invoice_source_email", "invoice_partner_display_name"),
    "account.move.line": (
        "move_id", "date", "name", "quantity", "price_unit", "price_total", "debit", "credit",
        "currency_id"),
    "account.payment": ("name", "date", "amount", "currency_id", "payment_type", "memo", "state"),
    "account.bank.statement.line": (
        "date", "payment_ref", "amount", "partner_name", "account_number", "transaction_details"),
    "payment.transaction": (
        "reference", "create_date", "amount", "currency_id", "provider_code", "state",
        "partner_name", "partner_email", "partner_address", "partner_zip", "partner_city",
        "partner_phone"),
    "sale.order": (
        "name", "date_order", "state", "amount_untaxed", "amount_tax", "amount_total",
        "currency_id", "client_order_ref", "note", "signed_by", "signed_on"),
    "res.users": ("login", "create_date", "lang", "tz", "signature", "notification_type", "active"),
    "mail.tracking.value": (
        "create_date", "field_id", "old_value_char", "new_value_char", "old_value_text",
        "new_value_text", "old_value_datetime", "new_value_datetime", "old_value_integer",
        "new_value_integer", "old_value_float", "new_value_float"),
    "res.partner.bank": ("acc_number", "acc_holder_name", "bank_id"),
    "privacy.request": ("name", "received_on", "channel", "text", "state", "answered_on"),
    "privacy.breach.subject": ("breach_id", "state", "queued_on", "told_on", "bounced_on"),
    "privacy.policy.notice": ("version_id", "state", "reason", "told_at"),
    # when and why it was read (Art. 15; C-579/21), and not by whom
    "privacy.archive.reading": ("at", "reason_id", "note"),
    "privacy.consent.record": (
        "purpose_id", "state", "date_given", "date_until", "date_withdrawn", "channel", "source",
        "page", "lang", "text_id", "statement"),
}
#: fields that stand first, of every model
FIRST = (
    "name", "parent_id", "company_name", "function", "email", "email_from", "phone", "street",
    "street2", "zip", "city", "state_id", "country_id", "vat", "company_registry", "website",
    "lang", "comment", "category_id", "date", "create_date")
#: fields that say how Odoo keeps a record, or repeat another field
UNREAD = re.compile(
    r"peppol_|invoice_edi_|invoice_sending_|invoice_template|autopost_|property_|ignore_abnormal_"
    r"|message_|activity_|signup_|specific_property_|website_message|email_normalized$"
    r"|phone_sanitized|complete_name$|commercial_|partner_share$|customer_rank$|supplier_rank$"
    r"|partner_latitude$|partner_longitude$|contact_address|res_model|res_id$|model$|model_id$"
    r"|subtype_id$|record_|company_id$|is_company$|type$|active$|tz$|tz_offset$|user_id$"
    r"|vies_valid$|trust$|debit_limit$|use_partner_credit|followup_|im_status"
    r"|email_layout|display_|perform_vies|has_|is_|privacy_|parent_path|auto_")
#: what a text that is a page of HTML has somewhere
PAGE = re.compile(
    r"</(?:p|div|span|table|tr|td|ul|ol|li|html|body|h[1-6]|font|blockquote)\s*>"
    r"|\A\s*<(?:!doctype|html|head|body|table|div|p|span)\b", re.IGNORECASE)
#: values that say nothing
NOTHING = (None, "", False, 0, 0.0)

#: a dataset or a record of the document, and the lines [(label, text)] that are printed of one
Data = Mapping[str, Any]
Lines = list[tuple[str, str]]


def is_read(model: str) -> bool:
    """Whether records of a model are printed at all."""
    return model not in MACHINERY


def printed(dataset: Data, values: Data) -> tuple[list[str], list[str]]:
    """Return (the fields of a record that are printed, in order; those that are left out).

    What somebody added to a model is printed, whatever it is.
    """
    filled = [name for name, value in values.items() if value not in NOTHING]
    order = READ.get(dataset["model"])
    if order is not None:
        shown = [name for name in order if name in filled]
        shown += [name for name in filled if name.startswith("x_")]
    else:
        shown = [name for name in FIRST if name in filled]
        shown += [name for name in filled if name not in shown and not UNREAD.match(name)]
        shown = [name for name in shown
                 if name.startswith("x_") or name in FIRST or not UNREAD.match(name)]
    return shown, [name for name in filled if name not in shown]


def text_of(value: Any, kind: str) -> str:
    """Return a value as it is read: HTML without its tags.

    :param value: as a document has it
    :param kind: Odoo's type of the field
    """
    text = str(label(value))
    # a mail that waits is text to Odoo, and a page to whoever reads it
    if kind == "html" and "<" in text or PAGE.search(text):
        return letter_text(text, width=0).strip()
    return text


def moment(stamp: str) -> datetime:
    """Return a moment of the document: of UTC, without a zone."""
    return datetime.fromisoformat(stamp.removesuffix("Z"))


def contact_first(datasets: Iterable[Data]) -> list[Data]:
    """Return the datasets in the order of reading: who the person is, then everything else."""
    order = ("res.partner", "res.users", "res.partner.bank")
    return sorted(datasets, key=lambda each: (
        order.index(each["model"]) if each["model"] in order else len(order)))
