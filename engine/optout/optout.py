"""Remember who refused direct marketing, ask for it, and lift it with proof; all in sets."""

from odoo.tools import SQL, email_normalize, email_normalize_all

from .keys import Keys

#: ways that marketing takes: what the hash is of
CHANNELS = [("mail", "Mail"), ("phone", "Phone")]
#: what said so
ORIGINS = [
    ("objection", "Objection"), ("withdrawal", "Withdrawal of a Consent"),
    ("blacklist", "Blacklist"), ("list", "Left a Mailing List"), ("journal", "Journal"),
    ("merge", "Merged Contact")]


class OptOut:
    """Rows of ``privacy.optout``. Addresses come in any spelling; none is stored, or logged."""

    def __init__(self, env):
        self.env = env(su=True)

    # === REMEMBER === #

    def remember(self, emails=(), numbers=(), purpose=None, origin="objection"):
        """Remember that these addresses and numbers get no direct marketing.

        :param emails: texts with mail addresses
        :param numbers: phone numbers
        :param privacy.purpose purpose: of this purpose only; None: of any
        :param str origin: one of :data:`ORIGINS`
        :return: how many were not known yet
        :raise NoOptOutKey: where the secret cannot be had; nothing is remembered then
        """
        named = [("mail", address) for address in mails(emails)]
        named += [("phone", number) for number in self.numbers(numbers)]
        return self.remember_rows(
            [(*each, purpose.id if purpose else None, None) for each in named], origin)

    def remember_rows(self, rows, origin):
        """Remember rows of several kinds at once.

        :param rows: tuples of channel, normalised address, id of a purpose or None, id of a
            mailing list or None
        """
        rows = sorted({*rows}, key=str)
        if not rows:
            return 0
        keys = Keys(self.env, make=True)
        self._move([address for _channel, address, *_scope in rows], keys)
        known = [(channel, keys.first(address), *scope) for channel, address, *scope in rows]
        made = self.insert(known, keys.name, origin)
        self.file("optout", made, origin)
        return len(made)

    def insert(self, rows, fingerprint, origin):
        """Add what is not known yet; return the channels of what was added.

        :param rows: tuples of channel, hash, id of a purpose or None, id of a list or None
        """
        added = self.env.execute_query(SQL(
            """INSERT INTO privacy_optout (channel, key, purpose_id, list_ref, fingerprint, origin,
                      date, active, seen_count)
               SELECT channel, key, purpose_id, list_ref, %s, %s, %s, TRUE, 0
                 FROM unnest(%s::varchar[], %s::varchar[], %s::int[], %s::int[])
                      AS told (channel, key, purpose_id, list_ref)
               ON CONFLICT DO NOTHING RETURNING channel""",
            fingerprint, origin, self.env["privacy.timer"]._today(),
            *map(list, zip(*rows, strict=True))))
        self.env["privacy.optout"].invalidate_model(flush=False)
        return [channel for (channel,) in added]

    def _move(self, addresses, keys):
        """Write rows of former secrets again under the one in use."""
        if len(keys.by_name) < 2:
            return
        found = keys.all(addresses)
        self.env.cr.execute(SQL(
            """UPDATE privacy_optout optout
                  SET key = told.first, fingerprint = %s, journal_ref = NULL
                 FROM unnest(%s::varchar[], %s::varchar[]) AS told (key, first)
                WHERE optout.key = told.key AND optout.active AND told.key != told.first
                  AND NOT EXISTS (
                      SELECT FROM privacy_optout other WHERE other.key = told.first AND other.active
                         AND (other.channel, COALESCE(other.purpose_id, 0),
                              COALESCE(other.list_ref, 0))
                             = (optout.channel, COALESCE(optout.purpose_id, 0),
                                COALESCE(optout.list_ref, 0)))""",
            keys.name, list(found), [keys.first(address) for address in found.values()]))

    # === ASK === #

    def refused(self, emails=(), numbers=(), purpose=None, lists=()):
        """Return those of these addresses and numbers that get no direct marketing.

        :param emails: texts with mail addresses
        :param privacy.purpose purpose: what they would get it for; None: whatever it is
        :param lists: ids of mailing lists that they would get it through
        :return: set of normalised addresses and of numbers (E.164)
        :raise NoOptOutKey: where the secret cannot be had
        """
        found = Keys(self.env).all([*mails(emails), *self.numbers(numbers)])
        rows = self.env.execute_query(SQL(
            """SELECT key FROM privacy_optout WHERE active AND key = ANY(%s)
                  AND (purpose_id IS NULL OR purpose_id = %s)
                  AND (list_ref IS NULL OR list_ref = ANY(%s))""",
            list(found), purpose.id if purpose else None, list(lists))) if found else ()
        return {found[key] for (key,) in rows}

    def scopes(self, emails=(), numbers=()):
        """Return what is refused by any of these: set of (channel, id of a purpose or None, id of
        a mailing list or None).
        """
        found = Keys(self.env).all([*mails(emails), *self.numbers(numbers)])
        return {*self.env.execute_query(SQL(
            """SELECT channel, purpose_id, list_ref FROM privacy_optout
                WHERE active AND key = ANY(%s)""", list(found)))} if found else set()

    def extend(self, scopes, emails=(), numbers=()):
        """Let what one address of a person refused hold for the others (R17).

        :param scopes: see :meth:`scopes`
        """
        named = {"mail": mails(emails), "phone": self.numbers(numbers)}
        self.remember_rows([(channel, address, purpose, list_ref)
                            for channel, purpose, list_ref in scopes
                            for address in named[channel]], "merge")

    # === LIFT === #

    def lift(self, emails=(), numbers=(), purpose=None, proof=None):
        """Let a person be written to again who shows that they want it.

        For one purpose only, where they refused all: the other purposes of marketing stay refused.

        :param str proof: what shows it, e.g. ``double_opt_in``, ``login``, ``signed``
        :return: how many rows no longer hold
        :raise ValueError: without a proof
        """
        if not proof or proof == "none":
            raise ValueError("an opt-out is lifted with proof alone")
        found = Keys(self.env).all([*mails(emails), *self.numbers(numbers)])
        rows = self.env.execute_query(SQL(
            """UPDATE privacy_optout SET active = FALSE, lifted_on = %s, lift_proof = %s,
                      journal_ref = NULL
                WHERE active AND key = ANY(%s)
                  AND (%s IS NULL OR purpose_id IS NULL OR purpose_id = %s)
               RETURNING channel, key, fingerprint, purpose_id, list_ref""",
            self.env["privacy.timer"]._today(), proof, list(found),
            purpose.id if purpose else None, purpose.id if purpose else None,
        )) if found else []
        if purpose:
            self._keep_others(rows, purpose)
        self.env["privacy.optout"].invalidate_model(flush=False)
        self.file("optout_lifted", [channel for channel, *_rest in rows], proof)
        return len(rows)

    def _keep_others(self, rows, purpose):
        """Refuse what a lifted refusal of everything said beside the purpose it was lifted for."""
        others = marketing_purposes(self.env) - purpose
        by_name = {}
        for channel, key, name, was, list_ref in rows:
            if not was and not list_ref:
                by_name.setdefault(name, []).extend(
                    (channel, key, other.id, None) for other in others)
        for name, left in by_name.items():
            self.insert(left, name, "objection")

    # === WORDS === #

    def numbers(self, numbers):
        """Return phone numbers as E.164 writes them, sorted; what is none is left out."""
        found = set()
        for number in filter(None, numbers):
            plain = number if number.startswith("+") and number[1:].isdigit() else (
                self.env.user._phone_format(number=number))
            found |= {plain} if plain else set()
        return sorted(found)

    def file(self, act, channels, why):
        """File how many rows came or went, and why; no address, and no hash."""
        if channels:
            self.env["privacy.evidence"]._record([{"act": act, "counts": {
                **{channel: channels.count(channel) for channel in sorted({*channels})},
                "why": why}}])


def mails(emails):
    """Return the normalised mail addresses of texts, sorted."""
    found = set()
    for text in filter(None, emails):
        found.update(email_normalize_all(text) or filter(None, [email_normalize(text)]))
    return sorted(found)


def marketing_purposes(env):
    """Return the purposes that use marketing data, those out of use included."""
    return env["privacy.purpose"].sudo().with_context(active_test=False).search(
        [("category_ids.code", "=", "marketing")])
