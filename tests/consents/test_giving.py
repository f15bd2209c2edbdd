"""Consents in sets: stored once, with what proves them; nothing counts before its proof."""

from datetime import date, datetime

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from ...engine.consents.giving import Giving, cut
from ...engine.consents.withdrawing import Withdrawing
from ...engine.requests.portal import Portal
from ..builders.consents import LANGUAGES, WORDS, ZOE, ConsentCommon
from ..builders.rpc import REFUSALS, Rpc
from ..common import TODAY


@tagged("post_install", "-at_install")
@freeze_time(f"{TODAY} 10:00:00")
class TestGiving(ConsentCommon, Rpc):
    def test_a_form_without_proof_waits_and_a_proven_one_counts(self):
        for channel, proof, state in (
                ("form", "none", "pending"), ("list", "none", "pending"),
                ("banner", "none", "pending"), ("import", "none", "pending"),
                ("system", "none", "pending"), ("system", "source", "given"),
                ("portal", "login", "given"), ("letter", "signed", "given"),
                ("desk", "none", "given"), ("phone", "none", "given")):
            with self.subTest(channel=channel, proof=proof):
                self.assertEqual(self._given(channel=channel, proof=proof).state, state)

    def test_a_visitor_of_a_banner_has_nothing_to_confirm(self):
        consent = self._given(visitor_key="v-1", channel="banner")
        self.assertEqual((consent.state, consent.email, consent.partner_id.id),
                         ("given", False, False))

    def test_an_address_is_its_only_contact_s_and_else_nobody_s(self):
        self.assertEqual(self._given(email="Zoë <ZOE@celik.example>").email, ZOE)
        one = self._contact("Zoë Çelik", email=ZOE)
        self.assertEqual(self._given().partner_id, one)
        self._contact("Z. Çelik", email=ZOE)
        shared = self._given()
        self.assertEqual((shared.email, shared.partner_id.id), (ZOE, False))

    def test_what_a_source_tells_twice_is_stored_once(self):
        source = self.env["privacy.consent.source"].create({"name": "Banner"})
        row = self._row(source_id=source.id, event_id="e1", proof="source", channel="system")
        first, twin = Giving(self.env).give([row, {**row}])
        (again,) = Giving(self.env).give([row])
        self.assertEqual((first.is_new, twin.is_new, again.is_new), (True, False, False))
        self.assertEqual({first.consent, twin.consent, again.consent}, {first.consent})
        other = Giving(self.env).give([{**row, "event_id": "e2"}])
        self.assertTrue(other[0].is_new)
        self.assertEqual(self._filed(self.consents.browse(first.consent)), ["consent_given"])

    def test_a_thousand_take_as_many_queries_as_ten(self):
        def rows(count, name):
            return [self._row(email=f"{name}{number}@many.example", channel="system",
                              proof="source") for number in range(count)]

        counts = []
        for count, name in ((2, "warm"), (10, "ten"), (1000, "all")):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            given = Giving(self.env).give(rows(count, name))
            counts.append(self.env.cr.sql_log_count - before)
            self.assertEqual(len({each.consent for each in given}), count)
        self.assertEqual(counts[1], counts[2])
        self.assertEqual(self.consents.search_count(
            [("email", "=like", "all%@many.example"), ("state", "=", "given")]), 1000)

    def test_what_cannot_be_used_is_said_and_nothing_is_stored(self):
        good, before = self._row(), self.consents.search_count([])
        for wrong in (
                {"partner_id": self.portal.partner_id.id}, {"email": "nobody"},
                {"purpose_id": 0}, {"channel": "telepathy"}, {"proof": "honour"},
                {"text_id": self.text.id, "purpose_id": self.other.id},
                {"given_at": "2026-11-24 10:00:00"}, {"page": "x" * 3000}):
            with self.subTest(wrong=wrong), self.assertRaises(ValidationError):
                Giving(self.env).give([good, {**good, **wrong}])
            self.assertEqual(list(Giving(self.env).check([good, {**good, **wrong}])), [1])
        self.assertEqual(self.consents.search_count([]), before)

    def test_where_it_came_from_loses_its_end(self):
        self.assertEqual(self._given(source_net="203.0.113.77").source_net, "203.0.113.0/24")
        self.assertEqual(cut("2001:db8:1:2:3:4:5:6"), "2001:db8:1::/48")
        self.assertEqual(cut("::ffff:203.0.113.77"), "203.0.113.0/24")
        self.assertIsNone(cut("somewhere"))

    def test_its_day_is_that_of_the_company(self):
        consent = self._proven(given_at=datetime(2026, 11, 22, 23, 30))
        self.assertEqual(consent.date_given, date(2026, 11, 23))

    def test_the_very_words_are_shown_in_the_language_in_which_they_were_given(self):
        for lang, words in LANGUAGES.items():
            self.env["res.lang"]._activate_lang(lang)
            self.text.with_context(lang=lang).body = words
        for said, words in (("nl", LANGUAGES["nl_NL"]), ("fr-BE", LANGUAGES["fr_FR"]),
                            ("de_DE", LANGUAGES["de_DE"]), ("en_US", WORDS)):
            consent = self._given(text_id=self.text.id, lang=said, email=f"{said}@lang.example")
            self.assertEqual(consent.words, words)
        self.assertEqual(len(set(self.text.digests.values())), 4)

    # === TEXTS === #

    def test_words_in_use_are_not_edited_and_new_ones_are_a_new_version(self):
        self.text.body = "Not in use yet."
        self._given(text_id=self.text.id)
        for user in (self.user, self.officer):
            with self.assertRaises(AccessError), mute_logger(*REFUSALS):
                self._rpc(user, "privacy.consent.text", "write", self.text.ids, {"body": "Other"})
        with self.assertRaises(AccessError):
            self._rpc(self.officer, "privacy.consent.text", "update_field_translations",
                      self.text.ids, "body", {"en_US": "Other"})
        with self.assertRaises(UserError):
            self.text.unlink()
        number = self._rpc(self.officer, "privacy.consent.text", "create",
                           {"purpose_id": self.purpose.id, "body": "Other"})
        new = self.env["privacy.consent.text"].browse(number)
        self.assertEqual((self.text.version, new.version), (1, 2))
        self.assertEqual(self.text.body, "Not in use yet.")

    # === STAFF === #

    def test_staff_say_nothing_that_only_the_code_can_have_seen(self):
        base = {"partner_id": self.portal.partner_id.id, "purpose_id": self.purpose.id}
        for vals in ({"state": "given", "channel": "import"}, {"proof": "double_opt_in"},
                     {"channel": "banner"}, {"event_id": "1"}, {"date_until": "2030-01-01"},
                     {"source_net": "10.0.0.0/24"}, {"withdrawn_by": "mail"}):
            for user in (self.user, self.officer):
                with self.subTest(user=user.login, vals=vals), self.assertRaises(AccessError), \
                        mute_logger(*REFUSALS):
                    self._rpc(user, "privacy.consent.record", "create", {**base, **vals})
        number = self._rpc(self.user, "privacy.consent.record", "create",
                           {**base, "channel": "import"})
        self.assertEqual(self.consents.browse(number).state, "pending")

    # === WITHDRAWAL === #

    def test_a_set_is_taken_back_at_once_and_each_is_filed(self):
        ours = self._proven() | self._proven(email="ada@celik.example")
        theirs = self._proven(email="other@celik.example")
        withdrawn = Withdrawing(self.env).withdraw(ours, "mail")
        self.assertEqual(set(withdrawn.ids), set(ours.ids))
        self.assertEqual(set(ours.mapped("state")), {"withdrawn"})
        self.assertEqual(set(ours.mapped("withdrawn_by")), {"mail"})
        self.assertEqual(set(ours.mapped("withdrawn_at")), {datetime(2026, 11, 23, 10)})
        self.assertEqual(theirs.state, "given")
        for consent in ours:
            self.assertEqual(self._filed(consent), ["consent_given", "consent_withdrawn"])
        self.assertFalse(Withdrawing(self.env).withdraw(ours, "mail"), "once")

    def test_a_login_that_has_not_shown_its_address_stops_nobody_s_mailings(self):
        """Who types the address of somebody else into the portal does not silence them."""
        self.portal.partner_id.email = ZOE
        consent = self._given(partner_id=self.portal.partner_id.id, channel="desk")
        Portal(self.env).consent(self.portal, "withdraw", consent.id)
        self.assertEqual((consent.state, consent.withdrawn_by), ("withdrawn", "portal"))
        self.assertFalse(self.env["mail.blacklist"].search([("email", "=", ZOE)]))

    def test_marketing_stops_with_its_last_consent_and_no_sooner(self):
        second = self.purpose.copy({"code": "second", "name": "Second"})
        first, kept = self._proven(), self._proven(purpose_id=second.id)
        refused = self.env["mail.blacklist"]
        Withdrawing(self.env).withdraw(first, "mail")
        self.assertFalse(refused.search([("email", "=", ZOE)]))
        Withdrawing(self.env).withdraw(kept, "mail")
        self.assertTrue(refused.search([("email", "=", ZOE)]))
