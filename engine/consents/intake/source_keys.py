"""The keys of sources: the database holds their names, the server what makes their secrets."""

import logging

from odoo import fields
from odoo.exceptions import UserError

from ....core.consents import signature
from ... import secret_keys

_logger = logging.getLogger(__name__)


def server_keys(make=False):
    """Return the secrets of the server: the first makes what is shown, all of them verify.

    :param bool make: make one where none is known
    :rtype: list[bytes]
    """
    try:
        return secret_keys.load("source", make)
    except OSError as error:
        _logger.error("The key of sources cannot be read or made: %s", type(error).__name__)
        return []


class SourceKeys:
    """Keys of sources: at most two of one are good at a time."""

    def __init__(self, env):
        self.env = env(su=True)

    def rotate(self, source, days):
        """Give a source a new key; the one before is good for some days more.

        :param int days: 0: it is good no more
        :return: the name and the secret of the new key, to be shown once
        :raise UserError: where the server has no secret to make it from
        """
        known = server_keys(make=True)
        if not known:
            raise UserError(self.env._(
                "No key can be made: the secret of the server cannot be read or made. Whoever "
                "runs the server finds the reason in its log."))
        name, now = signature.new_name(), fields.Datetime.now()
        source.sudo().write({
            "key_name": name, "key_made_on": now,
            "former_key_name": source.key_name if days else False,
            "former_key_until": fields.Datetime.add(now, days=days) if days and source.key_name
            else False})
        return name, signature.secret_of(name, known[0])

    def source_of(self, name):
        """Return the source that a key is of, archived ones too; empty where there is none, or its
        time is over.
        """
        sources = self.env["privacy.consent.source"].with_context(active_test=False)
        if not signature.KEY_NAME.fullmatch(name):
            return sources
        found = sources.search(
            ["|", ("key_name", "=", name), ("former_key_name", "=", name)], limit=1)
        is_over = found.key_name != name and (
            not found.former_key_until or found.former_key_until <= fields.Datetime.now())
        return sources if is_over else found

    @staticmethod
    def secrets_of(name):
        """Return the secrets that a key may have: one for each secret of the server."""
        return [signature.secret_of(name, key) for key in server_keys()]
