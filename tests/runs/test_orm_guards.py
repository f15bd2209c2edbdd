"""Ways around the run: deleting, merging, recycling, looking up, importing, leaving the portal.
They obey holds and restriction (R15), leave evidence, and bring nobody back (R11)."""

from contextlib import contextmanager
from unittest.mock import patch

from odoo.addons.mail.tests.common import MockEmail
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import freeze_time, new_test_user, tagged
from odoo.tools import mute_logger

from ...engine.erasure.contacts import Contacts
from ...engine.proof.dialogues import Dialogues
from ..builders.guards import GuardCommon
from ..common import SILENT, TODAY


class PathCommon(GuardCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        company = {"company_id": cls.company.id, "company_ids": [Command.set(cls.company.ids)]}
        groups = ["base.group_user", "base.group_partner_manager", "account.group_account_invoice"]
        groups += [name for name in ("sales_team.group_sale_manager", "project.group_project_user")
                   if cls.env.ref(name, raise_if_not_found=False)]
        cls.worker = new_test_user(cls.env, "worker", ",".join(groups), **company)
        # Odoo's merge reads the visitors of its website as the person who merges
        cls.officer = new_test_user(
            cls.env, "officer_of_books",
            ",".join([*groups, "cloudpepper_privacy.group_privacy_officer"]), **company)

    def _acts(self, *contacts, acts=None):
        """Return [(act, contact id, user id)] of the evidence on these contacts, oldest first."""
        rows = self.env["privacy.evidence"].search(
            [("partner_ref", "in", [c.id for c in contacts])], order="id")
        return [(row.act, row.partner_ref, row.uid_ref) for row in rows
                if row.act in (acts or ("unlink", "unlink_user", "merge", "spared"))]


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestDeleted(PathCommon):
    def test_whoever_deletes_a_contact_leaves_evidence(self):
        for user in (self.staff, self.officer, self.admin):
            contacts = self._contact() | self._contact()
            ids = contacts.ids
            contacts.with_user(user).unlink()
            with self.subTest(user.login):
                rows = self.env["privacy.evidence"].search([("partner_ref", "in", ids)])
                self.assertEqual(set(rows.mapped("partner_ref")), set(ids))
                self.assertEqual(set(rows.mapped("act")), {"unlink"})
                self.assertEqual(set(rows.mapped("uid_ref")), {user.id})
                self.assertTrue(all(row.partner_created for row in rows))

    def test_a_refused_deletion_leaves_no_evidence_of_one(self):
        contact = self._contact()
        self._hold(contact)
        with self.assertRaises(UserError), self.env.cr.savepoint():
            contact.with_user(self.staff).unlink()
        self.assertFalse(self._acts(contact))

    def test_a_run_files_its_own(self):
        contact = self._contact(facts=SILENT)
        self._run(contact)
        self.assertFalse(self._acts(contact))

    def test_archiving_first_does_not_open_the_way(self):
        for vals in ({}, {"privacy_restricted": True}):
            contact = self._contact(**vals)
            if not vals:
                self._hold(contact)
                contact.with_user(self.staff).action_archive()
            else:
                contact.with_user(self.officer).action_archive()
            for user in (self.staff, self.officer, self.admin):
                with self.subTest(user=user.login, **vals), self.assertRaises(UserError), \
                        self.env.cr.savepoint():
                    contact.with_user(user).unlink()
        contact = self._contact()
        contact.with_user(self.staff).action_archive()
        contact.with_user(self.staff).unlink()
        self.assertFalse(contact.exists())

    def test_the_address_of_a_restricted_person_is_not_deleted(self):
        for vals, stays in (({"privacy_restricted": True}, True), ({}, False)):
            person = self._contact("Person", **vals)
            address = self._contact(False, parent_id=person.id, type="delivery")
            with self.subTest(**vals):
                if stays:
                    with self.assertRaises(UserError), self.env.cr.savepoint():
                        address.unlink()
                else:
                    address.unlink()
                self.assertEqual(bool(address.exists()), stays)

    def test_whoever_deletes_a_user_leaves_evidence(self):
        contact = self._contact()
        user = self._user_of(contact)
        user.with_user(self.admin).unlink()
        self.assertEqual(self._acts(contact), [("unlink_user", contact.id, self.admin.id)])

    # === DOCUMENTS OF THE CONTACT === #

    def _documents(self, contact):
        every = {
            "draft": lambda: self._move(contact, TODAY),
            "lead": lambda: self.env["crm.lead"].create(
                {"name": "Chance", "partner_id": contact.id}),
            "order": lambda: self.env["sale.order"].create({"partner_id": contact.id}),
            "task": lambda: self.env["project.task"].create(
                {"name": "Task", "partner_id": contact.id}),
        }
        needs = {"lead": "crm.lead", "order": "sale.order", "task": "project.task"}
        return {kind: make() for kind, make in every.items()
                if needs.get(kind, "account.move") in self.env}

    def test_documents_of_a_held_contact_are_not_deleted(self):
        company = self._contact("Acme", is_company=True)
        person = self._contact("Person", parent_id=company.id)
        documents = self._documents(person)
        hold = self._hold(company)
        for kind, document in documents.items():
            for user in (self.worker, self.admin, self.env.ref("base.user_root")):
                with self.subTest(kind=kind, user=user.login), \
                        self.assertRaisesRegex(UserError, f"contact {person.id}"), \
                        self.env.cr.savepoint():
                    document.with_user(user).sudo().unlink()
        hold.with_user(self.officer).action_release()
        for kind, document in documents.items():
            with self.subTest(kind + " free"):
                document.with_user(self.worker).sudo().unlink()
                self.assertFalse(document.exists())

    def test_documents_of_a_restricted_contact_are_not_deleted(self):
        person = self._contact("Person")
        documents = self._documents(person)
        person.privacy_restricted = True
        for kind, document in documents.items():
            with self.subTest(kind), self.assertRaises(UserError), self.env.cr.savepoint():
                document.unlink()

    def test_a_line_of_a_draft_of_a_held_contact_is_still_edited(self):
        contact = self._contact()
        move = self._move(contact, TODAY)
        self._hold(contact)
        move.invoice_line_ids.unlink()
        self.assertFalse(move.invoice_line_ids)

    def test_a_payment_and_its_entry_are_not_documents_that_a_hold_blocks(self):
        contact = self._contact()
        payment = self.env["account.payment"].create(
            {"partner_id": contact.id, "amount": 7.0, "payment_type": "inbound"})
        line = self.env["account.bank.statement.line"].create({
            "partner_id": contact.id, "amount": 7.0, "payment_ref": "x",
            "journal_id": self.company_data["default_journal_bank"].id})
        self._hold(contact)
        line.unlink()
        self.assertFalse(line.exists())
        self.assertTrue(payment.exists())


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestMerged(PathCommon):
    def _two(self, **vals):
        return (self._contact("Source", email="same@mail.example", **vals),
                self._contact("Target", email="same@mail.example"))

    def test_a_merge_leaves_evidence_of_who_went_into_whom(self):
        source, target = self._two()
        self._merge(self.staff, target, source)
        self.assertEqual(self._acts(source, target), [("merge", source.id, self.staff.id)])
        row = self.env["privacy.evidence"].search([("partner_ref", "=", source.id)])
        self.assertEqual(row.counts, {"into": target.id})
        self.assertTrue(row.partner_created)

    def test_without_a_chosen_target_the_evidence_names_the_right_one(self):
        source, target = self._two()
        self._date(source, "create_date", "2020-01-01 10:00:00")
        wizard = self.env["base.partner.merge.automatic.wizard"].with_user(self.staff)
        wizard._merge((source | target).ids)
        self.env.invalidate_all()
        left = (source | target).exists()
        gone = (source | target) - left
        row = self.env["privacy.evidence"].search([("partner_ref", "=", gone.id)])
        self.assertEqual((row.act, row.counts), ("merge", {"into": left.id}))

    def test_nobody_but_an_officer_merges_a_restricted_contact_in_any_direction(self):
        for turn in (1, -1):
            restricted, free = self._two(privacy_restricted=True)
            self._date(restricted, "privacy_restricted_on", "2026-01-31 10:00:00")
            source, target = (restricted, free)[::turn]
            for user in (self.staff, self.user, self.admin):
                with self.subTest(turn=turn, user=user.login), \
                        self.assertRaisesRegex(AccessError, "Art. 18"), self.env.cr.savepoint():
                    wizard = self.env["base.partner.merge.automatic.wizard"].with_user(user)
                    wizard._merge((source | target).ids, target)
            day = (source | target).mapped("privacy_restricted_on")
            self._merge(self.officer, target, source)
            self.assertTrue(target.privacy_restricted)
            self.assertEqual(target.privacy_restricted_on, min(filter(None, day)))

    def _merge_automatically(self, user):
        wizard = self.env["base.partner.merge.automatic.wizard"].with_user(user).create(
            {"group_by_email": True})
        with patch.object(self.env.cr, "commit", lambda: None):
            wizard.action_start_automatic_process()
        self.env.invalidate_all()

    def test_the_automatic_merge_leaves_held_and_restricted_ones_out(self):
        self.env["res.partner"].search([]).write({"email": False})
        held, beside = self._two()
        self._hold(held)
        restricted, other = self._contact("R", email="r@mail.example"), self._contact(
            "O", email="r@mail.example")
        restricted.privacy_restricted = True
        later = [self._contact(name, email="z@mail.example") for name in "AB"]
        self._merge_automatically(self.worker)
        self.assertTrue((held | beside).exists() == held | beside)
        self.assertTrue((restricted | other).exists() == restricted | other)
        self.assertEqual(len((later[0] | later[1]).exists()), 1, "the groups after it are merged")


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestRecycled(PathCommon):
    """Odoo's recycling rules: one record that cannot go would stop the rule and all after it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        if "data_recycle.model" in cls.env:
            cls.env["data_recycle.model"].search([]).active = False

    def setUp(self):
        super().setUp()
        if "data_recycle.model" not in self.env:
            self.skipTest("module data_recycle is not installed")

    def _rule(self, records, **vals):
        return self.env["data_recycle.model"].create({
            "name": "Old ones", "res_model_id": self.env["ir.model"]._get_id(records._name),
            "domain": repr([("id", "in", records.ids)]), "recycle_action": "unlink",
            "recycle_mode": "automatic", "include_archived": True, **vals,
        })

    def _run_cron(self):
        with self.enter_registry_test_mode():
            self.env.ref("data_recycle.ir_cron_clean_records").method_direct_trigger()
        self.env.invalidate_all()

    def test_the_scheduled_action_leaves_them_out_and_goes_on(self):
        held, restricted = self._contact(), self._contact(privacy_restricted=True)
        free, later = self._contact(), self._contact()
        self._hold(held)
        self._rule(held | restricted | free)
        self._rule(later)
        self._run_cron()
        self.assertEqual((held | restricted | free | later).exists(), held | restricted)
        self.assertEqual({(act, contact) for act, contact, _uid in self._acts(
            held, restricted, free, later)}, {
            ("spared", held.id), ("spared", restricted.id), ("unlink", free.id),
            ("unlink", later.id)})

    def test_they_are_filed_once_and_go_when_they_are_free(self):
        held = self._contact()
        hold = self._hold(held)
        self._rule(held)
        self._run_cron()
        self._run_cron()
        self.assertEqual([act for act, *_rest in self._acts(held)], ["spared"])
        hold.with_user(self.officer).action_release()
        self._run_cron()
        self.assertFalse(held.exists())

    def test_the_button_does_not_find_them(self):
        held, free = self._contact(), self._contact()
        self._hold(held)
        rule = self._rule(held | free, recycle_mode="manual")
        rule.with_user(self.admin).action_recycle_records()
        self.assertEqual(rule.recycle_record_ids.mapped("res_id"), free.ids)
        rule.recycle_record_ids.with_user(self.admin).action_validate()
        self.assertEqual((held | free).exists(), held)

    def test_archiving_passes_for_a_hold_and_not_for_a_restriction(self):
        held, restricted = self._contact(), self._contact(privacy_restricted=True)
        self._hold(held)
        self._rule(held | restricted, recycle_action="archive")
        self._run_cron()
        self.assertEqual((held.active, restricted.active), (False, True))

    def test_what_waited_is_taken_back_when_a_restriction_begins(self):
        contact, free = self._contact(), self._contact()
        rule = self._rule(contact | free, recycle_mode="manual", recycle_action="archive")
        rule._recycle_records()
        contact.privacy_restricted = True
        self.assertEqual(rule.recycle_record_ids.mapped("res_id"), free.ids)

    def test_their_documents_are_left_out_too(self):
        if "crm.lead" not in self.env:
            self.skipTest("module crm is not installed")
        held, free = self._contact(), self._contact()
        leads = self.env["crm.lead"].create(
            [{"name": "Chance", "partner_id": contact.id} for contact in (held, free)])
        self._hold(held)
        self._rule(leads)
        self._run_cron()
        self.assertEqual(leads.exists(), leads[0])

    def test_their_users_are_left_out_too(self):
        held, free = self._contact(), self._contact()
        users = self._user_of(held) | self._user_of(free)
        users.active = False
        self._hold(held)
        self._rule(users)
        self._run_cron()
        self.assertEqual(users.exists(), users[0])

    def test_models_without_contacts_are_recycled_as_ever(self):
        tags = self.env["res.partner.category"].create([{"name": "Old"}, {"name": "Older"}])
        self._rule(tags)
        self._run_cron()
        self.assertFalse(tags.exists())


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestLookedUp(PathCommon):
    """Odoo's privacy lookup deletes and archives as the superuser."""

    NAME, MAIL = "Quirinus Zwaluwnest", "quirinus@zwaluwnest.example"

    def setUp(self):
        super().setUp()
        if "privacy.lookup.wizard" not in self.env:
            self.skipTest("module privacy_lookup is not installed")
        self.contact = self._contact(self.NAME, email=self.MAIL)

    def _lines(self):
        wizard = self.env["privacy.lookup.wizard"].with_user(self.admin).create(
            {"name": self.NAME, "email": self.MAIL})
        wizard.action_lookup()
        return wizard.line_ids

    def test_delete_selection_deletes_nothing_when_one_is_held(self):
        message = self._message(self.contact, "2026-05-04 10:00:00")
        hold = self._hold(self.contact)
        lines = self._lines()
        self.assertEqual(set(lines.mapped("res_model")), {"res.partner", "mail.message"})
        with self.assertRaisesRegex(UserError, "Under a hold"), self.env.cr.savepoint():
            lines.sorted("res_model").action_unlink_all()
        self.assertTrue(message.exists() and self.contact.exists())
        hold.with_user(self.officer).action_release()
        self._lines().sorted("res_model").action_unlink_all()
        self.assertFalse(message.exists() or self.contact.exists())

    def test_what_it_deletes_is_filed_by_id(self):
        message = self._message(self.contact, "2026-05-04 10:00:00")
        self._lines().sorted("res_model").action_unlink_all()
        self.assertEqual(self._acts(self.contact), [("unlink", self.contact.id, self.admin.id)])
        row = self.env["privacy.evidence"].search([("act", "=", "lookup_unlink")])
        self.assertEqual(row.counts, {"model": "mail.message", "id": message.id})
        self.assertEqual(row.uid_ref, self.admin.id)

    def test_archiving_passes_for_a_hold_and_not_for_a_restriction(self):
        self._hold(self.contact)
        self._lines().action_archive_all()
        self.assertFalse(self.contact.active)
        self.contact.active = True
        self.contact.privacy_restricted = True
        with self.assertRaisesRegex(AccessError, "Art. 18"), self.env.cr.savepoint():
            self._lines().action_archive_all()
        lines = self._lines()
        with self.assertRaisesRegex(AccessError, "Art. 18"), self.env.cr.savepoint():
            lines.onchange({"is_active": False}, ["is_active"], {"execution_details": {}})
        self.env.invalidate_all()
        self.assertTrue(self.contact.active)

    def test_nobody_restores_who_was_anonymised(self):
        self._tell_mail(self.contact, "2022-05-04 10:00:00")
        lines = self._lines().filtered(lambda line: line.res_model == "res.partner")
        # a dialogue that the proof does not meet
        with patch.object(Dialogues, "end", lambda *_args: 0):
            self._run(self.contact)
        lines.is_active = False
        with self.assertRaisesRegex(UserError, "anonymised"), self.env.cr.savepoint():
            lines.onchange({"is_active": True}, ["is_active"], {"execution_details": {}})
        self.env.invalidate_all()
        self.assertFalse(self.contact.active)


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestLeftThePortal(PathCommon):
    """Odoo gives up a queued deletion that fails once; a hold only makes it wait."""

    def _ask(self, contact):
        user = self._user_of(contact)
        user.with_user(user).sudo()._deactivate_portal_user()
        return self.env["res.users.deletion"].search([("user_id", "=", user.id)])

    @contextmanager
    def _cron(self):
        with mute_logger("odoo.addons.base.models.res_users_deletion"), \
                self.enter_registry_test_mode():
            self.env.ref("base.ir_cron_res_users_deletion").method_direct_trigger()
        self.env.invalidate_all()
        yield

    def test_a_held_persons_wish_waits_and_is_done_after_the_hold(self):
        held, free = self._contact(), self._contact()
        wish, other = self._ask(held), self._ask(free)
        hold = self._hold(held)
        with self._cron():
            self.assertEqual((wish.state, other.state), ("held", "done"))
            self.assertTrue(held.exists())
            self.assertFalse(free.exists())
        hold.with_user(self.officer).action_release()
        with self._cron():
            self.assertEqual(wish.state, "done")
            self.assertFalse(held.exists())
        self.assertEqual([act for act, *_rest in self._acts(held)], ["unlink_user", "unlink"])

    def test_a_restricted_persons_wish_waits_too(self):
        contact = self._contact()
        wish = self._ask(contact)
        contact.privacy_restricted = True
        with self._cron():
            self.assertEqual(wish.state, "held")
        contact.privacy_restricted = False
        with self._cron():
            self.assertEqual(wish.state, "done")
            self.assertFalse(contact.exists())


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestComingBack(PathCommon, MockEmail):
    MAIL = "ilse@zwaluwnest.example"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.gone = cls._contact("Ilse Vermeulen", SILENT, email=cls.MAIL)
        cls._tell_portal(cls.gone, True)
        cls.runs.execute(cls.gone, approve=True)
        cls.living = cls._contact("Living")

    def _assert_still_nobody(self):
        self.env.invalidate_all()
        self.assertTrue(self.gone.privacy_anonymised_on)
        self.assertFalse(Contacts(self.env, None).remaining(self.gone.ids))

    def _new_documents(self, contact):
        every = {
            "invoice": ("account.move", {"move_type": "out_invoice", "partner_id": contact.id}),
            "payment": ("account.payment", {"partner_id": contact.id, "amount": 7.0}),
            "lead": ("crm.lead", {"name": "Chance", "partner_id": contact.id}),
            "order": ("sale.order", {"partner_id": contact.id}),
            "delivery": ("sale.order", {"partner_id": self.living.id,
                                        "partner_shipping_id": contact.id}),
            "purchase": ("purchase.order", {"partner_id": contact.id}),
            "meeting": ("calendar.event", {"name": "Talk", "partner_ids": [(4, contact.id)]}),
            "task": ("project.task", {"name": "Task", "partner_id": contact.id}),
            "child": ("res.partner", {"name": "Below", "parent_id": contact.id}),
        }
        return {kind: call for kind, call in every.items() if call[0] in self.env}

    def test_no_document_of_any_model_names_them_whoever_makes_it(self):
        for kind, (model, vals) in self._new_documents(self.gone).items():
            for user in (self.worker, self.officer, None):
                records = self.env[model].with_user(user).sudo() if user else self.env[model]
                with self.subTest(kind=kind, user=user and user.login), \
                        self.assertRaisesRegex(UserError, "anonymised"), self.env.cr.savepoint():
                    records.create(vals)

    def test_a_document_names_a_living_contact(self):
        for kind, (model, vals) in self._new_documents(self.living).items():
            with self.subTest(kind):
                self.assertTrue(self.env[model].with_user(self.worker).sudo().create(vals))

    def test_no_document_changes_over_to_them(self):
        for kind, (model, vals) in self._new_documents(self.living).items():
            record = self.env[model].create(vals)
            changed = {name: ([(4, self.gone.id)] if isinstance(value, list) else self.gone.id)
                       for name, value in vals.items() if name.startswith(("partner", "parent"))}
            with self.subTest(kind), self.assertRaisesRegex(UserError, "anonymised"), \
                    self.env.cr.savepoint():
                record.with_user(self.worker).sudo().write(changed)

    def test_an_import_of_documents_does_not_name_them(self):
        for contact, passes in ((self.gone, False), (self.living, True)):
            result = self.env["account.move"].with_user(self.worker).load(
                ["move_type", "partner_id/.id"], [["out_invoice", str(contact.id)]])
            with self.subTest(contact.name):
                self.assertEqual(bool(result["ids"]), passes, result["messages"])

    def test_an_import_finds_nobody_by_the_old_name_or_mail(self):
        partners = self.env["res.partner"].with_user(self.worker)
        for name in ("Ilse Vermeulen", self.MAIL, self.gone.name):
            self.assertFalse(partners.name_search(name, operator="="))
        self.assertTrue(partners.name_search("Living", operator="="))

    def test_they_are_not_duplicated(self):
        for user in (self.staff, self.officer, None):
            contact = self.gone.with_user(user) if user else self.gone
            with self.subTest(user and user.login), self.assertRaisesRegex(UserError, "anonymised"):
                contact.copy()
        self.assertTrue(self.living.with_user(self.staff).copy())

    def test_their_user_is_not_duplicated(self):
        user = self.gone.with_context(active_test=False).user_ids
        with self.assertRaises(UserError):
            user.with_user(self.admin).copy()

    def test_many_at_once_are_all_refused(self):
        both = (self.gone | self.living).with_user(self.staff)
        with self.assertRaises(UserError), self.env.cr.savepoint():
            both.write({"city": "Gent"})
        with self.assertRaises(UserError), self.env.cr.savepoint():
            both[::-1].web_save_multi([{"city": "Gent"}] * 2, {"city": {}})
        self.env.invalidate_all()
        self.assertFalse(self.living.city)
        self._assert_still_nobody()

    def test_a_mail_from_the_old_address_makes_a_new_person(self):
        self._tell_mail(self.living, "2026-05-04 10:00:00")
        found = self.env["res.partner"]._find_or_create_from_emails([self.MAIL])[0]
        self.assertTrue(found)
        self.assertNotEqual(found, self.gone)
        self._assert_still_nobody()

    def test_the_mail_gateway_does_not_find_them(self):
        with self.mock_mail_gateway():
            self.env["mail.thread"].message_process("res.partner", (
                f"From: Ilse Vermeulen <{self.MAIL}>\r\nTo: us@mail.example\r\n"
                "Subject: Hello again\r\nMessage-Id: <1@zwaluwnest.example>\r\n\r\nHello\r\n"))
        message = self.env["mail.message"].search([("subject", "=", "Hello again")], limit=1)
        self.assertTrue(message)
        self.assertNotEqual(message.author_id, self.gone)
        self._assert_still_nobody()

    def test_a_subscription_to_a_mailing_list_is_a_new_person(self):
        if "mailing.contact" not in self.env:
            self.skipTest("module mass_mailing is not installed")
        self.env["mailing.contact"].create({"name": "Ilse Vermeulen", "email": self.MAIL})
        self.env["mail.blacklist"]._add(self.MAIL)
        self._assert_still_nobody()

    def test_a_lead_does_not_write_its_address_back(self):
        if "crm.lead" not in self.env:
            self.skipTest("module crm is not installed")
        for contact in (self.gone, self.living):
            lead = self.env["crm.lead"].create({"name": "Chance"})
            self.env.cr.execute("UPDATE crm_lead SET partner_id = %s WHERE id = %s",
                                [contact.id, lead.id])
            lead.invalidate_recordset()
            with self.subTest(contact.name), self.env.cr.savepoint():
                if contact == self.living:
                    lead.with_user(self.worker).email_from = "new@mail.example"
                    self.env.flush_all()
                    self.assertEqual(contact.email, "new@mail.example")
                else:
                    with self.assertRaisesRegex(UserError, "anonymised"):
                        lead.with_user(self.worker).email_from = self.MAIL
                        self.env.flush_all()
        self._assert_still_nobody()

    def test_the_portal_wizard_gives_them_no_access(self):
        for contact in (self.gone, self.living):
            with self.subTest(contact.name), self.env.cr.savepoint():
                wizard = self.env["portal.wizard"].with_context(active_test=False).create(
                    {"partner_ids": [(6, 0, contact.ids)]})
                wizard.user_ids.email = f"again{contact.id}@mail.example"
                if contact == self.living:
                    with self.mock_mail_gateway():
                        wizard.user_ids.action_grant_access()
                    self.assertTrue(contact.user_ids)
                else:
                    with self.assertRaises(UserError):
                        wizard.user_ids.action_grant_access()
        self._assert_still_nobody()
