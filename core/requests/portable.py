"""The part of a person's data that they may take along (GDPR Art. 20).

Given by the person, or observed of what the person did; kept because of consent or a contract;
nothing that was inferred, and nothing that others wrote. It is told from the document of access
and nothing else, so that it is always a part of that document.

Source: Art. 20(1) and (4); WP242 rev.01, pages 9 to 12.
"""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any

import vobject
from dateutil.tz import UTC

from .package import Document

#: values of a record by the names of its fields
Values = Mapping[str, Any]

#: of these every record counts, and of it these fields: what a person gives, or does
GIVEN = {
    "res.partner": (
        "name", "complete_name", "email", "phone", "street", "street2", "zip", "city", "state_id",
        "country_id", "vat", "company_registry", "company_name", "website", "function", "lang",
        "tz"),
    "res.partner.bank": ("acc_number", "acc_holder_name", "bank_id"),
    "res.users": ("login", "lang", "tz", "notification_type"),
    "res.users.log": ("create_date",),
    "res.device.log": ("platform", "browser", "ip_address", "country", "city", "device_type",
                       "first_activity", "last_activity"),
    "account.move": (
        "name", "move_type", "date", "invoice_date", "invoice_date_due", "amount_untaxed",
        "amount_tax", "amount_total", "currency_id", "state", "payment_state", "partner_id"),
    "account.move.line": ("name", "move_id", "date", "product_id", "quantity", "price_unit",
                          "price_subtotal", "price_total", "currency_id"),
    "account.payment": ("name", "date", "amount", "currency_id", "payment_type", "memo"),
    "payment.transaction": (
        "reference", "amount", "currency_id", "partner_name", "partner_email", "partner_address",
        "partner_zip", "partner_city", "partner_phone", "create_date"),
    "sale.order": (
        "name", "date_order", "state", "amount_untaxed", "amount_tax", "amount_total",
        "currency_id", "client_order_ref", "signed_by", "signed_on"),
    "sale.order.line": ("name", "order_id", "product_id", "product_uom_qty", "price_unit",
                        "price_subtotal", "price_total"),
    "pos.order": ("name", "pos_reference", "date_order", "amount_total", "amount_tax", "email",
                  "mobile"),
    "pos.order.line": ("name", "order_id", "product_id", "qty", "price_unit",
                       "price_subtotal_incl"),
    "loyalty.card": ("code", "points", "expiration_date"),
    "product.wishlist": ("product_id", "create_date"),
    "calendar.event": ("name", "start", "stop", "start_date", "stop_date", "allday", "location",
                       "videocall_location"),
    "event.registration": ("event_id", "name", "email", "phone", "company_name", "create_date"),
    "event.registration.answer": ("registration_id", "question_id", "value_answer_id",
                                  "value_text_box"),
    "survey.user_input": ("survey_id", "email", "nickname", "start_datetime", "end_datetime"),
    "survey.user_input.line": (
        "user_input_id", "question_id", "answer_type", "value_char_box", "value_numerical_box",
        "value_scale", "value_date", "value_datetime", "value_text_box", "suggested_answer_id"),
    "hr.applicant": ("partner_name", "email_from", "partner_phone", "linkedin_profile", "job_id",
                     "create_date"),
    "mailing.contact": ("name", "first_name", "last_name", "company_name", "email",
                        "country_id"),
    "mailing.subscription": ("list_id", "opt_out", "opt_out_datetime", "create_date"),
    "mail.blacklist": ("email", "create_date"),
    "phone.blacklist": ("number", "create_date"),
    "privacy.consent.record": (
        "purpose_id", "date_given", "date_withdrawn", "channel", "source"),
    "website.visitor": ("lang_id", "timezone", "country_id", "create_date", "visit_count",
                        "last_connection_datetime"),
    "website.track": ("page_id", "url", "visit_datetime"),
    "slide.channel.partner": ("channel_id", "completion", "create_date"),
}
#: of these only what the person wrote
WRITTEN = {
    "mail.message": ("subject", "body", "date", "email_from"),
    "rating.rating": ("rating", "feedback", "create_date"),
    "forum.post": ("name", "content", "create_date", "forum_id"),
    "ir.attachment": ("name", "mimetype", "create_date", "res_model"),
    "privacy.request": ("name", "text", "received_on"),
}
#: bases on which data may be taken along (Art. 20(1)(a))
BASES = ("consent", "contract")


