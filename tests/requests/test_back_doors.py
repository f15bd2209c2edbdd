"""Ways around the front door: a diverted invitation, a typed address, a forged or deleted message,
a letter that promises what does not happen.
"""

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, new_test_user, tagged

from ...engine.access.delivery import Delivery
from ...engine.requests.address_proof import AddressProof, vouches
from ...engine.requests.portal import Portal
from ..builders.requests import LetterCommon, RequestCommon
from ..common import TODAY

OLD, EVIL, VICTIM = "ilse@vermeulen.example", "colleague@evil.example", "victim@v.example"


@tagged("post_install", "-at_install")
class TestDiverted(RequestCommon):
    """What was fixed with the identity holds against a login that came later, too."""

    def setUp(self):
        super().setUp()
        self.request = self._identified("access")
        self.request.build_package()
        self.package = self.request.sudo().package_ids

    def _invited(self, address):
        """A colleague invites the contact through the dialogue of the portal, who comes."""
        colleague = new_test_user(
            self.env, "inviting_colleague", "base.group_user,base.group_partner_manager")
        wizard = self.env["portal.wizard"].with_user(colleague).sudo(False).create(
            {"partner_ids": [(6, 0, self.person.ids)]})
        wizard.user_ids.email = address
        wizard.user_ids.action_grant_access()
        user = self.person.user_ids
        AddressProof(self.env).note(address, "invitation", user=user)
        self.assertTrue(vouches(user))
        return user

    def _sees(self, user):
        return self.requests.search(Portal(self.env).domain(user))

    def test_an_invitation_to_another_address_opens_nothing(self):
        user = self._invited(EVIL)
        self.assertFalse(Delivery(self.env, self.package).opens_for(user))
        self.assertFalse(self._sees(user))

    def test_an_invitation_to_the_address_that_was_known_opens_it(self):
        user = self._invited(OLD)
        self.assertTrue(Delivery(self.env, self.package).opens_for(user))
        self.assertEqual(self._sees(user), self.request.sudo())

    def test_it_opens_again_once_the_identity_was_confirmed_with_it(self):
        user = self._invited(EVIL)
        self.request._ask_identity("Another address since")
        self.request._confirm_identity(
            self.person.with_env(self.request.env), "known", why="I called her")
        self.assertEqual(self._sees(user), self.request.sudo())

    def test_another_number_alone_hides_nothing_from_the_login_that_was_known(self):
        user = self._invited(OLD)
        self.person.phone = "+32470111111"
        self.assertEqual(self._sees(user), self.request.sudo())

    def test_what_a_login_asked_is_hidden_where_its_address_was_changed(self):
        user = self._invited(OLD)
        asked = Portal(self.env).ask(user, {"rights": ["access"], "text": "Mine"})
        self.assertTrue(asked.identity_on)
        self.assertIn(asked, self._sees(user))
        self.person.email = EVIL
        self.assertFalse(self._sees(user))

    def test_a_password_that_somebody_else_has_set_takes_the_proof_back(self):
        user = self._invited(OLD)
        user.password = "ilse-ilse-ilse"
        AddressProof(self.env).note(OLD, "reset", user=user)
        self.env["res.users"].with_user(user).sudo(False).change_password(
            "ilse-ilse-ilse", "ilse-ilse-ilse-2")
        self.assertTrue(vouches(user), "one's own new password changes nothing")
        user.sudo().write({"password": "evil-evil-evil"})
        self.assertFalse(vouches(user))
        self.assertFalse(Delivery(self.env, self.package).opens_for(user))
        self.assertEqual(self.env["privacy.evidence"].search(
            [("partner_ref", "=", self.person.id)], order="id desc", limit=1).act,
            "address_unproven")

    def test_an_answer_in_the_conversation_waits_where_the_addresses_were_changed(self):
        user = self._invited(OLD)
        asked = Portal(self.env).ask(user, {"rights": ["access"], "text": "Mine"})
        officer = asked.with_user(self.officer).sudo(False)
        officer.message_post(body="Hello", subtype_xmlid="mail.mt_comment", message_type="comment")
        self.person.email = EVIL
        with self.assertRaises(UserError):
            officer.message_post(
                body="Your file", subtype_xmlid="mail.mt_comment", message_type="comment")
        officer.message_post(body="A note", subtype_xmlid="mail.mt_note")


