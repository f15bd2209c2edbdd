"""A hold keeps the contact's documents, files, messages and technical rows, whatever key a caller
puts into the context.
"""

from odoo.exceptions import UserError
from odoo.tests import HttpCase, freeze_time, new_test_user, tagged
from odoo.tools import mute_logger

from ..builders.rpc import FORGED, REFUSALS, Rpc
from ..common import TODAY

#: what Odoo's or our code reads in a context to let something pass
KEYS = {
    "_force_unlink": True, "force_delete": True, "force_unlink": True, "install_mode": True,
    "tracking_disable": True, "mail_create_nolog": True, "mail_notrack": True, "cron_id": 1,
    "active_test": False, "skip_readonly_check": True, "bypass_audit": True, "module": "base",
    "uninstall": True, "MODULE_UNINSTALL_FLAG": True, "import_file": True, "noupdate": True,
    "privacy_acting": True, "privacy_fetching": True, "privacy_nested": True,
}


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestHeld(Rpc):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.bookkeeper = new_test_user(
            cls.env, "bookkeeper_of_held",
            "account.group_account_manager,base.group_partner_manager,base.group_system",
            company_id=cls.company.id, company_ids=[(6, 0, cls.company.ids)])
        cls.held, cls.free = cls._contact("Held", email="held@mail.example"), cls._contact("Free")
        cls.drafts = {contact: cls._move(contact, TODAY) for contact in (cls.held, cls.free)}
        cls.hold = cls._tell_hold(cls.held, None)

    def _file(self, record, **vals):
        return self.env["ir.attachment"].create({
            "name": "letter.txt", "raw": b"x", "res_model": record._name, "res_id": record.id,
            **vals})

    def _refuses(self, model, method, ids, *args, **kwargs):
        with self.assertRaises(UserError), self.env.cr.savepoint(), mute_logger(*REFUSALS):
            self._rpc(self.bookkeeper, model, method, ids, *args, **kwargs)

    def _lets(self, model, method, ids, *args):
        with self.env.cr.savepoint() as savepoint:
            self._rpc(self.bookkeeper, model, method, ids, *args)
            savepoint.rollback()

    # === DOCUMENTS === #

    def test_no_key_of_a_context_deletes_a_document_of_theirs(self):
        move = self.drafts[self.held]
        for key, value in KEYS.items():
            with self.subTest(key):
                self._refuses("account.move", "unlink", move.ids, context={key: value})
        for value in FORGED:
            with self.subTest(repr(value)):
                self._refuses("account.move", "unlink", move.ids,
                              context=dict.fromkeys(KEYS, value))
        self.assertTrue(move.exists())

    def test_no_key_of_a_context_deletes_them(self):
        for key, value in KEYS.items():
            with self.subTest(key):
                self._refuses("res.partner", "unlink", self.held.ids, context={key: value})

    def test_a_free_contacts_document_is_deleted(self):
        self._lets("account.move", "unlink", self.drafts[self.free].ids)

    def test_once_released_it_goes(self):
        self.hold.action_release()
        self._lets("account.move", "unlink", self.drafts[self.held].ids)

    def test_a_meeting_that_they_attend_is_theirs_too(self):
        if "calendar.event" not in self.env:
            self.skipTest("module calendar is not installed")
        for contact in (self.held, self.free):
            meeting = self.env["calendar.event"].create({
                "name": "Talk", "start": "2026-12-01 10:00:00", "stop": "2026-12-01 11:00:00",
                "partner_ids": [(6, 0, (contact | self.bookkeeper.partner_id).ids)],
                "user_id": self.bookkeeper.id})
            check = self._refuses if contact == self.held else self._lets
            check("calendar.event", "unlink", meeting.ids)

    # === FILES === #

    def test_their_files_and_those_of_their_documents_are_not_deleted(self):
        for contact in (self.held, self.free):
            check = self._refuses if contact == self.held else self._lets
            message = self._message(contact, "2026-05-04 10:00:00")
            for record in (contact, self.drafts[contact], message):
                with self.subTest(contact=contact.name, on=record._name):
                    file = self._file(record)
                    check("ir.attachment", "unlink", file.ids)
                    check("ir.attachment", "write", file.ids, {"datas": "eQ=="})
                    check("ir.attachment", "write", file.ids, {"datas": False})
                    check("ir.attachment", "write", file.ids,
                          {"res_model": "res.partner", "res_id": self.bookkeeper.partner_id.id})
                    check("ir.attachment", "write", file.ids, {"res_id": False})
                    self.assertTrue(file.exists())

    def test_no_key_of_a_context_deletes_a_file_of_theirs(self):
        file = self._file(self.drafts[self.held])
        for key, value in KEYS.items():
            with self.subTest(key):
                self._refuses("ir.attachment", "unlink", file.ids, context={key: value})

    def test_the_superuser_behind_a_button_deletes_none_either(self):
        with self.assertRaises(UserError):
            self._file(self.held).with_user(self.bookkeeper).sudo().unlink()

    def test_files_are_renamed_and_pictures_changed_as_before(self):
        file = self._file(self.held)
        self._lets("ir.attachment", "write", file.ids, {"name": "other.txt"})
        picture = (b"iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9"
                   b"awAAAABJRU5ErkJggg==").decode()
        self.held.image_1920 = picture
        self._lets("res.partner", "write", self.held.ids, {"image_1920": False})
        stored = self.env["ir.attachment"].search([
            ("res_model", "=", "res.partner"), ("res_id", "=", self.held.id),
            ("res_field", "=", "image_1920")])
        self.assertTrue(stored)
        self._refuses("ir.attachment", "unlink", stored.ids)

    def test_a_restricted_contacts_files_stay_too(self):
        self.free.privacy_restricted = True
        self._refuses("ir.attachment", "unlink", self._file(self.free).ids)
        self._refuses("ir.attachment", "unlink", self._file(self.drafts[self.free]).ids)

    # === MESSAGES === #

    def test_messages_by_them_and_on_what_is_theirs_are_not_deleted(self):
        for contact in (self.held, self.free):
            check = self._refuses if contact == self.held else self._lets
            on_invoice = self.env["mail.message"].create({
                "model": "account.move", "res_id": self.drafts[contact].id, "body": "x",
                "message_type": "comment", "author_id": self.bookkeeper.partner_id.id})
            for message in (self._message(contact, "2026-05-04 10:00:00",
                                          author_id=self.bookkeeper.partner_id.id), on_invoice):
                with self.subTest(contact=contact.name, on=message.model):
                    check("mail.message", "unlink", message.ids)


@tagged("post_install", "-at_install")
class TestKeysOverHttp(HttpCase):
    """Over the web: what a scheduled action says of itself is nobody else's to say."""

    def test_who_says_to_be_a_scheduled_action_moves_the_clock_all_the_same(self):
        new_test_user(self.env, "claims_cron", "base.group_user,base.group_partner_manager")
        self.authenticate("claims_cron", "claims_cron")
        for context in ({}, {"cron_id": 1}):
            person = self.env["res.partner"].create({"name": "Somebody"})
            with self.subTest(str(context)):
                self.make_jsonrpc_request("/web/dataset/call_kw/res.partner/unlink", {
                    "model": "res.partner", "method": "unlink", "args": [person.ids],
                    "kwargs": {"context": context}})
                noted = self.env["privacy.outbox"].search([
                    ("model", "=", "res.partner"), ("res_id", "=", person.id)])
                self.assertTrue(noted.filtered("forget"))
