"""Who wants no direct marketing is known again by a keyed hash, and by nothing else (Art. 21)."""

import hashlib
import hmac
import os
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged
from odoo.tools import SQL, mute_logger

from ...core.evidence import keyring
from ...engine import secret_keys
from ...engine.marketing import Marketing
from ...engine.optout.keys import NoOptOutKey
from ...engine.optout.optout import OptOut
from ..builders.rpc import Rpc
from ..common import SILENT, TODAY

NAME, MAIL, PHONE = "Ottilie Ransbeek", "ottilie@ransbeek.example", "+32470112233"
KEYS = "odoo.addons.cloudpepper_privacy.engine.optout.keys"


class OptOutCommon(Rpc):
    """Opt-outs under a secret that the test has chosen."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(patch.dict(os.environ, {"PRIVACY_OPTOUT_KEY": "first secret"}))
        cls.optouts = cls.env["privacy.optout"].with_context(active_test=False)
        cls.engine = OptOut(cls.env)
        cls.purpose = cls.env.ref("cloudpepper_privacy.purpose_marketing")
        cls.news = cls.env.ref("cloudpepper_privacy.purpose_news")

    def _under(self, *secrets):
        return patch.dict(os.environ, {"PRIVACY_OPTOUT_KEY": ",".join(secrets)})

    def _everything(self):
        """Return all that the database holds of opt-outs and evidence, as text."""
        self.env.flush_all()
        rows = self.env.execute_query(SQL(
            """SELECT to_jsonb(t)::text FROM privacy_optout t
                UNION ALL SELECT to_jsonb(t)::text FROM privacy_evidence t"""))
        return " ".join(text for (text,) in rows)


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestOptOut(OptOutCommon):
    # === REMEMBERED === #

    def test_an_address_is_known_again_in_any_spelling(self):
        self.engine.remember(['"Ottilie" <Ottilie@Ransbeek.EXAMPLE>'], ["+32 470 11 22 33"])
        self.assertEqual(self.engine.refused([MAIL.upper()], [PHONE]), {MAIL, PHONE})
        self.assertFalse(self.engine.refused(["other@ransbeek.example"], ["+32470112234"]))

    def test_what_is_remembered_twice_is_one_row(self):
        self.assertEqual(self.engine.remember([MAIL], [PHONE]), 2)
        self.assertEqual(self.engine.remember([MAIL, MAIL.upper()], [PHONE]), 0)
        self.assertEqual(len(self.optouts.search([])), 2)

    def test_a_refusal_of_one_purpose_is_none_of_the_others(self):
        self.engine.remember([MAIL], purpose=self.purpose, origin="withdrawal")
        self.assertTrue(self.engine.refused([MAIL], purpose=self.purpose))
        self.assertFalse(self.engine.refused([MAIL], purpose=self.news))
        self.assertFalse(self.engine.refused([MAIL]))

    def test_a_thousand_addresses_are_asked_for_with_one_query(self):
        many = [f"person{number}@many.example" for number in range(1000)]
        self.engine.remember(many)
        self.env.invalidate_all()
        with self.assertQueryCount(1):
            self.assertEqual(len(self.engine.refused([*many, "nobody@many.example"])), 1000)

    def test_it_says_nothing_of_whom(self):
        self.engine.remember([MAIL], [PHONE])
        text = self._everything().lower()
        for mark in ("ransbeek", "ottilie", "470112233", "first secret"):
            self.assertNotIn(mark, text)
        evidence = self.env["privacy.evidence"].search([("act", "=", "optout")])
        self.assertEqual(evidence.counts, {"mail": 1, "phone": 1, "why": "objection"})
        self.assertNotIn(self.optouts.search([])[0].key, str(evidence.counts))

    def test_a_hundred_thousand_guesses_reveal_nobody(self):
        """Somebody who has the dump, and everything in it, tries addresses."""
        self.engine.remember([MAIL])
        hashes = set(self.optouts.search([]).mapped("key"))
        guesses = [f"ottilie@{number}.example" for number in range(99_999)] + [MAIL]
        inside = self.env["ir.config_parameter"].sudo()
        guessed = [b"", inside.get_param("database.secret").encode(),
                   inside.get_param("database.uuid").encode(),
                   self.optouts.search([])[0].fingerprint.encode()]
        for key in guessed:
            tried = {hmac.digest(key, guess.encode(), "sha256").hex() for guess in guesses}
            self.assertFalse(tried & hashes)
        self.assertFalse({hashlib.sha256(guess.encode()).hexdigest() for guess in guesses} & hashes)
        with_secret = {hmac.digest(b"first secret", guess.encode(), "sha256").hex()
                       for guess in guesses}
        self.assertEqual(len(with_secret & hashes), 1, "the test itself guesses right")

    # === LIFTED === #

    def test_a_person_opts_in_again_with_proof(self):
        self.engine.remember([MAIL])
        for proof in (None, "", "none"):
            with self.assertRaises(ValueError):
                self.engine.lift([MAIL], proof=proof)
        self.assertTrue(self.engine.refused([MAIL]))
        self.assertEqual(self.engine.lift([MAIL], proof="double_opt_in"), 1)
        self.assertFalse(self.engine.refused([MAIL]))
        row = self.optouts.search([])
        self.assertEqual((row.active, row.lift_proof, row.lifted_on.isoformat()),
                         (False, "double_opt_in", TODAY))

    def test_who_refused_everything_and_wants_one_thing_gets_that_alone(self):
        self.engine.remember([MAIL])
        self.engine.lift([MAIL], purpose=self.purpose, proof="signed")
        self.assertFalse(self.engine.refused([MAIL], purpose=self.purpose))
        self.assertTrue(self.engine.refused([MAIL], purpose=self.news))

    def test_who_lifted_it_may_refuse_again(self):
        self.engine.remember([MAIL])
        self.engine.lift([MAIL], proof="login")
        self.assertEqual(self.engine.remember([MAIL]), 1)
        self.assertTrue(self.engine.refused([MAIL]))

    # === SECRETS === #

    def test_a_secret_is_changed_without_losing_anybody(self):
        self.engine.remember([MAIL, "second@ransbeek.example"])
        with self._under("second secret", "first secret"):
            self.assertTrue(self.engine.refused([MAIL]))
            self._contact(NAME, email=MAIL)
            rows = self.optouts.search([])
            names = [keyring.fingerprint(key) for key in (b"first secret", b"second secret")]
            self.assertEqual(sorted(rows.mapped("fingerprint")), sorted(names))
        with self._under("second secret"):
            self.assertTrue(self.engine.refused([MAIL]), "it was written again")
            self.assertFalse(self.engine.refused(["second@ransbeek.example"]))

    def test_what_is_refused_again_moves_to_the_secret_in_use(self):
        self.engine.remember([MAIL], purpose=self.purpose)
        with self._under("second secret", "first secret"):
            self.engine.remember([MAIL])
        with self._under("second secret"):
            self.assertEqual(len(self.optouts.search([])), 2)
            self.assertTrue(self.engine.refused([MAIL], purpose=self.news))
        self.assertEqual(len({*self.optouts.search([]).mapped("fingerprint")}), 1)

    def test_without_the_secret_nobody_is_said_not_to_have_refused(self):
        self.engine.remember([MAIL])
        with patch.object(secret_keys.keyring, "load", side_effect=PermissionError), \
                self._under(), mute_logger(KEYS):
            for asked in (lambda: self.engine.refused([MAIL]),
                          lambda: self.engine.remember([MAIL]),
                          lambda: Marketing(self.env).stop(self._contact(NAME, email=MAIL))):
                with self.assertRaises(NoOptOutKey):
                    asked()
            contact = self._contact(NAME, email="third@ransbeek.example")
            self.assertIn("cannot be said", contact.with_user(self.user).privacy_refusal)

    def test_an_officer_alone_gives_up_what_a_lost_secret_wrote(self):
        self.engine.remember([MAIL])
        row = self.optouts.search([])
        with self.assertRaises(UserError):
            row.with_user(self.officer).action_give_up()
        with self._under("another secret"):
            for user in (self.user, self.auditor, self.admin, self.staff):
                with self.subTest(user.login), self.assertRaises(AccessError):
                    row.with_user(user).action_give_up()
            row.with_user(self.officer).action_give_up()
        self.assertEqual((row.active, row.lift_proof), (False, "lost"))

    def test_nobody_makes_changes_or_deletes_one(self):
        self.engine.remember([MAIL])
        row = self.optouts.search([])
        for user in (self.officer, self.user, self.admin):
            for act in (lambda rows: rows.unlink(), lambda rows: rows.write({"active": False}),
                        lambda rows: rows.create({"channel": "mail", "key": "0" * 64})):
                with self.subTest(user.login), self.assertRaises(AccessError):
                    act(row.with_user(user).sudo(False))

    # === OBJECTIONS === #

    def test_an_objection_is_remembered_at_once_and_taken_back_by_the_person(self):
        contact = self._contact(NAME, SILENT, email=MAIL, phone=PHONE)
        contact.country_id = self.env.ref("base.be")
        marketing = Marketing(self.env)
        marketing.stop(contact, ["old@ransbeek.example"])
        self.assertEqual(self.engine.refused([MAIL, "old@ransbeek.example"], [PHONE]),
                         {MAIL, "old@ransbeek.example", PHONE})
        self.assertTrue(marketing.is_stopped(contact))
        marketing.allow(contact)
        self.assertEqual(self.engine.refused([MAIL], [PHONE]), {PHONE})
        self.assertFalse(marketing.is_stopped(contact))

    def test_what_was_never_remembered_is_not_said_to_have_stopped(self):
        contact = self._contact(NAME, SILENT, email=MAIL)
        self.env["mail.blacklist"]._add(MAIL)
        self.assertTrue(Marketing(self.env).still_mailed(contact))
        Marketing(self.env).stop(contact)
        self.assertFalse(Marketing(self.env).still_mailed(contact))
