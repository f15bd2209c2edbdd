"""Opt-outs that were written under a secret which is not here: nobody can say whose they are."""

from odoo.exceptions import UserError
from odoo.tools import SQL

from .keys import Keys, NoOptOutKey
from .optout import OptOut


class LostKeys:
    """What may not be mailed past, and how an officer gives it up."""

    def __init__(self, env):
        self.env = env(su=True)

    def used(self):
        """Return the fingerprints of what is in force: one query."""
        return {name for (name,) in self.env.execute_query(SQL(
            "SELECT DISTINCT fingerprint FROM privacy_optout WHERE active"))}

    def check(self, keys):
        """Refuse to go on where somebody who refused could not be known again.

        :param Keys keys: what is known here
        :return: the fingerprints that are in use
        :raise NoOptOutKey: names the fingerprints
        """
        used = self.used()
        if missing := used - keys.by_name.keys():
            raise NoOptOutKey(self.env._(
                "Nobody is mailed: there are opt-outs under a key that is not here (%s), and who "
                "they are cannot be said. Whoever runs the server puts the key back; where it is "
                "lost for good, a privacy officer gives those opt-outs up.",
                ", ".join(sorted(missing))))
        return used

    def give_up(self, optouts):
        """Take out of force what nobody can read any more.

        :raise UserError: where the secret of one of them is here
        """
        known = Keys(self.env).by_name
        optouts = optouts.sudo().filtered("active")
        if any(optout.fingerprint in known for optout in optouts):
            raise UserError(self.env._(
                "The key of these opt-outs is here: they hold until the person opts in again."))
        self.env.cr.execute(SQL(
            """UPDATE privacy_optout SET active = FALSE, lifted_on = %s, lift_proof = 'lost'
                WHERE id = ANY(%s)""",
            self.env["privacy.timer"]._today(), optouts.ids))
        OptOut(self.env).file("optout_lifted", optouts.mapped("channel"), "lost")
        optouts.invalidate_recordset(flush=False)
