"""Children under 16 (P16): served first, a parent asks without an account, staff say so."""

import re

from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, freeze_time, tagged

from ..builders.requests import PortalCommon, RequestCommon
from ..common import TODAY


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestServedFirst(RequestCommon):
    def test_a_childs_request_comes_before_older_ones_and_its_clock_is_the_same(self):
        older = self._asked("erasure", received_on="2026-11-01 10:00:00")
        child = self._asked("erasure", child_by="self", email="kid@p.example",
                            received_on="2026-11-20 10:00:00")
        found = self.requests.with_user(self.user).search([("id", "in", (older | child).ids)])
        self.assertEqual(found.ids, [child.id, older.id])
        self.assertEqual(str(child.deadline), "2026-12-21")

    def test_its_officer_is_reminded_at_once(self):
        child = self._asked("erasure", child_by="parent")
        other = self._asked("erasure", email="other@p.example")
        self.assertEqual(str(child.sudo().activity_ids.date_deadline), TODAY)
        self.assertGreater(str(other.sudo().activity_ids.date_deadline), TODAY)

    def test_an_erasure_rests_on_the_childs_point_of_the_article(self):
        request = self._identified("erasure", child_by="parent")
        wizard = self.env["privacy.request.decision"].with_user(self.officer).create(
            {"right_id": request.right_ids.id})
        self.assertEqual(wizard.erasure_ground, "f")
        other = self._identified("erasure")
        wizard = self.env["privacy.request.decision"].with_user(self.officer).create(
            {"right_id": other.right_ids.id})
        self.assertEqual(wizard.erasure_ground, "a")

    def test_the_contact_is_flagged_once_it_is_known_who_it_is(self):
        request = self._asked("erasure", child_by="parent")
        self.assertFalse(self.person.privacy_child)
        request = request.with_user(self.officer)
        request.sudo(False)._confirm_identity(self.person.with_env(request.env), "known")
        self.assertTrue(self.person.privacy_child)

    def test_nobody_is_flagged_by_a_request_of_an_adult(self):
        self._identified("erasure")
        self.assertFalse(self.person.privacy_child)


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestParent(RequestCommon):
    AGENT = {"method": "mail", "letters_to": "agent"}

    def _of_parent(self, *kinds, **vals):
        return self._asked(*kinds, agent_name="Mia Vermeulen", agent_email="mia@p.example",
                           **vals).with_user(self.officer).sudo(False)

    def _confirm(self, request):
        request._confirm_identity(self.person.with_env(request.env), "known",
                                  agent=dict(self.AGENT))

    def test_a_parent_has_data_erased_without_a_mandate(self):
        request = self._of_parent("erasure", child_by="parent")
        self.assertFalse(request.needs_mandate)
        self._confirm(request)
        self.assertEqual((request.state, request.letters_to), ("open", "agent"))

    def test_but_gets_no_copy_without_one(self):
        request = self._of_parent("erasure", "access", child_by="parent")
        self.assertTrue(request.needs_mandate)
        with self.assertRaisesRegex(UserError, "mandate"):
            self._confirm(request)

    def test_nor_does_who_is_no_parent(self):
        for speaker in (False, "self", "staff"):
            request = self._of_parent("erasure", child_by=speaker)
            with self.assertRaisesRegex(UserError, "mandate"):
                self._confirm(request)


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestLearnt(RequestCommon):
    def _runs(self):
        return self.runs.search([("ground", "=", "17(1)(f)")])

    def test_staff_say_so_and_an_officer_approves(self):
        told = self.person.with_user(self.staff).action_privacy_child()
        run = self._runs()
        self.assertIn("Nothing was erased", told["params"]["message"])
        self.assertEqual((run.state, run.prepared_by_id), ("waiting", self.staff))
        self.assertTrue(self.person.privacy_child)
        self.assertEqual(self.person.name, "Ilse Vermeulen")
        run.with_user(self.officer).action_approve()
        run._begin()
        self.assertEqual(run.state, "done")
        self.assertTrue(self.person.privacy_anonymised_on)
        self.assertFalse(self.person.privacy_child)

    def test_nobody_else_approves(self):
        self.person.with_user(self.staff).action_privacy_child()
        for user in (self.staff, self.user, self.auditor):
            with self.assertRaises(AccessError):
                self._runs().with_user(user).action_approve()

    def test_under_way_things_do_not_keep_a_child(self):
        self._tell_draft(self.person, TODAY)
        self.timers.refresh()
        self.person.with_user(self.staff).action_privacy_child()
        self.assertTrue(self._runs().item_ids.whole)

    def test_a_hold_keeps_everybody(self):
        self._tell_hold(self.person, False)
        self.person.with_user(self.staff).action_privacy_child()
        run = self._runs()
        run.with_user(self.officer).action_approve()
        run._begin()
        self.assertFalse(run.item_ids.filtered("whole"))
        self.assertFalse(self.person.privacy_anonymised_on)

    def test_once_is_enough(self):
        self.person.with_user(self.staff).action_privacy_child()
        with self.assertRaisesRegex(UserError, "under way already"):
            self.person.with_user(self.user).action_privacy_child()
        self._runs().with_user(self.officer).action_cancel()
        self.person.with_user(self.staff).action_privacy_child()

    def test_a_company_is_no_child(self):
        firm = self._contact("Firm", is_company=True)
        with self.assertRaises(UserError):
            firm.with_user(self.staff).action_privacy_child()
        self.assertFalse(firm.privacy_child)

    def test_the_portal_and_who_may_not_write_flag_nobody(self):
        for user in (self.portal, self.auditor):
            with self.assertRaises(AccessError):
                self.person.with_user(user).action_privacy_child()
        self.assertFalse(self._runs())

    def test_officers_are_told_without_a_name(self):
        self.person.with_user(self.staff).action_privacy_child()
        told = self.env["mail.message"].search(
            [("subject", "ilike", self._runs().name)], limit=1)
        self.assertIn(self.officer.partner_id, told.partner_ids)
        self.assertNotIn("Ilse", f"{told.subject} {told.body}")


