"""Proof, mend, proof: what stands in a field of the data map goes by the same gate, and nothing
of others with it; what a module ships is nobody's.
"""

from odoo.tests import freeze_time, tagged

from ...engine.proof.shipped import Shipped
from ..builders.proof import MAIL, NAME, PHONE, ProofCommon
from ..common import SILENT, TODAY

#: the account number that the module ``account`` shows in the layout of documents
SHIPPED_IBAN = "BE71 0961 2345 6769"
LAYOUT = "account.view_base_document_layout"


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestMend(ProofCommon):
    def _need(self, *models):
        missing = [model for model in models if model not in self.env]
        if missing:
            self.skipTest(f"not installed: {', '.join(missing)}")

    def _complete(self, run, state="done"):
        self.assertEqual(run.item_ids.mapped("state"), [state] * len(run.item_ids),
                         run.item_ids.finding_ids.mapped("place"))

    def test_what_stands_in_a_mapped_field_is_redacted_by_the_run_and_searched_again(self):
        self.other.comment = f"<p>Moved in with <b>{NAME}</b> ({MAIL}), call 0470/55.44.33.</p>"
        run = self._run(self._subject())
        self.assertEqual(self.other.comment, "<p>Moved in with <b>[anonymised]</b> "
                                             "([anonymised]), call [anonymised].</p>")
        self._complete(run)
        self.assertFalse(run.item_ids.finding_ids)
        line = {"model": "res.partner", "field": "comment", "outcome": "redacted", "ground": "",
                "until": "", "count": 1}
        self.assertIn(line, run.item_ids.detail)
        evidence = self.env["privacy.evidence"].search(
            [("run_ref", "=", run.id), ("act", "=", "mend")])
        self.assertEqual((evidence.partner_ref, evidence.counts["lines"]),
                         (run.item_ids.partner_ref, [line]))

    def test_what_is_mended_counts_in_the_sums(self):
        self.other.comment = f"<p>{NAME}</p>"
        summary = self._run(self._subject()).summary()
        self.assertEqual(summary["by_model"]["res.partner"]["redacted"], 1)
        self.assertEqual(summary["found"], sum(
            summary[name] for name in ("erased", "masked", "redacted", "kept", "failed")))

    def test_two_people_of_one_text_both_go(self):
        self.other.comment = f"<p>{NAME} and Odilon Quaghebeur</p>"
        run = self._run(self._subject() | self._contact("Odilon Quaghebeur", facts=SILENT))
        self.assertEqual(self.other.comment, "<p>[anonymised] and [anonymised]</p>")
        self._complete(run)

    def test_a_living_namesake_keeps_every_letter(self):
        self._contact(NAME, facts=(("running", True),))
        self.other.comment = text = f"<p>Moved in with {NAME}</p>"
        run = self._run(self._subject(email=False, phone=False))
        self.assertEqual(self.other.comment, text)
        self._complete(run)

    def test_a_name_alone_that_says_who_somebody_is_may_be_a_namesakes(self):
        message = self._message(self.other, "2026-05-04 10:00:00", author_id=False,
                                email_from=f'"{NAME}" <other@mail.example>')
        run = self._run(self._subject())
        self.assertEqual(message.email_from, f'"{NAME}" <other@mail.example>')
        finding = run.item_ids.finding_ids
        self.assertEqual((finding.model, finding.column_name, finding.why, finding.kinds),
                         ("mail.message", "email_from", "namesake", "name"))

    def test_with_the_address_it_is_the_person(self):
        message = self._message(self.other, "2026-05-04 10:00:00", author_id=False,
                                incoming_email_cc=f'"{NAME}" <{MAIL}>')
        self._complete(self._run(self._subject()))
        self.assertEqual(message.incoming_email_cc, '"[anonymised]" <[anonymised]>')

    def test_who_is_on_hold_keeps_their_records_as_they_are(self):
        self.other.comment = f"<p>{NAME} owes me a kettle</p>"
        self._tell_hold(self.other, None)
        run = self._run(self._subject())
        self.assertEqual(self.other.comment, f"<p>{NAME} owes me a kettle</p>")
        self.assertEqual(run.item_ids.finding_ids.mapped("why"), ["held"])
        self.assertEqual(run.item_ids.state, "incomplete")

    def test_so_does_who_is_restricted_in_what_hangs_on_a_record_of_theirs(self):
        message = self._message(self.other, "2026-05-04 10:00:00", author_id=False,
                                body=f"<p>{NAME} called</p>")
        self.other.privacy_restricted = True
        run = self._run(self._subject())
        self.assertEqual(message.body, f"<p>{NAME} called</p>")
        self.assertEqual(run.item_ids.finding_ids.mapped("why"), ["held"])

    # === DOCUMENTS OF A COMPANY AND ITS PEOPLE === #

    def _company_and_person(self, facts=(("invoice", "2018-03-31"),)):
        company = self._contact("Zilverwerk Zuid NV", facts=facts, is_company=True)
        person = self._contact(NAME, facts=SILENT, parent_id=company.id, email=MAIL)
        return company, person

    def _named(self, company, day="2018-04-30"):
        """Return an invoice of a company that names its person, and its payment."""
        move = self._move(company, day)
        move.write({"ref": f"Ordered by {NAME}", "narration": f"<p>Thanks, {NAME}!</p>"})
        move.invoice_line_ids.name = f"Training of {NAME}"
        move.action_post()
        self._pay(move)
        payment = self.env["account.payment"].search([("partner_id", "=", company.id)])[-1:]
        payment.memo = f"{move.name} for {NAME}"
        return move, payment

    def test_the_person_of_a_company_that_goes_too_is_redacted_on_its_documents(self):
        company, person = self._company_and_person()
        move, payment = self._named(company)
        run = self._run(company | person)
        self.assertEqual((move.ref, move.invoice_line_ids.name),
                         ("Ordered by [anonymised]", "Training of [anonymised]"))
        self.assertEqual(payment.memo, f"{move.name} for [anonymised]")
        self.assertNotIn("waenepoel", str(move.narration))
        self._complete(run)

    def test_so_it_is_where_the_company_stays(self):
        company, person = self._company_and_person((("running", True),))
        move, _payment = self._named(company, "2026-03-31")
        run = self._run(person)
        self.assertEqual((move.ref, move.invoice_line_ids.name),
                         ("Ordered by [anonymised]", "Training of [anonymised]"))
        self.assertEqual(company.name, "Zilverwerk Zuid NV")
        self._complete(run)

    def test_a_company_is_redacted_on_a_document_of_its_person(self):
        company, person = self._company_and_person()
        move = self._move(person, "2018-04-30")
        move.ref = "For Zilverwerk Zuid NV"
        move.action_post()
        self._pay(move)
        self._complete(self._run(company | person))
        self.assertEqual(move.ref, "For [anonymised]")

    def test_a_label_that_is_part_of_a_hash_is_kept_with_ground_and_end(self):
        company, person = self._company_and_person()
        move, _payment = self._named(company)
        move._hash_moves(force_hash=True)
        label = move.invoice_line_ids.name
        run = self._run(company | person)
        self.assertEqual(move.invoice_line_ids.name, label)
        item = run.item_ids.filtered(lambda one: one.partner_ref == person.id)
        self.assertEqual(item.state, "kept")
        kept = self.env["privacy.kept.item"].search(
            [("partner_ref", "=", person.id), ("model", "=", "account.move.line"),
             ("res_id", "=", move.invoice_line_ids.id)])
        self.assertEqual((kept.ground, str(kept.until)), ("hash_chain", "2025-12-31"))
        self.assertGreater(item.verdict_reasons["kept"], 0)

    # === LABELS, EARLIER VERSIONS, COPIES === #

    def test_a_label_named_after_a_person_names_nobody(self):
        tag = self.env["res.partner.category"].create({"name": f"{NAME} VIP"})
        self.other.category_id = tag
        self._complete(self._run(self._subject()))
        self.assertEqual((tag.name, self.other.category_id), ("[anonymised] VIP", tag))

    def test_labels_of_which_no_two_may_be_called_the_same(self):
        self._need("project.tags")
        tags = self.env["project.tags"].create([{"name": NAME}, {"name": f"Mrs. {NAME}"}])
        self._complete(self._run(self._subject()))
        self.assertEqual(len(set(tags.mapped("name"))), 2)
        self.assertNotIn("waenepoel", str(tags.mapped("name")))

    def test_an_earlier_version_of_a_text_goes(self):
        self._need("project.task")
        task = self.env["project.task"].create(
            {"name": "Printer", "description": f"<p>{NAME} called about it</p>"})
        task.description = "<p>Done</p>"
        self.assertIn("waenepoel", str(task.html_field_history))
        self._complete(self._run(self._subject()))
        self.assertEqual((str(task.description), task.html_field_history), ("<p>Done</p>", False))

    def test_what_is_redacted_has_no_earlier_version_that_says_it(self):
        self._need("project.task")
        task = self.env["project.task"].create({"name": "Printer", "description": "<p>New</p>"})
        task.description = f"<p>New: {NAME} called</p>"
        self._complete(self._run(self._subject()))
        self.assertEqual((str(task.description), task.html_field_history),
                         ("<p>New: [anonymised] called</p>", False))

    def test_a_rating_of_a_record_that_named_the_person_does_not(self):
        self._need("rating.rating", "project.task")
        task = self.env["project.task"].create({"name": f"Printer of {NAME}"})
        rating = self.env["rating.rating"].create({
            "res_model_id": self.env["ir.model"]._get_id("project.task"), "res_id": task.id,
            "rating": 5})
        self.assertIn(NAME, rating.res_name)
        self._complete(self._run(self._subject()))
        self.assertNotIn("waenepoel", f"{task.name} {rating.res_name}")

    def test_the_note_of_a_merge_says_nothing_of_the_lead_that_was_the_persons(self):
        self._need("crm.lead")
        values = {"type": "opportunity", "street": "Quirinastraat 12", "zip": "8400",
                  "city": "Oostende", "probability": 1.0}
        # the likeliest one takes in the others
        kept = self.env["crm.lead"].create(
            {"name": "Kettle", "partner_id": self.other.id, "type": "opportunity",
             "probability": 95.0})
        theirs = self.env["crm.lead"].create(
            {"name": "Teapot", "contact_name": NAME, "email_from": "q@else.example", **values})
        another = self.env["crm.lead"].create(
            {"name": "Cup", "contact_name": "Piet Bekers", **values, "street": "Dorp 3"})
        merged = (kept | theirs | another).merge_opportunity(auto_unlink=False)
        note = merged.message_ids.filtered(lambda one: "Teapot" in (one.body or ""))
        self.assertIn("Quirinastraat", note.body)
        (theirs | another).exists().unlink()
        merged.write({"contact_name": False, "street": False, "zip": False, "city": False})
        run = self._run(self._subject(email=False, phone=False))
        self._complete(run)
        for word in ("waenepoel", "Quirinastraat", "q@else.example"):
            self.assertNotIn(word, note.body)
        self.assertIn("Piet Bekers", note.body, "the other lead's copy stays")

    # === SHIPPED BY A MODULE === #

    def _with_shipped_iban(self):
        subject = self._subject()
        self.env["res.partner.bank"].create(
            {"partner_id": subject.id, "acc_number": SHIPPED_IBAN})
        return subject

    def test_text_that_a_module_ships_is_nobodys_and_is_said_once(self):
        self.assertIn(SHIPPED_IBAN.replace(" ", ""), self.env.ref(LAYOUT).arch_db)
        run = self._run(self._with_shipped_iban())
        self._complete(run)
        self.assertEqual(run.proof["shipped"], 1)
        self.assertIn("text that modules ship, and that is nobody's; records: 1", run.proof_text)

    def test_once_somebody_has_changed_it_it_is_a_finding(self):
        view = self.env.ref(LAYOUT)
        view.arch_db = view.arch_db.replace("Bank Account Number", "Number of Quirina")
        run = self._run(self._with_shipped_iban())
        findings = run.item_ids.finding_ids
        self.assertEqual((findings.model, findings.res_id, findings.column_name),
                         ("ir.ui.view", view.id, "arch_db"))

    def test_so_it_is_where_somebody_wrote_it_into_a_text_that_a_module_ships(self):
        template = self.env.ref("account.email_template_edi_invoice")
        template.body_html = f"{template.body_html}<p>Ask {NAME}</p>"
        run = self._run(self._subject())
        self.assertTrue({"mail.template"} & {*run.item_ids.finding_ids.mapped("model")}
                        or NAME not in template.body_html)

    def test_the_name_of_a_field_is_nobodys(self):
        field = self.env["ir.model.fields"]._get("res.partner.bank", "acc_holder_name")
        run = self._run(self._contact(field.field_description, facts=SILENT, phone=PHONE))
        self.assertNotIn("ir.model.fields", run.item_ids.finding_ids.mapped("model"))
        self.assertTrue(run.proof["shipped"])

    def test_templates_and_views_are_as_their_modules_ship_them(self):
        """The comparison holds for what Odoo itself has loaded, in every language."""
        shipped = Shipped(self.env)
        for model, column in (("ir.ui.view", "arch_db"), ("mail.template", "body_html")):
            rows = self.env["ir.model.data"].search([
                ("model", "=", model), ("module", "in", ("base", "mail", "account", "web"))])
            self.assertGreater(len(rows), 5 if model == "mail.template" else 300)
            changed = [row.complete_name for row in rows if not shipped._is_shipped(
                model, column, row.res_id, row.module, row.name)]
            with self.subTest(model):
                self.assertEqual(changed, [])
