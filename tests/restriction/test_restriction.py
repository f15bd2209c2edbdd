"""Restriction (Art. 18, R15): a contact that is stored and not used; its name on existing
documents stays. Every refusal has a twin: the same with a contact that is free."""

import json
from contextlib import contextmanager
from unittest.mock import patch

from odoo.addons.mail.tests.common import MockEmail
from odoo.addons.mail.tools.discuss import Store
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.http import Request
from odoo.tests import Form, HttpCase, JsonRpcException, freeze_time, new_test_user, tagged
from odoo.tools import SQL, mute_logger

from ...engine.restriction.restriction import Restriction
from ..builders.rpc import FORGED, Rpc
from ..common import TODAY

NAME, MAIL, PHONE = "Quirinus Zwaluwnest", "quirinus@zwaluwnest.example", "+32470123456"
#: groups that an ordinary colleague may have where their modules are installed
WORK = ("base.group_user", "base.group_partner_manager", "base.group_allow_export",
        "account.group_account_invoice", "sales_team.group_sale_salesman_all_leads",
        "mass_mailing.group_mass_mailing_user")


class RestrictionCommon(Rpc):
    """``person`` is restricted and ``free`` is not; both are customers of one invoice."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        company = {"company_id": cls.company.id, "company_ids": [Command.set(cls.company.ids)]}
        groups = ",".join(name for name in WORK if cls.env.ref(name, raise_if_not_found=False))
        cls.staff = new_test_user(cls.env, "worker", groups, **company)
        cls.officer = new_test_user(
            cls.env, "officer_of_books",
            groups + ",cloudpepper_privacy.group_privacy_officer", **company)
        cls.user = new_test_user(
            cls.env, "user_of_books", groups + ",cloudpepper_privacy.group_privacy_user", **company)
        cls.admin = new_test_user(
            cls.env, "admin_of_books", groups + ",base.group_system", **company)
        vals = {"street": "Rietstraat 9", "city": "Gent", "zip": "9000", "vat": "BE0477472701",
                "country_id": cls.env.ref("base.be").id}
        cls.person = cls._contact(NAME, email=MAIL, phone=PHONE, **vals)
        cls.free = cls._contact("Quirinus Free", email="free@zwaluwnest.example", **vals)
        cls.invoices = {contact: cls._posted(contact) for contact in (cls.person, cls.free)}
        cls.person.privacy_restricted = True
        cls.env.flush_all()

    @classmethod
    def _posted(cls, contact):
        move = cls._move(contact, TODAY)
        move.action_post()
        return move

    @property
    def ordinary(self):
        return {"staff": self.staff, "admin": self.admin, "auditor": self.auditor}

    @property
    def privileged(self):
        return {"user": self.user, "officer": self.officer}


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestFound(RestrictionCommon):
    def _found(self, user):
        """Return {way: contacts it finds} of the two, searched as that user over RPC."""
        domain = [("name", "ilike", "quirinus")]

        def call(method, *args, **kwargs):
            return self._rpc(user, "res.partner", method, *args, **kwargs)

        by_mail = [("email", "in", [MAIL, self.free.email])]
        groups = call("formatted_read_group", domain, ["name"], ["__count"])
        web = call("web_search_read", domain, {"display_name": {}})
        mentions = call("get_mention_suggestions", "quirinus").get("res.partner", ())
        return {
            "search": set(call("search", domain)),
            "search by mail": set(call("search", by_mail)),
            "search by id": set(call("search", [("id", "in", (self.person | self.free).ids)])),
            "search_read": {row["id"] for row in call("search_read", domain, ["name"])},
            "search_count": call("search_count", domain),
            "name_search": {found for found, _name in call("name_search", "quirinus")},
            "web_search_read": {row["id"] for row in web["records"]},
            "web count": web["length"],
            "web_name_search": {
                row["id"] for row in call("web_name_search", "quirinus", {"display_name": {}})},
            "groups": {group["name"] for group in groups},
            "mentions": {row["id"] for row in mentions if "quirinus" in row["name"].lower()},
        }

    def test_ordinary_users_find_the_free_contact_alone(self):
        for role, user in self.ordinary.items():
            if role == "auditor":
                continue
            for way, found in self._found(user).items():
                with self.subTest(role=role, way=way):
                    self.assertIn(found, ({self.free.id}, 1, {self.free.name}))

    def test_privacy_users_and_officers_find_both(self):
        both = (self.person | self.free)
        for role, user in self.privileged.items():
            for way, found in self._found(user).items():
                with self.subTest(role=role, way=way):
                    self.assertIn(found, (set(both.ids), 2, set(both.mapped("name"))))

    def test_the_archived_are_hidden_too(self):
        (self.person | self.free).write({"active": False})
        found = self._rpc(self.staff, "res.partner", "search",
                          [("name", "ilike", "quirinus"), ("active", "=", False)])
        self.assertEqual(found, self.free.ids)

    def test_no_path_through_another_model_leads_to_them(self):
        for field, value in (("partner_id", NAME), ("partner_id.email", MAIL),
                             ("partner_id.street", "Rietstraat 9")):
            with self.subTest(field):
                found = self._rpc(self.staff, "account.move", "search", [(field, "ilike", value)])
                self.assertNotIn(self.invoices[self.person].id, found)
        found = self._rpc(self.staff, "account.move", "search", [("partner_id.city", "=", "Gent")])
        self.assertEqual(found, self.invoices[self.free].ids)

    def test_groups_by_a_field_of_theirs_do_not_tell_it(self):
        moves = [("id", "in", [move.id for move in self.invoices.values()])]
        rows = self._rpc(self.staff, "account.move", "formatted_read_group", moves,
                         ["partner_id.email"], ["__count"])
        self.assertEqual({row["partner_id.email"] for row in rows}, {self.free.email, False})

    def test_a_company_does_not_list_its_restricted_person(self):
        company = self._contact("Acme", is_company=True)
        hidden = self._contact("Hidden", parent_id=company.id, privacy_restricted=True)
        seen = self._contact("Seen", parent_id=company.id)
        (row,) = self._rpc(self.staff, "res.partner", "read", company.ids, ["child_ids"])
        self.assertEqual(row["child_ids"], seen.ids)
        (row,) = self._rpc(self.user, "res.partner", "read", company.ids, ["child_ids"])
        self.assertEqual(set(row["child_ids"]), set((hidden | seen).ids))

    def test_their_addresses_are_hidden_with_them(self):
        for contact, count in ((self.person, 0), (self.free, 1)):
            address = self._contact(False, parent_id=contact.id, type="delivery", street="Dock 7")
            with self.subTest(contact.name):
                found = self._rpc(self.staff, "res.partner", "search",
                                  [("id", "=", address.id), ("street", "=", "Dock 7")])
                self.assertEqual(len(found), count)

    def test_their_user_is_hidden_with_them(self):
        for contact, count in ((self.person, 0), (self.free, 1)):
            self._tell_portal(contact, True)
            with self.subTest(contact.name):
                found = self._rpc(self.staff, "res.users", "search",
                                  [("partner_id", "=", contact.id)])
                self.assertEqual(len(found), count)

    def test_a_colleague_and_the_own_company_stay_in_sight(self):
        seen = self.staff.partner_id | self.company.partner_id | self.auditor.partner_id
        seen.write({"privacy_restricted": True})
        found = self._rpc(self.staff, "res.partner", "search", [("id", "in", seen.ids)])
        self.assertEqual(set(found), set(seen.ids))

    def test_a_colleague_who_left_can_be_hidden(self):
        gone = self.auditor.partner_id
        gone.privacy_restricted = True
        self.auditor.active = False
        self.assertFalse(self._rpc(self.staff, "res.partner", "search", [("id", "=", gone.id)]))
        self.auditor.active = True
        self.assertTrue(self._rpc(self.staff, "res.partner", "search", [("id", "=", gone.id)]))

    def test_a_restricted_person_sees_themselves_on_the_portal_and_nobody_else_so(self):
        contact = self.portal.partner_id
        other = self._contact("Colleague", parent_id=contact.id, privacy_restricted=True)
        free = self._contact("Free colleague", parent_id=contact.id)
        self.assertTrue(contact.privacy_restricted)
        found = self._rpc(self.portal, "res.partner", "search",
                          [("id", "in", (contact | other | free).ids)])
        self.assertEqual(set(found), set((contact | free).ids))
        (row,) = self._rpc(self.portal, "res.partner", "read", contact.ids, ["name", "email"])
        self.assertEqual(row["name"], contact.name)

    def test_a_colleague_below_a_restricted_contact_does_not_see_it(self):
        """The company of a portal person is theirs to see; a colleague is no portal person."""
        self.staff.partner_id.parent_id = self.person
        self.assertFalse(self._rpc(self.staff, "res.partner", "search",
                                   [("id", "=", self.person.id)]))

    def test_a_restriction_that_ends_gives_them_back(self):
        found = [("id", "=", self.person.id)]
        self.assertFalse(self._rpc(self.staff, "res.partner", "search", found))
        self._rpc(self.officer, "res.partner", "write", self.person.ids,
                  {"privacy_restricted": False})
        self.assertTrue(self._rpc(self.staff, "res.partner", "search", found))


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestOpened(RestrictionCommon):
    """By its id a contact gives its name, because documents show it, and nothing else."""

    CALLS = (
        ("read", (["email"],)), ("read", (["name", "street"],)),
        ("web_read", ({"display_name": {}, "email": {}},)),
        ("web_read", ({"email": {}},)),
        ("export_data", (["name", "email"],)),
        ("copy", ()), ("copy_data", ()),
        ("onchange", ({"name": "X"}, ["name"], {"name": {}, "email_formatted": {}})),
        ("web_save", ({"city": "Brugge"}, {"city": {}})),
        ("write", ({"city": "Brugge"},)), ("action_archive", ()), ("unlink", ()),
        ("message_post", ()),
    )

    def test_ordinary_users_use_no_restricted_contact_by_its_id(self):
        for role, user in {"staff": self.staff, "admin": self.admin}.items():
            for method, args in self.CALLS:
                with self.subTest(role=role, method=method, args=str(args)), \
                        self.assertRaises(UserError) as refusal, self.env.cr.savepoint(), \
                        mute_logger("odoo.addons.base.models.ir_rule"):
                    self._rpc(user, "res.partner", method, self.person.ids, *args)
                self.assertNotIn("Zwaluwnest", str(refusal.exception))
                self.assertIn(str(self.person.id), str(refusal.exception))
        self.assertEqual((self.person.city, self.person.active), ("Gent", True))

    def test_no_value_of_a_context_key_opens_them(self):
        for forged in FORGED:
            partners = self.env(user=self.staff.id, su=False, context={
                "privacy_nested": forged, "privacy_fetching": forged})["res.partner"]
            contact = partners.browse(self.person.id)
            for call in (lambda c: c.web_read({"email": {}}), lambda c: c.read(["email"]),
                         lambda c: c.write({"city": "Brugge"})):
                with self.subTest(forged=str(forged)), self.assertRaises(AccessError), \
                        self.env.cr.savepoint():
                    call(contact)
            self.assertEqual(partners.search([("name", "ilike", "quirinus")]), self.free)

    def test_ordinary_users_use_a_free_contact_by_its_id(self):
        self.invoices[self.free].button_draft()
        self.invoices[self.free].unlink()
        for method, args in self.CALLS:
            with self.subTest(method=method, args=str(args)), self.env.cr.savepoint() as savepoint:
                self._rpc(self.staff, "res.partner", method, self.free.ids, *args)
                savepoint.rollback()

    def test_nobody_plans_an_activity_with_them(self):
        self._rpc(self.staff, "res.partner", "activity_schedule", self.free.ids)
        self.assertTrue(self.free.activity_ids)
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            self._rpc(self.staff, "res.partner", "activity_schedule", self.person.ids)

    def test_a_free_contact_is_duplicated_without_the_marks_of_privacy(self):
        self.free.privacy_running_customer = True
        (copied,) = self._rpc(self.staff, "res.partner", "copy", self.free.ids)
        self.assertFalse(self.env["res.partner"].browse(copied).privacy_running_customer)

    def test_an_officer_opens_exports_edits_and_archives_them(self):
        (row,) = self._rpc(self.officer, "res.partner", "read", self.person.ids, ["email"])
        self.assertEqual(row["email"], MAIL)
        (line,) = self._rpc(self.officer, "res.partner", "export_data", self.person.ids,
                            ["name", "email"])["datas"]
        self.assertEqual(line, [NAME, MAIL])
        self._rpc(self.officer, "res.partner", "write", self.person.ids, {"city": "Brugge"})
        self._rpc(self.officer, "res.partner", "action_archive", self.person.ids)
        self.assertEqual((self.person.city, self.person.active), ("Brugge", False))

    def test_a_privacy_user_opens_and_exports_them_and_changes_nothing(self):
        (row,) = self._rpc(self.user, "res.partner", "read", self.person.ids, ["email"])
        self.assertEqual(row["email"], MAIL)
        self._rpc(self.user, "res.partner", "export_data", self.person.ids, ["name", "email"])
        for method, args in (("write", ({"city": "Brugge"},)), ("action_archive", ()),
                             ("copy", ()), ("unlink", ())):
            with self.subTest(method), self.assertRaises(UserError), self.env.cr.savepoint():
                self._rpc(self.user, "res.partner", method, self.person.ids, *args)

    def test_the_name_alone_may_be_read(self):
        (row,) = self._rpc(self.staff, "res.partner", "read", self.person.ids,
                           ["name", "display_name"])
        self.assertEqual(row, {"id": self.person.id, "name": NAME, "display_name": NAME})

    def test_the_name_brings_no_address_or_mail_along(self):
        context = {"show_address": True, "show_email": True, "show_vat": True}
        for user, contact, tells in ((self.staff, self.person, False),
                                     (self.staff, self.free, True),
                                     (self.officer, self.person, True)):
            env = self.env(user=user.id, su=False, context=context)
            name = env["account.move"].browse(self.invoices[contact].id).web_read(
                {"partner_id": {"fields": {"display_name": {}}, "context": context}}
            )[0]["partner_id"]["display_name"]
            with self.subTest(user=user.login, contact=contact.name):
                self.assertIn(contact.name, name)
                for part in (contact.email, "Rietstraat", "0477472701"):
                    self.assertEqual(part in name, tells, name)

    def test_their_user_is_not_used_either(self):
        for contact in (self.person, self.free):
            self._tell_portal(contact, True)
        refused = self.person.with_context(active_test=False).user_ids
        allowed = self.free.with_context(active_test=False).user_ids
        form = ({"signature": "X"}, ["signature"], {"signature": {}, "email_formatted": {}})
        for method, args in (("read", (["login", "email"],)), ("copy", ()), ("onchange", form),
                             ("write", ({"login": "other"},)), ("unlink", ())):
            with self.subTest(method), self.assertRaises(UserError), self.env.cr.savepoint():
                self._rpc(self.admin, "res.users", method, refused.ids, *args)
            with self.subTest(method + " free"), self.env.cr.savepoint() as savepoint:
                self._rpc(self.admin, "res.users", method, allowed.ids, *args)
                savepoint.rollback()

    def test_their_conversation_and_files_are_closed_with_them(self):
        for contact, count in ((self.person, 0), (self.free, 1)):
            message = self._message(contact, "2026-05-04 10:00:00")
            file = self.env["ir.attachment"].create({
                "name": "letter.txt", "raw": b"x", "res_model": "res.partner",
                "res_id": contact.id})
            with self.subTest(contact.name):
                for record in (message, file):
                    found = self._rpc(self.staff, record._name, "search",
                                      [("id", "=", record.id)])
                    self.assertEqual(len(found), count, record._name)

    # === MANY AT ONCE === #

    def test_one_restricted_contact_among_many_stops_the_edit_of_all(self):
        both = self.person | self.free
        calls = (
            ("write", both.ids, {"city": "Brugge"}),
            ("web_save_multi", both[::-1].ids, [{"city": "Brugge"}] * 2, {"city": {}}),
            ("action_archive", both[::-1].ids),
        )
        for call in calls:
            with self.subTest(call[0]), self.assertRaises(AccessError), self.env.cr.savepoint():
                self._rpc(self.staff, "res.partner", *call)
            self.env.invalidate_all()
            self.assertEqual(both.mapped("city"), ["Gent", "Gent"])
            self.assertEqual(both.mapped("active"), [True, True])

    def test_free_contacts_are_edited_all_at_once(self):
        both = self.free | self._contact("Another")
        self._rpc(self.staff, "res.partner", "write", both.ids, {"city": "Brugge"})
        self.assertEqual(both.mapped("city"), ["Brugge", "Brugge"])

    # === IMPORT === #

    def _load(self, user, fields, rows):
        return self.env["res.partner"].with_user(user).load(fields, rows)

    def test_an_import_does_not_change_them(self):
        for contact in (self.person, self.free):
            self.env["ir.model.data"].create({
                "module": "__import__", "name": f"contact_{contact.id}", "model": "res.partner",
                "res_id": contact.id})
        for contact, passes in ((self.person, False), (self.free, True)):
            for fields, key in (([".id", "city"], str(contact.id)),
                                (["id", "city"], f"__import__.contact_{contact.id}")):
                with self.subTest(contact=contact.name, by=fields[0]):
                    result = self._load(self.staff, fields, [[key, "Brugge"]])
                    self.assertEqual(bool(result["ids"]), passes, result["messages"])
                    self.assertEqual(contact.city, "Brugge" if passes else "Gent")
                    self.assertNotIn("Zwaluwnest", str(result["messages"]))
            contact.city = "Gent"

    def test_one_refused_line_leaves_the_whole_import_undone(self):
        result = self._load(self.staff, [".id", "city"],
                            [[str(self.free.id), "Brugge"], [str(self.person.id), "Brugge"]])
        self.assertFalse(result["ids"])
        self.assertTrue(result["messages"])
        self.env.invalidate_all()
        self.assertEqual((self.free | self.person).mapped("city"), ["Gent", "Gent"])

    def test_they_are_not_made_anew_under_their_address(self):
        calls = {
            "create": lambda user: self._rpc(
                user, "res.partner", "create", {"name": "Q. Z.", "email": f"Q <{MAIL.upper()}>"}),
            "write": lambda user: self._rpc(
                user, "res.partner", "write", self.free.ids, {"email": MAIL}),
            "name_create": lambda user: self._rpc(
                user, "res.partner", "name_create", f"Q. Z. <{MAIL}>"),
            "find_or_create": lambda user: self._rpc(
                user, "res.partner", "find_or_create", MAIL),
        }
        for name, call in calls.items():
            with self.subTest(name):
                with self.assertRaisesRegex(AccessError, f"contact {self.person.id}"), \
                        self.env.cr.savepoint():
                    call(self.staff)
                with self.env.cr.savepoint() as savepoint:
                    call(self.officer)
                    savepoint.rollback()
        self.assertFalse(self._load(self.staff, ["name", "email"], [["Q. Z.", MAIL]])["ids"])
        self.assertTrue(self._load(self.staff, ["name", "email"], [["A", "a@b.example"]])["ids"])

    def test_an_address_that_others_had_before_stays_usable(self):
        self.person.privacy_restricted = False
        self._contact("Reception", email=MAIL)
        self.person.privacy_restricted = True
        self.assertTrue(self._rpc(self.staff, "res.partner", "create",
                                  {"name": "Front desk", "email": MAIL}))


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestDocuments(RestrictionCommon):
    """What exists goes on; nothing new begins."""

    def test_the_name_on_an_existing_document_stays(self):
        for contact, move in self.invoices.items():
            (row,) = self._rpc(self.staff, "account.move", "read", move.ids, ["partner_id"])
            self.assertEqual(row["partner_id"], (contact.id, contact.name))
            (row,) = self._rpc(self.staff, "account.move", "web_read", move.ids, {
                "partner_id": {"fields": {"display_name": {}, "email": {}, "child_ids": {}}},
                "invoice_partner_display_name": {},
            })
            self.assertEqual(row["partner_id"]["display_name"], contact.name)
            self.assertEqual(row["invoice_partner_display_name"], contact.name)
            shown = contact.email if contact == self.free else False
            self.assertEqual(row["partner_id"]["email"], shown)

    def test_what_lies_behind_them_is_searched_as_by_anybody(self):
        """The server reads a restricted contact for its document, not whom it leads to."""
        hidden = self._contact("Hidden", parent_id=self.person.id, privacy_restricted=True)
        seen = self._contact("Seen", parent_id=self.person.id)
        for user, found in ((self.staff, seen), (self.officer, seen | hidden)):
            env = self.env(user=user.id, su=False, context={})
            env.invalidate_all()
            contact = env["account.move"].browse(self.invoices[self.person].id).partner_id
            with self.subTest(user.login):
                self.assertEqual(contact.child_ids.ids, found.sorted().ids)

    def test_the_client_is_told_their_name_and_no_address(self):
        for contact, tells in ((self.person, False), (self.free, True)):
            partner = self.env(user=self.staff.id, su=False, context={})["res.partner"].browse(
                contact.id)
            (told,) = Store().add(partner, ["name", "email", "phone"]).get_result()["res.partner"]
            with self.subTest(contact.name):
                self.assertEqual((told["name"], told["email"]),
                                 (contact.name, contact.email if tells else False))

    def test_a_list_and_its_groups_show_the_name(self):
        moves = [("id", "in", [move.id for move in self.invoices.values()])]
        rows = self._rpc(self.staff, "account.move", "search_read", moves, ["partner_id"])
        self.assertEqual({row["partner_id"][1] for row in rows}, {NAME, self.free.name})
        rows = self._rpc(self.staff, "account.move", "web_read_group", moves, ["partner_id"])
        self.assertEqual({row["partner_id"][1] for row in rows["groups"]}, {NAME, self.free.name})

    def test_an_export_of_documents_gives_the_name_alone(self):
        columns = ["partner_id/name", "partner_id/email", "partner_id/child_ids/name"]
        for contact, move in self.invoices.items():
            self._contact("Below", parent_id=contact.id, type="delivery")
            (line, *_more) = self._rpc(self.staff, "account.move", "export_data", move.ids,
                                       columns)["datas"]
            free = contact == self.free
            self.assertEqual(line, [contact.name, *([contact.email, "Below"] if free
                                                    else ["", ""])])

    def test_the_form_of_an_existing_invoice_works(self):
        for contact, move in self.invoices.items():
            with self.subTest(contact.name):
                move.button_draft()
                env = self.env(user=self.staff.id, su=False, context={})
                with Form(env["account.move"].browse(move.id)) as form:
                    with form.invoice_line_ids.new() as line:
                        line.name = "One more"
                self.assertEqual(len(move.invoice_line_ids), 2)

    def test_an_existing_draft_is_posted_paid_and_credited(self):
        for contact, move in self.invoices.items():
            with self.subTest(contact.name):
                move.button_draft()
                env = self.env(user=self.staff.id, su=False, context={})
                mine = env["account.move"].browse(move.id)
                mine.action_post()
                self.assertEqual(mine.state, "posted")
                payment = env["account.payment.register"].with_context(
                    active_model="account.move", active_ids=mine.ids
                ).create({})._create_payments()
                self.assertEqual(payment.partner_id.id, contact.id)
                credit = mine._reverse_moves()
                credit.action_post()
                self.assertEqual(credit.partner_id.id, contact.id)

    def test_an_existing_invoice_is_printed(self):
        for move in self.invoices.values():
            html, _kind = self.env(user=self.staff.id, su=False, context={})[
                "ir.actions.report"]._render_qweb_html("account.report_invoice", move.ids)
            self.assertIn(move.partner_id.name, html.decode())

    def test_the_conversation_on_an_existing_invoice_is_read_and_continued(self):
        move = self.invoices[self.person]
        move.message_post(body="From them", author_id=self.person.id, message_type="email")
        found = self._rpc(self.staff, "mail.message", "search_read",
                          [("model", "=", move._name), ("res_id", "=", move.id)],
                          ["author_id", "body"])
        self.assertIn((self.person.id, NAME), [row["author_id"] for row in found])
        self._rpc(self.staff, "account.move", "message_post", move.ids, body="Noted")
        self.assertIn("Noted", str(move.message_ids[0].body))

    def _talk(self, contact):
        """Let a contact write on their invoice and follow it."""
        move = self.invoices[contact]
        move.with_context(tracking_disable=False).message_post(
            body="Hello", author_id=contact.id, message_type="email",
            subtype_xmlid="mail.mt_comment", email_from=contact.email)
        move.with_context(tracking_disable=False).message_subscribe(contact.ids)
        return move

    def test_followers_of_a_document_show_the_name_and_no_address(self):
        for contact, tells in ((self.person, False), (self.free, True)):
            move = self._talk(contact)
            shown = self._rpc(self.staff, "account.move", "message_get_followers", move.ids)
            rows = self._rpc(self.staff, "mail.followers", "search_read",
                             [("partner_id", "=", contact.id)], ["name", "email"])
            with self.subTest(contact.name):
                self.assertIn(contact.name, str(shown))
                self.assertEqual(contact.email in str(shown), tells)
                self.assertEqual({row["name"] for row in rows}, {contact.name})
                self.assertEqual({row["email"] for row in rows},
                                 {contact.email if tells else False})
        rows = self._rpc(self.officer, "mail.followers", "search_read",
                         [("partner_id", "=", self.person.id)], ["email"])
        self.assertEqual({row["email"] for row in rows}, {MAIL})

    def test_nobody_is_offered_them_as_a_recipient(self):
        for contact, offered in ((self.person, False), (self.free, True)):
            move = self._talk(contact)
            for user, sees in ((self.staff, offered), (self.user, offered), (self.officer, True)):
                env = self.env(user=user.id, su=False, context={})
                found = env["account.move"].browse(move.id)._message_get_suggested_recipients(
                    reply_discussion=True, no_create=False)
                with self.subTest(contact=contact.name, user=user.login):
                    self.assertEqual(contact.id in [one["partner_id"] for one in found], sees)

    def test_an_address_typed_on_a_document_makes_no_second_contact(self):
        partners = self.env(user=self.staff.id, su=False, context={})["res.partner"]
        for email, made in ((MAIL, False), ("new@mail.example", True)):
            (found,) = partners._find_or_create_from_emails([f"Q <{email}>"])
            with self.subTest(email):
                self.assertEqual(bool(found), made)
        self.assertEqual(self.env["res.partner"]._find_or_create_from_emails([MAIL]), [self.person])

    def test_the_link_of_a_document_brings_no_login_along(self):
        for contact, tells in ((self.person, False), (self.free, True)):
            self._tell_portal(contact, True)
            found = self._rpc(self.staff, "res.partner", "signup_get_auth_param", contact.ids)
            with self.subTest(contact.name):
                self.assertEqual(bool(found[contact.id]), tells)

    # === NEW ONES === #

    def _new_documents(self, contact):
        """Return {kind: (model, values)} of the documents that can be made here."""
        every = {
            "invoice": ("account.move", {"move_type": "out_invoice", "partner_id": contact.id}),
            "shipping": ("account.move", {"move_type": "out_invoice", "partner_id": self.free.id,
                                          "partner_shipping_id": contact.id}),
            "lead": ("crm.lead", {"name": "Chance", "partner_id": contact.id}),
            "order": ("sale.order", {"partner_id": contact.id}),
            "invoice address": ("sale.order", {"partner_id": self.free.id,
                                               "partner_invoice_id": contact.id}),
            "meeting": ("calendar.event", {"name": "Talk", "partner_ids": [(6, 0, contact.ids)]}),
            "child": ("res.partner", {"name": "Below", "parent_id": contact.id}),
        }
        return {kind: call for kind, call in every.items() if call[0] in self.env}

    def test_no_new_document_names_them(self):
        for kind, (model, vals) in self._new_documents(self.person).items():
            with self.subTest(kind), self.env.cr.savepoint(), \
                    self.assertRaisesRegex(AccessError, f"contact {self.person.id}"):
                self._rpc(self.staff, model, "create", vals)
                self.env.flush_all()

    def test_a_new_document_names_a_free_contact(self):
        for kind, (model, vals) in self._new_documents(self.free).items():
            with self.subTest(kind):
                self.assertTrue(self._rpc(self.staff, model, "create", vals))

    def test_an_officer_makes_a_document_for_them(self):
        for kind, (model, vals) in self._new_documents(self.person).items():
            with self.subTest(kind):
                self.assertTrue(self._rpc(self.officer, model, "create", vals))

    def test_what_the_system_makes_goes_on(self):
        """A subscription's invoice: made by a scheduled action."""
        for kind, (model, vals) in self._new_documents(self.person).items():
            with self.subTest(kind):
                self.assertTrue(self.env[model].sudo().create(vals))

    def test_no_default_brings_them_onto_a_new_document(self):
        env = self.env(user=self.staff.id, su=False, context={
            "default_partner_id": self.person.id, "default_move_type": "out_invoice"})
        with self.assertRaises(AccessError):
            env["account.move"].create({})
        env = env(context={"default_partner_id": self.free.id, "default_move_type": "out_invoice"})
        self.assertTrue(env["account.move"].create({}))

    def test_no_existing_document_changes_over_to_them(self):
        move = self.invoices[self.free]
        move.button_draft()
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            self._rpc(self.staff, "account.move", "write", move.ids,
                      {"partner_id": self.person.id})
        other = self._contact("Third")
        self._rpc(self.staff, "account.move", "write", move.ids, {"partner_id": other.id})
        self.assertEqual(move.partner_id, other)

    def test_writing_the_same_contact_again_is_no_new_use(self):
        move = self.invoices[self.person]
        move.button_draft()
        self._rpc(self.staff, "account.move", "write", move.ids,
                  {"partner_id": self.person.id, "ref": "PO 7"})
        self.assertEqual(move.ref, "PO 7")

    def test_a_document_of_theirs_is_not_duplicated(self):
        for contact, passes in ((self.person, False), (self.free, True)):
            with self.subTest(contact.name), self.env.cr.savepoint() as savepoint:
                if passes:
                    self._rpc(self.staff, "account.move", "copy", self.invoices[contact].ids)
                    savepoint.rollback()
                else:
                    with self.assertRaises(AccessError):
                        self._rpc(self.staff, "account.move", "copy", self.invoices[contact].ids)

    def test_a_form_does_not_tell_about_a_contact_that_cannot_be_chosen(self):
        spec = {"partner_id": {}, "partner_shipping_id": {}, "invoice_partner_display_name": {}}
        for contact, passes in ((self.person, False), (self.free, True)):
            call = ({"partner_id": contact.id, "move_type": "out_invoice"}, ["partner_id"], spec)
            with self.subTest(contact.name):
                if passes:
                    self._rpc(self.staff, "account.move", "onchange", [], *call)
                else:
                    with self.assertRaises(AccessError):
                        self._rpc(self.staff, "account.move", "onchange", [], *call)

    def test_no_user_is_made_for_them(self):
        for contact, passes in ((self.person, False), (self.free, True)):
            vals = {"login": f"new-{contact.id}", "partner_id": contact.id,
                    "group_ids": [(6, 0, self.env.ref("base.group_portal").ids)]}
            with self.subTest(contact.name), self.env.cr.savepoint() as savepoint:
                if passes:
                    self._rpc(self.admin, "res.users", "create", vals)
                    savepoint.rollback()
                else:
                    with self.assertRaises(AccessError):
                        self._rpc(self.admin, "res.users", "create", vals)

    def test_they_do_not_become_followers(self):
        move = self._posted(self._contact("Third"))
        self._rpc(self.staff, "account.move", "message_subscribe", move.ids,
                  (self.person | self.free).ids)
        self.assertIn(self.free, move.message_partner_ids)
        self.assertNotIn(self.person, move.message_partner_ids)

    def test_marks_that_keep_a_restriction_are_written_once(self):
        """The day of the restriction says who came later with the same address."""
        day = self.person.privacy_restricted_on
        self.assertTrue(day)
        self._rpc(self.officer, "res.partner", "write", self.person.ids,
                  {"privacy_restricted": True, "privacy_restricted_on": "2001-01-01 00:00:00"})
        self.assertEqual(self.person.privacy_restricted_on, day)
        acts = self.env["privacy.evidence"].search([("partner_ref", "=", self.person.id)])
        self.assertEqual(acts.mapped("act"), ["restrict"])

    def test_begin_and_end_of_a_restriction_are_filed(self):
        contact = self._contact("Somebody")
        self._rpc(self.officer, "res.partner", "write", contact.ids, {"privacy_restricted": True})
        self.assertTrue(contact.privacy_restricted_on)
        self._rpc(self.officer, "res.partner", "write", contact.ids, {"privacy_restricted": False})
        rows = self.env["privacy.evidence"].search([("partner_ref", "=", contact.id)], order="id")
        self.assertEqual(rows.mapped("act"), ["restrict", "lift_restriction"])
        self.assertEqual(set(rows.mapped("uid_ref")), {self.officer.id})
        self.assertFalse(contact.privacy_restricted_on)


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestMailed(RestrictionCommon, MockEmail):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # restriction alone is the subject: everybody else has a basis
        cls.env["res.company"].search([]).privacy_marketing_gate = False
        # tracking_disable switches mail.thread off
        cls.env = cls.env(context={k: v for k, v in cls.env.context.items()
                                   if k != "tracking_disable"})

    def _as(self, user, context=None):
        return self.env(user=user.id, su=False, context=context or {})

    def _post(self, user, record, **vals):
        with self.mock_mail_gateway():
            message = self._as(user)[record._name].browse(record.id).message_post(
                body="Dear all", subtype_xmlid="mail.mt_comment", **vals)
        return message.sudo()

    def _sent_to(self):
        return sorted(address for mail in self._mails for address in mail["email_to"])

    def _notes(self, record):
        return record.message_ids.filtered(lambda m: "Art. 18" in (m.body or ""))

    # === MESSAGES === #

    def test_a_message_goes_to_the_others_and_a_note_says_by_id_to_whom_not(self):
        move = self._posted(self._contact("Third"))
        for user in (self.staff, self.admin, self.user):
            before = self._notes(move)
            message = self._post(user, move, partner_ids=(self.person | self.free).ids)
            with self.subTest(user.login):
                self.assertEqual(message.notification_ids.res_partner_id, self.free)
                self.assertEqual(message.partner_ids, self.free, "nor is the message theirs")
                self.assertEqual(len(self._mails), 1)
                self.assertNotIn(MAIL, str(self._sent_to()))
                note = self._notes(move) - before
                self.assertIn(str(self.person.id), note.body)
                self.assertNotIn("Zwaluwnest", note.body)

    def test_an_officers_own_message_reaches_them(self):
        move = self.invoices[self.person]
        message = self._post(self.officer, move, partner_ids=self.person.ids)
        self.assertEqual(message.notification_ids.res_partner_id, self.person)
        self.assertIn(MAIL, str(self._sent_to()))
        self.assertFalse(self._notes(move))

    def test_followers_are_not_notified_while_restricted(self):
        move = self.invoices[self.free]
        move.message_subscribe((self.person | self.free).ids)
        for user in (self.staff, self.officer):
            message = self._post(user, move)
            with self.subTest(user.login):
                self.assertEqual(message.notification_ids.res_partner_id, self.free)
                self.assertFalse(self._notes(move), "followers are left out without a word")
        self.person.privacy_restricted = False
        message = self._post(self.staff, move)
        self.assertEqual(message.notification_ids.res_partner_id, self.free | self.person)

    def test_a_typed_address_is_theirs_too(self):
        move = self.invoices[self.free]
        message = self._post(self.staff, move,
                             outgoing_email_to=f"Q <{MAIL}>, other@mail.example")
        self.assertEqual(message.notification_ids.mapped("mail_email_address"),
                         ["other@mail.example"])
        self.assertTrue(self._notes(move))

    def test_what_the_superuser_sends_does_not_reach_them(self):
        move = self.invoices[self.person]
        root = self.env.ref("base.user_root")
        with self.mock_mail_gateway():
            move.with_user(root).with_context(cron_id=1).message_post(
                body="Reminder", partner_ids=(self.person | self.free).ids,
                subtype_xmlid="mail.mt_comment")
        self.assertEqual(self._sent_to(), [f'"{self.free.name}" <{self.free.email}>'])
        self.assertTrue(self._notes(move))

    def test_an_invitation_to_a_meeting_does_not_reach_them(self):
        if "calendar.event" not in self.env:
            self.skipTest("module calendar is not installed")
        with self.mock_mail_gateway():
            self.env["calendar.event"].create({
                "name": "Talk", "start": "2026-12-01 10:00:00", "stop": "2026-12-01 11:00:00",
                "partner_ids": [(6, 0, (self.person | self.free).ids)]})
        self.assertIn(self.free.email, str(self._sent_to()))
        self.assertNotIn(MAIL, str(self._sent_to()))

    def test_a_channel_does_not_notify_them(self):
        channel = self.env["discuss.channel"].create({"name": "Talk", "channel_type": "group"})
        channel._add_members(partners=self.person | self.free, post_joined_message=False)
        named = (self.person | self.free).ids
        found = channel._notify_get_recipients(self.env["mail.message"], {
            "message_type": "comment", "partner_ids": named, "author_id": False,
            "email_from": "x@y.example"})
        self.assertEqual({row["id"] for row in found} & set(named), set(self.free.ids))

    # === MAILS === #

    def _mail(self, user=None, **vals):
        mails = self.env["mail.mail"]
        if user:
            mails = mails.with_user(user).sudo()
        return mails.create({"subject": "Hello", "body_html": "<p>Hello</p>",
                             "email_from": "us@mail.example", "auto_delete": False, **vals})

    def _send(self, mails):
        with self.mock_mail_gateway():
            mails.send()
        return self._sent_to()

    def test_a_mail_to_them_alone_is_cancelled_whoever_queued_it(self):
        for user in (self.env.ref("base.user_root"), self.staff, self.admin):
            for vals in ({"recipient_ids": [(6, 0, self.person.ids)]}, {"email_to": f"Q <{MAIL}>"},
                         {"email_cc": MAIL}):
                with self.subTest(user=user.login, to=str(vals)):
                    mail = self._mail(user, **vals)
                    self.assertEqual(self._send(mail), [])
                    self.assertEqual((mail.state, mail.failure_type), ("cancel", "mail_bl"))
                    self.assertIn(str(self.person.id), mail.failure_reason)
                    self.assertNotIn("zwaluwnest", mail.failure_reason.lower())

    def test_a_mail_to_others_is_sent(self):
        mail = self._mail(recipient_ids=[(6, 0, self.free.ids)], email_to="other@mail.example")
        self.assertEqual(len(self._send(mail)), 2)
        self.assertEqual(mail.state, "sent")

    def test_they_are_left_out_of_a_mail_to_several(self):
        mail = self._mail(
            recipient_ids=[(6, 0, (self.person | self.free).ids)],
            email_to=f"{MAIL}, other@mail.example", email_cc=f"{MAIL}, copy@mail.example",
        )
        sent = str(self._send(mail))
        self.assertIn("other@mail.example", sent)
        self.assertIn(self.free.email, sent)
        self.assertFalse([mail for mail in self._mails if MAIL in str(mail["email_cc"])])
        self.assertTrue([m for m in self._mails if "copy@mail.example" in str(m["email_cc"])])
        self.assertNotIn(MAIL, sent)
        self.assertEqual(mail.state, "sent")

    def test_an_officers_mail_is_sent_by_the_queue(self):
        mail = self._mail(self.officer, recipient_ids=[(6, 0, self.person.ids)])
        self.assertIn(MAIL, str(self._send(mail.with_user(self.env.ref("base.user_root")))))

    def test_the_person_gets_the_password_they_asked_for(self):
        self._tell_portal(self.person, True)
        user = self.person.user_ids
        vals = {"email_to": MAIL, "model": "res.users", "res_id": user.id}
        self.assertIn(MAIL, str(self._send(self._mail(self.public, **vals))))
        self.assertIn(MAIL, str(self._send(self._mail(user, email_to=MAIL))))
        self.assertEqual(self._send(self._mail(self.staff, **vals)), [])

    def test_a_mail_queued_before_the_restriction_is_stopped(self):
        mail = self._mail(recipient_ids=[(6, 0, self.free.ids)])
        self.free.privacy_restricted = True
        self.assertEqual(self._send(mail), [])
        self.assertEqual(mail.state, "cancel")

    def test_the_queue_reads_afresh_who_is_restricted(self):
        """Its process may not have heard of a restriction that began while it runs."""
        mail = self._mail(recipient_ids=[(6, 0, self.free.ids)])
        Restriction(self.env).known()
        self.env.flush_all()
        self.env.cr.execute(SQL(
            "UPDATE res_partner SET privacy_restricted = TRUE WHERE id = %s", self.free.id))
        self.assertEqual(self._send(mail.with_context(cron_id=1)), [])

    def test_a_contact_made_later_with_their_address_is_them(self):
        again = self.env["res.partner"].create({"name": "Q. Z.", "email": MAIL})
        # as a process reads it that has not remembered it from before
        self.env.flush_all()
        self.env.registry.clear_cache("stable")
        self.assertEqual(self._send(self._mail(recipient_ids=[(6, 0, again.ids)])), [])
        message = self._post(self.staff, self.invoices[self.free], partner_ids=again.ids)
        self.assertFalse(message.notification_ids)

    def test_whoever_had_the_address_before_is_mailed(self):
        self.person.privacy_restricted = False
        before = self._contact("Reception", email=MAIL)
        self.person.privacy_restricted = True
        self.assertTrue(self._send(self._mail(recipient_ids=[(6, 0, before.ids)])))
        self.assertFalse(self._send(self._mail(recipient_ids=[(6, 0, self.person.ids)])))

    def test_the_sender_of_a_template_is_told(self):
        template = self.env["mail.template"].create({
            "name": "T", "model_id": self.env["ir.model"]._get_id("account.move"),
            "subject": "Your invoice", "body_html": "<p>Here</p>",
            "partner_to": "{{ object.partner_id.id }}", "auto_delete": False})
        for contact, move in self.invoices.items():
            with self.subTest(contact.name), self.mock_mail_gateway():
                template.with_user(self.staff).send_mail(move.id, force_send=True)
                self.assertEqual(bool(self._mails), contact == self.free)
            self.assertEqual(bool(self._notes(move)), contact == self.person)

    def test_an_invoice_is_not_mailed_by_the_scheduled_action(self):
        for contact, move in self.invoices.items():
            with self.subTest(contact.name), self.mock_mail_gateway():
                self.env["account.move.send"].with_user(
                    self.env.ref("base.user_root"))._generate_and_send_invoices(
                    move, sending_methods=["email"])
                self.assertEqual(contact.email in str(self._sent_to()), contact == self.free)

    # === MASS MAILING === #

    def _compose(self, user, contacts, **vals):
        with self.mock_mail_gateway():
            composer = self._as(user)["mail.compose.message"].create({
                "composition_mode": "mass_mail", "model": contacts._name,
                "res_ids": repr(contacts.ids), "subject": "Offer", "body": "<p>Offer</p>",
                "use_exclusion_list": False, **vals})
            composer._action_send_mail()

    def test_a_mail_to_many_leaves_them_out_even_without_exclusion_list(self):
        for user in (self.staff, self.officer):
            with self.subTest(user.login):
                self._compose(self.user if user == self.staff else user, self.person | self.free)
                self.assertIn(self.free.email, str(self._sent_to()))
                self.assertNotIn(MAIL, str(self._sent_to()))

    def _mailing(self, model, domain, **vals):
        if "mailing.mailing" not in self.env:
            self.skipTest("module mass_mailing is not installed")
        return self.env["mailing.mailing"].create({
            "subject": "Offer", "body_html": "<p>Offer</p>", "name": "Offer",
            "mailing_model_id": self.env["ir.model"]._get_id(model),
            "mailing_domain": repr(domain), "use_exclusion_list": False, "state": "in_queue",
            **vals})

    def _run_mailing(self, mailing):
        root = self.env.ref("base.user_root")
        with self.mock_mail_gateway(), self.enter_registry_test_mode():
            self.env.ref("mass_mailing.ir_cron_mass_mailing_queue").with_user(
                root).method_direct_trigger()
        mailing.invalidate_recordset()
        return mailing.mailing_trace_ids

    def test_a_mass_mailing_leaves_them_out_and_ends(self):
        mailing = self._mailing("res.partner", [("id", "in", (self.person | self.free).ids)])
        traces = self._run_mailing(mailing)
        self.assertEqual(mailing.state, "done")
        self.assertEqual({trace.res_id: (trace.trace_status, trace.email or "")
                          for trace in traces},
                         {self.free.id: ("sent", self.free.email), self.person.id: ("cancel", "")})
        self.assertNotIn(MAIL, str(self._mails))

    def test_a_mass_mailing_by_address_leaves_them_out(self):
        if "mailing.contact" not in self.env:
            self.skipTest("module mass_mailing is not installed")
        listed = self.env["mailing.contact"].create(
            [{"name": "Q", "email": MAIL}, {"name": "F", "email": "other@mail.example"}])
        mailing = self._mailing("mailing.contact", [("id", "in", listed.ids)])
        traces = self._run_mailing(mailing)
        self.assertEqual([trace.trace_status for trace in traces.sorted("res_id")],
                         ["cancel", "sent"])
        self.assertNotIn(MAIL, str(self._mails))

    def test_nobody_takes_them_off_the_list_of_those_who_want_no_mail(self):
        for contact, passes in ((self.person, False), (self.free, True)):
            entry = self.env["mail.blacklist"]._add(contact.email)
            for method in ("action_archive", "unlink"):
                with self.subTest(contact=contact.name, method=method), \
                        self.env.cr.savepoint() as savepoint:
                    if passes:
                        self._rpc(self.admin, "mail.blacklist", method, entry.ids)
                        savepoint.rollback()
                    else:
                        with self.assertRaises(AccessError):
                            self._rpc(self.admin, "mail.blacklist", method, entry.ids)
                        self.assertTrue(entry.active)

    def test_nobody_takes_their_number_off_either(self):
        for contact, passes in ((self.person, False), (self.free, True)):
            contact.phone = PHONE if contact == self.person else "+32470654321"
            entry = self.env["phone.blacklist"].add(contact.phone_sanitized)
            for method in ("action_archive", "unlink"):
                with self.subTest(contact=contact.name, method=method), \
                        self.env.cr.savepoint() as savepoint:
                    if passes:
                        self._rpc(self.admin, "phone.blacklist", method, entry.ids)
                        savepoint.rollback()
                    else:
                        with self.assertRaises(AccessError):
                            self._rpc(self.admin, "phone.blacklist", method, entry.ids)
                        self.assertTrue(entry.active)

    # === TEXT MESSAGES AND LETTERS === #

    def test_no_text_message_is_sent_to_them(self):
        if "sms.sms" not in self.env:
            self.skipTest("module sms is not installed")
        vals = [{"number": PHONE, "body": "x"}, {"partner_id": self.person.id, "number": "1"},
                {"number": "+32470654321", "body": "x"},
                {"partner_id": self.free.id, "number": "2"}]
        for user in (self.env.ref("base.user_root"), self.staff):
            texts = self.env["sms.sms"].with_user(user).sudo().create([dict(v) for v in vals])
            self.assertEqual(texts.mapped("state"),
                             ["canceled", "canceled", "outgoing", "outgoing"])
        texts = self.env["sms.sms"].with_user(self.officer).sudo().create(vals[1])
        self.assertEqual(texts.state, "outgoing")

    def test_a_text_message_that_waits_is_stopped(self):
        if "sms.sms" not in self.env:
            self.skipTest("module sms is not installed")
        text = self.env["sms.sms"].create({"partner_id": self.free.id, "number": "2"})
        self.free.privacy_restricted = True
        self.assertEqual(text.state, "canceled")

    def test_no_letter_is_sent_to_them(self):
        if "snailmail.letter" not in self.env:
            self.skipTest("module snailmail is not installed")
        for contact, move in self.invoices.items():
            vals = {"partner_id": contact.id, "model": "account.move", "res_id": move.id,
                    "company_id": self.company.id,
                    "report_template": self.env.ref("account.account_invoices").id}
            with self.subTest(contact.name), self.env.cr.savepoint():
                if contact == self.free:
                    self.assertTrue(self.env["snailmail.letter"].create(vals))
                else:
                    with self.assertRaises(AccessError):
                        self.env["snailmail.letter"].create(vals)