@tagged("post_install", "-at_install")
class TestParentOnTheForm(HttpCase):
    FORM = {"right": ["erasure"], "email": "mia@p.example", "name": "Mia Vermeulen",
            "child_by": "parent", "child_name": "Tuur Vermeulen", "child_email": "tuur@p.example"}

    def _csrf(self, path="/privacy/request"):
        return re.search(r'name="csrf_token" value="([^"]+)"', self.url_open(path).text).group(1)

    def _send(self, **changes):
        data = {**self.FORM, "csrf_token": self._csrf(), **changes}
        return self.url_open("/privacy/request", data=data)

    def _waiting(self):
        return self.env["privacy.request.pending"].search([])

    def _confirm(self):
        mail = self.env["mail.mail"].search([("model", "=", "privacy.request.pending")],
                                            order="id desc", limit=1)
        link = re.search(r"/privacy/request/confirm/[\w-]+", mail.body_html).group(0)
        page = self.url_open(link).text
        self.url_open(link, data={"csrf_token": self._csrf(link)})
        self.env.invalidate_all()
        return page, self._waiting().request_id

    def test_a_parent_asks_for_a_child(self):
        self.assertEqual(self._send().status_code, 200)
        page, request = self._confirm()
        self.assertIn("Tuur Vermeulen", page)
        self.assertEqual(
            (request.person_name, request.person_email, request.agent_name, request.agent_email),
            ("Tuur Vermeulen", "tuur@p.example", "Mia Vermeulen", "mia@p.example"))
        self.assertEqual((request.child_by, request.is_child), ("parent", True))
        self.assertFalse(request.address_confirmed_on, "nobody has shown the child's address")
        self.assertFalse(self._waiting().child_name or self._waiting().child_email)

    def test_letters_go_to_the_parent(self):
        self._send()
        request = self._confirm()[1]
        self.assertEqual(self.env["mail.mail"].search(
            [("model", "=", "privacy.request"), ("res_id", "=", request.id)]).mapped("email_to"),
            ["mia@p.example"])

    def test_a_child_asks_itself(self):
        self._send(child_by="self", child_name="", child_email="")
        request = self._confirm()[1]
        self.assertEqual((request.child_by, request.person_name), ("self", "Mia Vermeulen"))
        self.assertTrue(request.address_confirmed_on)
        self.assertFalse(request.by_agent)

    def test_who_asks_for_no_child_is_as_before(self):
        self._send(child_by="", child_name="", child_email="")
        request = self._confirm()[1]
        self.assertFalse(request.is_child or request.by_agent)

    def test_what_cannot_be_used_is_said_and_nothing_is_stored(self):
        for changes in ({"child_name": "", "child_email": ""}, {"child_email": "no address"},
                        {"child_by": "staff"}, {"child_by": "x"}, {"child_name": "x" * 201}):
            page = self._send(**changes)
            self.assertIn(page.status_code, (200, 413, 422))
            self.assertIn('id="error"', page.text)
        self.assertFalse(self._waiting())


