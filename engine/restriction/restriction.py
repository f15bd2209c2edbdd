"""Who is under restriction (Art. 18) or in the archive, and whom that binds (R15)."""

from odoo import SUPERUSER_ID
from odoo.exceptions import AccessError
from odoo.tools import SQL
from odoo.tools.mail import email_normalize_all

from ...const import OFFICER, USER
from ..contactless.addresses import addresses_of
from .archive import CHOOSE, FIND, READ, Archive
from .barred import NOBODY, Barred, Restricted

#: proof that a document reads its own contact: objects that no RPC call can forge
FETCHING, NESTED = object(), object()
#: proof that a search is for what contacts say, and not for who they are
CONTENT = object()
#: where a transaction notes that it changed who is restricted
CHANGED = "cloudpepper_privacy.restriction"


class Restriction:
    """Who is restricted, and what the acting person may do with them and with the archive.

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
               SELECT signal.last, covered.id, covered.root, signal.contactless, signal.archive
                 FROM (SELECT max(id) AS last,
                              (SELECT EXISTS (SELECT FROM privacy_archived)) AS archive,
                              (SELECT array_agg(id) FROM privacy_contactless WHERE restricted)
                              AS contactless FROM orm_signaling_stable) signal
                 LEFT JOIN covered ON true""",
            SUPERUSER_ID,
        ))
        roots = {contact: root for _, contact, root, *_rest in rows if contact}
        last, _contact, _root, contactless, archive = rows[0]
        addresses = addresses_of(self.env["privacy.contactless"].browse(contactless or ()))
        if not roots and not addresses and not archive and not self._has_reset():
            self.env.registry.privacy_nobody_since = last
        if not roots and not addresses:
            return NOBODY._replace(archive=archive)
        return Restricted(
            {**roots, **{subject: subject for subject in addresses.values()}},
            {**addresses, **self._theirs_alone(roots, "email_normalized")},
            self._theirs_alone(roots, "phone_sanitized"),
            archive,
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

    def barred(self, operation=READ):
        """Return the contacts that the acting person may not find, read, choose or write.

        :param str operation: ``find``, ``read``, ``choose`` or ``write``; of who is restricted,
            the last is an officer's, everything else a privacy user's. Of the archive,
            ``archive.py`` says whose
        :rtype: Barred
        """
        return Barred(self.env) if self.env.su else self.barred_user(operation)

    def barred_user(self, operation=READ):
        """Return the same for the person behind a call that has the superuser's rights."""
        known = self.known()
        if not known.roots and not known.archive:
            return Barred(self.env)
        archive = known.archive and Archive(self.env).closed(operation, self._own_contacts())
        return Barred(self.env, self._stopped_user(operation), archive or None)

    def stopped(self, operation=READ):
        """Return the ids of the restricted contacts alone (Art. 18): the archive stops no mail that
        the law or a contract asks for.
        """
        return frozenset() if self.env.su else self._stopped_user(operation)

    def _stopped_user(self, operation):
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
        return self.env.user.has_group(USER if operation in (FIND, READ, CHOOSE) else OFFICER)

    def archived_since(self, ids):
        """Return {contact id: day} of those of these ids that are in the archive; nothing is asked
        where nobody is.
        """
        return Archive(self.env).since(ids) if ids and self.known().archive else {}

    def _own_contacts(self):
        """A person on the portal keeps their own contact and that of their company."""
        if not self.env.user.has_group("base.group_portal"):
            return frozenset()
        partner = self.env.user.partner_id
        return frozenset(filter(None, (
            partner.id, partner.parent_id.id, partner.commercial_partner_id.id)))

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

    def refusal(self, ids, leads=False):
        """Return the error that names contacts by their ids and says what to do: restriction is
        the stronger ground.

        :param bool leads: whether to lead who may read the archive to the dialogue of reasons
        """
        ids = set(ids)
        if restricted := ids & self.known().roots.keys():
            return self._restricted_refusal(restricted)
        archive = Archive(self.env)
        return archive.dialogue(ids) if leads else archive.refusal(ids)

    def _restricted_refusal(self, ids):
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
        stopped = self.stopped("write")
        closed = not self.env.su and self.known().archive and not Archive(self.env).is_user()
        if not stopped and not closed:
            return
        addresses = {address for address in addresses if address}
        owners = getattr(self.known(), kind)
        theirs = {owners.get(address) for address in addresses} & stopped
        if closed and addresses:
            theirs |= {*Archive(self.env).addresses(kind, addresses).values()}
        if theirs := theirs - set(known) - self._own_contacts():
            raise self.refusal(theirs)

    def closed_emails(self, addresses):
        """Return the addresses of contacts whom the acting person may not write: all of restricted
        contacts, and those of the archive that are among these.
        """
        stopped = self.stopped("write")
        theirs = {email for email, contact in self.known().emails.items() if contact in stopped}
        if not self.env.su and self.known().archive and not Archive(self.env).is_user():
            asked = {found for address in addresses for found in email_normalize_all(address or "")}
            theirs |= Archive(self.env).addresses("emails", asked).keys()
        return sorted(theirs)

    # === BESIDE A DOCUMENT === #

    def along(self, records):
        """Return records beside which their contacts are read (``restricted_mixin.py``)."""
        return records.with_context(privacy_nested=NESTED) if self.barred() else records

    def finding(self, records):
        """Return contacts as whoever acts finds them: rights and companies count, and not that the
        archive asks who reads one for a reason. For the engine, which shows nothing of them.
        """
        if self.barred(FIND) or not self.known().archive:
            return records
        return records.with_context(privacy_fetching=FETCHING)

    def reading(self, records):
        """Return records from which contacts are asked what they say, and not who they are."""
        known = self.known()
        return records.with_context(privacy_content=CONTENT) if known.archive else records

    def check_chosen(self, record, values):
        """Refuse contacts newly chosen in a form, before the form tells about them."""
        if not (barred := self.barred(CHOOSE)):
            return
        for name, value in values.items():
            field = record._fields.get(name)
            if field is None or field.comodel_name != "res.partner" or field.type != "many2one":
                continue
            if isinstance(value, int) and value in barred and record.sudo()[name].id != value:
                raise self.refusal([value])
