"""The rows of the policy about data and rights (P3, P9, P10, P11), each tried from outside."""

import base64
import io
import json
import re
import zipfile

from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, freeze_time, new_test_user, tagged
from odoo.tools import mute_logger
from psycopg2 import IntegrityError

from ...engine.requests.address_proof import AddressProof
from ..builders.leaving import call
from ..builders.mails import MailCommon
from ..builders.requests import RequestCommon
from ..common import SILENT, TODAY

SIX = ("account", "communication", "marketing", "support", "technical", "cookies")
#: the eight rights of the policy, and in which words a person asks for each
EIGHT = {
    "access": "Please send me a copy of all personal data that you hold about me.",
    "rectification": "My address is wrong. Please correct it.",
    "erasure": "Please delete all my data.",
    "restriction": "I request restriction of the processing of my data.",
    "portability": "I want to exercise my right to data portability.",
    "objection": "I object to the processing of my personal data.",
    "withdrawal": "I withdraw my consent.",
    "automated": "I do not want to be subject to automated decisions: have a human review it.",
}


class PersonCommon(RequestCommon, HttpCase):
    """Ilse, who has a login that was proven to be hers."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        login = new_test_user(
            cls.env, "ilse@vermeulen.example", "base.group_portal", company_id=cls.company.id,
            company_ids=[(6, 0, cls.company.ids)], email="ilse@vermeulen.example",
            name="Ilse Vermeulen")
        cls.person.unlink()
        cls.person = login.partner_id
        cls._message(cls.person, SILENT[0][1], email_from=cls.person.email)
        AddressProof(cls.env).note(login.login, "invitation", user=login)

    def _enter(self):
        self.authenticate("ilse@vermeulen.example", "ilse@vermeulen.example")

    def _csrf(self, path):
        return re.search(r'name="csrf_token" value="([^"]+)"', self.url_open(path).text).group(1)

    def _ask_in_portal(self, *kinds, text="Mine"):
        known = self.requests.search([])
        self.url_open("/my/privacy/new", data={
            "csrf_token": self._csrf("/my/privacy/new"), "right": kinds, "text": text})
        self.env.invalidate_all()
        return self.requests.search([]) - known

    def _call(self, model, method, *args, user=None, **kwargs):
        found = call(self.env, user or self.officer, model, method, *args, **kwargs)
        self.env.invalidate_all()
        return found

    def _decision(self, request, method=None, **vals):
        """Open the officer's dialogue on the request's right, and press one of its buttons."""
        decision = self._call("privacy.request.decision", "create",
                              {"right_id": request.right_ids.id, **vals})
        return method and self._call("privacy.request.decision", method, [decision])


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestP3Categories(PersonCommon):
    def test_p3_each_mapped_field_belongs_to_one_of_six_categories(self):
        """P3: six categories of data; the map knows no other and leaves no field without."""
        six = call(self.env, self.auditor, "privacy.category", "search_read", [], ["code"])
        self.assertEqual(tuple(each["code"] for each in six), SIX)
        rows = call(self.env, self.auditor, "privacy.map", "search_read",
                    [], ["category_id", "model_name", "field_names"])
        self.assertGreater(len(rows), 100)
        known = {each["id"] for each in six}
        self.assertFalse([row for row in rows
                          if not row["category_id"] or row["category_id"][0] not in known])
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"), \
                self.env.cr.savepoint():
            call(self.env, self.officer, "privacy.map", "create", {
                "model_name": "res.partner", "act": "mask", "field_names": "comment",
                "path": "parent_id"})

    def test_p3_the_person_the_answer_and_the_register_tell_of_the_same_categories(self):
        self._tell_invoice(self.person, "2026-03-31")
        self.timers.refresh(self.person)
        name = dict(self.env["privacy.category"].search([]).mapped(
            lambda each: (each.code, each.name)))
        self._enter()
        page = self.url_open("/my/privacy").text
        shown = set(re.findall(r'<h3 class="h6 mb-1"><span>([^<]+)</span>', page))
        self.assertLessEqual({name["account"], name["communication"]}, shown)
        self.assertNotIn(name["cookies"], shown, "nothing of hers is of this one")
        request = self._ask_in_portal("access")
        self._call("privacy.request", "build_package", request.ids)
        package = self.env["ir.attachment"].sudo().search(
            [("res_model", "=", "privacy.package"), ("name", "like", ".zip")], limit=1,
            order="id desc")
        with zipfile.ZipFile(io.BytesIO(base64.b64decode(package.datas))) as packed:
            data = json.loads(packed.read("data.json"))
        told = {each["code"] for each in data["categories"]}
        self.assertLessEqual({"account", "communication"}, told)
        self.assertNotIn("cookies", told)
        self.assertLessEqual({record["category"] for dataset in data["datasets"]
                              for record in dataset["records"]}, set(SIX))
        register = self._call("privacy.register.export", "create", {
            "company_id": self.company.id, "lang": "en_US", "kind": "csv"})
        self.officer.password = "officer-officer"
        self.authenticate(self.officer.login, "officer-officer")
        action = self._call("privacy.register.export", "action_export", [register])
        file = self.url_open(action["url"]).content.decode("utf-8-sig")
        for category in name.values():
            with self.subTest(category):
                self.assertIn(category, file)


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestP9InThePortal(PersonCommon):
    """P9: eight kinds of request. Each is asked by the person in the portal, decided by an officer
    in the dialogue, and told to the person in words of its own.
    """

    def _ends(self, request, right, says):
        self.assertEqual((right.state, right.outcome), ("closed", "granted"))
        letter = " ".join(str(self._letter(request)[:1].body_html).split())
        self.assertIn(says, letter)
        self._enter()
        self.assertIn("answered", self.url_open(f"/my/privacy/{request.id}").text.lower())

    def _fetched(self, request):
        path = request.package_ids._path()
        return self.url_open(
            path, data={"csrf_token": self._csrf(path), "step": "fetch"}).content

    def _not_yet(self, request):
        """Nothing is said to be done before it was."""
        with self.assertRaises(UserError):
            self._call("privacy.request", "close_right", request.ids, request.right_ids.kind,
                       "granted")
        self.assertEqual(request.right_ids.state, "open")

    def _asked_alone(self, kind):
        self._enter()
        request = self._ask_in_portal(kind)
        self.assertEqual((request.right_ids.mapped("kind"), request.state), ([kind], "open"))
        with self.assertRaises(AccessError), mute_logger("odoo.addons.base.models.ir_model"):
            self._call("privacy.request", "close_right", request.ids, kind, "granted",
                       user=self.user)
        return request

    def _granted(self, request, act=None):
        kind = request.right_ids.kind
        if act is not None:
            self._call("privacy.request", "act_right", request.ids, kind, act)
        if request.right_ids.state == "open":
            self._call("privacy.request", "close_right", request.ids, kind, "granted")

    def test_p9_access_is_a_package(self):
        request = self._asked_alone("access")
        self._not_yet(request)
        self._call("privacy.request", "build_package", request.ids)
        self._granted(request)
        self._ends(request, request.right_ids, "Fetch the Answer")
        self.assertEqual(self._fetched(request)[:2], b"PK")

    def test_p9_portability_is_data_for_a_machine(self):
        self._tell_running(self.person, True)
        self.timers.refresh(self.person)
        request = self._asked_alone("portability")
        self._not_yet(request)
        self._call("privacy.request", "build_package", request.ids)
        self._granted(request)
        self._ends(request, request.right_ids, "<strong>Portability</strong> (Art. 20 GDPR)")
        with zipfile.ZipFile(io.BytesIO(self._fetched(request))) as packed:
            data = json.loads(packed.read("data.json"))
        self.assertEqual(data["kind"], "portability")
        self.assertIn("ilse@vermeulen.example", json.dumps(data["datasets"]))

    def test_p9_rectification_corrects(self):
        request = self._asked_alone("rectification")
        self._not_yet(request)
        self._call("privacy.request.change", "create", {
            "right_id": request.right_ids.id, "partner_id": self.person.id,
            "field_name": "city", "value": "Aalst"})
        self._granted(request, "")
        self.assertEqual(self.person.city, "Aalst")
        self._ends(request, request.right_ids, "Aalst")

    def test_p9_erasure_erases(self):
        request = self._asked_alone("erasure")
        self._not_yet(request)
        self._call("privacy.request", "act_right", request.ids, "erasure", "a")
        self.assertTrue(self.person.privacy_anonymised_on)
        self.assertNotIn("Vermeulen", self.person.name)
        self._granted(request)
        self.assertEqual((request.right_ids.outcome, request.state), ("granted", "answered"))
        self.assertIn("erased", str(self._letter(request)[:1].body_html))

    def test_p9_restriction_leaves_storage_alone(self):
        request = self._asked_alone("restriction")
        self._not_yet(request)
        self._granted(request, "")
        self.assertTrue(self.person.privacy_restricted)
        self._ends(request, request.right_ids, "your data are stored, and nothing else")
        self.assertIn("we store them and do nothing else", self.url_open("/my/privacy").text)

    def test_p9_objection_stops_marketing(self):
        request = self._asked_alone("objection")
        self._not_yet(request)
        self._granted(request, "marketing")
        self.assertTrue(self.person.is_blacklisted)
        self._ends(request, request.right_ids, "We have stopped our own mailings")

    def test_p9_withdrawal_ends_a_consent(self):
        self._tell_consent(self.person, "2024-01-01")
        request = self._asked_alone("withdrawal")
        self._not_yet(request)
        self._granted(request, "")
        consent = self.env["privacy.consent.record"].search(
            [("partner_id", "=", self.person.id)])
        self.assertEqual(consent.state, "withdrawn")
        self._ends(request, request.right_ids, "consent")

    def test_p9_a_decision_by_a_machine_is_looked_at_by_a_human(self):
        request = self._asked_alone("automated")
        self._not_yet(request)
        self._decision(request, "action_review", review="An officer looked at the score.")
        self._granted(request)
        self._ends(request, request.right_ids, "An officer looked at the score.")


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestP9FromOutside(MailCommon, HttpCase):
    def test_p9_the_public_form_takes_all_eight_and_none_before_the_click(self):
        path = "/privacy/request"
        page = self.url_open(path).text
        token = re.search(r'name="csrf_token" value="([^"]+)"', page).group(1)
        for kind in EIGHT:
            self.assertIn(f'value="{kind}"', page)
        self.url_open(path, data={
            "csrf_token": token, "right": list(EIGHT), "email": "zoe@celik.example"})
        asked = [("person_email", "=", "zoe@celik.example")]
        self.assertFalse(self.requests.search(asked), "nothing before the address is proven")
        mail = self.env["mail.mail"].search([("model", "=", "privacy.request.pending")], limit=1)
        link = re.search(r"/privacy/request/confirm/[\w-]+", mail.body_html).group(0)
        page = self.url_open(link).text
        self.assertFalse(self.requests.search(asked), "a scanner that opens links presses nothing")
        token = re.search(r'name="csrf_token" value="([^"]+)"', page).group(1)
        self.url_open(link, data={"csrf_token": token})
        self.env.invalidate_all()
        request = self.requests.search(asked)
        self.assertEqual(set(request.right_ids.mapped("kind")), set(EIGHT))
        self.assertFalse(request.identity_on)

    def test_p9_each_of_the_eight_is_read_in_a_mail(self):
        for kind, words in EIGHT.items():
            with self.subTest(kind):
                request = self._arrives(self._mail(
                    f"Hello,\r\n\r\n{words}\r\n\r\nZoe\r\n", "utf-8", Subject="A question",
                    From=f"Zoe <{kind}@celik.example>"))
                self.assertEqual(request.right_ids.mapped("kind"), [kind])

    def test_p9_who_asks_that_nothing_be_erased_has_asked_for_no_erasure(self):
        request = self._arrives(self._mail(
            "Please do not delete my data.", "utf-8", Subject="My account"))
        self.assertNotIn("erasure", request.right_ids.mapped("kind"))


@tagged("post_install", "-at_install")
@freeze_time("2026-08-31 08:00:00")
class TestP10Identity(MailCommon, PersonCommon):
    def _step(self, request, step, user=None, **vals):
        made = self._call("privacy.request.step", "create",
                          {"request_id": request.id, "step": step, **vals}, user=user)
        return self._call("privacy.request.step", "action_confirm", [made], user=user)

    def _came_by_mail(self):
        return self._arrives(self._mail(
            f"{EIGHT['access']}\r\n", "utf-8", Subject="My data",
            From="Ilse Vermeulen <ilse@vermeulen.example>"))

    def _files(self, request):
        return self.env["ir.attachment"].search(
            [("res_model", "=", "privacy.request"), ("res_id", "=", request.id),
             ("name", "=", "volmacht.pdf")])

    def test_p10_evidence_of_identity_goes_with_the_decision_and_not_before(self):
        """P10: identity may be verified before answering; the proof is not kept."""
        request = self._came_by_mail()
        with self.assertRaises(UserError):
            self._call("privacy.request", "build_package", request.ids)
        self.assertFalse(request.package_ids, "nothing leaves before we know who asks")
        with self.assertRaisesRegex(UserError, "reason"):
            self._step(request, "ask", reason=" ")
        with self.assertRaises(AccessError), mute_logger("odoo.addons.base.models.ir_model"):
            self._step(request, "ask", user=self.user, reason="Two people have this name.")
        self._step(request, "ask", reason="Two people have this name.")
        self.assertEqual((request.state, request.standing), ("identity", "paused"))
        proof = self._files(request)
        self.assertTrue(proof)
        self._step(request, "confirm", method="document", why="The photo is hers.",
                   partner_ids=[(6, 0, self.person.ids)],
                   evidence_ids=[(6, 0, proof.ids)])
        self.assertTrue(proof.exists(), "it is needed until the decision")
        self._call("privacy.request", "build_package", request.ids)
        self._call("privacy.request", "close_right", request.ids, "access", "granted")
        self.assertFalse(proof.exists())
        self.assertFalse(self._files(request))
        (shown,) = call(self.env, self.auditor, "privacy.request", "read", request.ids,
                        ["identity_method", "identity_by_id", "evidence_removed_on"])
        self.assertEqual((shown["identity_method"], shown["identity_by_id"][0]),
                         ("document", self.officer.id))
        self.assertTrue(shown["evidence_removed_on"], "how and by whom it was checked stays")
        (filed,) = self.env["privacy.evidence"].search(
            [("act", "=", "request_evidence_removed")], order="id desc", limit=1)
        self.assertEqual(filed.counts, {"request": request.id, "uid": self.officer.id})

    def test_p10_no_document_without_doubts_that_are_written_down(self):
        request = self._came_by_mail()
        with self.assertRaisesRegex(UserError, "reasonable doubts"):
            self._step(request, "confirm", method="document", why="Looks right",
                       partner_ids=[(6, 0, self.person.ids)])
        self.assertFalse(request.identity_on)

    def test_p10_whose_login_proves_it_is_asked_nothing_more(self):
        self._enter()
        request = self._ask_in_portal("access")
        self.assertEqual((request.state, request.identity_method), ("open", "portal"))
        self.assertFalse(request.pause_ids)

    def test_p10_who_is_not_known_by_an_answer_in_time_is_refused_with_the_reason(self):
        request = self._came_by_mail()
        with self.assertRaises(UserError):
            self._call("privacy.request", "close_right", request.ids, "access", "refused",
                       "identity", "We do not know who you are.")
        self._step(request, "ask", reason="Two people have this name.")
        self._call("privacy.request", "close_right", request.ids, "access", "refused",
                   "identity", "Nobody showed who they are.")
        self.assertEqual(request.state, "answered")


@tagged("post_install", "-at_install")
class TestP11InTime(PersonCommon):
    def _extend(self, request, user=None, reason="Very many messages"):
        step = self._call("privacy.request.step", "create",
                          {"request_id": request.id, "step": "extend", "reason": reason},
                          user=user)
        self._call("privacy.request.step", "action_confirm", [step], user=user)

    @freeze_time("2026-08-31 08:00:00")
    def _asked_in_august(self):
        self._enter()
        return self._ask_in_portal("access")

    def test_p11_an_answer_is_due_in_a_month_and_put_off_once(self):
        """P11: one month; two further months for complex requests, told within the first one."""
        request = self._asked_in_august()
        with freeze_time("2026-09-30 08:00:00"):
            self._enter()
            self.assertIn("09/30/2026", self.url_open(f"/my/privacy/{request.id}").text)
            with self.assertRaises(UserError):
                self._extend(request, reason=" ")
            with self.assertRaises(AccessError), mute_logger("odoo.addons.base.models.ir_model"):
                self._extend(request, user=self.user)
            self.assertEqual(str(request.deadline), "2026-09-30")
            self._extend(request)
            self.assertEqual(str(request.deadline), "2026-11-30")
            letter = self._letter(request)[:1]
            self.assertIn("Very many messages", letter.body_html)
            self.assertIn("30 November 2026", letter.body_html)
            self.assertEqual(letter.email_to, "ilse@vermeulen.example")
            with self.assertRaisesRegex(UserError, "one extension"):
                self._extend(request, reason="Once more")
            self.assertEqual(str(request.deadline), "2026-11-30")

    def test_p11_after_the_month_it_is_too_late_to_put_it_off(self):
        request = self._asked_in_august()
        with freeze_time("2026-10-01 08:00:00"):
            with self.assertRaises(UserError):
                self._extend(request)
            request.invalidate_recordset(["standing"])
            found = call(self.env, self.user, "privacy.request", "search",
                         [("standing", "=", "overdue")])
            self.assertIn(request.id, found)

    def test_p11_a_last_day_that_nobody_works_moves_to_the_next_one(self):
        """Reg. 1182/71: a month from 1 October 2026 ends on All Saints' Sunday."""
        with freeze_time("2026-10-01 08:00:00"):
            self._enter()
            self.assertEqual(str(self._ask_in_portal("access").deadline), "2026-11-02")

    def test_p11_officers_are_warned_by_mail_before_it_is_too_late(self):
        request = self._asked_in_august()
        self.officer.email = "officer@own.example"
        told = [("model", "=", "privacy.request"), ("res_id", "=", request.id),
                ("subject", "ilike", "answer")]
        with freeze_time("2026-09-10 08:00:00"):
            self.env["privacy.request"]._cron_warn()
            before = self.env["mail.mail"].search_count(told)
        with freeze_time("2026-09-25 08:00:00"):
            self.env["privacy.request"]._cron_warn()
            self.assertGreater(self.env["mail.mail"].search_count(told), before)
