"""Proof of an address: what was sent there came back. Nothing else counts, and no later change."""

import re
from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import HttpCase, TransactionCase, new_test_user, tagged

from ...engine.access.delivery import Delivery, confirmed_email
from ...engine.accounts import FixedAddresses
from ...engine.contactless import address_keys
from ...engine.marketing import Marketing
from ...engine.requests import login_code, mailed_tokens
from ...engine.requests.address_proof import AddressProof, vouches
from ...engine.requests.codes import Codes
from ...engine.requests.login_code import LoginCode
from ...engine.requests.portal import Portal
from ..builders.requests import RequestCommon

VICTIM = "victim@v.example"


def code_of(sent):
    """Return the six digits of the last of some mails."""
    return re.search(r">\s*(\d{6})\s*<", sent[-1][1]).group(1)


class SentMails(TransactionCase):
    """Mails as they left, whatever was kept of them: pairs (to whom, what)."""

    def setUp(self):
        super().setUp()
        self.sent = sent = []

        def keep(mails, *_args, **_kwargs):
            sent.extend((mail.email_to, str(mail.body_html)) for mail in mails)

        self.startPatcher(patch.object(type(self.env["mail.mail"]), "send", keep))


@tagged("post_install", "-at_install")
class TestLogin(SentMails):
    """A login that somebody has made themselves vouches for nothing."""

    def setUp(self):
        super().setUp()
        self.patch(type(self.env["res.users"]), "_get_signup_invitation_scope", lambda _self: "b2c")
        self.portal = Portal(self.env)

    def _signed_up(self, login=VICTIM):
        self.env["res.users"].signup({"login": login, "name": "Eve", "password": "eve-eve-eve"})
        return self.env["res.users"].search([("login", "=", login)])

    def _ask(self, user, kind="access"):
        return self.portal.ask(user, {"rights": [kind], "text": "Mine"})

    def test_who_signs_up_with_any_address_is_asked_who_they_are(self):
        user = self._signed_up()
        self.assertFalse(vouches(user))
        request = self._ask(user)
        self.assertEqual((request.state, request.identity_on), ("received", False))
        with self.assertRaisesRegex(UserError, "does not vouch"):
            request._confirm_identity(user.partner_id, "portal", why="She asked")

    def test_and_changes_nothing_for_the_address(self):
        Marketing(self.env).stop(self.env["res.partner"].create(
            {"name": "Victim", "email": VICTIM}))
        user = self._signed_up()
        for act in ("allow", "stop", "join", "leave"):
            with self.assertRaisesRegex(UserError, "Show first"):
                self.portal.consent(user, act, 1)
        self.assertTrue(self.env["mail.blacklist"].search([("email", "=", VICTIM)]).active)

    def test_until_a_code_sent_there_comes_back(self):
        user = self._signed_up()
        request = self._ask(user)
        self.portal.send_code(user)
        self.assertEqual(self.sent[-1][0], VICTIM)
        code = code_of(self.sent)
        self.assertNotIn(code, str(self.env["privacy.request.code"].search([]).read()))
        self.assertFalse(self.portal.enter_code(user, "000000" if code != "000000" else "1"))
        self.assertFalse(vouches(user))
        self.assertTrue(self.portal.enter_code(user, f" {code[:3]} {code[3:]} "))
        self.assertTrue(vouches(user))
        self.assertEqual((request.identity_method, request.state), ("portal", "open"))
        self.assertFalse(self.portal.enter_code(user, code), "a code serves once")

    def test_a_code_is_tried_five_times_and_no_more_and_lives_for_half_an_hour(self):
        user = self._signed_up()
        self.portal.send_code(user)
        code = code_of(self.sent)
        wrong = "111111" if code != "111111" else "222222"
        for _try in range(5):
            self.assertFalse(self.portal.enter_code(user, wrong))
        self.assertFalse(self.portal.enter_code(user, code))
        self.portal.send_code(user)
        row = LoginCode(self.env, user).current()
        row.until = fields.Datetime.now() - timedelta(seconds=1)
        self.assertFalse(self.portal.enter_code(user, code_of(self.sent)))

    def test_an_address_gets_five_codes_a_day_however_it_is_spelt(self):
        number = login_code.PER_ADDRESS[0][0]
        users = [self._signed_up(f"victim+{n}@v.example") for n in range(number + 1)]
        for user in users[:number]:
            self.portal.send_code(user)
        with self.assertRaisesRegex(UserError, "Enough codes"):
            self.portal.send_code(users[number])
        self.assertEqual(len([to for to, _what in self.sent if "+" in (to or "")]), number)

    def test_a_code_for_one_address_proves_no_other_that_was_typed_meanwhile(self):
        user = self._signed_up("eve@e.example")
        self.portal.send_code(user)
        user.partner_id.email = VICTIM
        self.assertFalse(self.portal.enter_code(user, code_of(self.sent)))
        self.assertFalse(AddressProof(self.env).of(VICTIM, user=user))

    def test_what_one_login_has_shown_is_no_other_login_s(self):
        first, second = self._signed_up("eve@e.example"), self._signed_up()
        AddressProof(self.env).note(VICTIM, "code", user=first)
        self.assertFalse(vouches(second))
        self.assertFalse(vouches(first), "its contact has another address")

    def test_without_the_secret_of_the_keys_nothing_is_proven(self):
        user = self._signed_up()
        AddressProof(self.env).note(VICTIM, "code", user=user)
        self.assertTrue(vouches(user))
        with patch.object(address_keys, "secret", lambda: None), patch(
                "odoo.addons.cloudpepper_privacy.engine.requests.address_proof.secret",
                lambda: None):
            self.assertFalse(vouches(user))

    def test_what_was_typed_in_the_portal_leads_to_nobody_s_records_unasked(self):
        user = self._signed_up("eve@e.example")
        AddressProof(self.env).note("eve@e.example", "code", user=user)
        self.env["mail.message"].create({
            "model": "res.partner", "res_id": self.env.company.partner_id.id,
            "message_type": "email", "author_id": False, "body": "Secret",
            "email_from": f"Victim <{VICTIM}>"})
        user.partner_id.write({"phone": "+32470112233", "email": "eve@e.example"})
        self.assertEqual(self._ask(user).identity_method, "portal", "nothing has the number")
        user.partner_id.email = f"eve@e.example, {VICTIM}"
        self.assertFalse(self._ask(user, "portability").identity_on)

    def test_nor_does_a_number_of_somebody_s_lead(self):
        if "crm.lead" not in self.env:
            self.skipTest("needs crm")
        user = self._signed_up("eve@e.example")
        AddressProof(self.env).note("eve@e.example", "code", user=user)
        user.partner_id.phone = "+32470112233"
        lead = self.env["crm.lead"].create(
            {"name": "Roof", "contact_name": "Victim", "phone": "+32470112233"})
        self.assertFalse(self._ask(user).identity_on)
        lead.partner_id = user.partner_id
        self.assertEqual(self._ask(user, "portability").identity_method, "portal",
                         "her own by its link")

    def test_proofs_of_a_disabled_login_go(self):
        user = self._signed_up()
        AddressProof(self.env).note(VICTIM, "code", user=user)
        user.active = False
        AddressProof(self.env).delete_old()
        self.assertFalse(self.env["privacy.address.proof"].search([("user_id", "=", user.id)]))


