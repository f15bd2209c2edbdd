"""Each kind of proposal is accepted as an officer does it: what goes is the person's, and nothing
of others, of colleagues or of the business is touched.
"""

from odoo import fields, models
from odoo.exceptions import AccessError, UserError
from odoo.service.model import call_kw
from odoo.tests import freeze_time, tagged

from ...core.policy.coverage import STAFF
from ..common import TODAY
from ..coverage_common import GUESTBOOK, VISIT, CoverageCommon, Guestbook, Visit
from ..ways_common import CARE, CARE_LINE, CLUB, DEFINITIONS, SHEET

SCAN, SUNDRY = "x_odd.scan", "x_odd.sundry"
#: a word that stands nowhere else
WORD = "korenbloem"


class Scan(models.Model):
    _module = None
    _name = SCAN
    _description = "Scan of a person, which cannot be empty"

    partner_id = fields.Many2one("res.partner", required=True, ondelete="cascade")
    picture = fields.Json(required=True)


class Sundry(models.Model):
    _module = None
    _name = SUNDRY
    _description = "What must not be written to from elsewhere"

    buyer_id = fields.Many2one("res.partner")
    seller_id = fields.Many2one("res.partner")
    passport = fields.Char()
    story = fields.Text()
    visit_id = fields.Many2one(VISIT)
    visit_label = fields.Char(related="visit_id.label", store=True, readonly=False)


