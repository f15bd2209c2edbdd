"""Phases of keeping (CNIL: active base, intermediate archive, erased): what a legal duty alone
keeps is read by named roles, for a reason. Every closing has a twin that stays open."""

from odoo.exceptions import AccessError, RedirectWarning, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import freeze_time, new_test_user, tagged
from odoo.tools import mute_logger

from ...engine.restriction.archive import Archive
from ...engine.restriction.phases import Phases
from ...engine.restriction.restriction import Restriction
from ..builders.archive import KEPT
from ..builders.packages import PackageCommon
from ..builders.rpc import FORGED, REFUSALS, Rpc
from ..common import OFFICER, TODAY

NAME, MAIL = "Quirinus Zwaluwnest", "quirinus@zwaluwnest.example"
WORK = "base.group_user,base.group_partner_manager,base.group_allow_export," \
    "account.group_account_invoice"


class PhasesCommon(Rpc):
    """``person`` is kept by a legal duty alone, ``free`` has written of late."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.partner"].search([]).privacy_restricted = False
        company = {"company_id": cls.company.id, "company_ids": [Command.set(cls.company.ids)]}
        cls.worker = new_test_user(cls.env, "worker", WORK, **company)
        cls.accountant = new_test_user(
            cls.env, "accountant", WORK + ",cloudpepper_privacy.group_privacy_archive", **company)
        cls.chief = new_test_user(cls.env, "chief", f"{WORK},{OFFICER}", **company)
        cls.checker = new_test_user(
            cls.env, "checker", WORK + ",cloudpepper_privacy.group_privacy_auditor", **company)
        cls.env["res.company"].search([]).privacy_phases = True
        cls.person = cls._customer(NAME, email=MAIL, phone="+32470123456", city="Gent")
        cls.free = cls._customer(
            "Quirinus Free", email="free@zwaluwnest.example", city="Gent",
            facts=(*KEPT, ("mail", "2026-05-04 10:00:00")))
        cls._night()

    @classmethod
    def _customer(cls, name=NAME, facts=KEPT, **vals):
        return cls._contact(name, facts, **vals)

    @classmethod
    def _night(cls):
        cls.timers.refresh(full=True)
        Phases(cls.env).night()
        cls.env.invalidate_all()

    def _there(self, contacts):
        """Return those of these contacts that are in the archive."""
        contacts.invalidate_recordset()
        return contacts.filtered("privacy_archived_on")

    def _ended(self):
        """What the server does at the end of a call, before it commits."""
        self.env.flush_all()
        self.env.cr.flush()
        self.env.invalidate_all()

    def _move_of(self, contact):
        return self.env["account.move"].search([("partner_id", "=", contact.id)], limit=1)

    def _open(self, user, contact, reason="audit", note=False):
        """Give a reason in the dialogue, as the client does."""
        reason = self.env.ref(f"cloudpepper_privacy.archive_reason_{reason}")
        dialogue = self._rpc(user, "privacy.archive.opening", "create", {
            "partner_id": contact.id, "reason_id": reason.id, "note": note})
        return self._rpc(user, "privacy.archive.opening", "action_open", [dialogue])


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestWhoIsThere(PhasesCommon):
    def test_whom_a_legal_duty_alone_keeps_is_in_the_archive_and_nobody_else(self):
        self.assertEqual(self._there(self.person | self.free), self.person)
        self.assertEqual(self.person.privacy_archived_on.isoformat(), TODAY)
        self.assertTrue(self.person.privacy_sentence.startswith(f"In the archive since {TODAY}"))
        self.assertNotIn("archive", self.free.privacy_sentence)

    def test_what_still_counts_keeps_a_contact_in_active_use(self):
        active = {
            "unpaid": self._customer(facts=(*KEPT, ("unpaid", "2021-04-01"))),
            "running": self._customer(facts=(*KEPT, ("running", True))),
            "consent": self._customer(facts=(*KEPT, ("consent", "2021-01-01"))),
            "held": self._customer(facts=(*KEPT, ("hold", False))),
            "draft": self._customer(facts=(*KEPT, ("draft", TODAY))),
            "wrote of late": self._customer(facts=(*KEPT, ("mail", "2024-01-01 10:00:00"))),
            "prospect": self._contact(facts=KEPT[:1]),
            "restricted": self._customer(privacy_restricted=True),
            "colleague": self._customer(facts=(*KEPT, ("user", True))),
        }
        asked = self._customer()
        self.env["privacy.request"].intake({
            "name": NAME, "rights": ["access"], "partner_ids": asked.ids})
        tagged_by_hand = self._customer()
        self.env["privacy.subject.purpose"].create({
            "partner_id": tagged_by_hand.id, "reason": "A claim", "date_until": "2027-01-01",
            "basis_id": self.env.ref("cloudpepper_privacy.legal_basis_contract").id})
        twin = self._customer()
        self._night()
        for kind, contact in {**active, "asked": asked, "by hand": tagged_by_hand}.items():
            with self.subTest(kind):
                self.assertFalse(self._there(contact))
        self.assertTrue(self._there(twin))

    def test_a_company_below_which_somebody_writes_stays(self):
        quiet, busy = (self._customer("Acme", is_company=True) for _each in range(2))
        for company, moment in ((quiet, "2019-01-01 10:00:00"), (busy, "2026-01-01 10:00:00")):
            self._contact("Below", (("mail", moment),), parent_id=company.id)
        self._night()
        self.assertEqual(self._there(quiet | busy), quiet)

    def test_its_addresses_go_with_a_contact(self):
        address = {contact: self._contact(False, parent_id=contact.id, type="delivery")
                   for contact in (self.person, self.free)}
        self._night()
        self.assertEqual(self._there(address[self.person] | address[self.free]),
                         address[self.person])

    def test_of_several_companies_each_has_to_close(self):
        other = self.company_data_2["company"] if hasattr(self, "company_data_2") else \
            self.env["res.company"].create({"name": "Second"})
        mine = self._customer(company_id=self.company.id)
        other.with_user(self.chief).sudo().privacy_phases = False
        self._night()
        self.assertEqual(self._there(self.person | mine), mine)
        other.privacy_phases = True
        self._night()
        self.assertEqual(self._there(self.person | mine), self.person | mine)

    def test_a_rule_of_another_company_that_counts_keeps_it(self):
        rule = self.env.ref("cloudpepper_privacy.rule_communication").copy({
            "code": "long", "company_id": self.company.id, "period_count": 9})
        self._night()
        self.assertFalse(self._there(self.person))
        rule.statutory = True
        self._night()
        self.assertTrue(self._there(self.person))

    def test_nobody_is_closed_where_the_setting_is_off(self):
        self.env["res.company"].search([]).privacy_phases = False
        self.assertFalse(self._there(self.person))
        self._night()
        self.assertFalse(self._there(self.person))

    def test_officers_alone_turn_the_setting(self):
        for user in (self.worker, self.admin, self.accountant):
            with self.subTest(user.login), mute_logger(*REFUSALS), \
                    self.assertRaises(AccessError), self.env.cr.savepoint():
                self._rpc(user, "res.company", "write", self.company.ids, {"privacy_phases": False})


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestClosed(PhasesCommon):
    CALLS = (
        ("read", (["email"],)), ("web_read", ({"display_name": {}, "email": {}},)),
        ("export_data", (["name", "email"],)), ("copy", ()),
        ("onchange", ({"name": "X"}, ["name"], {"name": {}, "email_formatted": {}})),
        ("web_save", ({"city": "Brugge"}, {"city": {}})), ("write", ({"city": "Brugge"},)),
        ("action_archive", ()), ("message_post", ()),
    )

    def test_staff_find_the_free_one_alone(self):
        domain = [("name", "ilike", "quirinus")]
        for method, args in (("search", (domain,)), ("name_search", ("quirinus",)),
                             ("search_count", (domain,))):
            found = self._rpc(self.worker, "res.partner", method, *args)
            with self.subTest(method):
                self.assertIn(found, (self.free.ids, [(self.free.id, self.free.name)],
                                      [[self.free.id, self.free.name]], 1))

    def test_staff_open_nothing_of_it(self):
        for method, args in self.CALLS:
            with self.subTest(method), self.assertRaises(UserError) as refusal, \
                    self.env.cr.savepoint(), mute_logger(*REFUSALS):
                self._rpc(self.worker, "res.partner", method, self.person.ids, *args)
            self.assertIn(f"contact {self.person.id}", str(refusal.exception))
            self.assertIn("legal duty", str(refusal.exception))
            self.assertNotIn("Zwaluwnest", str(refusal.exception))
            with self.subTest(method + " free"), self.env.cr.savepoint() as savepoint:
                self._rpc(self.worker, "res.partner", method, self.free.ids, *args)
                savepoint.rollback()

    def test_no_value_of_a_context_key_opens_it(self):
        for forged in FORGED:
            partners = self.env(user=self.worker.id, su=False, context={
                "privacy_nested": forged, "privacy_fetching": forged, "privacy_content": forged,
            })["res.partner"]
            with self.subTest(str(forged)), self.assertRaises(AccessError), self.env.cr.savepoint():
                partners.browse(self.person.id).web_read({"email": {}})
            self.assertEqual(partners.search([("name", "ilike", "quirinus")]), self.free)

    def test_its_name_stays_on_its_documents(self):
        for contact in (self.person, self.free):
            shown = {"partner_id": {"fields": {"display_name": {}, "email": {}}}}
            (row,) = self._rpc(self.worker, "account.move", "web_read",
                               self._move_of(contact).ids, shown)
            self.assertEqual(row["partner_id"]["display_name"], contact.name)
            self.assertEqual(row["partner_id"]["email"], contact == self.free and contact.email)

    def test_no_path_and_no_group_of_another_model_tells_of_it(self):
        found = self._rpc(self.worker, "account.move", "search", [("partner_id.email", "=", MAIL)])
        self.assertFalse(found)
        moves = [("partner_id", "in", (self.person | self.free).ids)]
        for user in (self.worker, self.accountant):
            rows = self._rpc(user, "account.move", "formatted_read_group", moves,
                             ["partner_id.email"], ["__count"])
            self.assertEqual({row["partner_id.email"] for row in rows},
                             {self.free.email, False}, user.login)

    def test_a_new_document_of_theirs_is_refused_and_the_words_say_whom_to_ask(self):
        values = {"move_type": "out_invoice"}
        with self.assertRaisesRegex(AccessError, "Ask a privacy officer"), \
                self.env.cr.savepoint():
            self._rpc(self.worker, "account.move", "create",
                      {**values, "partner_id": self.person.id})
        self._rpc(self.worker, "account.move", "create", {**values, "partner_id": self.free.id})

    def test_whoever_types_the_address_of_a_returning_customer_is_told_whom_to_ask(self):
        calls = {
            "create": ({"name": "Q. Z.", "email": f"Q <{MAIL.upper()}>"},),
            "name_create": (f"Q. Z. <{MAIL}>",), "find_or_create": (MAIL,),
        }
        for method, args in calls.items():
            with self.subTest(method), self.env.cr.savepoint(), self.assertRaisesRegex(
                    AccessError, f"contact {self.person.id}. Ask a privacy officer"):
                self._rpc(self.worker, "res.partner", method, *args)
        self._rpc(self.worker, "res.partner", "create", {"name": "A", "email": "a@b.example"})

    def test_their_user_messages_and_files_are_closed_with_them(self):
        for contact in (self.person, self.free):
            message = self._message(contact, "2019-05-04 10:00:00")
            file = self.env["ir.attachment"].create({
                "name": "letter.txt", "raw": b"x", "res_model": "res.partner",
                "res_id": contact.id})
            for record in (message, file):
                found = self._rpc(self.worker, record._name, "search", [("id", "=", record.id)])
                self.assertEqual(bool(found), contact == self.free, record._name)

    def test_a_person_on_the_portal_reads_their_own(self):
        person = self._customer("Portal Person", email="portal@zwaluwnest.example")
        self._tell_portal(person, True)
        self._night()
        self.assertTrue(self._there(person))
        user = person.user_ids
        (row,) = self._rpc(user, "res.partner", "read", person.ids, ["email"])
        self.assertEqual(row["email"], person.email)
        # somebody below nobody finds themselves, and nobody else of the archive
        found = self._rpc(user, "res.partner", "search", [])
        self.assertIn(person.id, found)
        self.assertNotIn(self.person.id, found)

    def test_mail_that_a_contract_asks_for_still_goes(self):
        """A copy of an old invoice is sent; who is restricted gets none (the twin)."""
        for restricted, outcome in ((False, "outgoing"), (True, "cancel")):
            self.person.privacy_restricted = restricted
            mail = self.env["mail.mail"].with_user(self.worker).sudo().create({
                "model": "account.move", "res_id": self._move_of(self.person).id,
                "recipient_ids": [Command.link(self.person.id)], "body_html": "<p>Copy</p>"})
            mail._privacy_stop()
            with self.subTest(restricted=restricted):
                self.assertEqual(mail.state, outcome)

    def test_restriction_is_the_stronger_ground(self):
        self.person.privacy_restricted = True
        with self.assertRaisesRegex(AccessError, "Under restriction"), mute_logger(*REFUSALS), \
                self.env.cr.savepoint():
            self._rpc(self.worker, "res.partner", "read", self.person.ids, ["email"])


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestReaders(PhasesCommon):
    @property
    def readers(self):
        return (self.accountant, self.chief, self.checker)

    def test_named_roles_find_it_and_are_shown_its_name_alone(self):
        for user in self.readers:
            found = self._rpc(user, "res.partner", "web_search_read",
                              [("name", "ilike", "quirinus")], {"name": {}, "email": {}})
            rows = {row["id"]: row["email"] for row in found["records"]}
            self.assertEqual(rows, {self.person.id: False, self.free.id: self.free.email})
            rows = self._rpc(user, "res.partner", "search_read",
                             [("name", "ilike", "quirinus")], ["name", "email"])
            self.assertEqual({row["email"] for row in rows}, {False, self.free.email})
            rows = self._rpc(user, "res.partner", "formatted_read_group",
                             [("name", "ilike", "quirinus")], ["email"], ["__count"])
            self.assertEqual({row["email"] for row in rows}, {self.free.email})

    def test_reading_asks_for_a_reason_and_the_refusal_leads_to_the_dialogue(self):
        action = self.env.ref("cloudpepper_privacy.privacy_archive_opening_action")
        for user in self.readers:
            for method, args in (("read", (["email"],)), ("web_read", ({"email": {}},)),
                                 ("export_data", (["email"],))):
                with self.subTest(user=user.login, method=method), \
                        self.assertRaises(RedirectWarning) as refusal, self.env.cr.savepoint():
                    self._rpc(user, "res.partner", method, self.person.ids, *args)
                message, leads, _label, context = refusal.exception.args
                self.assertEqual((leads, context),
                                 (action.id, {"default_partner_id": self.person.id}))
                self.assertNotIn("Zwaluwnest", message)

    def test_a_reason_opens_it_to_that_person_for_eight_hours(self):
        for user, other in zip(self.readers, (self.chief, self.checker, self.accountant),
                               strict=True):
            action = self._open(user, self.person)
            self.assertEqual((action["res_model"], action["res_id"]),
                             ("res.partner", self.person.id))
            (row,) = self._rpc(user, "res.partner", "read", self.person.ids, ["email"])
            self.assertEqual(row["email"], MAIL)
            if user == self.accountant:
                with self.assertRaises(RedirectWarning), self.env.cr.savepoint():
                    self._rpc(other, "res.partner", "read", self.person.ids, ["email"])
        with freeze_time("2026-11-23 09:00:00"), self.assertRaises(RedirectWarning):
            self._rpc(self.accountant, "res.partner", "read", self.person.ids, ["email"])

    def test_each_opening_is_evidence_without_a_name(self):
        self._open(self.accountant, self.person, "other", "Case 7")
        row = self.env["privacy.evidence"].search([("act", "=", "archive_read")], limit=1)
        self.assertEqual((row.partner_ref, row.uid_ref, row.counts["reason"]),
                         (self.person.id, self.accountant.id, "other"))
        self.assertEqual(row.act_text, "Contact of the archive opened for a reason")
        self.assertNotIn("Case 7", str(row.counts))

    def test_a_reason_that_says_too_little_or_too_much_is_refused_where_it_is_entered(self):
        for reason, note in (("other", False), ("other", "  "), ("audit", "mail to a@b.example"),
                             ("audit", "call 0470 12 34 56"), ("tax", f"about {NAME.upper()}")):
            with self.subTest(note=note), self.assertRaises(ValidationError), \
                    self.env.cr.savepoint():
                self._open(self.accountant, self.person, reason, note)
        self._open(self.accountant, self.person, "tax", "Control 2026/17")

    def test_staff_open_nothing_and_what_is_not_in_the_archive_asks_for_no_reason(self):
        with self.assertRaises(AccessError), mute_logger(*REFUSALS), self.env.cr.savepoint():
            self._open(self.worker, self.person)
        with self.assertRaises(UserError), self.env.cr.savepoint():
            self._open(self.accountant, self.free)

    def test_consultations_are_read_by_officers_and_auditors_and_changed_by_nobody(self):
        self._open(self.accountant, self.person)
        for user in (self.chief, self.checker):
            self.assertTrue(self._rpc(user, "privacy.archive.reading", "search", []))
        for user in (self.worker, self.accountant, self.admin):
            with self.subTest(user.login), self.assertRaises(AccessError), \
                    mute_logger(*REFUSALS), self.env.cr.savepoint():
                self._rpc(user, "privacy.archive.reading", "search", [])
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            self.env["privacy.archive.reading"].search([], limit=1).write({"note": "x"})


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestComingBack(PhasesCommon):
    def test_a_new_invoice_of_who_may_choose_it_brings_it_back_at_once(self):
        for user in (self.accountant, self.chief):
            person = self._customer(email=f"{user.login}@zwaluwnest.example")
            self._night()
            self.assertTrue(self._there(person))
            self._rpc(user, "account.move", "create",
                      {"move_type": "out_invoice", "partner_id": person.id})
            self._ended()
            self.assertFalse(self._there(person))
            self.assertTrue(self._rpc(self.worker, "res.partner", "read", person.ids, ["email"]))

    def test_what_makes_a_clock_run_brings_it_back_at_once(self):
        doings = {
            "message": lambda contact: self._tell_mail(contact, f"{TODAY} 10:00:00"),
            "consent": lambda contact: self._tell_consent(contact, TODAY),
            "hold": lambda contact: self._tell_hold(contact, False),
            "running": lambda contact: self._tell_running(contact, True),
            "colleague": lambda contact: self._tell_user(contact, True),
            "restricted": lambda contact: contact.write({"privacy_restricted": True}),
            "request": lambda contact: self.env["privacy.request"].intake({
                "name": NAME, "rights": ["access"], "partner_ids": contact.ids}),
            "unpaid": lambda contact: self._tell_unpaid(contact, TODAY),
        }
        contacts = {kind: self._customer(f"Person {kind}") for kind in (*doings, "nothing")}
        self._night()
        for kind, contact in contacts.items():
            with self.subTest(kind):
                self.assertTrue(self._there(contact))
                doings.get(kind, lambda contact: contact.message_ids)(contact)
                self._ended()
                self.assertEqual(bool(self._there(contact)), kind == "nothing")

    def test_a_button_brings_a_customer_back_for_thirty_days(self):
        place = self.env["privacy.archived"].search([("partner_id", "=", self.person.id)])
        for user in (self.worker, self.checker, self.user):
            with self.subTest(user.login), self.assertRaises(AccessError), \
                    mute_logger(*REFUSALS), self.env.cr.savepoint():
                self._rpc(user, "privacy.archived", "action_bring_back", place.ids)
        self._rpc(self.accountant, "privacy.archived", "action_bring_back", place.ids)
        self.assertFalse(self._there(self.person))
        (row,) = self._rpc(self.worker, "res.partner", "read", self.person.ids, ["email"])
        self.assertEqual(row["email"], MAIL)
        self._night()
        self.assertFalse(self._there(self.person))
        with freeze_time("2026-12-24"):
            self._night()
            self.assertTrue(self._there(self.person))
        row = self.env["privacy.evidence"].search([("act", "=", "archive_back")], limit=1)
        self.assertEqual((row.partner_ref, row.uid_ref), (self.person.id, self.accountant.id))

    def test_who_edits_reads_first(self):
        for user in (self.accountant, self.chief):
            with self.subTest(user.login), self.assertRaises(AccessError), \
                    mute_logger(*REFUSALS), self.env.cr.savepoint():
                self._rpc(user, "res.partner", "write", self.person.ids, {"city": "Brugge"})
            self._open(user, self.person)
            self._rpc(user, "res.partner", "write", self.person.ids, {"city": "Brugge"})
        self._open(self.checker, self.person)
        with self.assertRaises(AccessError), mute_logger(*REFUSALS), self.env.cr.savepoint():
            self._rpc(self.checker, "res.partner", "write", self.person.ids, {"city": "Aalst"})

    def test_the_register_names_the_measure_as_long_as_it_holds(self):
        def named():
            return self.env["privacy.measure"].search_count(
                [("code", "=", "phases"), ("company_id", "=", self.company.id)])

        self.assertEqual(named(), 1)
        self.company.privacy_phases = False
        self.assertEqual(named(), 0)
        self.company.privacy_phases = True
        self.assertEqual(named(), 1)

    def test_merged_contacts_are_computed_anew(self):
        twin = self._customer("Quirinus Zwaluwnest")
        self._night()
        self.env["base.partner.merge.automatic.wizard"].create({})._merge(
            (self.person | twin).ids, self.person)
        self._night()
        self.assertTrue(self._there(self.person))

    def test_erasure_is_not_stopped(self):
        run = self.runs.with_user(self.chief).sudo(False).preview(self.person)
        self.assertEqual(run.state, "preview")
        with freeze_time("2029-06-01"):
            self._night()
            self.assertFalse(self._there(self.person))
            self.runs.execute(self.person, approve=True)
        self.assertTrue(self.person.privacy_anonymised_on)
        self.assertFalse(self._there(self.person))


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestCost(PhasesCommon):
    def _count(self, contact, user):
        """Return how many queries reading and searching take."""
        partners = self.env(user=user.id, su=False, context={})["res.partner"]

        def calls():
            self.env.flush_all()
            self.env.invalidate_all()
            partners.search([("id", "=", contact.id)])
            partners.browse(contact.id).web_read({"display_name": {}, "email": {}})

        calls()
        before = self.env.cr.sql_log_count
        calls()
        return self.env.cr.sql_log_count - before

    def test_an_archive_costs_one_query_more_and_none_where_nobody_is(self):
        # reading a contact asks once whether it is there, the search not at all
        with_archive = self._count(self.free, self.worker)
        self.env["res.company"].search([]).privacy_phases = False
        self.env.cr.postcommit.data.clear()
        Restriction(self.env).forget()
        self.assertFalse(Restriction(self.env).known().archive)
        without = self._count(self.free, self.worker)
        self.assertLessEqual(with_archive - without, 1)

    def test_a_night_takes_as_many_queries_for_many(self):
        def night():
            self.env.flush_all()
            before = self.env.cr.sql_log_count
            Phases(self.env).night()
            return self.env.cr.sql_log_count - before

        few = night()
        for number in range(5):
            self._customer(f"Person {number}")
        self.timers.refresh(full=True)
        self.assertLessEqual(night(), few + 1)


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestAnswer(PackageCommon):
    def test_the_person_is_told_when_and_why_they_were_read_and_not_by_whom(self):
        self.env["res.company"].search([]).privacy_phases = True
        kept = self._contact(NAME, KEPT, email=MAIL)
        self.timers.refresh(full=True)
        Phases(self.env).night()
        self.assertTrue(kept.privacy_archived_on)
        self.officer.name = "Odile Officieuse"
        Archive(self.env(user=self.officer.id, su=False)).open(
            kept, self.env.ref("cloudpepper_privacy.archive_reason_claim"), "Case 7")
        # an officer answers without a reason: the request is one, and ends the phase
        request = self.requests.with_user(self.user).sudo(False).intake(
            {"rights": ["access"], "name": NAME, "email": MAIL}).with_user(
                self.officer).sudo(False)
        request._confirm_identity(kept.with_env(request.env), "known")
        self.env.flush_all()
        self.env.cr.flush()
        self.assertFalse(kept.privacy_archived_on)
        request.build_package()
        data = self._data(request.package_ids.sudo().attachment_id)
        (told,) = [each for each in data["datasets"] if each["model"] == "privacy.archive.reading"]
        text = str(told)
        self.assertIn("Legal claim", text)
        self.assertIn(TODAY, text)
        self.assertIn("Case 7", text)
        self.assertNotIn("Officieuse", str(data))
