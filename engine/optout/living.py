"""Blacklist entries of contacts who stay."""

from odoo.tools import SQL

from ..erasure.decide import year_end


def keep_of_living(plan, model):
    """Keep what a contact refused who stays: the address stands on the contact, and Odoo shows
    there that it is on the list.

    :param str model: of the entries
    """
    plan.keep(model, SQL(
        """EXISTS (SELECT FROM privacy_subject subject
                    WHERE subject.partner_id = plan.subject AND subject.partner_id > 0
                      AND subject.whole IS NOT TRUE)"""),
        "opt_out", year_end(SQL("now()")))
