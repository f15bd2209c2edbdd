"""Who sees and does what with requests: each user against each model over RPC and each page.

The matrix is the specification: a role that is not named for an operation is refused it.
"""

from io import BytesIO

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import freeze_time, new_test_user, tagged
from odoo.tools import mute_logger

from ...engine.requests.portal import Portal
from ...engine.requests.public_form import PublicForm
from ..builders.requests import PortalCommon, RequestCommon
from ..builders.rpc import REFUSALS, Rpc
from ..common import TODAY

READERS = {"privacy user", "officer", "auditor"}
#: {model: {operation: roles}}; the rows are those of one request
MODELS = {
    "privacy.request": {
        "read": READERS, "create": {"privacy user", "officer"},
        "write": {"privacy user", "officer"}, "unlink": set()},
    "privacy.request.right": {
        "read": READERS, "create": {"privacy user", "officer"}, "write": set(), "unlink": set()},
    "privacy.request.pause": {
        "read": READERS, "create": set(), "write": set(), "unlink": set()},
    "privacy.request.pending": {
        "read": {"officer"}, "create": set(), "write": set(), "unlink": set()},
    "privacy.request.change": {
        "read": READERS, "create": {"officer"}, "write": {"officer"}, "unlink": {"officer"}},
    "privacy.notice": {
        "read": READERS, "create": set(), "write": {"officer"}, "unlink": set()},
    "privacy.request.mail": {
        "read": READERS, "create": set(), "write": set(), "unlink": set()},
    "privacy.request.removal": {
        "read": READERS, "create": set(), "write": set(), "unlink": set()},
    "privacy.request.code": {
        "read": set(), "create": set(), "write": set(), "unlink": set()},
    "privacy.request.lock": {
        "read": set(), "create": set(), "write": set(), "unlink": set()},
    "privacy.package": {
        "read": {"officer"}, "create": set(), "write": set(), "unlink": set()},
    "privacy.redaction": {
        "read": READERS, "create": set(), "write": {"officer"}, "unlink": set()},
}
#: harmless values that a client could write
VALUES = {
    "privacy.request": {"lang": "en_US"}, "privacy.request.right": {"reason": "x"},
    "privacy.request.pause": {"reason": "x"}, "privacy.request.pending": {"rights": "access"},
    "privacy.request.change": {"value": "x"}, "privacy.notice": {"note": "x"},
    "privacy.request.mail": {"sender_check": "confirmed"},
    "privacy.request.removal": {"reason": "x"},
    "privacy.request.code": {"request_id": 1}, "privacy.request.lock": {"partner_ref": 1},
    "privacy.package": {"kind": "access"}, "privacy.redaction": {"release_reason": "x"},
}
#: what makes a second row of these models another one
OTHERWISE = {"privacy.request.lock": {"partner_ref": 999_998},
             "privacy.request.change": {"field_name": "city"}}
