"""What a consent given or taken back does elsewhere, at once (Art. 7(3))."""

from ..marketing import Marketing
from .subjects import in_force, of_people


class Effects:
    """Stops direct marketing that no consent is left for, and allows what was proven.

    :param Marketing marketing: what stops it; False: nothing does, None: to every address
    """

    def __init__(self, env, marketing=None):
        self.env = env(su=True)
        self._marketing = Marketing(self.env) if marketing is None else marketing

    def given(self, consents):
        """The holder of the address has agreed to mail, with proof: what they had stopped by
        themselves is no stop any more.

        :param privacy.consent.record consents: that count from now on
        """
        mailing = consents.filtered(_is_marketing)
        Marketing(self.env).allow_addresses(
            {consent._address() for consent in mailing} - {None}, "consent")

    def withdrawn(self, consents):
        """Nobody is mailed on a consent that was taken back.

        Who goes on agreeing to another purpose of marketing is mailed for that one alone.

        :param privacy.consent.record consents: that were just taken back
        """
        mailing = consents.filtered(_is_marketing)
        partners, emails = mailing.partner_id, set(mailing.mapped("email")) - {False}
        if not mailing or not self._marketing:
            return
        kept = mailing.search(
            of_people(partners, emails) & in_force(self.env["privacy.timer"]._today())
        ).filtered(_is_marketing)
        partners -= kept.partner_id
        emails -= set(kept.mapped("email"))
        if partners or emails:
            self._marketing.stop(partners, sorted(emails))


def _is_marketing(consent):
    return "marketing" in consent.purpose_id.category_ids.mapped("code")
