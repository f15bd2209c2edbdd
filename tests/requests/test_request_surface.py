"""What scripts and other modules call on a request, and what no page reads or writes too much."""

import re
from io import BytesIO
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.sql_db import Cursor
from odoo.tests import freeze_time, new_test_user, tagged
from odoo.tools import mute_logger

from ...controllers.privacy_form import FORM_SIZE
from ...core.requests import rights as rules
from ...engine.requests.identity import Identity
from ...engine.requests.portal import FILE_SIZE, Portal
from ...engine.requests.rights import RIGHTS
from ..builders.requests import PortalCommon, RequestCommon
from ..builders.rpc import REFUSALS, Rpc
from ..common import TODAY


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestSurface(RequestCommon, Rpc):
    def _call(self, user, request, method, *args):
        with self.env.cr.savepoint(), mute_logger(*REFUSALS):
            return self._rpc(user, "privacy.request", method, request.ids, *args)

    def test_an_officer_identifies_acts_and_decides_by_calls(self):
        request = self._asked("restriction", "access", "erasure")
        self.assertTrue(self._call(
            self.officer, request, "confirm_identity", self.person.ids, "known"))
        self.assertEqual((request.state, request.partner_ids, request.identity_by_id),
                         ("open", self.person, self.officer))
        self.assertTrue(self._call(self.officer, request, "act_right", "restriction"))
        self.assertTrue(self.person.privacy_restricted)
        self.assertTrue(self._call(
            self.officer, request, "close_right", "access", "refused", "others",
            "They are letters of others."))
        self.assertTrue(self._call(
            self.officer, request, "close_right", "erasure", "refused", "legal_claims",
            "A case is pending."))
        self.assertEqual(request.right_ids.mapped("outcome"), ["granted", "refused", "refused"])
        self.assertTrue(all(request.right_ids.mapped("letter_id")))
        self.assertEqual(request.state, "answered")

    def test_a_recordset_a_choice_and_reasons_are_taken_too(self):
        twin = self._contact("Ilse", email="ilse@vermeulen.example")
        request = self._asked("objection").with_user(self.officer).sudo(False)
        with self.assertRaises(UserError), self.env.cr.savepoint():
            request.confirm_identity(self.person, "known")
        request.confirm_identity(self.person, "known", why="She is the one born in 1970")
        self.assertEqual((request.partner_ids, request.identity_why),
                         (self.person, "She is the one born in 1970"))
        self.assertFalse(twin.privacy_restricted)
        request.act_right("objection", "marketing")
        self.assertEqual(request.right_ids.outcome, "granted")

    def test_every_rule_applies(self):
        request = self._asked("erasure", "access").with_user(self.officer).sudo(False)
        for call in (lambda: request.act_right("erasure", "a"),
                     lambda: request.close_right("access", "granted"),
                     lambda: request.confirm_identity(self.person, "document"),
                     lambda: request.confirm_identity([], "known")):
            with self.assertRaises(UserError), self.env.cr.savepoint():
                call()
        request.confirm_identity(self.person, "known")
        for call in (lambda: request.act_right("erasure"),
                     lambda: request.act_right("restriction"),
                     lambda: request.close_right("objection", "granted"),
                     lambda: request.close_right("access", "granted"),
                     lambda: request.close_right("access", "refused", "others"),
                     lambda: request.close_right("access", "refused", "legal_duty", "No")):
            with self.assertRaises(UserError), self.env.cr.savepoint():
                call()
        self.assertEqual(set(request.right_ids.mapped("state")), {"open"})

    def test_nobody_else_calls_them(self):
        request = self._identified("restriction")
        other = self.env["res.company"].create({"name": "Elsewhere"})
        foreign = new_test_user(
            self.env, "foreign_caller", "base.group_user,"
            "cloudpepper_privacy.group_privacy_officer", company_id=other.id,
            company_ids=[(6, 0, other.ids)])
        for user in (self.user, self.auditor, self.staff, self.portal, self.admin, foreign):
            for method, *args in (("confirm_identity", self.person.ids, "known"),
                                  ("act_right", "restriction"),
                                  ("close_right", "restriction", "refused", "unfounded", "No")):
                with self.subTest(user=user.login, method=method), \
                        self.assertRaises(AccessError):
                    self._call(user, request, method, *args)
        self.assertEqual((request.right_ids.state, self.person.privacy_restricted),
                         ("open", False))

    def test_each_right_has_its_file(self):
        self.assertEqual(RIGHTS.keys(), rules.RIGHTS.keys())
        self.assertEqual({kind for kind, each in RIGHTS.items() if each.acts},
                         {"erasure", "rectification", "restriction", "objection", "withdrawal"})

    def test_a_refused_identity_has_changed_nothing(self):
        request = self._asked().with_user(self.officer).sudo(False)
        seen = []
        effects = [lambda *_args, n=number: seen.append(n)
                   for number in range(len(Identity.EFFECTS))]
        with patch.object(Identity, "EFFECTS", tuple(effects)):
            for given in ({"method": "nothing"}, {"method": "code"}, {"method": "portal"},
                          {"method": "mail", "person": {"state": "open"}}):
                with self.subTest(given=given), self.assertRaises(UserError):
                    request._confirm_identity(self.person.with_env(request.env), **given)
        self.assertFalse(seen)


class Unread(BytesIO):
    """A file that nobody may read, of a size that it only tells."""

    def __init__(self, size):
        super().__init__()
        self.size = size

    def tell(self):
        """Return what a file of this size says at its end."""
        return self.size

    def read(self, *_args):  # pylint: disable=method-required-super
        """Fail: it is too large to be read."""
        raise AssertionError("it was read")


@tagged("post_install", "-at_install")
class TestSmallPages(PortalCommon):
    def test_a_file_is_not_read_before_its_size_is_known_to_fit(self):
        request, portal = self._asked(), Portal(self.env)
        with self.assertRaisesRegex(ValidationError, "Nothing was sent"):
            portal.say(request, self.person, "Big", [("big.bin", Unread(FILE_SIZE + 1))])
        with self.assertRaisesRegex(ValidationError, "Nothing was sent"):
            portal.say(request, self.person, "Many", [("x", Unread(1))] * 6)
        with self.assertRaisesRegex(AssertionError, "it was read"):
            portal.say(request, self.person, "Fits", [("x", Unread(FILE_SIZE))])

    @mute_logger("odoo.http")
    def test_a_form_that_is_far_too_large_is_not_read_at_all(self):
        for path in ("/privacy/request", "/my/privacy/new", "/my/privacy/consent"):
            self._enter("ilse_portal")
            page = self.url_open(path, data={"text": "x" * (FORM_SIZE + 1)})
            with self.subTest(path=path):
                self.assertEqual(page.status_code, 413)

    def test_showing_the_page_creates_no_table(self):
        self._enter("ilse_portal")
        self.url_open("/my/privacy")
        execute, found = Cursor.execute, []

        def seen(cursor, query, *args, **given):
            text = query if isinstance(query, str) else getattr(query, "code", str(query))
            if re.match(r"\s*(CREATE|DROP|ALTER|TRUNCATE|ANALYZE)\b", text):
                found.append(text)
            return execute(cursor, query, *args, **given)

        with patch.object(Cursor, "execute", seen):
            page = self.url_open("/my/privacy")
        self.assertEqual(page.status_code, 200)
        self.assertFalse(found)
