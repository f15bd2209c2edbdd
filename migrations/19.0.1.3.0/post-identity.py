"""What was fixed with an identity is kept from now on: for requests that are under way, as their
contacts are today; and an address whose link was posted in the public form is proven. The seeded
controller has its country.
"""

import logging

from odoo import SUPERUSER_ID, api
from odoo.addons.cloudpepper_privacy.engine.accounts import FixedAddresses
from odoo.addons.cloudpepper_privacy.engine.contactless.address_keys import secret
from odoo.addons.cloudpepper_privacy.engine.requests.address_proof import AddressProof
from odoo.addons.cloudpepper_privacy.hooks import IDENTITY
from odoo.tools import email_normalize

_logger = logging.getLogger(__name__)


def migrate(cr, version):
    env = api.Environment(cr, SUPERUSER_ID, {})
    env["res.company"].search([
        ("privacy_controller_name", "=", IDENTITY["privacy_controller_name"]),
        ("privacy_controller_registry", "=", IDENTITY["privacy_controller_registry"]),
    ]).privacy_controller_country = "BE"
    if not secret():
        _logger.warning("The key of addresses cannot be read: identities stay as they were")
        return
    requests = env["privacy.request"]
    for request in requests.search([("identity_on", "!=", False),
                                    ("state", "in", ("open", "answered"))]):
        # a login that has shown nothing leads to what is tied to its contact, and to no address
        only = () if request.identity_method == "portal" else None
        request.write({
            "answer_email": answer_address(request),
            "fixed_addresses": FixedAddresses(env, request).fix(request.partner_ids, only)})
    for request in requests.search([("identity_on", "=", False),
                                    ("state", "in", ("received", "identity")),
                                    ("address_confirmed_on", "!=", False)]):
        AddressProof(env).note(request.person_email, "link", request=request)


def answer_address(request):
    """Return the address that an answer went to until now."""
    asked = email_normalize(request.person_email or "")
    known = [each for each in request.partner_ids.mapped("email_normalized") if each]
    if asked and (asked in known or request.identity_method == "mail" or not known):
        return asked
    return known[0] if known else request.person_email