#: methods that act, and who may call them; each is called with nothing else
BUTTONS = {
    "action_drop": {"officer"}, "action_reopen": {"officer"}, "action_posted": {"officer"},
    "action_forget_evidence": {"officer"},
    "action_collect": {"officer", "privacy user"}, "action_build_package": {"officer"},
    "build_package": {"officer"},
}


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestModels(RequestCommon, Rpc):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        other = cls.env["res.company"].create({"name": "Other Company"})
        cls.elsewhere = new_test_user(
            cls.env, "elsewhere", "base.group_user,cloudpepper_privacy.group_privacy_officer",
            company_id=other.id, company_ids=[Command.set(other.ids)])
        cls.roles = {**cls.not_officers, "officer": cls.officer, "officer elsewhere": cls.elsewhere}

    def setUp(self):
        super().setUp()
        self.request = self._asked("access", "erasure")
        self.request.with_user(self.officer).sudo(False)._ask_identity("No address is known.")
        self.pending = self.env["privacy.request.pending"]
        PublicForm(self.env).submit(
            {"rights": ["access"], "email": "zoe@celik.example"}, "192.0.2.1")
        self.records = {
            "privacy.request": self.request, "privacy.request.right": self.request.right_ids[0],
            "privacy.request.pause": self.request.pause_ids,
            "privacy.request.pending": self.pending.search([], limit=1),
            **self._answered(),
        }

    def _answered(self):
        """Rows of a request that is being answered, made as the superuser."""
        known = self._identified("rectification")
        self.values = {
            "privacy.request.change": {
                "right_id": known.right_ids.id, "partner_id": self.person.id,
                "field_name": "street", "value": "Kerkstraat 1"},
            "privacy.notice": {
                "right_id": known.right_ids.id, "event": "rectification", "key": "matrix",
                "company_id": known.company_id.id,
                "recipient_id": self.env["privacy.recipient"].search([], limit=1).id},
            "privacy.request.code": {
                "request_id": known.id, "partner_ref": self.person.id, "digest": "x",
                "until": "2030-01-01 00:00:00"},
            "privacy.request.lock": {"partner_ref": 999_999, "request_ref": known.id},
            "privacy.request.mail": {"request_id": known.id, "company_id": known.company_id.id},
            "privacy.request.removal": {
                "request_id": known.id, "kind": "erasure", "reason": "x"},
            "privacy.package": {"request_id": known.id, "kind": "access"},
            "privacy.redaction": {
                "request_id": known.id, "model": "res.partner", "res_id": self.person.id,
                "field": "comment", "kind": "identifier"},
        }
        return {model: self.env[model].sudo().create(values)
                for model, values in self.values.items()}

    def _create_values(self, model):
        if model in self.values:
            return {**self.values[model], **OTHERWISE.get(model, {})}
        return {
            "privacy.request": {"person_name": "X", "right_ids": [[0, 0, {"kind": "access"}]]},
            "privacy.request.right": {"request_id": self.request.id, "kind": "objection"},
            "privacy.request.pause": {"request_id": self.request.id, "date_from": "2026-01-01",
                                      "reason": "x"},
            "privacy.request.pending": {"person_email": "x@y.example", "rights": "access"},
        }[model]

    def _try(self, user, model, operation):
        """Do it as a client does; return whether it was let through."""
        record, values = self.records[model], VALUES[model]
        arguments = {
            "read": (record.ids, list(values)), "create": ([self._create_values(model)],),
            "write": (record.ids, values), "unlink": (record.ids,)}[operation]
        try:
            with self.env.cr.savepoint() as savepoint, mute_logger(*REFUSALS):
                self._rpc(user, model, operation, *arguments)
                savepoint.rollback()
        except (AccessError, UserError):
            return False
        return True

    def test_each_role_may_do_with_each_model_what_the_matrix_says_and_no_more(self):
        for model, operations in MODELS.items():
            for operation, allowed in operations.items():
                for role, user in self.roles.items():
                    if operation == "unlink" and role in allowed:
                        continue
                    if role == "officer elsewhere" and operation == "create":
                        # a request of their own company, and none of this one's rights
                        continue
                    with self.subTest(model=model, operation=operation, role=role):
                        self.assertEqual(self._try(user, model, operation), role in allowed)

    def test_buttons_are_the_officers(self):
        for button, allowed in BUTTONS.items():
            for role, user in self.roles.items():
                if role in allowed:
                    continue
                with self.subTest(button=button, role=role), mute_logger(*REFUSALS), \
                        self.assertRaises(AccessError):
                    self._rpc(user, "privacy.request", button, self.request.ids)

    def test_what_becomes_of_a_mail_set_aside_is_the_officers_to_say(self):
        mail = self.records["privacy.request.mail"]
        for button in ("action_make_request", "action_dismiss"):
            for role, user in self.roles.items():
                if role != "officer":
                    with self.subTest(button=button, role=role), mute_logger(*REFUSALS), \
                            self.assertRaises(AccessError):
                        self._rpc(user, "privacy.request.mail", button, mail.ids)

    def test_a_right_is_removed_by_officers(self):
        for role, user in self.roles.items():
            if role != "officer":
                with self.subTest(role=role), mute_logger(*REFUSALS), \
                        self.assertRaises(AccessError):
                    self._rpc(user, "privacy.request.right", "action_remove",
                              self.request.right_ids[:1].ids)

    def test_methods_that_act_are_not_reached_by_rpc(self):
        for role, user in self.roles.items():
            for method in ("_confirm_identity", "_ask_identity", "_extend", "_post_letter", "_lock",
                           "_gather", "_close", "_remove"):
                with self.subTest(role=role, method=method), self.assertRaises(AccessError):
                    self._rpc(user, "privacy.request", method, self.request.ids)

    def test_no_button_sets_a_field_that_buttons_set(self):
        for name, value in (
                ("state", "open"), ("identity_on", "2026-01-01 10:00:00"),
                ("identity_method", "portal"), ("partner_ids", [[6, 0, self.person.ids]]),
                ("requester_id", self.person.id), ("address_confirmed_on", "2026-01-01 10:00:00"),
                ("received_on", "2020-01-01 10:00:00"), ("channel", "portal")):
            for user in (self.user, self.officer):
                with self.subTest(field=name), mute_logger(*REFUSALS), \
                        self.assertRaises(AccessError):
                    self._rpc(user, "privacy.request", "write", self.request.ids, {name: value})


