"""Who is under restriction (Art. 18), and whom that binds (R15)."""

from typing import NamedTuple

from odoo import SUPERUSER_ID
from odoo.exceptions import AccessError
from odoo.tools import SQL

from ...const import OFFICER, USER
from ..contactless.addresses import addresses_of

#: proof that a document reads its own contact: objects that no RPC call can forge
FETCHING, NESTED = object(), object()
#: where a transaction notes that it changed who is restricted
CHANGED = "cloudpepper_privacy.restriction"


class Restricted(NamedTuple):
    """Everybody under restriction, as plain ids and addresses.

    :param dict roots: ``{contact id: id of the restricted contact whom it follows}``; addresses
        follow their person
    :param dict emails: ``{normalised address: contact id}`` of addresses that are theirs alone; of
        who has no contact, minus the id of the ``privacy.contactless``
    :param dict phones: the same for numbers
    """

    roots: dict
    emails: dict
    phones: dict


NOBODY = Restricted({}, {}, {})


class Restriction:
    """Who is restricted, and what the acting person may do with them.

    Restricted contacts are few and read by nearly every call on contacts: they are kept in the
    registry's cache, so that a call costs no query. Whoever changes them clears that cache in
    every process (``reset``).
    """

    def __init__(self, env):
        self.env = env

    # === WHO === #

    def known(self):
        """Return who is restricted, as remembered; nobody while modules are being loaded."""
        if not self.env.registry.ready or self._nobody_as_signalled():
            return NOBODY
        return self.env["res.partner"]._privacy_remember_restricted()

    def _nobody_as_signalled(self):
        """Return whether nobody was restricted at the last signal that these caches changed.

        What is cleared here alone, as tests and imports do with all caches, costs no query then.
        """
        registry = self.env.registry
        since = getattr(registry, "privacy_nobody_since", None)
        return since == registry.cache_sequences["stable"] and not self._has_reset()

    def _has_reset(self):
        """Return whether this transaction changes who is restricted: it may be undone yet."""
        return CHANGED in self.env.cr.postcommit.data

    def now(self):
        """Return who is restricted, read afresh in a scheduled action.

        A long job does not notice when other processes clear its cache.
        """
        if not self.env.context.get("cron_id"):
            return self.known()
        found = self.load()
        if found != self.known():
            self.forget()
        return found

    def reset(self):
        """Forget who is restricted, here and, with the commit, in every process.

        Once more after the commit: a thread beside this one may have read the old rows since.
        """
        self.forget()
        self.env.cr.postcommit.data[CHANGED] = True
        self.env.cr.postcommit.add(self.forget)

    def forget(self):
        """Clear what this process remembers."""
        self.env.registry.privacy_nobody_since = None
        self.env.registry.clear_cache("stable")

    def load(self):
        """Read who is restricted: one query where nobody is.

        Own companies, the system's users and colleagues are not hidden: a restriction of theirs
        stops their erasure alone, or nobody could work any more.
        """
        rows = self.env.execute_query(SQL(
            """WITH RECURSIVE covered AS (
                   SELECT partner.id, partner.id AS root FROM res_partner partner
                    WHERE partner.privacy_restricted
                      AND partner.id NOT IN (SELECT partner_id FROM res_company)
                      AND NOT EXISTS (
                          SELECT FROM res_users u WHERE u.partner_id = partner.id
                             AND (u.id = %s OR u.active AND u.share IS NOT TRUE
                                  OR u.id = (SELECT res_id FROM ir_model_data
                                              WHERE module = 'base' AND name = 'public_user')))
                    UNION
                   SELECT address.id, covered.root FROM res_partner address
                     JOIN covered ON covered.id = address.parent_id
                    WHERE COALESCE(address.type, 'contact') != 'contact')
               SELECT signal.last, covered.id, covered.root, signal.contactless
                 FROM (SELECT max(id) AS last,
                              (SELECT array_agg(id) FROM privacy_contactless WHERE restricted)
                              AS contactless FROM orm_signaling_stable) signal
                 LEFT JOIN covered ON true""",
            SUPERUSER_ID,
        ))
        roots = {contact: root for _, contact, root, _contactless in rows if contact}
        addresses = addresses_of(self.env["privacy.contactless"].browse(rows[0][3] or ()))
        if not roots and not addresses and not self._has_reset():
            self.env.registry.privacy_nobody_since = rows[0][0]
        if not roots and not addresses:
            return NOBODY
        return Restricted(
            {**roots, **{subject: subject for subject in addresses.values()}},
            {**addresses, **self._theirs_alone(roots, "email_normalized")},
            self._theirs_alone(roots, "phone_sanitized"),
        )

    def _theirs_alone(self, roots, column):
        """Return ``{address: contact id}`` of addresses that no other living contact had before.

        Before: a contact made anew with the address of a restricted person is that person again.
        """
        return dict(self.env.execute_query(SQL(
            """SELECT mine.address, min(mine.id)
                 FROM (SELECT partner.id, partner.%(column)s AS address,
                              COALESCE(root.privacy_restricted_on, 'infinity') AS since
                         FROM unnest(%(ids)s, %(roots)s) AS covered (id, root)
                         JOIN res_partner partner ON partner.id = covered.id
                         JOIN res_partner root ON root.id = covered.root
                        WHERE partner.%(column)s IS NOT NULL) mine
                WHERE NOT EXISTS (
                      SELECT FROM res_partner other
                       WHERE other.%(column)s = mine.address AND other.active
                         AND other.privacy_anonymised_on IS NULL
                         AND other.id != ALL(%(ids)s) AND other.create_date < mine.since)
                GROUP BY mine.address""",
            ids=list(roots), roots=list(roots.values()), column=SQL.identifier(column),
        )))

    # === FOR WHOM === #

    def barred(self, operation="read"):
        """Return the ids that the acting person may not read, or else not write, mail or choose.

        :param str operation: ``read`` is free to privacy users, everything else to officers
        """
        return frozenset() if self.env.su else self.barred_user(operation)

    def barred_user(self, operation="read"):
        """Return the same for the person behind a call that has the superuser's rights."""
        roots = self.known().roots
        if not roots or self._is_exempt(operation):
            return frozenset()
        own = self._own_contacts()
        if own.isdisjoint(roots.values()):
            return roots.keys()
        return {contact for contact, root in roots.items() if root not in own}

    def _is_exempt(self, operation):
        if self.env.uid == SUPERUSER_ID:
            return True
        return self.env.user.has_group(USER if operation == "read" else OFFICER)

    def _own_contacts(self):
        """A person on the portal keeps their own contact and that of their company."""
        if not self.env.user.has_group("base.group_portal"):
            return frozenset()
        partner = self.env.user.partner_id
        return frozenset((partner.id, partner.parent_id.id, partner.commercial_partner_id.id))

    def reach(self, author=None):
        """Return a function that says whether a user's message may go to a restricted contact.

        An officer's may (Art. 18 itself asks to write to the person), and what persons set off
        for themselves, as a new password. A colleague's, a scheduled action's may not.

        :param author: the user who set the message off; by default the one who acts
        """
        author = author or self.env.user
        if author.id != SUPERUSER_ID and author.has_group(OFFICER):
            return lambda contact: True
        own = Restriction(self.env(user=author.id))._own_contacts()
        roots = self.known().roots
        return lambda contact: roots.get(contact) in own

    # === REFUSALS === #

    def refusal(self, ids):
        """Return the error that names contacts by their ids and says what to do."""
        return AccessError(
            self.env._("Under restriction (Art. 18), stored and not used: contact %s. "
                       "A privacy officer may use it, or lift the restriction.",
                       ", ".join(map(str, sorted(ids))))
        )

    def check_addresses(self, kind, addresses, known=()):
        """Refuse addresses that belong to contacts whom the acting person may not write.

        :param str kind: ``emails`` or ``phones``
        :param addresses: iterable of normalised addresses; not gone through where nobody is barred
        :param known: ids of contacts that have the address already
        """
        if not (barred := self.barred("write")):
            return
        owners = getattr(self.known(), kind)
        theirs = {owners.get(address) for address in addresses}
        if theirs := theirs & barred - set(known):
            raise self.refusal(theirs)

    # === BESIDE A DOCUMENT === #

    def along(self, records):
        """Return records beside which their contacts are read (``restricted_mixin.py``)."""
        return records.with_context(privacy_nested=NESTED) if self.barred() else records

    def check_chosen(self, record, values):
        """Refuse contacts newly chosen in a form, before the form tells about them."""
        if not (barred := self.barred()):
            return
        for name, value in values.items():
            field = record._fields.get(name)
            if field is None or field.comodel_name != "res.partner" or field.type != "many2one":
                continue
            if value in barred and record.sudo()[name].id != value:
                raise self.refusal([value])
