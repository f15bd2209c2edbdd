from odoo import api, fields, models
from odoo.exceptions import AccessError

from ...engine.evidence import append_only, keys
from ...engine.evidence.sealing import seal
from ...engine.runs.journal import RunJournal
from ...engine.transaction import Transaction


class PrivacySeal(models.Model):
    """Closes a stretch of evidence with a hash that includes the seal before.

    Each seal is signed with a key from outside the database: whoever owns the tables can compute
    every hash anew, and no signature.
    """

    _name = "privacy.seal"
    _description = "Seal on Privacy Evidence"
    _order = "id desc"
    _rec_name = "digest"
    _log_access = False

    sealed_on = fields.Datetime(required=True, readonly=True)
    first_ref = fields.Integer(string="From Row", readonly=True, aggregator=None)
    last_ref = fields.Integer(string="To Row", readonly=True, aggregator=None)
    row_count = fields.Integer(string="Rows", readonly=True)
    previous = fields.Char(readonly=True)
    digest = fields.Char(required=True, readonly=True)
    signature = fields.Char(
        readonly=True, help="Keyed with a secret from outside the database; covers the whole seal."
    )
    key_ref = fields.Char(
        string="Key", readonly=True, help="Fingerprint of the key that signed; not the key."
    )

    def init(self):
        """Refuse in PostgreSQL what the ORM refuses."""
        append_only.install(self.env.cr)

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        if vals_list:
            raise AccessError(self.env._("Seals are made by the sealer alone."))
        return super().create(vals_list)

    def write(self, vals):  # pylint: disable=method-required-super
        raise AccessError(self.env._("Seals are never changed."))

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise AccessError(self.env._("Seals are never deleted."))

    # === SEAL === #

    @api.private
    def _seal(self):
        """Close all rows written since the last seal; return the new seal's id, if any."""
        return seal(self.env)

    @api.private
    def _signing_key(self):
        """Return (fingerprint, key) to sign with; None where there is none to be had."""
        return keys.signing_key()

    @api.private
    def _known_keys(self):
        """Return {fingerprint: key} to verify with; None where they cannot be read."""
        return keys.known_keys()

    def _cron_seal(self):
        """Seal what is left; each hour, and after each run. Runs that the journal does not have
        yet are written to it.
        """
        Transaction(self.env).remain(0)
        self._seal()
        journal = RunJournal(self.env)
        if journal.is_wanted():
            Transaction(self.env).commit()
            journal.pending()