@tagged("post_install", "-at_install")
class TestOwnAddress(RequestCommon):
    """A login chooses for the address that it vouches for, and for no other in the field."""

    def setUp(self):
        super().setUp()
        self.login = new_test_user(
            self.env, "eve@own.example", "base.group_portal", email="eve@own.example")
        AddressProof(self.env).note(self.login.login, "code", user=self.login)
        self.login.partner_id.email = f"eve@own.example, {VICTIM}"
        self.blacklist = self.env["mail.blacklist"]
        self.blacklist._add(VICTIM)
        self.portal = Portal(self.env)

    def _stopped(self, address):
        return bool(self.blacklist.search([("email", "=", address), ("active", "=", True)]))

    def test_what_somebody_else_has_stopped_is_not_allowed(self):
        self.portal.consent(self.login, "stop")
        self.assertTrue(self._stopped("eve@own.example"))
        self.portal.consent(self.login, "allow")
        self.assertFalse(self._stopped("eve@own.example"))
        self.assertTrue(self._stopped(VICTIM))

    def test_nobody_elses_mailings_are_stopped(self):
        self.blacklist._remove(VICTIM)
        self.portal.consent(self.login, "stop")
        self.assertFalse(self._stopped(VICTIM))

    def test_a_contact_without_an_address_changes_nothing_of_the_login(self):
        victim = new_test_user(self.env, VICTIM, "base.group_portal", email=VICTIM)
        victim.partner_id.email = False
        with self.assertRaises(UserError):
            self.portal.consent(victim, "allow")
        self.assertTrue(self._stopped(VICTIM))


