"""Double opt-in: an address that came without proof counts once whoever reads its mail has pressed
the button behind a link (Art. 7(1); the link does nothing by being opened).
"""

import secrets
from collections import defaultdict
from datetime import timedelta

from odoo import fields
from odoo.tools import SQL, email_normalize

from ..acting import acting_env
from ..housekeeping import Housekeeping
from ..requests.letters import BY_ITSELF
from ..requests.limits import Limit, Limits, folded
from ..requests.paper import Paper
from ..requests.tokens import hash_of
from .effects import Effects
from .filing import Consents
from .values import until

CRON = "cloudpepper_privacy.ir_cron_consent_confirm"
#: mails that one address gets in a day, and that one network can have us send
PER_ADDRESS, PER_SOURCE = ((3, 24),), ((30, 1), (120, 24))
#: consents of one call; the rest waits for the next
LIMIT = 500


class Confirming:
    """Asks for the click, and takes it."""

    def __init__(self, env):
        self.env = acting_env(env)
        self.consents = self.env["privacy.consent.record"]

    def wake(self, pending):
        """Have the mails of new consents sent soon."""
        if pending:
            self.env.ref(CRON)._trigger()

    # === ASK === #

    def send_waiting(self):
        """Send a mail to each address that waits for one; what it gave together is one mail.

        :return: how many consents are left
        """
        waiting = self.consents.search([
            ("state", "=", "pending"), ("active", "=", True), ("mailed_at", "=", False)],
            order="id", limit=LIMIT + 1)
        together = defaultdict(self.consents.browse)
        for consent in waiting[:LIMIT]:
            together[consent._address(), consent.company_id, consent.lang] |= consent
        for (address, _company, _lang), consents in together.items():
            self._send(address, consents)
        return max(len(waiting) - LIMIT, 0)

    def _send(self, address, consents):
        """Mail the link; who has had the mails of a day gets no more, and confirms nothing."""
        consents.mailed_at = fields.Datetime.now()
        if not address or self._is_full(address, consents[0].source_net):
            return
        token = secrets.token_urlsafe(32)
        consents.token_hash = hash_of(token)
        link = f"{consents[0].company_id.get_base_url()}/privacy/consent/confirm/{token}"
        template = self.env.ref("cloudpepper_privacy.mail_template_consent_confirm")
        # the template reads the link from its rendering context: Odoo's way to hand it a value
        Paper.send(template.with_context(privacy_link=link), consents[0], address,
                   headers=BY_ITSELF)

    def _is_full(self, address, network):
        limits = [Limit("consent-address", folded(address), PER_ADDRESS)]
        if network:
            limits.append(Limit("consent-source", network, PER_SOURCE))
        return bool(Limits(self.env).take(*limits))

    # === CONFIRM === #

    def find(self, token):
        """Return the consents of a link: those that wait, or were confirmed by it; none where it
        is too old or wrong.
        """
        days = Housekeeping(self.env).period("keep_pending_days")
        since = fields.Datetime.now() - timedelta(days=days)
        return self.consents.search([
            ("token_hash", "=", hash_of(token)), ("mailed_at", ">", since),
            ("state", "in", ("pending", "given")), ("active", "=", True)], order="id")

    def confirm(self, consents):
        """Let them count from now on: the button behind the link was pressed.

        Twice is once (a row lock).

        :return: what was confirmed now
        """
        self.env.execute_query(SQL(
            "SELECT id FROM privacy_consent_record WHERE id = ANY(%s) FOR UPDATE", consents.ids))
        consents = consents.with_env(self.env)
        consents.invalidate_recordset()
        waiting = consents.filtered(lambda consent: consent.state == "pending")
        today = self.env["privacy.timer"]._today()
        for consent in waiting:
            consent.write({
                "state": "given", "proof": "double_opt_in", "signed_up_at": consent.given_at,
                "given_at": fields.Datetime.now(), "date_given": today,
                "date_until": until(consent.purpose_id, today)})
        Consents(self.env).file(waiting, lambda _consent: "consent_confirmed")
        Effects(self.env).given(waiting)
        return waiting


def address_of(consent):
    """Return the address that mails about a consent go to; None where nobody has one.

    :param privacy.consent.record consent: one
    """
    return consent.email or email_normalize(consent.partner_id.sudo().email or "") or None
