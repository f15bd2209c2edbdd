"""What identifies contacts, read for many at once."""

from odoo.tools import SQL

from ..core.identity.identifiers import identifiers_of

IDENTITIES = """
    SELECT partner.id, partner.name, partner.email, partner.phone, partner.phone_sanitized,
           partner.vat, partner.company_registry, partner.street, partner.zip, partner.city,
           country.code,
           (SELECT array_agg(acc_number) FROM res_partner_bank bank
             WHERE bank.partner_id = partner.id),
           (SELECT string_agg(login, ' ') FROM res_users users
             WHERE users.partner_id = partner.id)
      FROM res_partner partner
      LEFT JOIN res_country country ON country.id = partner.country_id
     WHERE %s ORDER BY partner.id"""


def identities(env, condition):
    """Return {contact id: its identifiers} (``core/identity/identifiers.py``).

    :param SQL condition: which rows of ``res_partner partner``
    """
    return {partner: _identifiers(*values)
            for partner, *values in env.execute_query(SQL(IDENTITIES, condition))}


def _identifiers(name, email, phone, sanitized, vat, registry, street, postcode, city, country,
                 accounts, logins):
    return identifiers_of(
        name=name, email=" ".join(filter(None, (email, logins))),
        phones=() if sanitized else (phone,), dialled=sanitized, vat=vat, registry=registry,
        ibans=accounts or (), street=street, zip=postcode, city=city, country=country)