class Mail(models.Model):
    _module = None
    _name = "mail.mail"
    _inherit = ["mail.mail"]

    x_note = fields.Text()


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestProposals(CoverageCommon):
    definitions = (Visit, Guestbook, Scan, *DEFINITIONS, Sundry, Mail)

    def _care(self, patient, doctor=None, **vals):
        return self.env[CARE].create({
            "patient_id": patient.id, "doctor_id": doctor and doctor.id, "passport": WORD,
            "doctor_pager": "P-77", "story": f"Seen by Doctor Bertrand Oosterlinck. {WORD}",
            "serial": f"S{patient.id}", "number": f"C{patient.id}", "fee": 50000.0,
            "user_id": self.staff.id, **vals})

    def _proposal(self, model, name):
        line = self._undecided()[model, name]
        return line["need"], line["act"], line["path"]

    # === WHOSE IT IS === #

    def test_what_a_record_says_of_its_person_goes_whoever_else_is_linked(self):
        """Two links to contacts, and a third that follows the first."""
        contact, doctor = self._person(), self._living("Bertrand Oosterlinck")
        mine, other = self._care(contact, doctor), self._care(doctor, contact, passport="KEEP-1")
        self.assertEqual(self._proposal(CARE, "passport"), ("accept", "mask", "patient_id"))
        self._accept(CARE, "passport")
        before = self._raw(other)
        self._run(contact)
        self.assertFalse(mine.passport)
        self.assertEqual((mine.fee, mine.doctor_id, mine.user_id, mine.number),
                         (50000.0, doctor, self.staff, f"C{contact.id}"))
        self.assertEqual(self._raw(other), before)

    def test_what_is_named_after_the_other_link_goes_with_that_person(self):
        patient, doctor = self._living("Ilse Smets"), self._person("Bertrand Oosterlinck")
        care = self._care(patient, doctor)
        self.assertEqual(self._proposal(CARE, "doctor_pager"), ("accept", "mask", "doctor_id"))
        self._accept(CARE, "doctor_pager", "passport", "story")
        self._run(doctor)
        self.assertFalse(care.doctor_pager)
        self.assertEqual(care.passport, WORD, "the patient's stays")
        self.assertIn(WORD, care.story)
        self.assertNotIn("Oosterlinck", care.story, "what the text said of the doctor does not")

    def test_where_nobody_can_tell_whose_it_is_what_a_living_person_shares_is_kept(self):
        contact, living = self._person(), self._living()
        shared = self.env[SUNDRY].create({
            "buyer_id": contact.id, "seller_id": living.id, "passport": WORD,
            "story": f"Quintus Moerbeke bought, {WORD}"})
        alone = self.env[SUNDRY].create({"seller_id": contact.id, "passport": WORD})
        theirs = self.env[SUNDRY].create({"buyer_id": living.id, "passport": WORD})
        self._accept(SUNDRY, "passport", "story")
        before = self._raw(theirs)
        run = self._run(contact)
        self.assertFalse(alone.passport)
        self.assertEqual((shared.passport, self._raw(theirs)), (WORD, before))
        self.assertNotIn("Moerbeke", shared.story)
        self.assertIn(WORD, shared.story)
        (kept,) = [line for line in run.summary()["left"] if line["model"] == SUNDRY]
        self.assertEqual((kept["ground"], kept["count"]), ("shared", 1), "and it is said")
        self.assertEqual(run.item_ids.state, "kept")

    def test_of_a_list_of_people_the_person_goes_and_the_last_one_takes_the_rest_along(self):
        contact, living = self._person(), self._living()
        both = self.env[CLUB].create({
            "name": "Chess with Quintus Moerbeke", "pin_code": WORD,
            "member_ids": [(6, 0, (contact | living).ids)]})
        own = self.env[CLUB].create({
            "name": WORD, "pin_code": WORD, "member_ids": [(6, 0, contact.ids)]})
        self._accept(CLUB, "name", "pin_code", "member_ids")
        self._run(contact)
        self.assertEqual(both.with_context(active_test=False).member_ids, living)
        self.assertEqual(both.pin_code, WORD)
        self.assertNotIn("Moerbeke", both.name)
        self.assertEqual((own.name, own.pin_code), (False, False))
        self.assertFalse(own.with_context(active_test=False).member_ids)

    def test_a_record_tied_to_nobody_goes_by_its_address_and_no_other(self):
        contact, living = self._person(), self._living()
        mine = self.env[VISIT].create({"label": WORD, "mail": contact.email})
        # her address on somebody else's record is a mention, and no tie
        other = self.env[VISIT].create({
            "label": WORD, "mail": f"x{contact.email}", "who": living.id})
        book = self.env[GUESTBOOK].create({"email": contact.email, "words": WORD})
        self._accept(VISIT, "label", "mail")
        self._accept(GUESTBOOK, "email", "words")
        before = self._raw(other)
        self._run(contact)
        self.assertNotIn(WORD, self._raw(mine) + self._raw(book))
        self.assertEqual(self._raw(other), before)

    def test_lines_go_with_the_record_that_they_belong_to(self):
        contact, living = self._person(), self._living()
        mine, other = [self.env[CARE_LINE].create({
            "care_id": self._care(each).id, "words": WORD}) for each in (contact, living)]
        self._accept(CARE_LINE, "words")
        before = self._raw(other)
        self._run(contact)
        self.assertFalse(mine.words)
        self.assertEqual(self._raw(other), before)

    # === WHAT MUST SAY SOMETHING === #

    def test_what_must_be_different_in_each_record_stays_different(self):
        people = self._person(), self._person("Sextus Moerbeke", "sextus@moerbeke.example")
        cares = [self._care(each) for each in people]
        living = self._care(self._living(), serial="KEEP-1")
        self.assertEqual(self._proposal(CARE, "serial"), ("accept", "mask", "patient_id"))
        self._accept(CARE, "serial")
        run = self._run(people[0] | people[1])
        self.assertEqual([care.serial for care in cares],
                         [f"Anonymised {care.id}" for care in cares])
        self.assertEqual([care.fee for care in cares], [50000.0, 50000.0])
        self.assertEqual(living.serial, "KEEP-1")
        self.assertEqual(set(run.item_ids.mapped("failed")), {0})

    def test_a_number_that_the_system_gives_is_left_and_its_record_too(self):
        contact = self._person()
        care = self._care(contact)
        self.assertEqual(self._proposal(CARE, "number"), ("accept", "free", "patient_id"))
        self._accept(CARE, "number")
        row = self.coverage.search([("model_name", "=", CARE), ("field_name", "=", "number")])
        self.assertEqual((row.state, row.decided_by_id), ("free", self.officer))
        self.assertTrue(row.reason)
        before = self._raw(care)
        self._run(contact)
        self.assertEqual(self._raw(care), before)

    def test_a_record_with_figures_of_the_business_is_never_proposed_to_go(self):
        self.assertEqual(self._proposal(CARE, "scan"), ("decide", "", "patient_id"))

    def test_a_record_that_is_one_persons_through_and_through_goes(self):
        contact, living = self._person(), self._living()
        mine, other = [self.env[SCAN].create({"partner_id": each.id, "picture": {"a": WORD}})
                       for each in (contact, living)]
        self.assertEqual(self._proposal(SCAN, "picture"), ("accept", "erase", "partner_id"))
        self._accept(SCAN, "picture")
        before = self._raw(other)
        self.assertEqual(self._run(contact).item_ids.state, "done")
        self.assertFalse(mine.exists())
        self.assertEqual(self._raw(other), before)

    def test_what_would_be_written_to_another_record_is_not_proposed(self):
        self.assertEqual(self._proposal(SUNDRY, "visit_label")[:2], ("decide", ""))

    # === WHAT THE MAP KNOWS === #

    def test_a_field_of_a_known_model_takes_its_parties_and_what_becomes_of_shared_ones(self):
        contact, living = self._person(), self._living()
        self._accept("mail.mail", "x_note")
        rows = self.env["privacy.map"].search([("model_name", "=", "mail.mail")])
        shared = {row.path: (row.act, row.party_paths, row.shared_act) for row in rows
                  if "x_note" in row._shared_field_tuple()}
        self.assertEqual(shared, {"recipient_ids": ("erase", "recipient_ids", "redact")})
        self.assertEqual(rows.filtered("proposed").mapped("match"), ["mention"],
                         "what goes with its record needs no row; what others' mails mention does")
        both, theirs = [self.env["mail.mail"].create({
            "subject": "Chess", "x_note": f"{people[:1].name}, {WORD}",
            "recipient_ids": [(6, 0, people.ids)]}) for people in (contact | living, living)]
        before = self._raw(theirs)
        self._run(contact)
        self.assertIn(WORD, both.x_note)
        self.assertNotIn("Moerbeke", both.x_note)
        self.assertEqual(self._raw(theirs), before)

    def test_nothing_that_is_proposed_here_leads_through_staff_or_erases_a_known_model(self):
        lines = [line for line in self._undecided().values() if line["act"]]
        self.assertGreater(len(lines), 20)
        known = set(self.env["privacy.map"].search([("proposed", "=", False)])._readable()
                    .mapped("model_name"))
        wrong = [line for line in lines if line["act"] == "erase" and line["model"] in known]
        for line in lines:
            model = self.env[line["model"]]
            for name in line["path"].split("."):
                field = model._fields[name]
                if field.comodel_name in STAFF:
                    wrong.append(line)
                model = self.env[field.comodel_name] if field.comodel_name else model
        self.assertEqual(wrong, [])
        self.assertFalse({line["act"] for line in lines} - {"mask", "redact", "erase", "free"})

    def test_an_officer_may_say_otherwise_and_keeps_what_he_said(self):
        row = self._row(CARE, "passport").with_user(self.officer)
        row.path = "doctor_id"
        self.coverage._refresh()
        self.assertEqual((row.path, row.touched), ("doctor_id", True))
        row.action_add_to_map()
        paths = self.env["privacy.map"].search([("model_name", "=", CARE)])
        self.assertEqual({(row.path, row.act) for row in paths},
                         {("doctor_id", "mask"), ("patient_id", "redact")})

    def test_what_was_proposed_before_is_proposed_as_today(self):
        row = self._row(CARE, "passport")
        row.sudo().write({"act": "redact", "path": "commercial_partner_id", "touched": False})
        self.coverage._refresh()
        self.assertEqual((row.act, row.path), ("mask", "patient_id"))

    # === BY MODULE === #

    def _module(self, user):
        self.coverage.with_user(user).action_open()
        return self.env["privacy.coverage.module"].with_user(user).search(
            [("module", "=", False)])

    def test_modules_are_listed_in_words_with_what_they_need(self):
        module = self._module(self.user)
        self.assertEqual(module.application, "Fields made by hand")
        rows = self.coverage.search([("module", "=", False)])
        counts = {need: len(rows.filtered(lambda row, need=need: row.need == need))
                  for need in ("accept", "decide", "none", "nobody")}
        self.assertEqual((module.accept, module.decide, module.rest),
                         (counts["accept"], counts["decide"], counts["none"] + counts["nobody"]))
        self.assertTrue(all(counts.values()), counts)
        words = self.env["ir.module.module"].search([("name", "=", "base")]).shortdesc
        self.coverage.create({"model_name": "x", "field_name": "y", "field_type": "char",
                              "module": "base", "application": words, "need": "accept"})
        self.assertIn(words, self.env["privacy.coverage.module"].search([]).mapped("application"))

    def test_links_need_no_decision_and_what_leads_to_nobody_is_folded_away(self):
        needs = {key: line["need"] for key, line in self._undecided().items()}
        self.assertEqual(needs[CARE, "patient_id"], "none")
        self.assertEqual(needs[SHEET, "words"], "nobody")
        action = self.env.ref("cloudpepper_privacy.privacy_coverage_module_action")
        self.assertIn("search_default_to_decide", action.context)
        window = self._module(self.user).action_open_rows()
        self.assertIn("search_default_to_decide", window["context"])
        self.assertEqual(window["res_model"], "privacy.coverage")

    def test_a_whole_module_is_accepted_and_the_rest_declared_with_one_reason(self):
        contact = self._person()
        care = self._care(contact)
        module = self._module(self.officer)
        modules = self.env["privacy.coverage.module"].with_user(self.officer)
        call_kw(modules, "action_accept", [module.ids], {})
        self.env.invalidate_all()
        self.assertEqual((module.accept, module.decide), (0, module.decide))
        self.assertGreater(module.in_map, 10)
        action = call_kw(modules, "action_declare_rest", [module.ids], {})
        wizard = self.env["privacy.coverage.declaration"].with_user(self.officer).with_context(
            **action["context"]).create({"reason": "Settings of the module"})
        self.assertEqual(wizard.count, module.rest)
        call_kw(wizard.browse(), "action_declare", [wizard.ids], {})
        self.env.invalidate_all()
        self.assertEqual(module.rest, 0)
        self._run(contact)
        self.assertNotIn(WORD, self._raw(care))
        self.assertEqual(care.fee, 50000.0)
        with self.assertRaises(UserError):
            wizard.copy({"row_ids": False}).action_declare()

    def test_auditors_and_users_only_read_it(self):
        for user in (self.auditor, self.user):
            module = self._module(user)
            self.assertTrue(module.application)
            arch = module.get_view(
                self.env.ref("cloudpepper_privacy.privacy_coverage_module_view_list").id,
                "list")["arch"]
            self.assertNotIn("action_accept", arch)
            for method in ("action_accept", "action_declare_rest"):
                with self.subTest(user=user.login, method=method), self.assertRaises(AccessError):
                    call_kw(module.browse(), method, [module.ids], {})
        for user in (self.staff, self.portal):
            with self.assertRaises(AccessError):
                self.env["privacy.coverage.module"].with_user(user).search([])