@tagged("post_install", "-at_install")
class TestConversation(RequestCommon):
    """What was said stays as it was said, whatever a call brings along."""

    def setUp(self):
        super().setUp()
        self.request = self._identified("access")
        self.inside = (self.user, self.officer)

    def test_the_context_of_a_call_forges_no_message(self):
        for user in self.inside:
            for forged in (
                    {"default_model": "privacy.request"},
                    {"default_model": "privacy.request", "default_author_id": self.person.id},
                    {"default_model": "privacy.request", "default_date": "2020-01-01 10:00:00"}):
                vals = {"res_id": self.request.id, "message_type": "email", "body": "Withdrawn",
                        "author_id": self.person.id}
                with self.subTest(user=user.login, forged=forged), self.assertRaises(AccessError):
                    self.env["mail.message"].with_user(user).sudo(False).with_context(
                        **forged).create(vals)

    def test_a_mail_made_by_context_goes_nowhere_before_identity(self):
        waiting = self._asked("access")
        for model in ("mail.mail", "mail.message"):
            with self.subTest(model), self.assertRaises(UserError):
                self.env[model].with_user(self.admin).sudo(False).with_context(
                    default_model="privacy.request", default_res_id=waiting.id).create(
                        {"body": "x", "message_type": "email_outgoing",
                         "author_id": self.person.id,
                         **({"email_to": VICTIM} if model == "mail.mail" else {})})

    def test_nobody_rewrites_or_deletes_what_the_person_or_a_letter_said(self):
        said = self.request.sudo().message_post(
            body="I am Ilse", author_id=self.person.id, message_type="email")
        letters = self.request.sudo().message_ids.filtered(
            lambda message: message.message_type != "notification")
        self.assertGreater(len(letters), 1)
        for user in self.inside:
            for message in letters:
                as_user = message.with_user(user).sudo(False)
                for change in ({"body": "x"}, {"subject": "x"}, {"attachment_ids": [(5,)]},
                               {"is_internal": True}):
                    with self.subTest(user=user.login), self.assertRaises(AccessError):
                        as_user.write(change)
                with self.assertRaises(AccessError):
                    as_user.unlink()
        self.assertIn("I am Ilse", said.body)

    def test_a_note_of_ones_own_may_be_corrected_and_taken_away(self):
        note = self.request.message_post(
            body="Cal her", subtype_xmlid="mail.mt_note", message_type="comment")
        own = note.with_user(self.officer).sudo(False)
        own.write({"body": "Call her"})
        self.assertIn("Call her", note.body)
        with self.assertRaises(AccessError):
            note.with_user(self.user).sudo(False).unlink()
        own.unlink()
        self.assertFalse(note.exists())


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestPromises(LetterCommon):
    """A letter says what will be so, and nothing is refused for what nobody has asked."""

    def _restricted(self):
        request = self._identified("restriction")
        request.act_right("restriction")
        return request

    def _lift(self, request):
        self.env["privacy.request.lift"].with_user(self.officer).sudo(False).create({
            "right_id": request.right_ids.id, "reason": "It was corrected."}).action_lift()

    def test_nobody_is_told_of_an_end_that_another_right_prevents(self):
        first, second = self._restricted(), self._restricted()
        before = self._letter(first)
        self._lift(first)
        self.assertEqual(self._letter(first), before)
        self.assertTrue(first.right_ids.lifted_on)
        with self.assertRaises(UserError):
            self._lift(first)
        self.assertTrue(self.person.privacy_restricted)
        before = self._letter(second)
        self._lift(second)
        self.assertEqual(len(self._letter(second) - before), 1)

    def test_a_refused_objection_says_that_the_restriction_stays(self):
        for others in (True, False):
            objection = self._identified("objection")
            objection.act_right("objection", "other")
            binding = self._restricted() if others else self.requests
            objection.close_right("objection", "refused", "compelling", "A claim is pending")
            text = self._letter(objection)[:1].body_html
            self.assertEqual("stay restricted" in text, others)
            self.assertEqual("goes on" in text, not others)
            if binding:
                self._lift(binding)
                self._letter(binding).state = "sent"
                self._letter(objection).state = "sent"
                with freeze_time("2026-12-30 10:00:00"):
                    self.env["privacy.request.right"]._cron_lift()
                self.assertFalse(self.person.privacy_restricted)

    def test_without_its_letter_nothing_is_lifted(self):
        request = self._restricted()
        self._lift(request)
        request.sudo().right_ids.lift_letter_id.unlink()
        with freeze_time("2026-12-30 10:00:00"):
            self.env["privacy.request.right"]._cron_lift()
        self.assertTrue(self.person.privacy_restricted)

    def test_identity_is_no_ground_before_anybody_has_asked(self):
        request = self._asked("access").with_user(self.officer).sudo(False)
        with self.assertRaisesRegex(UserError, "Ask who the person is first"):
            request.close_right("access", "refused", "identity", "Nobody knows")
        request._ask_identity("Which Ilse?")
        request.close_right("access", "refused", "identity", "Nobody knows")
        self.assertEqual(request.state, "answered")

    def test_what_is_referred_before_identity_ends_the_request(self):
        request = self._asked("access").with_user(self.officer).sudo(False)
        request.close_right("access", "referred", "processor", "Your shop is the controller")
        self.assertEqual(request.state, "answered")
        self.assertTrue(request.answered_on)

    def test_a_name_that_is_an_advertisement_is_in_no_salutation(self):
        for name, said in (("Klik evil.com voor uw prijs", False), ("Ilse Vermeulen", True),
                           ("J. R. Peeters", True)):
            request = self._asked("access", name=name)
            self.assertEqual(name in request.sudo()._salutation(), said)
