import logging
import os
from pathlib import Path

from odoo import api, fields, models, tools
from odoo.exceptions import AccessError
from odoo.tools import SQL

from ...core.evidence import keyring, ledger

_logger = logging.getLogger(__name__)


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
        self.env["privacy.evidence"].init()

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

    # === KEYS === #

    @api.private
    def _keys(self, make=False):
        """Return ``{fingerprint: key}`` of all keys known here; the first one signs.

        From the environment (``PRIVACY_SEAL_KEY``), odoo.conf (``privacy_seal_key``), and a file
        in the data directory that all databases of the server share; never from the database.

        :param bool make: make that file where no key is known
        :raise OSError: where the file cannot be read or made
        """
        given = os.environ.get("PRIVACY_SEAL_KEY") or tools.config.get("privacy_seal_key") or ""
        path = Path(tools.config["data_dir"]) / "privacy" / "seal.key"
        keys = keyring.split(given) + keyring.load(path)
        if make and not keys:
            keys = keyring.make(path)
        return {keyring.fingerprint(key): key for key in keys}

    @api.private
    def _known_keys(self):
        """Return the keys to verify with; None where their file is there and cannot be read."""
        try:
            return self._keys()
        except OSError as error:
            _logger.error("The key of the seals cannot be read: %s", type(error).__name__)
            return None

    @api.private
    def _signing_key(self):
        """Return (fingerprint, key) to sign with; None where there is none to be had."""
        try:
            return next(iter(self._keys(make=True).items()), None)
        except OSError as error:
            _logger.error("The key of the seals cannot be read or made: %s", type(error).__name__)
            return None

    # === SEAL === #

    @api.private
    def _seal(self):
        """Close all rows written since the last seal; return the new seal's id, if any.

        The lock waits for batches that are being committed and lets no new row in, so that no
        row can appear later below a sealed id. It comes before any read, so that the snapshot
        holds all rows (REPEATABLE READ). Without a key nothing is sealed: rows that wait for
        their seal are counted, a seal that nobody vouches for would not be missed.
        """
        self.env.cr.execute("LOCK TABLE privacy_seal, privacy_evidence IN SHARE ROW EXCLUSIVE MODE")
        facts, signing = self._next_facts(), self._signing_key()
        if not facts or not signing:
            return None
        return self._insert(facts, *signing)

    def _next_facts(self):
        """Return what the next seal says, or None where there is nothing to seal."""
        last = self.sudo().search([], limit=1, order="id desc")
        previous, after = (last.digest, last.last_ref) if last else (ledger.START, 0)
        ((first, until, now),) = self.env.execute_query(SQL(
            """SELECT min(id), max(id), to_jsonb(now() AT TIME ZONE 'UTC')
                 FROM privacy_evidence WHERE id > %s""", after))
        if not until:
            return None
        digest, count = self.env["privacy.evidence"].sudo()._running_hash(previous, after, until)
        return {"first": first, "last": until, "rows": count, "sealed_on": now,
                "previous": previous, "digest": digest}

    def _insert(self, facts, name, key):
        """Sign and write a seal; return its id."""
        ((seal_id,),) = self.env.execute_query(
            SQL(
                """INSERT INTO privacy_seal (sealed_on, first_ref, last_ref, row_count, previous,
                          digest, signature, key_ref)
                   VALUES (%(sealed_on)s, %(first)s, %(last)s, %(rows)s, %(previous)s, %(digest)s,
                          %(signature)s, %(name)s) RETURNING id""",
                **facts, signature=ledger.sign_seal(facts, key), name=name,
            )
        )
        self.invalidate_model(flush=False)
        return seal_id

    @api.private
    def _chain(self, *where):
        """Return [(id, facts, signature, fingerprint of its key)] of the seals, in order.

        :param SQL where: only these
        """
        return self.env.execute_query(
            SQL(
                """SELECT id, jsonb_build_object('first', first_ref, 'last', last_ref,
                          'rows', row_count, 'sealed_on', sealed_on, 'previous', previous,
                          'digest', digest), signature, key_ref
                     FROM privacy_seal WHERE %s ORDER BY id""",
                SQL(" AND ").join(where) if where else SQL("TRUE"),
            )
        )

    def _cron_seal(self):
        """Seal what is left; each hour, and after each run."""
        self.env["ir.cron"]._commit_progress(remaining=0)
        self._seal()
