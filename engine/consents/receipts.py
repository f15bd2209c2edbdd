"""Receipts: what a person keeps of a consent, signed (Art. 7(1); ISO/IEC TS 27560:2023)."""

import json

from odoo.exceptions import UserError

from ...core.consents import receipt as core
from ..controller import Controller
from ..evidence.keys import known_keys, signing_key
from .texts import digest_of, words_of

SCHEMA = "/cloudpepper_privacy/static/consent_receipt.schema.json"
KEYS = "/privacy/receipt/keys"


class Receipts:
    """Writes the receipts of consents."""

    def __init__(self, env):
        self.env = env(su=True)

    def file(self, consent):
        """Return (name, content) of the receipt of a consent.

        :param privacy.consent.record consent: one
        :raise UserError: where there is no key to sign with
        """
        key = signing_key()
        if not key:
            raise UserError(self.env._(
                "The receipt cannot be signed: its key cannot be read or made. Whoever runs the "
                "server finds the reason in its log."))
        consent = consent.with_env(self.env)
        base = consent.company_id.get_base_url()
        receipt = core.signed(self._receipt(consent, base), key[1], base + KEYS)
        return (f"consent-{consent.id}.json",
                json.dumps(receipt, ensure_ascii=False, indent=2).encode())

    def keys(self):
        """Return the public keys that verify receipts."""
        return [core.public_key(key) for key in (known_keys() or {}).values()]

    def _receipt(self, consent, base):
        database = self.env["ir.config_parameter"].get_param("database.uuid")
        return {
            "$schema": base + SCHEMA, "schema_version": core.VERSION,
            "type": core.DPV + "ConsentReceipt",
            "record_id": f"urn:uuid:{database}:{consent.id}",
            "pii_principal_id": consent.email or consent.visitor_key
            or f"contact:{consent.partner_id.id}",
            "processing": {
                "language": (consent.lang or "en_US").replace("_", "-"),
                "privacy_notice": _notice(consent),
                "purposes": [self._purpose(consent, base)],
            },
            "party_identification": self._parties(consent),
            "events": _events(consent),
        }

    def _purpose(self, consent, base):
        purpose = consent.purpose_id
        controller = Controller(self.env, consent.company_id)
        return {
            "purpose": purpose.name, "purpose_code": purpose.code,
            "description": purpose.description or "",
            "lawful_basis": core.GDPR + "A6-1-a",
            "pii_information": purpose.category_ids.mapped("name"),
            "pii_controllers": ["controller"],
            "recipient_third_parties": purpose.recipient_ids.mapped("name"),
            "jurisdictions": [controller.country.code] if controller.country else [],
            "collection_method": consent.channel or "",
            "valid_until": consent.date_until.isoformat() if consent.date_until else None,
            "withdrawal_method": f"{base}/privacy/preferences",
            "privacy_rights": f"{base}/privacy/request",
        }

    def _parties(self, consent):
        controller = Controller(self.env, consent.company_id)
        found = [{
            "party_id": "controller", "party_type": core.DPV + "DataController",
            "party_name": controller.name, "party_address": controller.address,
            "party_contact": controller.contact, "party_registry": controller.registry}]
        if controller.authority:
            found.append({
                "party_id": "authority", "party_type": core.DPV + "DataProtectionAuthority",
                "party_name": controller.authority})
        return found


def _notice(consent):
    """The words that were agreed to, and where."""
    words = words_of(consent) or ""
    return {"words": words, "sha256": digest_of(words),
            "version": consent.text_id.version or None, "page": consent.page or None}


def _events(consent):
    """What happened, in order."""
    asked = consent.signed_up_at or (consent.state == "pending" and consent.given_at)
    found = [("pending", asked, consent.channel),
             ("given", consent.state != "pending" and consent.given_at, consent.channel),
             ("withdrawn", consent.withdrawn_at, consent.withdrawn_by)]
    events = [{
        "event_time": moment.isoformat() + "Z", "event_state": core.DPV + core.STATUS[state],
        "event_type": core.DPV + "ExpressedConsent", "entity_id": "principal",
        "indication_method": how or "",
    } for state, moment, how in found if moment]
    for event in events:
        if event["event_state"].endswith("ConsentGiven"):
            event["proof"] = consent.proof
    if consent.state == "expired":
        events.append({
            "event_time": f"{consent.date_until.isoformat()}T23:59:59Z",
            "event_state": core.DPV + core.STATUS["expired"],
            "event_type": core.DPV + "ExpressedConsent", "entity_id": "controller",
            "indication_method": ""})
    return events