@tagged("post_install", "-at_install")
class TestPages(PortalCommon):
    """Pages against users: 200 where they are theirs, the login page or nothing where not."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for login, groups in (
                ("m_staff", "base.group_user"), ("m_admin", "base.group_system"),
                ("m_user", "base.group_user,cloudpepper_privacy.group_privacy_user"),
                ("m_officer", "base.group_user,cloudpepper_privacy.group_privacy_officer")):
            new_test_user(cls.env, login, groups)
        cls.users = ("ilse_portal@p.example", "bob_portal@p.example", "m_staff", "m_admin",
                     "m_user", "m_officer")

    def _meets(self, path):
        page = self.url_open(path)
        return "login" if "/web/login" in page.url else page.status_code

    def test_each_page_for_each_user(self):
        asked = self._asked()
        file = Portal(self.env).say(
            asked, self.person, "With a file", [("a.txt", BytesIO(b"x"))]).attachment_ids
        own = {f"/my/privacy/{asked.id}", f"/my/privacy/{asked.id}/file/{file.id}"}
        everybodys = {"/privacy/request": 200, "/privacy/request/confirm/none": 404,
                      "/privacy/package/1/none": 404}
        pages = {*own, "/my/privacy", "/my/privacy/new", *everybodys}
        for user in (None, *self.users):
            self.authenticate(user, user)
            for path in sorted(pages):
                expected = everybodys.get(path) or (
                    "login" if user is None
                    else 404 if path in own and user != "ilse_portal@p.example" else 200)
                with self.subTest(user=user, path=re_number(path)):
                    self.assertEqual(self._meets(path), expected)

    def test_files_of_a_request_have_no_other_way_out(self):
        asked = self._asked()
        file = Portal(self.env).say(
            asked, self.person, "With a file", [("a.txt", BytesIO(b"hidden"))]).attachment_ids
        for user in (None, "bob_portal@p.example", "m_staff", "m_admin"):
            self.authenticate(user, user)
            for path in (f"/web/content/{file.id}", f"/web/content/{file.id}?download=true",
                         f"/web/image/{file.id}"):
                with self.subTest(user=user, path=re_number(path)):
                    self.assertNotIn(b"hidden", self.url_open(path).content)


def re_number(path):
    """The path without ids, so that a subtest has one name."""
    return "".join("n" if char.isdigit() else char for char in path)
