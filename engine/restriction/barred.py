"""Contacts that the acting person may not use: few ids of Art. 18, and the archive as a table."""

from typing import NamedTuple

from odoo.tools import SQL


class Restricted(NamedTuple):
    """Everybody under restriction, as plain ids and addresses.

    :param dict roots: ``{contact id: id of the restricted contact whom it follows}``; addresses
        follow their person
    :param dict emails: ``{normalised address: contact id}`` of addresses that are theirs alone; of
        who has no contact, minus the id of the ``privacy.contactless``
    :param dict phones: the same for numbers
    :param bool archive: whether any contact is in the archive, which is a table and not read here
    """

    roots: dict
    emails: dict
    phones: dict
    archive: bool = False


NOBODY = Restricted({}, {}, {})


class Barred:
    """A set of contacts that nobody has to read in order to ask it.

    Restricted contacts are few and are ids; those of the archive may be a hundred thousand, and
    are a condition in SQL. What is asked of single contacts is remembered with their fields.

    :param env: environment
    :param ids: ids of restricted contacts
    :param archive: the :class:`~.archive.Closed` part of the archive; None where it is open to
        the acting person, or empty
    """

    def __init__(self, env, ids=frozenset(), archive=None):
        self.env, self.ids, self._archive = env, ids, archive

    def __bool__(self):
        return bool(self.ids or self._archive)

    def __rand__(self, ids):
        return self.among(ids)

    def __contains__(self, contact_id):
        return bool(self.among([contact_id]))

    def has(self, contact):
        """Whether a contact, or none, is one of them; asked once for all that are read with it."""
        return contact.id in self.ids or bool(
            self._archive and contact and self._archive.has(contact))

    def among(self, ids):
        """Return those of these ids that are of such contacts: at most one query."""
        ids = {contact for contact in ids if isinstance(contact, int) and contact > 0}
        if not self._archive:
            return ids & self.ids
        contacts = self.env["res.partner"].sudo().browse(ids)
        return {contact.id for contact in contacts if self.has(contact)}

    def select(self):
        """Return SQL of the ids of all of them."""
        found = SQL("SELECT unnest(%s::int[])", list(self.ids))
        return SQL("%s UNION ALL %s", found, self._archive.select()) if self._archive else found

    def excluded(self, column):
        """Return the condition that a column, SQL of a contact's id, names none of them."""
        free = SQL("%s != ALL(%s)", column, list(self.ids))
        if not self._archive:
            return free
        # nobody is no contact of the archive
        return SQL("((%s) IS NOT FALSE AND %s)", free, self._archive.excluded(column))
