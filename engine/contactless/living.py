"""Which addresses and numbers living contacts have, and which of those that were found nobody has.

What is nobody's (:data:`NOBODYS`) and who becomes part of a contact (``joining.py``) is the same
question asked from two sides.
"""

from odoo.tools import SQL

#: what parts several addresses in one field
APART = r'[\s,;<>"()]+'
#: of these there is one sender, or one receiver, in a field; and there are very many of them
OF_ONE = frozenset(("mail.message", "mail.notification", "mail.mail", "mailing.trace", "sms.sms",
                    "mail.blacklist", "mail.gateway.allowed", "mail.group.message"))


def typed_field(model, path):
    """Return the field in which people type mail addresses, where a path leads to one that knows
    one of them alone; None where there is no such field.

    :param str path: of a row by address: a field of the model itself
    """
    if path == "email_normalized":
        path = getattr(model, "_primary_email", None)
    field = model._fields.get(path) if model._name not in OF_ONE else None
    return path if field is not None and field.store and field.type == "char" else None


def parts_sql(column):
    """Return SQL of the words of a field that holds several addresses, each a row: addresses, and
    what stands beside them.
    """
    return SQL("regexp_split_to_table(lower(%s), %s)", column, APART)


def several_sql(where):
    """Return SQL of (partner_id, address) of living contacts that have several addresses in their
    field, of which Odoo knows the first.

    :param SQL where: condition over ``living``, a contact
    """
    return SQL(
        """SELECT living.id AS partner_id, part AS address FROM res_partner living
            CROSS JOIN %s part
            WHERE living.privacy_anonymised_on IS NULL AND living.email ~ '@.*@'
              AND part LIKE '%%@%%' AND %s""", parts_sql(SQL("living.email")), where)


def living_addresses(where):
    """Return SQL of (partner_id, address) of everything that makes an address or a number a living
    contact's; :data:`NOBODYS` asks the same of each that was found.

    :param SQL where: condition over ``living``, a contact
    """
    return SQL(
        """SELECT living.id AS partner_id, living.email_normalized AS address
             FROM res_partner living
            WHERE living.privacy_anonymised_on IS NULL AND living.email_normalized != ''
              AND %(where)s
            UNION ALL %(several)s
            UNION ALL
           SELECT living.id, users.login FROM res_users users
             JOIN res_partner living ON living.id = users.partner_id
            WHERE living.privacy_anonymised_on IS NULL AND %(where)s
            UNION ALL
           SELECT living.id, substr(living.phone_sanitized, 2) FROM res_partner living
            WHERE living.privacy_anonymised_on IS NULL AND living.phone_sanitized LIKE '+%%'
              AND %(where)s
            UNION ALL
           SELECT living.id, regexp_replace(living.phone, '[^0-9]', '', 'g')
             FROM res_partner living
            WHERE living.privacy_anonymised_on IS NULL AND living.phone IS NOT NULL
              AND %(where)s""", where=where, several=several_sql(where))


OF_SEVERAL = several_sql(SQL("TRUE"))
SEVERAL = SQL("SELECT DISTINCT address FROM (%s) part", OF_SEVERAL)
#: numbers of living contacts, as they were typed
NUMBERS = SQL(
    """SELECT DISTINCT regexp_replace(living.phone, '[^0-9]', '', 'g') AS digits
         FROM res_partner living
        WHERE living.privacy_anonymised_on IS NULL AND living.phone IS NOT NULL""")
#: what was ``found`` and no living contact has
NOBODYS = SQL(
    """SELECT * FROM found WHERE kind != 'phone'
          AND NOT EXISTS (SELECT FROM res_partner living
                           WHERE living.email_normalized = found.address
                             AND living.privacy_anonymised_on IS NULL)
          AND NOT EXISTS (SELECT FROM several WHERE several.address = found.address)
          AND NOT EXISTS (SELECT FROM res_users users
                            JOIN res_partner living ON living.id = users.partner_id
                           WHERE users.login = found.address
                             AND living.privacy_anonymised_on IS NULL)
        UNION ALL
       SELECT * FROM found WHERE kind = 'phone'
          AND NOT EXISTS (SELECT FROM res_partner living
                           WHERE living.phone_sanitized = '+' || found.address
                             AND living.privacy_anonymised_on IS NULL)
          AND NOT EXISTS (SELECT FROM numbers WHERE numbers.digits = found.address)""")