@tagged("post_install", "-at_install")
class TestParentWithAccount(PortalCommon):
    """The portal offers what the public form does: a parent asks for a child."""

    def _ask(self, **vals):
        known = self.requests.search([])
        page = self._post("/my/privacy/new", **{
            "right": ["erasure"], "text": "Please", "child_by": "parent",
            "child_name": "Tuur Vermeulen", "child_email": "tuur@p.example", **vals})
        self.env.invalidate_all()
        return page, self.requests.search([]) - known

    def test_a_parent_asks_and_the_request_is_the_childs(self):
        self._enter("ilse_portal")
        page, request = self._ask()
        self.assertIn("We have received your request for the child", page.text)
        self.assertIn(request.name, page.text)
        self.assertEqual(
            (request.person_name, request.person_email, request.agent_email, request.child_by),
            ("Tuur Vermeulen", "tuur@p.example", "ilse_portal@p.example", "parent"))
        self.assertTrue(request.is_child)
        self.assertEqual(request.channel, "portal")
        # the login says who the parent is, and nothing about whose data the child's are
        self.assertFalse(request.identity_on)
        self.assertFalse(request.partner_ids)
        self.assertFalse(request.requester_id)
        self.assertEqual(self.url_open(f"/my/privacy/{request.id}").status_code, 404)

    def test_the_same_form_twice_is_one_request_and_another_child_is_another(self):
        self._enter("ilse_portal")
        self._ask()
        self.assertFalse(self._ask()[1])
        self.assertTrue(self._ask(child_name="Noor Vermeulen")[1])

    def test_a_child_with_a_login_of_its_own_says_so(self):
        self._enter("ilse_portal")
        _page, request = self._ask(child_by="self", child_name="", child_email="")
        self.assertEqual((request.partner_ids, request.child_by), (self.person, "self"))
        self.assertTrue(self.person.privacy_child)

    def test_who_asks_for_themselves_is_no_child(self):
        self._enter("ilse_portal")
        _page, request = self._ask(child_by="")
        self.assertEqual(request.partner_ids, self.person)
        self.assertFalse(request.child_by)
        self.assertFalse(request.person_name == "Tuur Vermeulen")

    def test_without_name_and_address_it_is_said_and_what_was_typed_stays(self):
        self._enter("ilse_portal")
        for vals in ({"child_name": "", "child_email": ""}, {"child_email": "no address"}):
            with self.subTest(vals):
                page, request = self._ask(**vals)
                self.assertFalse(request)
                self.assertEqual(page.status_code, 422)
                self.assertIn("name, or the mail address", page.text)
                self.assertIn("Please", page.text)

    def test_a_login_that_vouches_for_no_address_asks_for_nobody(self):
        self.person.email = "somebody@else.example"
        self._enter("ilse_portal")
        page, request = self._ask()
        self.assertFalse(request)
        self.assertIn("Confirm first", page.text)
