"""Holds and restriction stop every path (R15), merging keeps protection (R17), and whoever was
anonymised does not come back (R11)."""

from contextlib import suppress

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import freeze_time, new_test_user, tagged
from odoo.tools import mute_logger
from psycopg2 import IntegrityError

from ...engine.erasure.contacts import Contacts
from ...engine.technical import Technical
from ..builders.guards import GuardCommon
from ..builders.leaving import do_outside
from ..common import SILENT, TODAY


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestHolds(GuardCommon):
    # === PATHS === #

    def test_a_held_contact_is_not_deleted(self):
        contact = self._contact()
        hold = self._hold(contact)
        for user in (self.staff, self.officer, self.admin):
            with self.subTest(user.login), self.assertRaisesRegex(UserError, "Under a hold"):
                contact.with_user(user).unlink()
        with self.assertRaisesRegex(UserError, "Under a hold"):
            contact.unlink()
        hold.with_user(self.officer).action_release()
        contact.with_user(self.staff).unlink()
        self.assertFalse(contact.exists())

    def test_one_held_contact_among_many_stops_the_deletion_of_all(self):
        held, free = self._contact(), self._contact()
        self._hold(held)
        with self.assertRaises(UserError):
            (free | held).with_user(self.staff).unlink()
        self.assertTrue(free.exists())

    def test_the_refusal_names_no_person(self):
        contact = self._contact("Quirinus Zwaluwnest")
        self._hold(contact)
        with self.assertRaises(UserError) as refusal:
            contact.with_user(self.staff).unlink()
        self.assertNotIn("Zwaluwnest", str(refusal.exception))

    def test_the_user_of_a_held_contact_is_not_deleted(self):
        contact = self._contact()
        user, hold = self._user_of(contact), self._hold(contact)
        with self.assertRaisesRegex(UserError, "Under a hold"):
            user.unlink()
        hold.with_user(self.officer).action_release()
        user.unlink()
        self.assertFalse(user.exists())

    def test_a_held_person_does_not_delete_their_portal_account(self):
        contact = self._contact()
        user, hold = self._user_of(contact), self._hold(contact)
        login = user.login
        with self.assertRaises(UserError):
            user.with_user(user).sudo()._deactivate_portal_user()
        self.assertEqual((user.login, user.active), (login, True))
        self.assertFalse(self.env["res.users.deletion"].search([("user_id", "=", user.id)]))
        hold.with_user(self.officer).action_release()
        user.with_user(user).sudo()._deactivate_portal_user()
        self.assertNotEqual(user.login, login)

    def test_what_a_portal_person_is_told_does_not_name_the_hold(self):
        contact = self._contact()
        user = self._user_of(contact)
        self._hold(contact)
        with self.assertRaises(UserError) as refusal:
            user.with_user(user).sudo()._deactivate_portal_user()
        self.assertNotIn("hold", str(refusal.exception).lower())

    def test_a_hold_stops_a_deletion_that_the_portal_had_queued(self):
        contact = self._contact()
        user = self._user_of(contact)
        user.with_user(user).sudo()._deactivate_portal_user()
        self._hold(contact)
        with mute_logger("odoo.addons.base.models.res_users_deletion"), \
                self.enter_registry_test_mode(), self.registry.cursor() as cr:
            self.env(cr=cr)["res.users.deletion"]._gc_portal_users()
        self.assertTrue(user.exists())
        self.assertTrue(contact.exists())

    def test_a_run_does_not_touch_a_held_contact(self):
        held, free = self._contact(facts=SILENT), self._contact(facts=SILENT)
        self._hold(held)
        run = self._run(held | free)
        self.assertEqual(run.item_ids.mapped("partner_ref"), free.ids)
        self.assertEqual(held.name, "Ilse Vermeulen")
        self.assertTrue(held.message_ids)

    def test_a_hold_made_after_the_approval_still_stops_the_run(self):
        contact = self._contact(facts=SILENT)
        run = self.runs.preview(contact)
        run.action_approve()
        self._hold(contact)
        run._work()
        self.assertEqual((run.state, run.item_ids.state), ("done", "dropped"))
        self.assertEqual(contact.name, "Ilse Vermeulen")

    def test_an_erasure_on_request_does_not_touch_a_held_contact(self):
        contact = self._contact(facts=SILENT)
        self._hold(contact)
        run = self.runs.with_user(self.officer).erase(contact.with_user(self.officer),
                                                      "art. 17(1)(b)")
        self.assertFalse(contact.privacy_anonymised_on)
        self.assertFalse(run.item_ids.filtered(lambda item: item.state == "done"))

    def test_a_held_contact_is_archived_and_edited(self):
        contact = self._contact()
        self._hold(contact)
        contact.with_user(self.staff).write({"phone": "+32 2 555 12 12", "city": "Gent"})
        contact.with_user(self.staff).action_archive()
        self.assertEqual((contact.city, contact.active), ("Gent", False))
        contact.with_user(self.staff).action_unarchive()
        self.assertTrue(contact.active)

    def test_an_archived_contact_is_held_as_any_other(self):
        contact = self._contact(facts=SILENT, active=False)
        hold = self._hold(contact)
        self.assertEqual(hold.partner_ids.ids, contact.ids)
        self.assertFalse(self.runs.preview(contact).subjects)
        with self.assertRaises(UserError):
            contact.with_user(self.staff).unlink()

    # === WHOM A HOLD COVERS === #

    def _covered(self, hold, **contacts):
        held = self.env["privacy.hold"]._on_hold([c.id for c in contacts.values()])
        return {name for name, contact in contacts.items() if contact.id in held}

    def test_a_hold_on_a_company_covers_its_persons_and_addresses(self):
        company = self._contact("Acme", is_company=True)
        person = self._contact("Person", parent_id=company.id)
        address = self._contact(False, parent_id=company.id, type="delivery")
        below = self._contact(False, parent_id=person.id, type="delivery")
        deep = self._contact(False, parent_id=below.id, type="other")
        other = self._contact("Other Ltd", is_company=True)
        hold = self._hold(company)
        self.assertEqual(
            self._covered(hold, company=company, person=person, address=address, below=below,
                          deep=deep, other=other),
            {"company", "person", "address", "below", "deep"},
        )
        with self.assertRaises(UserError):
            person.with_user(self.staff).unlink()

    def test_a_hold_on_a_person_covers_them_and_their_addresses_alone(self):
        company = self._contact("Acme", is_company=True)
        person = self._contact("Person", parent_id=company.id)
        sibling = self._contact("Sibling", parent_id=company.id)
        address = self._contact(False, parent_id=person.id, type="delivery")
        hold = self._hold(person)
        self.assertEqual(
            self._covered(hold, company=company, person=person, sibling=sibling, address=address),
            {"person", "address"},
        )
        sibling.with_user(self.staff).unlink()
        self.assertFalse(sibling.exists())

    def test_an_address_below_an_address_of_a_held_person_is_covered(self):
        company = self._contact("Acme", is_company=True)
        person = self._contact("Person", parent_id=company.id)
        address = self._contact(False, parent_id=person.id, type="delivery")
        deep = self._contact(False, parent_id=address.id, type="other")
        self.assertEqual(self._covered(self._hold(person), deep=deep), {"deep"})

    def test_moving_a_person_out_of_a_held_company_does_not_free_them(self):
        company = self._contact("Acme", is_company=True)
        person = self._contact("Person", parent_id=company.id)
        self._hold(company)
        with suppress(UserError):
            person.with_user(self.staff).parent_id = False
        with self.assertRaises(UserError):
            person.with_user(self.staff).unlink()

    def test_a_person_of_a_held_company_made_a_company_is_not_freed(self):
        company = self._contact("Acme", is_company=True)
        person = self._contact("Person", parent_id=company.id)
        self._hold(company)
        with suppress(UserError):
            person.with_user(self.staff).is_company = True
        with self.assertRaises(UserError):
            person.with_user(self.staff).unlink()

    # === HOW A HOLD ENDS === #

    def test_all_of_several_holds_must_end(self):
        contact = self._contact()
        first, second = self._hold(contact), self._hold(contact, date_end="2026-11-23")
        first.with_user(self.officer).action_release()
        with self.assertRaises(UserError):
            contact.with_user(self.staff).unlink()
        second.with_user(self.officer).action_release()
        contact.with_user(self.staff).unlink()
        self.assertFalse(contact.exists())

    def test_a_hold_holds_on_its_last_day_and_not_after(self):
        contact = self._contact()
        hold = self._hold(contact, date_end="2026-11-23")
        self.assertEqual(hold.state, "active")
        with self.assertRaises(UserError):
            contact.with_user(self.staff).unlink()
        with freeze_time("2026-11-24 12:00:00"):
            hold.invalidate_recordset()
            self.assertEqual(hold.state, "ended")
            contact.with_user(self.staff).unlink()
        self.assertFalse(contact.exists())

    def test_a_hold_that_starts_later_already_holds(self):
        contact = self._contact()
        self._hold(contact, date_start="2027-01-01")
        with self.assertRaises(UserError):
            contact.with_user(self.staff).unlink()

    def test_a_hold_without_end_in_sight_can_be_shown(self):
        contact = self._contact(facts=SILENT)
        self._hold(contact, date_end="9999-12-31")
        self.timers.refresh()
        self.assertIn("legitimate_interests", self._bases(contact))
        self.assertTrue(contact.privacy_purpose_ids.read(["date_from", "date_until"]))

    def test_an_officer_releases_and_the_hold_says_who_and_when(self):
        hold = self._hold(self._contact())
        hold.with_user(self.officer).action_release()
        self.assertEqual(hold.state, "released")
        self.assertEqual(hold.released_by_id, self.officer)
        self.assertEqual(str(hold.released_on), TODAY)

    def test_four_eyes_ask_for_another_officer_to_release_or_narrow(self):
        self.env["ir.config_parameter"].set_param("cloudpepper_privacy.four_eyes", "True")
        self.env.flush_all()
        contacts = self._contact() | self._contact()
        hold = self._hold(contacts).with_user(self.officer)
        self.env.cr.execute("UPDATE privacy_hold SET create_uid = %s WHERE id = %s",
                            [self.officer.id, hold.id])
        hold.invalidate_recordset()
        with self.assertRaises(AccessError):
            hold.action_release()
        with self.assertRaises(AccessError):
            hold.write({"date_end": "2026-11-24"})
        with self.assertRaises(AccessError):
            hold.write({"partner_ids": [Command.unlink(contacts[0].id)]})
        hold.with_user(self.officer_two).action_release()
        self.assertEqual(hold.released_by_id, self.officer_two)

    def test_without_four_eyes_its_own_officer_releases_a_hold(self):
        contact = self._contact()
        hold = self.env["privacy.hold"].with_user(self.officer).create({
            "name": "Case", "reason": "x", "partner_ids": [Command.set(contact.ids)],
        })
        hold.action_release()
        self.assertEqual(hold.state, "released")

    def test_releasing_a_hold_starts_the_clock_again(self):
        contact = self._contact(facts=SILENT)
        hold = self._hold(contact)
        self.assertFalse(self.runs.preview(contact).subjects)
        hold.with_user(self.officer).action_release()
        self.assertEqual(self.runs.preview(contact).subjects, 1)

    # === TOOLS OF ODOO === #

    def test_the_privacy_lookup_of_odoo_does_not_delete_a_held_contact(self):
        if "privacy.lookup.wizard" not in self.env:
            self.skipTest("module privacy_lookup is not installed")
        contact = self._contact("Quirinus Zwaluwnest", email="quirinus@zwaluwnest.example")
        self._hold(contact)
        wizard = self.env["privacy.lookup.wizard"].create(
            {"name": contact.name, "email": contact.email}
        )
        wizard.action_lookup()
        line = wizard.line_ids.filtered(lambda l: l.res_model == "res.partner")
        self.assertEqual(line.res_id, contact.id)
        with self.assertRaises(UserError):
            line.action_unlink()
        self.assertTrue(contact.exists())

    def test_data_recycle_does_not_delete_a_contact_held_since_it_was_found(self):
        if "data_recycle.model" not in self.env:
            self.skipTest("module data_recycle is not installed")
        contact = self._contact("Quirinus Zwaluwnest")
        recycler = self.env["data_recycle.model"].create({
            "name": "Old contacts", "res_model_id": self.env.ref("base.model_res_partner").id,
            "domain": repr([("id", "=", contact.id)]), "recycle_action": "unlink",
            "recycle_mode": "manual", "include_archived": True,
        })
        recycler._recycle_records()
        self.assertEqual(recycler.recycle_record_ids.mapped("res_id"), contact.ids)
        hold = self._hold(contact)
        with self.assertRaises(UserError):
            recycler.recycle_record_ids.action_validate()
        self.assertTrue(contact.exists())
        hold.with_user(self.officer).action_release()
        recycler.recycle_record_ids.action_validate()
        self.assertFalse(contact.exists())


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestRestriction(GuardCommon):
    def test_a_restricted_contact_is_not_deleted(self):
        contact = self._contact(privacy_restricted=True)
        with self.assertRaisesRegex(UserError, "Art. 18"):
            contact.with_user(self.staff).unlink()
        contact.privacy_restricted = False
        contact.with_user(self.staff).unlink()
        self.assertFalse(contact.exists())

    def test_a_restricted_one_of_the_own_organisation_is_not_deleted_either(self):
        """They are not hidden from their colleagues; erased they are not all the same."""
        for restricted in (True, False):
            contact = self._contact()
            self._tell_user(contact, True)
            contact.privacy_restricted = restricted
            user = contact.with_context(active_test=False).user_ids
            with self.subTest(restricted=restricted), self.env.cr.savepoint():
                if restricted:
                    with self.assertRaisesRegex(UserError, "Art. 18"):
                        user.with_user(self.admin).unlink()
                else:
                    user.with_user(self.admin).unlink()
                self.assertEqual(bool(user.exists()), restricted)

    def test_a_restricted_person_does_not_delete_their_portal_account(self):
        contact = self._contact(privacy_restricted=True)
        user = self._user_of(contact)
        with self.assertRaises(UserError):
            user.with_user(user).sudo()._deactivate_portal_user()
        self.assertTrue(user.active)

    def test_a_run_does_not_touch_a_restricted_contact(self):
        contact = self._contact(facts=SILENT)
        run = self.runs.preview(contact)
        run.action_approve()
        contact.privacy_restricted = True
        run._work()
        self.assertEqual(run.item_ids.state, "dropped")
        self.assertFalse(contact.privacy_anonymised_on)

    def test_technical_rows_of_a_restricted_contact_stay(self):
        restricted, free = self._contact(), self._contact()
        logs = {}
        for contact in (restricted, free):
            user = self._user_of(contact)
            logs[contact] = self.env["res.users.log"].with_user(user).sudo().create({})
            self._date(logs[contact], "create_date", "2024-01-01 10:00:00")
        restricted.privacy_restricted = True
        self.env["privacy.rule"].search([("action", "=", "delete_rows")]).mode = "automatic"
        Technical(self.env).delete_expired()
        self.assertFalse(logs[free].exists())
        self.assertTrue(logs[restricted].exists())

    def test_technical_rows_of_a_held_contact_stay(self):
        held = self._contact()
        user = self._user_of(held)
        log = self.env["res.users.log"].with_user(user).sudo().create({})
        self._date(log, "create_date", "2024-01-01 10:00:00")
        hold = self._hold(held)
        self.env["privacy.rule"].search([("action", "=", "delete_rows")]).mode = "automatic"
        Technical(self.env).delete_expired()
        self.assertTrue(log.exists())
        hold.with_user(self.officer).action_release()
        Technical(self.env).delete_expired()
        self.assertFalse(log.exists())


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestMerge(GuardCommon):
    """Both contacts share one address: other merges are the administrator's."""

    def _two(self, email="same@mail.example", **vals):
        return (self._contact("Source", email=email, **vals),
                self._contact("Target", email=email))

    def test_free_contacts_are_merged_by_whoever_manages_contacts(self):
        source, target = self._two()
        self._merge(self.staff, target, source)
        self.assertFalse(source.exists())
        self.assertTrue(target.exists())

    def test_a_held_contact_is_not_merged_away_by_a_contact_manager(self):
        source, target = self._two()
        self._hold(source)
        with self.assertRaises(UserError):
            self._merge(self.staff, target, source)
        self.assertTrue(source.exists())

    def test_a_held_contact_takes_others_in(self):
        source, target = self._two()
        self._hold(target)
        self._merge(self.staff, target, source)
        self.assertFalse(source.exists())
        with self.assertRaises(UserError):
            target.with_user(self.staff).unlink()

    def test_an_officer_merges_a_held_contact_and_the_hold_goes_along(self):
        source, target = self._two()
        hold = self._hold(source)
        self._merge(self.officer, target, source)
        self.assertFalse(source.exists())
        self.assertEqual(hold.partner_ids, target)
        with self.assertRaises(UserError):
            target.with_user(self.staff).unlink()

    def test_a_hold_on_both_covers_the_target_once(self):
        source, target = self._two()
        hold = self._hold(source | target)
        self._merge(self.officer, target, source)
        self.assertEqual(hold.partner_ids, target)

    def test_a_held_contact_is_not_merged_away_without_naming_a_target(self):
        source, target = self._two()
        self._hold(source)
        wizard = self.env["base.partner.merge.automatic.wizard"].with_user(self.staff)
        with self.assertRaises(UserError):
            wizard._merge((source | target).ids)
        self.assertTrue(source.exists())

    def test_restriction_and_marks_go_along(self):
        marks = {"privacy_restricted": self.officer, "privacy_running_customer": self.staff,
                 "privacy_admin_contact": self.staff}
        for name, user in marks.items():
            with self.subTest(name):
                # whoever comes later with the address of a restricted person is that person
                source, target = self._two(f"{name}@mail.example", **{name: True})
                self._merge(user, target, source)
                self.assertFalse(source.exists())
                self.assertEqual({mark for mark in marks if target[mark]}, {name})

    def test_an_unmarked_source_takes_no_mark_away(self):
        source, target = self._two()
        target.privacy_restricted = True
        self._merge(self.officer, target, source)
        self.assertTrue(target.privacy_restricted)

    def test_the_end_of_one_relationship_does_not_end_the_other(self):
        for role in (self.staff, self.officer, self.admin):
            with self.subTest(role.login):
                source, target = self._two(privacy_relationship_end="2012-01-31")
                target.privacy_running_customer = True
                self._merge(role, target, source)
                self.assertFalse(target.privacy_relationship_end)
                self.assertEqual(self._clocks(target)["billing"][0], "running")

    def test_of_two_ends_the_later_one_counts(self):
        source, target = self._two(privacy_relationship_end="2020-01-31")
        target.privacy_relationship_end = "2012-01-31"
        self._merge(self.staff, target, source)
        self.assertEqual(str(target.privacy_relationship_end), "2020-01-31")

    def test_consents_and_their_withdrawal_go_along(self):
        source, target = self._two()
        self._tell_consent(source, "2020-01-01")
        self._tell_withdrawn(source, "2021-01-01")
        self._merge(self.staff, target, source)
        consents = self.env["privacy.consent.record"].search([("partner_id", "=", target.id)])
        self.assertEqual(len(consents), 2)
        self.assertEqual(len(consents.filtered("date_withdrawn")), 1)

    def test_a_tag_set_by_hand_goes_along(self):
        source, target = self._two()
        tag = self.env["privacy.subject.purpose"].create({
            "partner_id": source.id, "reason": "Because", "date_until": "2030-01-01",
            "basis_id": self.env.ref("cloudpepper_privacy.legal_basis_contract").id,
        })
        self._merge(self.staff, target, source)
        self.assertEqual(tag.partner_id, target)

    def test_the_conversation_of_the_source_moves_the_targets_clock(self):
        source, target = self._two()
        self._tell_mail(source, "2025-05-04 10:00:00")
        self._tell_mail(target, "2022-05-04 10:00:00")
        self.timers.refresh()
        self._merge(self.staff, target, source)
        self.assertEqual(self._clocks(target)["communication"][2], "2028-05-04")
        self.assertFalse(self.runs.preview(target).subjects)

    def test_a_run_approved_for_the_source_does_not_act_on_the_target(self):
        """Approval accepts the subjects of one preview, and the target was none of them."""
        source, target = self._two()
        self._tell_mail(source, "2022-05-04 10:00:00")
        run = self.runs.preview(source)
        run.action_approve()
        self._tell_mail(target, "2022-05-05 10:00:00")
        self._merge(self.staff, target, source)
        run._work()
        self.assertFalse(target.privacy_anonymised_on)
        self.assertEqual(target.name, "Target")

    def test_an_anonymised_contact_is_neither_source_nor_target(self):
        gone, living = self._contact("Gone", SILENT), self._contact("Living")
        self._run(gone)
        for target, source in ((living, gone), (gone, living)):
            for user in (self.staff, self.officer, self.admin):
                with self.subTest(target=target.name, user=user.login), \
                        self.assertRaisesRegex(UserError, "anonymised"):
                    self._merge(user, target, source)
        for user in (self.staff, self.officer, self.admin):
            wizard = self.env["base.partner.merge.automatic.wizard"].with_user(user)
            with self.subTest("no target named", user=user.login), \
                    self.assertRaisesRegex(UserError, "anonymised"):
                wizard._merge((gone | living).ids)
        self.assertEqual(living.name, "Living")


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestAnonymised(GuardCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.gone = cls._contact("Ilse Vermeulen", SILENT, email="ilse@mail.example")
        cls.gone_user = cls.env["res.users"].with_context(no_reset_password=True).create({
            "login": "ilse@mail.example", "partner_id": cls.gone.id,
            "group_ids": [Command.set(cls.env.ref("base.group_portal").ids)],
        })
        cls.runs.execute(cls.gone, approve=True)
        cls.living = cls._contact("Living")
        cls.bookkeeper = new_test_user(
            cls.env, "bookkeeper", "account.group_account_invoice,base.group_partner_manager",
            company_id=cls.company.id, company_ids=[Command.set(cls.company.ids)],
        )

    def _assert_still_nobody(self):
        self.env.invalidate_all()
        self.assertEqual(self.gone.name, f"Anonymised contact {self.gone.id}")
        self.assertFalse(self.gone.email)
        self.assertFalse(self.gone.active)
        self.assertFalse(Contacts(self.env, None).remaining(self.gone.ids))

    # === DOCUMENTS === #

    def test_no_new_document_of_any_kind_names_them(self):
        for move_type in ("out_invoice", "out_refund", "in_invoice", "in_refund", "out_receipt",
                          "in_receipt"):
            with self.subTest(move_type), self.assertRaisesRegex(UserError, "anonymised"), \
                    self.env.cr.savepoint():
                self._move(self.gone.with_user(self.bookkeeper), TODAY, move_type)
        self.assertTrue(self._move(self.living, TODAY))

    def test_no_draft_changes_over_to_them(self):
        move = self._move(self.living, TODAY)
        with self.assertRaisesRegex(UserError, "anonymised"), self.env.cr.savepoint():
            move.with_user(self.bookkeeper).partner_id = self.gone
        move.invalidate_recordset()
        self.assertEqual(move.partner_id, self.living)

    def test_no_draft_of_before_makes_more_of_them(self):
        """Named on it already, as where to deliver, they do not become its customer."""
        move = self._move(self.living, TODAY)
        self.env.flush_all()
        self.env.cr.execute("UPDATE account_move SET partner_shipping_id = %s WHERE id = %s",
                            [self.gone.id, move.id])
        self.env.invalidate_all()
        changed = {"partner_id": self.gone.id, "partner_shipping_id": self.living.id}
        with self.assertRaisesRegex(UserError, "anonymised"), self.env.cr.savepoint():
            move.with_user(self.bookkeeper).write(changed)
        move.with_user(self.bookkeeper).write({"partner_shipping_id": self.living.id})
        self.assertEqual((move.partner_id, move.partner_shipping_id), (self.living, self.living))

    def test_they_are_no_delivery_address_of_a_new_document(self):
        move = self._move(self.living, TODAY)
        with self.assertRaises(UserError), self.env.cr.savepoint():
            move.partner_shipping_id = self.gone

    def test_a_document_of_before_is_not_duplicated(self):
        contact = self._contact("Old Customer", (("invoice", "2012-01-31"), *SILENT))
        move = self.env["account.move"].search(
            [("partner_id", "=", contact.id), ("move_type", "=", "out_invoice")]
        )
        self._run(contact)
        self.assertTrue(contact.privacy_anonymised_on)
        with self.assertRaisesRegex(UserError, "anonymised"), self.env.cr.savepoint():
            move.copy()

    def test_a_draft_of_before_is_not_posted(self):
        contact = self._contact("Undecided", SILENT)
        draft = self._tell_draft(contact, "2012-05-04")
        # one of today would keep its contact (R6)
        self._date(draft, "create_date", "2012-05-04 10:00:00")
        self.env.cr.execute("UPDATE mail_message SET date = '2012-05-04' WHERE res_id = %s "
                            "AND model = 'account.move'", [draft.id])
        self.timers.refresh(full=True)
        self._run(contact)
        self.assertTrue(contact.privacy_anonymised_on)
        with self.assertRaisesRegex(UserError, "anonymised"):
            draft.with_user(self.bookkeeper).action_post()

    def test_documents_of_before_stay_as_they_are(self):
        contact = self._contact("Old Customer", (("invoice", "2012-01-31"), *SILENT))
        move = self.env["account.move"].search(
            [("partner_id", "=", contact.id), ("move_type", "=", "out_invoice")]
        )
        before = (move.name, move.amount_total, move.partner_id, move.state)
        self._run(contact)
        move.invalidate_recordset()
        self.assertTrue(contact.privacy_anonymised_on)
        self.assertEqual((move.name, move.amount_total, move.partner_id, move.state), before)

    # === COMING BACK === #

    def test_no_name_mail_or_address_is_written_back(self):
        for name, value in {
            "name": "Ilse Vermeulen", "email": "ilse@mail.example", "phone": "+32 470 12 34 56",
            "street": "Kerkstraat 9", "vat": "BE0477472701", "website": "https://ilse.example",
            "comment": "<p>Ilse</p>", "function": "Owner", "ref": "C-77", "barcode": "4012345",
            "company_name": "Ilse Ltd", "image_1920": b"R0lGODlhAQABAAAAACw=",
        }.items():
            with self.subTest(name), self.assertRaisesRegex(UserError, "anonymised"):
                self.gone.with_user(self.staff).write({name: value})
        self._assert_still_nobody()

    def test_a_living_contact_is_written(self):
        self.living.with_user(self.staff).write({"email": "living@mail.example"})
        self.assertEqual(self.living.email, "living@mail.example")

    def test_no_picture_comes_back_by_its_smaller_sizes(self):
        with self.assertRaises(UserError):
            self.gone.with_user(self.staff).write({"image_128": b"R0lGODlhAQABAAAAACw="})
        self.assertFalse(self.gone.image_1920)

    def test_they_are_not_unarchived(self):
        for user in (self.staff, self.officer, self.admin):
            with self.subTest(user.login), self.assertRaisesRegex(UserError, "anonymised"):
                self.gone.with_user(user).action_unarchive()
        self._assert_still_nobody()

    def test_an_import_does_not_write_them_back(self):
        self.env["ir.model.data"].create({
            "module": "__import__", "name": "ilse", "model": "res.partner", "res_id": self.gone.id,
        })
        result = self.env["res.partner"].with_user(self.admin).load(
            ["id", "name", "email"], [["__import__.ilse", "Ilse Vermeulen", "ilse@mail.example"]]
        )
        self.assertFalse(result["ids"])
        self.assertIn("anonymised", str(result["messages"]))
        self._assert_still_nobody()

    def test_an_import_by_database_id_does_not_write_them_back(self):
        result = self.env["res.partner"].with_user(self.admin).load(
            [".id", "name"], [[str(self.gone.id), "Ilse Vermeulen"]]
        )
        self.assertFalse(result["ids"])
        self._assert_still_nobody()

    def test_an_import_of_a_new_person_works(self):
        result = self.env["res.partner"].with_user(self.admin).load(
            ["name", "email"], [["Ilse Vermeulen", "ilse@mail.example"]]
        )
        self.assertTrue(result["ids"], result["messages"])
        self.assertNotIn(self.gone.id, result["ids"])

    def test_the_same_mail_coming_in_is_a_new_person(self):
        partner = self.env["res.partner"].find_or_create("Ilse Vermeulen <ilse@mail.example>")
        self.assertNotEqual(partner, self.gone)
        self._assert_still_nobody()

    def test_their_user_is_not_switched_on_again(self):
        for vals in ({"active": True}, {"name": "Ilse Vermeulen"}, {"email": "ilse@mail.example"},
                     {"login": "ilse@mail.example"}):
            with self.subTest(str(vals)), self.assertRaises(UserError):
                self.gone_user.with_user(self.admin).write(vals)
        self.assertEqual(self.gone_user.login, f"anonymised-{self.gone_user.id}")
        self._assert_still_nobody()

    def test_no_new_user_is_given_to_them(self):
        users = self.env["res.users"].with_user(self.admin).with_context(no_reset_password=True)
        for contact, active in ((self.gone, True), (self.gone, False), (self.living, False)):
            vals = {"login": f"again-{contact.id}", "partner_id": contact.id, "active": active,
                    "group_ids": [Command.set(self.env.ref("base.group_portal").ids)]}
            with self.subTest(contact=contact.name, active=active), self.env.cr.savepoint():
                if contact == self.living:
                    self.assertTrue(users.create(vals))
                else:
                    with self.assertRaises(UserError):
                        users.create(vals)

    def test_no_bank_account_is_given_to_them(self):
        with self.assertRaises(UserError):
            self.env["res.partner.bank"].with_user(self.bookkeeper).sudo().create(
                {"acc_number": "BE71096123456769", "partner_id": self.gone.id,
                 "acc_holder_name": "Ilse Vermeulen"}
            )

    def test_their_bank_account_of_before_is_not_filled_again(self):
        contacts = [self._contact(name, SILENT) for name in ("Going", "Staying")]
        accounts = [self.env["res.partner.bank"].create(
            {"acc_number": number, "partner_id": contact.id})
            for contact, number in zip(contacts, ("BE71096123456769", "BE68539007547034"),
                                       strict=True)]
        self._run(contacts[0])
        self.assertTrue(contacts[0].privacy_anonymised_on)
        theirs, other = (account.with_user(self.bookkeeper).sudo() for account in accounts)
        for vals in ({"acc_number": "BE71096123456769"}, {"acc_holder_name": "Going"},
                     {"partner_id": contacts[0].id}):
            with self.subTest(str(vals)), self.assertRaisesRegex(UserError, "anonymised"), \
                    self.env.cr.savepoint():
                theirs.write(vals)
        other.acc_holder_name = "S. Staying"
        self.assertEqual(other.acc_holder_name, "S. Staying")

    def test_archiving_and_marks_without_identity_pass(self):
        self.gone.with_user(self.staff).write({"active": False, "email": False})
        self._assert_still_nobody()


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestWrongPerson(GuardCommon):
    """Facts that are odd, missing or change meanwhile never make somebody due."""

    # === WHAT AN OFFICER APPROVED === #

    def test_who_was_approved_for_conversations_keeps_the_rest(self):
        contact = self._contact(facts=(("unpaid", "2012-01-31"), *SILENT))
        run = self.runs.preview(contact)
        self.assertFalse(run.item_ids.whole)
        self.assertEqual(run.item_ids.categories, "communication, support")
        run.action_approve()
        self._pay(self.env["account.move"].search([("partner_id", "=", contact.id)]), "2012-03-01")
        run._work()
        self.assertFalse(contact.privacy_anonymised_on, "nobody approved the whole contact")
        self.assertEqual(contact.name, "Ilse Vermeulen")

    def test_a_contact_deleted_after_the_approval_is_not_left_to_do(self):
        gone, due = self._contact(facts=SILENT), self._contact(facts=SILENT)
        run = self.runs.preview(gone | due)
        run.action_approve()
        gone.unlink()
        self.env.invalidate_all()
        run._work()
        self.assertEqual((run.state, run.todo), ("done", 0))
        self.assertEqual(sorted(run.item_ids.mapped("state")), ["done", "dropped"])

    def test_a_rule_switched_off_after_the_approval_makes_nobody_due(self):
        contact = self._contact(facts=SILENT)
        run = self.runs.preview(contact)
        run.action_approve()
        self.env.ref("cloudpepper_privacy.rule_communication").active = False
        run._work()
        self.assertEqual(run.item_ids.state, "dropped")
        self.assertTrue(contact.message_ids)

    def test_a_rule_made_longer_after_the_approval_makes_nobody_due(self):
        contact = self._contact(facts=SILENT)
        run = self.runs.preview(contact)
        run.action_approve()
        self.env.ref("cloudpepper_privacy.rule_communication").period_count = 10
        run._work()
        self.assertEqual(run.item_ids.state, "dropped")
        self.assertEqual(self._clocks(contact)["communication"][2], "2032-05-04")

    def test_one_run_that_cannot_go_on_does_not_stop_the_others(self):
        stuck, fine = self._contact(facts=SILENT), self._contact(facts=SILENT)
        runs = []
        for contact in (stuck, fine):
            runs.append(self.runs.preview(contact))
            runs[-1].action_approve()
        runs[0].on_date = "2030-01-01"
        self.env.flush_all()
        with mute_logger("odoo.addons.base.models.ir_cron"), self.enter_registry_test_mode():
            self.env.ref("cloudpepper_privacy.ir_cron_run").method_direct_trigger()
        self.env.invalidate_all()
        self.assertTrue(fine.privacy_anonymised_on)
        self.assertFalse(stuck.privacy_anonymised_on)

    # === ODD DATES === #

    def test_a_relationship_that_ends_in_a_far_future_never_makes_its_contact_due(self):
        """A mistyped year keeps too long, never too short."""
        for day in ("2328-11-07", "2400-01-01", "2626-01-31", "2700-06-01", "9999-12-31"):
            with self.subTest(day):
                contact = self._contact(facts=(("invoice", "2012-01-31"), *SILENT))
                contact.privacy_relationship_end = day
                self.timers.refresh()
                self.assertGreater(self._clocks(contact)["billing"][2], "2300-01-01")

    def test_a_relationship_ended_long_ago_makes_its_contact_due(self):
        contact = self._contact(facts=(("invoice", "2012-01-31"), *SILENT))
        contact.privacy_relationship_end = "2013-01-31"
        # what was to be removed outside was removed then, and from the backups after it
        for day in ("2013-03-31", "2013-09-30"):
            with freeze_time(day):
                self.timers.refresh(contact)
                do_outside(self.env, contact)
        self.assertEqual(self.runs.preview(contact).item_ids.mapped("whole"), [True])

    def test_a_consent_withdrawn_in_a_far_future_can_be_shown(self):
        contact = self._contact()
        self._tell_consent(contact, "2020-01-01", date_withdrawn="9999-12-31")
        self.timers.refresh()
        self.assertIn("marketing", self._clocks(contact))

    def test_a_contact_whose_creation_is_unknown_is_not_due(self):
        contact = self._contact()
        self.env.cr.execute("UPDATE res_partner SET create_date = NULL WHERE id = %s", [contact.id])
        contact.invalidate_recordset()
        self.assertFalse(self.runs.preview(contact).subjects)

    def test_a_contact_created_long_ago_is_due(self):
        self.assertTrue(self.runs.preview(self._contact()).subjects)

    # === FAMILIES === #

    def test_addresses_follow_their_person_at_any_depth(self):
        company = self._contact("Acme", (("running", True),), is_company=True)
        person = self._contact("Person", (("mail", "2026-10-04 10:00:00"),), parent_id=company.id)
        parent, contacts = person, person
        for _depth in range(4):
            parent = self._contact(False, parent_id=parent.id, type="other", street="Dock 1")
            contacts |= parent
        self.timers.refresh()
        for contact in contacts:
            self.assertEqual(self._clocks(contact)["communication"][2], "2029-10-04")
        self.assertFalse(self.runs.preview(contacts).subjects)

    def test_an_address_without_a_name_goes_with_its_person(self):
        person = self._contact("Person", SILENT)
        address = self._contact(False, parent_id=person.id, type="delivery", street="Dock 1")
        self._run(person | address)
        self.assertEqual(address.name, f"Anonymised contact {address.id}")
        self.assertFalse(address.street)

    def test_all_users_of_a_contact_are_disabled(self):
        contact = self._contact(facts=SILENT)
        users = self.env["res.users"].union(*(self._user_of(contact) for _n in range(3)))
        users[2].active = False
        self._run(contact)
        self.assertEqual(users.mapped("login"), [f"anonymised-{user.id}" for user in users])
        self.assertFalse(users.filtered("active"))

    # === SEVERAL COMPANIES === #

    def test_a_shorter_rule_of_one_company_does_not_cut_the_rule_of_all(self):
        other = self.env["res.company"].create({"name": "Other Ltd"})
        self.env.ref("cloudpepper_privacy.rule_communication").copy(
            {"code": "short", "company_id": other.id, "period_count": 1}
        )
        contact = self._contact(facts=(("mail", "2025-01-01 10:00:00"),))
        self.timers.refresh(full=True)
        self.assertEqual(self._clocks(contact)["communication"][2], "2028-01-01")
        self._run(contact)
        self.assertTrue(contact.message_ids.filtered(lambda m: m.message_type == "email"))

    def test_the_rule_of_a_company_that_goes_does_not_become_everybodys(self):
        other = self.env["res.company"].create({"name": "Other Ltd"})
        rule = self.env.ref("cloudpepper_privacy.rule_communication").copy(
            {"code": "short", "company_id": other.id, "period_count": 1}
        )
        with (
            suppress(UserError, IntegrityError),
            mute_logger("odoo.sql_db"),
            self.env.cr.savepoint(),
        ):
            other.unlink()
        self.assertFalse(rule.exists() and not rule.company_id)

    def test_another_companys_refresh_does_not_move_a_clock(self):
        other = self.env["res.company"].create(
            {"name": "Other Ltd", "privacy_tz": "Pacific/Auckland"}
        )
        contact = self._contact(facts=(("mail", "2022-05-04 15:00:00"),),
                                company_id=self.company.id)
        self.timers.refresh()
        before = self._clocks(contact)
        self.timers.with_company(other).refresh(contact)
        self.assertEqual(self._clocks(contact), before)

    # === SIGNALS === #

    def test_a_signal_switched_off_waits_as_a_shorter_rule_does(self):
        contact = self._contact(facts=(("mail", "2026-05-04 10:00:00"),))
        self.env["privacy.rule"].search([]).write({"mode": "automatic", "grace_until": False})
        self.env["privacy.signal"].search([("kind", "=", "interaction")]).active = False
        self.timers.refresh(full=True)
        self.runs.execute(contact)
        self.assertFalse(contact.privacy_anonymised_on)

    def test_a_superuser_closes_a_task_as_an_officer_does(self):
        contact = self._contact(facts=(("invoice", "2025-01-31"),))
        contact.privacy_relationship_end = "2026-02-01"
        self.timers.refresh()
        do_outside(self.env(user=self.env.ref("base.user_root")), contact)
        self.assertEqual(self._clocks(contact)["hosted"][0], "done")
