from odoo import api, fields, models

from ...engine.requests.address_proof import WAYS, AddressProof


class PrivacyAddressProof(models.Model):
    """Who has shown that a mail address is theirs, when, and how: a fact of its own.

    The address stands here as a keyed hash. It is shown for one request, or by one login; a
    row without a day waits for its link to be posted. Nobody has access;
    ``engine/requests/address_proof.py`` reads and writes.
    """

    _name = "privacy.address.proof"
    _description = "Proof of an Address"
    _log_access = False

    key = fields.Char(required=True, readonly=True, help="A keyed hash of the address.")
    user_id = fields.Many2one(
        "res.users", readonly=True, ondelete="cascade", index="btree_not_null",
        help="The login that has shown it.")
    request_id = fields.Many2one(
        "privacy.request", readonly=True, ondelete="cascade", index="btree_not_null",
        help="The request for which it was shown.")
    way = fields.Selection(WAYS, required=True, readonly=True)
    proven_on = fields.Datetime(readonly=True)
    token_hash = fields.Char(readonly=True, index="btree_not_null", groups=fields.NO_ACCESS)
    sent_on = fields.Datetime(readonly=True)

    _whose = models.Constraint(
        "CHECK ((user_id IS NULL) != (request_id IS NULL))",
        "An address is shown by a login or for a request.")

    @api.autovacuum
    def _gc_proofs(self):
        """Delete links that nobody has posted in time, and what disabled logins have shown."""
        AddressProof(self.env).delete_old()
