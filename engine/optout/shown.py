"""What a screen says of an address that refused direct marketing."""

from .keys import NoOptOutKey
from .optout import OptOut, mails


def refusals_in_words(partners):
    """Return ``{contact: sentence}`` of those with an address or number that refused: one query.

    :param res.partner partners: to be read
    """
    env = partners.env
    addresses = {partner: ({*mails([partner.email])},
                           {*filter(None, [partner.phone_sanitized])}) for partner in partners}
    try:
        refused = OptOut(env).refused(
            set().union(*(emails for emails, _numbers in addresses.values())),
            set().union(*(numbers for _emails, numbers in addresses.values())))
    except NoOptOutKey as error:
        # a form is read without the key too, and says what cannot be said
        return dict.fromkeys(partners, str(error))
    said = {
        (True, True): env._("Refused direct marketing by mail and by phone: no mailing leaves"),
        (True, False): env._("Refused direct marketing by mail: no mailing leaves"),
        (False, True): env._("Refused direct marketing by phone: no text message of a mailing "
                             "leaves")}
    found = {partner: said.get((not refused.isdisjoint(emails), not refused.isdisjoint(numbers)))
             for partner, (emails, numbers) in addresses.items()}
    return {partner: words for partner, words in found.items() if words}