@tagged("post_install", "-at_install")
class TestMailedTokens(SentMails):
    """An invitation and a reset prove the address that they were mailed to."""

    def setUp(self):
        super().setUp()
        self.partner = self.env["res.partner"].create(
            {"name": "Ilse", "email": "ilse@invited.example"})
        self.users = self.env["res.users"].with_context(no_reset_password=True)

    def _invited(self):
        wizard = self.env["portal.wizard"].create({"partner_ids": [(6, 0, self.partner.ids)]})
        wizard.user_ids.action_grant_access()
        return self.partner.user_ids

    def _token(self):
        found = re.search(r"token=([\w~%.-]+)", self.sent[-1][1])
        return found.group(1).replace("%7E", "~")

    def _follow(self, token):
        return self.env["res.users"].signup({"password": "ilse-ilse-ilse"}, token)

    def test_who_follows_the_invitation_has_shown_that_the_address_is_theirs(self):
        user = self._invited()
        self.assertFalse(vouches(user))
        self._follow(self._token())
        self.assertTrue(vouches(user))
        proof = AddressProof(self.env).of("ilse@invited.example", user=user)
        self.assertEqual(proof.way, "invitation")

    def test_so_has_who_follows_the_mail_of_a_reset(self):
        user = self._invited()
        user.action_reset_password()
        self._follow(self._token())
        self.assertEqual(
            AddressProof(self.env).of("ilse@invited.example", user=user).way, "reset")

    def test_a_token_mailed_to_an_earlier_address_opens_the_login_and_proves_nothing(self):
        user = self._invited()
        token = self._token()
        self.partner.email = VICTIM
        self._follow(token)
        self.assertFalse(AddressProof(self.env).of(VICTIM, user=user))
        self.assertFalse(AddressProof(self.env).of("ilse@invited.example", user=user))

    def test_one_that_a_colleague_had_shown_proves_nothing(self):
        self.patch(type(self.env["res.users"]), "_get_signup_invitation_scope", lambda _self: "b2c")
        colleague = new_test_user(self.env, "colleague", "base.group_user")
        found = self.partner.with_user(colleague).with_context(
            privacy_mailed=True).signup_get_auth_param()
        token = found[self.partner.id]["auth_signup_token"]
        self.assertNotIn(mailed_tokens.SEPARATOR, token)
        self.env["res.users"].signup(
            {"login": "ilse@invited.example", "password": "ilse-ilse-ilse"}, token)
        self.assertFalse(vouches(self.partner.user_ids))

    def test_a_forged_mark_proves_nothing(self):
        user = self._invited()
        self._follow(mailed_tokens.without_mark(self._token()) + "~" + "0" * 32)
        self.assertFalse(vouches(user))

    def test_of_several_addresses_in_the_field_none_is_proven_by_one_mail(self):
        user = self._invited()
        self.partner.email = "ilse@invited.example, other@o.example"
        user.action_reset_password()
        token = self._token()
        self.assertNotIn("~", token)


