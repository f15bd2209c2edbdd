"""Invitations to a survey: to those alone who may be written to."""

import re

from odoo.exceptions import UserError
from odoo.tools.mail import email_normalize, email_split_and_format

from .gate import Gate, words


class Invitations:
    """The people of a wizard that invites to a survey."""

    def __init__(self, env):
        self.env = env

    def admit(self, wizard):
        """Take out of a wizard whoever may not be invited.

        Applicants asked for what they are invited to: whoever recruits invites them one by one.

        :return: ``{reason: how many}`` of those taken out
        :raise UserError: where nobody is left
        """
        if "applicant_ids" in wizard._fields and wizard.applicant_ids:
            return {}
        partners = wizard.sudo().partner_ids
        typed = {email_normalize(text): text for text in email_split_and_format(
            re.sub(r"[;\r\n]+", ",", wizard.emails or ""))}
        named = list(filter(None, typed))
        rows = [(partner.id, partner.id, partner.email_normalized or None, None)
                for partner in partners]
        rows += [(-place, None, address, None) for place, address in enumerate(named, start=1)]
        left_out = Gate(self.env).left_out(rows, model_name="res.partner")
        if not left_out:
            return {}
        counts = {}
        for reason in left_out.values():
            counts[reason] = counts.get(reason, 0) + 1
        if len(left_out) == len(rows):
            raise UserError(self.env._("Nobody was invited. %s", told(self.env, counts)))
        wizard.partner_ids -= partners.filtered(lambda partner: partner.id in left_out)
        wizard.emails = ", ".join(typed[address] for place, address in enumerate(named, start=1)
                                  if -place not in left_out)
        return counts


def told(env, counts):
    """Return how many were left out, by reason, in words."""
    texts = words(env)
    return env._("Left out: %s.", ", ".join(
        f"{texts[reason]}: {count}" for reason, count in sorted(counts.items())))