def portable(document: Document, categories: Collection[str],
             given: Mapping[str, Collection[str]] | None = None,
             written: Mapping[str, Collection[str]] | None = None) -> dict[str, Any]:
    """Return the portable part of a document of access.

    :param document: as ``package.py`` describes it
    :param categories: codes of the categories that consent or a contract is the ground of
    :param given: {model: fields} of which every record counts
    :param written: {model: fields} of which only the person's own records count
    :return: of the same shape
    """
    given, written = given or GIVEN, written or WRITTEN
    datasets: list[dict[str, Any]] = []
    kept: set[tuple[str, int]] = set()
    for dataset in document["datasets"]:
        names = given.get(dataset["model"]) or written.get(dataset["model"]) or ()
        records = [
            {**record, "values": {name: record["values"][name] for name in names
                                  if name in record["values"]}}
            for record in dataset["records"]
            if record["category"] in categories
            and (dataset["model"] in given or record["from"] == "you")]
        records = [record for record in records if names and record["values"]]
        if records:
            kept |= {(dataset["model"], record["id"]) for record in records}
            datasets.append({
                **dataset, "records": records,
                "fields": [field for field in dataset["fields"] if field["name"] in names]})
    return {
        **document, "kind": "portability", "datasets": datasets,
        "files": [file for file in document["files"]
                  if ("ir.attachment", file["attachment"]) in kept],
        "redactions": [each for each in document["redactions"]
                       if (each["model"], each["record"]) in kept],
    }


def records_of(document: Document, model: str) -> list[Values]:
    """Return the values of each record of a model."""
    return [record["values"] for dataset in document["datasets"] if dataset["model"] == model
            for record in dataset["records"]]


# === CARDS AND CALENDARS === #

def vcards(document: Document) -> bytes:
    """Return the person's contacts as vCard 3.0 (RFC 2426), or nothing."""
    return "".join(_card(values) for values in records_of(document, "res.partner")
                   if values.get("name")).encode()


def _card(values: Values) -> str:
    card = vobject.vCard()
    # which word is the family name nobody knows; Odoo's own cards do the same
    card.add("n").value = vobject.vcard.Name(family=values["name"])
    card.add("fn").value = values["name"]
    for name, part in (("email", "email"), ("tel", "phone"), ("url", "website"),
                       ("title", "function")):
        if values.get(part):
            card.add(name).value = values[part]
    if values.get("company_name"):
        card.add("org").value = [values["company_name"]]
    if any(values.get(part) for part in ("street", "zip", "city")):
        card.add("adr").value = vobject.vcard.Address(
            street="\n".join(filter(None, (values.get("street"), values.get("street2")))),
            code=values.get("zip", ""), city=values.get("city", ""),
            region=_label(values.get("state_id")), country=_label(values.get("country_id")))
    return str(card.serialize())


def _label(link: Any) -> str:
    return str(link.get("label", "")) if isinstance(link, dict) else ""


def calendar(document: Document) -> bytes:
    """Return the person's meetings as iCalendar (RFC 5545), or nothing."""
    meetings = [(begins, values) for values in records_of(document, "calendar.event")
                if (begins := _begins(values))]
    if not meetings:
        return b""
    book = vobject.iCalendar()
    for number, (begins, values) in enumerate(meetings, 1):
        event = book.add("vevent")
        # numbered, because an identifier of ours would say nothing elsewhere
        event.add("uid").value = f"meeting-{number}@privacy-package"
        event.add("dtstart").value = begins
        event.add("dtstamp").value = _moment(begins)
        if ends := _ends(values):
            event.add("dtend").value = ends
        if values.get("name"):
            event.add("summary").value = values["name"]
        if values.get("location"):
            event.add("location").value = values["location"]
    return str(book.serialize()).encode()


def _begins(values: Values) -> date | None:
    if values.get("allday") and values.get("start_date"):
        return date.fromisoformat(values["start_date"])
    return _time(values.get("start"))


def _ends(values: Values) -> datetime | None:
    if values.get("allday") and values.get("start_date"):
        return None
    return _time(values.get("stop"))


def _time(text: str | None) -> datetime | None:
    if not text:
        return None
    return datetime.fromisoformat(text.replace("Z", "")).replace(tzinfo=UTC)


def _moment(begins: date) -> datetime:
    if isinstance(begins, datetime):
        return begins
    return datetime(begins.year, begins.month, begins.day, tzinfo=UTC)
