"""On whose behalf data are processed (Art. 30(2)(a)): customers, by the tags of their contacts."""

from odoo.fields import Domain

#: situations in which somebody is a customer whose environment runs
RUNNING = ("running", "customer", "customer_talked", "mailed")


def controllers(env, purpose, company):
    """Return the commercial entities whose contract runs, by the tags that hold today.

    :param privacy.purpose purpose: whose tags say so; an empty one has nobody
    :param res.company company: the processor
    :rtype: res.partner
    """
    tags = env(su=True)["privacy.subject.purpose"]
    if not purpose:
        return tags.env["res.partner"]
    held = tags._in_force(tags.env["privacy.timer"]._today())
    return tags.search(
        held & Domain("purpose_id", "=", purpose.id) & Domain("situation", "in", RUNNING)
        & Domain("partner_id", "!=", False) & Domain("company_id", "in", (False, company.id))
    ).partner_id.commercial_partner_id.sorted("id")


def contact_details(partners):
    """Return {id: name with address and mail} of controllers, as the records say now: of one that
    was erased, what is left of it.
    """
    found = {}
    for partner in partners.exists():
        place = " ".join(filter(None, (partner.zip, partner.city)))
        parts = (partner.name, partner.street, place, partner.country_id.name, partner.vat,
                 partner.email)
        found[partner.id] = ", ".join(filter(None, parts))
    return found
