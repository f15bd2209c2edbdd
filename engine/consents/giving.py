"""Consents that come from outside, in sets: checked, stored once, filed (Art. 7(1))."""

import ipaddress
from datetime import timedelta
from typing import NamedTuple

from odoo import fields
from odoo.exceptions import ValidationError
from odoo.tools import SQL, email_normalize

from .. import scratch
from ..entered import LINE, TEXT
from .confirming import Confirming
from .filing import Consents
from .subjects import alone_sql
from .texts import body_of, known_lang
from .values import CHANNELS, PROOFS, state_of, until

#: columns of the scratch table that are columns of consents
COLUMNS = scratch.CONSENT.column_names[1:]
LINES = ("visitor_key", "event_id", "lang", "page", "source")


class Given(NamedTuple):
    """What became of a row.

    :ivar int consent: id of the privacy.consent.record
    :ivar bool is_new: False where its source had told of it before
    """

    consent: int
    is_new: bool


class Giving:
    """Takes in consents. The number of queries does not depend on the number of rows."""

    def __init__(self, env):
        self.env = env(su=True)

    def give(self, rows):
        """Store consents that were given, or that wait for their confirmation.

        A row is a dict: one of ``partner_id``, ``email`` (any spelling) and ``visitor_key``;
        ``purpose_id``, ``channel``; and what is known of ``given_at`` (UTC, now), ``text_id``,
        ``lang``, ``statement``, ``source``, ``page``, ``source_net`` (an IP address, which is
        cut), ``proof``, ``source_id`` and ``event_id``.

        :param list rows: of dicts
        :return: a :class:`Given` for each row, in order
        :raise ValidationError: for the first row that cannot be used; nothing was stored
        """
        if not rows:
            return []
        if wrong := self.check(rows):
            raise ValidationError(wrong[min(wrong)])
        made = self._insert([self._filled(row) for row in rows])
        new = self.env["privacy.consent.record"].browse(
            given.consent for given in made if given.is_new)
        consents = Consents(self.env)
        consents.file(new, lambda consent: (
            "consent_asked" if consent.state == "pending" else "consent_given"))
        self.env["privacy.outbox"]._note("res.partner", new.partner_id.ids)
        self.env["privacy.outbox"]._note("privacy.consent.record", new.filtered("email").ids)
        Confirming(self.env).wake(new.filtered(lambda consent: consent.state == "pending"))
        return made

    # === CHECKS === #

    def check(self, rows):
        """Return what is wrong with each row that cannot be used.

        :rtype: dict[int, str]
        """
        known = self._known(rows)
        found = ((number, self._wrong(row, *known)) for number, row in enumerate(rows))
        return {number: wrong for number, wrong in found if wrong}

    def _known(self, rows):
        def browse(model, name):
            ids = {row.get(name) for row in rows if isinstance(row.get(name), int)}
            return self.env[model].with_context(active_test=False).search([("id", "in", list(ids))])
        purposes = browse("privacy.purpose", "purpose_id")
        texts = {text.id: text.purpose_id.id for text in browse("privacy.consent.text", "text_id")}
        partners = browse("res.partner", "partner_id")
        return set(purposes.ids), texts, set(partners.ids)

    def _wrong(self, row, purposes, texts, partners):
        """Return what is wrong with a row, None where nothing is."""
        whose = [name for name in ("partner_id", "email", "visitor_key") if row.get(name)]
        if len(whose) != 1:
            return self.env._(
                "A consent is of one contact, of one address without a contact, or of one "
                "visitor.")
        if row.get("email") and not email_normalize(row["email"]):
            return self.env._("An address is written like name@example.com.")
        if row.get("partner_id") and row["partner_id"] not in partners:
            return self.env._("There is no such contact.")
        if row.get("purpose_id") not in purposes:
            return self.env._("There is no such purpose.")
        return self._wrong_words(row, texts)

    def _wrong_words(self, row, texts):
        """Return what is wrong with what a row says of how it came, None where nothing is."""
        if row.get("channel") not in dict(CHANNELS) or (
                row.get("proof") or "none") not in dict(PROOFS):
            return self.env._(
                "How a consent came, and what proves it, is one of the known codes.")
        if row.get("text_id") and texts.get(row["text_id"]) != row["purpose_id"]:
            return self.env._("These words are of another purpose.")
        if any(len(str(row.get(name) or "")) > LINE for name in LINES) or len(
                row.get("statement") or "") > TEXT:
            return self.env._("This is too long.")
        moment = fields.Datetime.to_datetime(row.get("given_at") or None)
        if moment and moment > fields.Datetime.now() + timedelta(minutes=5):
            return self.env._("A consent cannot be of a day to come.")
        return None

    # === ROWS === #

    def _filled(self, row):
        """Return the values of the columns of a row."""
        moment = fields.Datetime.to_datetime(row.get("given_at")) or fields.Datetime.now()
        timer = self.env["privacy.timer"]
        day = fields.Date.context_today(
            timer.with_context(tz=self.env.company.privacy_tz), moment)
        vals = {"proof": "none", **row, "given_at": moment, "date_given": day}
        vals["state"] = state_of(vals)
        purpose = self.env["privacy.purpose"].browse(row["purpose_id"])
        vals["date_until"] = until(purpose, day) if vals["state"] == "given" else None
        vals["email"] = email_normalize(row["email"]) if row.get("email") else None
        vals["lang"] = known_lang(self.env, row.get("lang"))
        vals["statement"] = row.get("statement") or body_of(
            self.env["privacy.consent.text"].browse(row.get("text_id") or ()), vals["lang"])
        vals["source_net"] = cut(row.get("source_net"))
        return [vals.get(name) or None for name in COLUMNS]

    def _insert(self, rows):
        cr = self.env.cr
        self.env["privacy.consent.record"].flush_model()
        scratch.create(cr, scratch.CONSENT)
        scratch.add(cr, scratch.CONSENT, [[number, *row] for number, row in enumerate(rows)])
        cr.execute(SQL(
            """UPDATE privacy_consent_row new SET partner_id = found.partner_id, email = NULL
                 FROM (%s) found WHERE found.email = new.email""",
            alone_sql(SQL("privacy_consent_row"))))
        names = SQL(", ").join(map(SQL.identifier, COLUMNS))
        made = self.env.execute_query(SQL(
            """WITH numbered AS MATERIALIZED (
                   SELECT nextval('privacy_consent_record_id_seq')::int AS id, new.*
                     FROM privacy_consent_row new ORDER BY number
               ), stored AS (
                   INSERT INTO privacy_consent_record (id, active, create_uid, write_uid,
                          create_date, write_date, %(names)s)
                   SELECT id, TRUE, %(uid)s, %(uid)s, %(now)s, %(now)s, %(names)s FROM numbered
                   ON CONFLICT (source_id, event_id) DO NOTHING RETURNING id
               )
               SELECT numbered.number, stored.id FROM numbered LEFT JOIN stored USING (id)
                ORDER BY numbered.number""",
            names=names, uid=self.env.uid, now=fields.Datetime.now()))
        known = self._known_before() if any(not new for _number, new in made) else {}
        scratch.drop(cr, scratch.CONSENT)
        self.env["privacy.consent.record"].invalidate_model(flush=False)
        return [Given(new or known[number], bool(new)) for number, new in made]

    def _known_before(self):
        """Return {number of a row: id} of what its source had told of before."""
        return dict(self.env.execute_query(SQL(
            """SELECT new.number, old.id FROM privacy_consent_row new
                 JOIN privacy_consent_record old USING (source_id, event_id)""")))


def cut(address):
    """Return the network of an address, without the end that tells one connection from another:
    24 bits of IPv4, 48 of IPv6; None of what is no address.

    :param str address: as the server saw it
    """
    try:
        found = ipaddress.ip_interface((address or "").partition("%")[0]).ip
    except ValueError:
        return None
    found = getattr(found, "ipv4_mapped", None) or found
    bits = 24 if found.version == 4 else 48
    return str(ipaddress.ip_network((found, bits), strict=False))