@tagged("post_install", "-at_install")
class TestFixed(RequestCommon):
    """What was fixed with the identity holds, whoever edits the contact afterwards."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.old = cls.person.email

    def _edit(self, **vals):
        """A colleague without any privacy role edits the contact."""
        colleague = new_test_user(
            self.env, "contact_colleague", "base.group_user,base.group_partner_manager")
        self.person.with_user(colleague).sudo(False).write(vals)

    def test_a_colleague_who_edits_the_mail_gets_neither_link_nor_code(self):
        request = self._identified()
        request.build_package()
        package = request.package_ids
        self._edit(email="colleague@evil.example")
        self.assertEqual(confirmed_email(request), self.old)
        package.action_send()
        mails = self.env["mail.mail"].search([("model", "=", package._name)])
        Delivery(self.env, package).send_code()
        for mail in mails | self._letter(request):
            self.assertNotIn("colleague@evil.example", mail.email_to or "")

    def test_and_nothing_is_gathered_or_carried_out_until_it_is_confirmed_once_more(self):
        request = self._identified("access", "objection")
        self._edit(email="colleague@evil.example")
        self.assertTrue(request.addresses_changed)
        for act in (request.action_collect, request.build_package,
                    lambda: request.act_right("objection", "marketing")):
            with self.assertRaisesRegex(UserError, "changed after"):
                act()
        request._confirm_identity(self.person.with_env(request.env), "known", why="I called her")
        self.assertFalse(request.addresses_changed)
        request.action_collect()
        self.assertEqual(confirmed_email(request), "colleague@evil.example")

    def test_a_number_or_a_further_address_or_a_place_below_counts_as_a_change(self):
        for edit in ({"phone": "+32470999999"}, {"email": f"{self.old}, {VICTIM}"},
                     {"child_ids": [(0, 0, {"type": "delivery", "email": VICTIM})]}):
            with self.subTest(edit=sorted(edit)), self.env.cr.savepoint() as savepoint:
                request = self._identified()
                self.person.write(edit)
                self.assertTrue(FixedAddresses(self.env, request).are_changed())
                savepoint.rollback()
                self.env.invalidate_all()

    def test_another_name_or_spelling_is_none(self):
        request = self._identified()
        self.person.write({"name": "Ilse V.", "email": self.old.upper(), "street": "New 1"})
        self.assertFalse(request.addresses_changed)

    def test_a_correction_that_the_person_asked_for_is_none_and_leads_nowhere(self):
        request = self._identified("rectification", "access")
        self.env["privacy.request.change"].with_user(self.officer).sudo(False).create({
            "right_id": request.right_ids.filtered(lambda each: each.kind == "rectification").id,
            "partner_id": self.person.id, "field_name": "email", "value": VICTIM})
        request.act_right("rectification")
        self.assertFalse(request.addresses_changed)
        self.assertEqual(confirmed_email(request), self.old)
        keys = FixedAddresses(self.env, request).keys()
        self.assertNotIn(
            address_keys.key_of(VICTIM, address_keys.needed_secret(self.env)), keys)

    def test_the_address_that_is_confirmed_is_the_known_one_unless_another_is_written_down(self):
        request = self._asked(email="new@elsewhere.example").with_user(self.officer).sudo(False)
        request._confirm_identity(self.person.with_env(request.env), "known", why="Known")
        self.assertEqual((request.answer_email, request.person_email),
                         (self.old, "new@elsewhere.example"))
        request = self._asked(email="new@elsewhere.example").with_user(self.officer).sudo(False)
        request._confirm_identity(
            self.person.with_env(request.env), "known", why="Known",
            person={"person_email": "third@elsewhere.example"})
        self.assertEqual(confirmed_email(request), "third@elsewhere.example")

    def test_packages_go_where_another_identity_is_confirmed_and_stay_where_it_is_the_same(self):
        request = self._identified()
        request.build_package()
        package = request.package_ids
        for edit, state in (({"name": "Ilse V."}, "ready"), ({"phone": False}, "deleted")):
            self.person.write(edit)
            request._ask_identity("Somebody else called")
            request._confirm_identity(self.person.with_env(request.env), "known", why="Known")
            self.assertEqual(package.state, state)

    # === BY MAIL === #

    def test_confirmed_mail_needs_a_link_that_was_posted(self):
        request = self._asked().with_user(self.officer).sudo(False)
        with self.assertRaisesRegex(UserError, "Nobody has shown"):
            request._confirm_identity(self.person.with_env(request.env), "mail")
        request._ask_identity("It came by mail")
        waiting = self.env["privacy.address.proof"].search([("request_id", "=", request.id)])
        self.assertFalse(waiting.proven_on)
        with self.assertRaisesRegex(UserError, "Nobody has shown"):
            request._confirm_identity(self.person.with_env(request.env), "mail")
        AddressProof(self.env).post(waiting)
        self.assertTrue(request.address_confirmed_on)
        request._confirm_identity(self.person.with_env(request.env), "mail")
        self.assertEqual(request.identity_method, "mail")

    def test_and_proves_the_address_that_it_was_sent_to_alone(self):
        request = self._asked().with_user(self.officer).sudo(False)
        AddressProof(self.env).note(request.person_email, "link", request=request)
        with self.assertRaisesRegex(UserError, "Nobody has shown"):
            request._confirm_identity(self.person.with_env(request.env), "mail",
                                      person={"person_email": VICTIM})

    def test_an_address_that_was_typed_since_is_not_called_confirmed(self):
        request, proofs = self._asked(), AddressProof(self.env)
        token = proofs.link(request).rpartition("/")[2]
        request.with_user(self.user).sudo(False).person_email = VICTIM
        proofs.post(proofs.waiting(token))
        self.assertFalse(request.address_confirmed_on)
        token = proofs.link(request).rpartition("/")[2]
        proofs.post(proofs.waiting(token))
        self.assertTrue(request.address_confirmed_on)
        request.with_user(self.user).sudo(False).person_email = self.old
        self.assertFalse(request.address_confirmed_on)

    def test_the_link_stands_in_no_conversation_and_works_for_this_request_alone(self):
        request, other = self._asked(), self._asked()
        link = AddressProof(self.env).link(request)
        request.with_user(self.officer).sudo(False)._ask_identity("It came by mail")
        text = str(request.message_ids.mapped("body"))
        self.assertNotIn("/privacy/address/", text)
        self.assertFalse(AddressProof(self.env).waiting(link.rpartition("/")[2]),
                         "a new link has taken its place")
        self.assertFalse(AddressProof(self.env).of(other.person_email, request=other))

    def test_a_link_is_too_old_after_fourteen_days_and_serves_once(self):
        request, proofs = self._asked(), AddressProof(self.env)
        token = proofs.link(request).rpartition("/")[2]
        row = proofs.waiting(token)
        row.sent_on = fields.Datetime.now() - timedelta(days=15)
        self.assertFalse(proofs.waiting(token))
        proofs.delete_old()
        self.assertFalse(row.exists())
        token = proofs.link(request).rpartition("/")[2]
        proofs.post(proofs.waiting(token))
        self.assertFalse(proofs.waiting(token))

    def test_only_what_can_hold_is_offered(self):
        request = self._asked().with_user(self.officer).sudo(False)
        form = self.env["privacy.request.step"].with_user(self.officer).create(
            {"request_id": request.id, "step": "confirm", "partner_ids": self.person.ids})
        self.assertEqual(form.methods, ["known", "document"])
        AddressProof(self.env).note(request.person_email, "link", request=request)
        form.invalidate_recordset()
        self.assertEqual(form.methods, ["mail", "known", "document"])

    def test_a_code_that_went_to_an_address_which_was_changed_since_proves_nothing(self):
        request = self._asked(email="new@elsewhere.example").with_user(self.officer).sudo(False)
        codes = Codes(request.env, request)
        codes.send(self.person.with_env(request.env))
        row = codes.current()
        row.digest = row._digest("123456")
        self.assertTrue(codes.enter("123456"))
        self.assertEqual(codes.entered_address(), self.old)
        self._edit(email="colleague@evil.example")
        with self.assertRaisesRegex(UserError, "No code"):
            request._confirm_identity(self.person.with_env(request.env), "code", why="Code")


@tagged("post_install", "-at_install")
class TestPages(HttpCase):
    def setUp(self):
        super().setUp()
        self.user = new_test_user(
            self.env, "eve@e.example", "base.group_portal", email="eve@e.example")
        self.request = self.env["privacy.request"].intake(
            {"rights": ["access"], "name": "Eve", "email": "eve@e.example"})

    def _post(self, path, page=None, **data):
        token = re.search(r'name="csrf_token" value="([^"]+)"', self.url_open(page or path).text)
        return self.url_open(path, data={"csrf_token": token.group(1), **data})

    def test_the_link_of_a_mail_does_nothing_by_being_opened(self):
        link = AddressProof(self.env).link(self.request)
        path = link[link.index("/privacy/address/"):]
        self.assertIn('id="confirm"', self.url_open(path).text)
        proofs = AddressProof(self.env)
        self.assertFalse(proofs.of("eve@e.example", request=self.request))
        self.assertIn(self.request.name, self._post(path).text)
        self.assertTrue(proofs.of("eve@e.example", request=self.request))
        gone = self.url_open(path)
        self.assertEqual((gone.status_code, 'id="gone"' in gone.text), (404, True))

    def test_the_portal_offers_a_code_and_takes_it(self):
        self.authenticate("eve@e.example", "eve@e.example")
        page = self.url_open("/my/privacy").text
        self.assertIn('id="send_code"', page)
        self.assertNotIn('id="stop_mailings"', page)
        page = self._post("/my/privacy/address", "/my/privacy", step="send").text
        self.assertIn('id="code_sent"', page)
        row = self.env["privacy.request.code"].search([("user_id", "=", self.user.id)])
        row.digest = row._digest("123456")
        page = self._post("/my/privacy/address", "/my/privacy", step="enter", code="654321").text
        self.assertIn("This is not the code", page)
        page = self._post("/my/privacy/address", "/my/privacy", step="enter", code="123456")
        self.assertTrue(page.url.endswith("/my/privacy"))
        self.assertNotIn('id="send_code"', page.text)
        self.assertIn('id="stop_mailings"', page.text)

    def test_another_s_package_does_not_open_for_a_login_that_has_shown_nothing(self):
        self.request._confirm_identity(self.user.partner_id, "known")
        self.request.build_package()
        package = self.request.package_ids
        self.authenticate("eve@e.example", "eve@e.example")
        self.assertEqual(self.url_open(f"/my/privacy/{self.request.id}").status_code, 404)
        self.assertFalse(package._opens_for(self.user))
        AddressProof(self.env).note("eve@e.example", "code", user=self.user)
        self.assertTrue(package._opens_for(self.user))