@tagged("post_install", "-at_install")
class TestClient(HttpCase):
    """Through the web: the transaction belongs to the person who logged in."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.staff = new_test_user(
            cls.env, "privacy_worker", "base.group_user,base.group_partner_manager,"
            "base.group_allow_export,account.group_account_invoice")
        cls.portal = new_test_user(cls.env, "privacy_portal", "base.group_portal")
        cls.portal.partner_id.write({"name": NAME, "email": MAIL})
        vals = {"email": "free@zwaluwnest.example"}
        cls.person, cls.free = cls.portal.partner_id, cls.env["res.partner"].create(
            {"name": "Quirinus Free", **vals})
        partners = cls.person | cls.free
        cls.messages = {
            contact: contact.message_post(body=f"About {contact.id}") for contact in partners}
        document = cls.env["res.partner"].create({"name": "Third"})
        document.message_post(body="Hello", author_id=cls.person.id, message_type="email")
        cls.document = document
        cls.person.privacy_restricted = True

    def _call(self, model, method, *args, **kwargs):
        return self.make_jsonrpc_request(f"/web/dataset/call_kw/{model}/{method}", {
            "model": model, "method": method, "args": args, "kwargs": kwargs})

    def _refused(self, model, method, *args):
        with self.assertRaises(JsonRpcException) as refusal, mute_logger("odoo.http"):
            self._call(model, method, *args)
        self.assertNotIn("Zwaluwnest", str(refusal.exception))

    def test_the_client_finds_and_opens_the_free_one_alone(self):
        self.authenticate("privacy_worker", "privacy_worker")
        found = self._call("res.partner", "web_name_search", "quirinus", {"display_name": {}})
        self.assertEqual([row["id"] for row in found], self.free.ids)
        self._refused("res.partner", "web_read", self.person.ids,
                      {"display_name": {}, "email": {}})
        (row,) = self._call("res.partner", "web_read", self.free.ids,
                            {"display_name": {}, "email": {}})
        self.assertEqual(row["email"], self.free.email)

    def test_no_wizard_takes_them(self):
        """Odoo itself checks each contact that a person links."""
        self.authenticate("privacy_worker", "privacy_worker")
        for model in ("mail.compose.message", "base.partner.merge.automatic.wizard"):
            with self.subTest(model):
                self._refused(model, "create", {"partner_ids": [[6, 0, self.person.ids]]})
                self.assertTrue(self._call(model, "create",
                                           {"partner_ids": [[6, 0, self.free.ids]]}))

    def test_their_thread_is_closed_and_the_free_ones_is_not(self):
        self.authenticate("privacy_worker", "privacy_worker")
        for contact, count in ((self.person, 0), (self.free, 1)):
            call = {"thread_model": "res.partner", "thread_id": contact.id}
            with self.subTest(contact.name), mute_logger("odoo.http"):
                try:
                    found = self.make_jsonrpc_request("/mail/thread/messages", call)["messages"]
                except JsonRpcException:
                    found = []
                self.assertEqual(self.messages[contact].id in found, bool(count))

    def test_a_conversation_elsewhere_shows_their_name_and_no_address(self):
        self.authenticate("privacy_worker", "privacy_worker")
        found = str(self.make_jsonrpc_request("/mail/thread/messages", {
            "thread_model": "res.partner", "thread_id": self.document.id}))
        self.assertIn(NAME, found)
        people = str(self.make_jsonrpc_request("/mail/thread/messages", {
            "thread_model": "res.partner", "thread_id": self.document.id})["data"]["res.partner"])
        self.assertNotIn(MAIL, people)

    def test_an_export_to_a_file_is_refused(self):
        self.authenticate("privacy_worker", "privacy_worker")
        for contact, status in ((self.person, 500), (self.free, 200)):
            data = {"model": "res.partner", "ids": contact.ids, "domain": [], "groupby": [],
                    "fields": [{"name": "email", "label": "Mail", "type": "char"}],
                    "import_compat": False}
            with self.subTest(contact.name), mute_logger("odoo.addons.web.controllers.export"):
                answer = self.url_open("/web/export/csv", data={
                    "data": json.dumps(data), "csrf_token": Request.csrf_token(self)})
                self.assertEqual(answer.status_code, status)
                self.assertNotIn(MAIL, answer.text)

    def test_a_file_export_of_a_search_leaves_them_out(self):
        self.authenticate("privacy_worker", "privacy_worker")
        data = {"model": "res.partner", "ids": False, "groupby": [],
                "domain": [["name", "ilike", "quirinus"]],
                "fields": [{"name": "email", "label": "Mail", "type": "char"}],
                "import_compat": False}
        answer = self.url_open("/web/export/csv", data={
            "data": json.dumps(data), "csrf_token": Request.csrf_token(self)})
        self.assertIn(self.free.email, answer.text)
        self.assertNotIn(MAIL, answer.text)

    def test_a_restricted_person_still_uses_their_portal(self):
        self.authenticate("privacy_portal", "privacy_portal")
        answer = self.url_open("/my/account")
        self.assertEqual(answer.status_code, 200)
        self.assertIn(MAIL, answer.text)


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestCost(RestrictionCommon):
    """Where nobody is restricted nothing is asked and no statement is longer."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        restricted = cls.env["res.partner"].with_context(active_test=False).search(
            [("privacy_restricted", "=", True)])
        restricted.write({"privacy_restricted": False})
        cls.env.flush_all()

    def test_nobody_restricted_is_asked_for_once(self):
        restriction = Restriction(self.env)
        with patch.object(Restriction, "load", autospec=True,
                          side_effect=Restriction.load) as read:
            self.env.registry.clear_cache()
            self.assertFalse(restriction.known().roots)
            for _call in range(3):
                self._rpc(self.staff, "res.partner", "web_search_read",
                          [("name", "ilike", "quirinus")], {"display_name": {}, "email": {}})
                self._rpc(self.staff, "res.partner", "write", self.free.ids, {"city": "Brugge"})
                self._rpc(self.staff, "account.move", "message_post",
                          self.invoices[self.free].ids, body="Hello")
        self.assertEqual(read.call_count, 1)

    def _asked(self, env):
        """Return how often the restricted are read, once all caches were cleared."""
        restriction = Restriction(env)
        with patch.object(Restriction, "load", autospec=True,
                          side_effect=Restriction.load) as read:
            env.registry.clear_all_caches()
            restriction.known()
        return read.call_count

    @contextmanager
    def _reader(self, heard=0):
        """Give a transaction that read the restricted and changed none, its process up to date.

        Not another one: what other tests committed would be restricted there.

        :param int heard: signals of other processes that came since
        """
        restriction = Restriction(self.env)
        [(last,)] = self.env.execute_query(SQL("SELECT max(id) FROM orm_signaling_stable"))
        self.addCleanup(restriction.forget)
        with (
            patch.dict(self.env.cr.postcommit.data, clear=True),
            patch.dict(self.env.registry.cache_sequences, {"stable": last + heard}),
        ):
            restriction.load()
            yield self.env

    def test_caches_cleared_by_others_cost_no_query(self):
        """Imports and access rights clear all caches, and change nothing about restriction."""
        with self._reader() as env:
            self.assertEqual(self._asked(env), 0)

    def test_a_signal_of_another_process_is_heard(self):
        with self._reader(heard=1) as env:
            self.assertEqual(self._asked(env), 1)

    def test_who_changes_it_reads_it_again_until_that_is_kept(self):
        Restriction(self.env).load()
        self.free.privacy_restricted = True
        self.assertIn(self.free.id, Restriction(self.env).known().roots)
        self.free.privacy_restricted = False
        self.assertEqual(self._asked(self.env), 1)
        self.assertEqual(self._asked(self.env), 1)

    def test_a_search_says_no_more_than_odoos(self):
        partners = self.env(user=self.staff.id, su=False, context={})["res.partner"]
        plain = partners._search([("name", "ilike", "x")]).select().code
        self.free.privacy_restricted = True
        longer = partners._search([("name", "ilike", "x")]).select().code
        self.assertNotIn("ALL(", plain)
        self.assertIn("ALL(", longer)

    def test_one_restricted_contact_costs_no_query_either(self):
        partners = self.env(user=self.staff.id, su=False, context={})["res.partner"]
        counts = []
        for restricted in (False, True):
            self.person.privacy_restricted = restricted
            self.env.flush_all()
            partners.name_search("quirinus")
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            partners.name_search("quirinus")
            partners.browse(self.free.id).web_read({"email": {}, "child_ids": {}})
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(*counts)
