"""The register of processing: what stands in it, who takes it along, and in which columns."""

import io

from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Command
from odoo.tests import HttpCase, freeze_time, tagged
from pypdf import PdfReader

from ...core.register.columns import ACTIVITY, PROCESSING, TABLES
from ...engine.register.headings import Headings
from ..builders.register import RegisterCommon
from ..builders.rpc import Rpc
from ..common import TODAY

#: heads of the controller's table, in order
HEADS = [
    "Reference", "Name", "Purposes and description", "Responsible function", "Start date",
    "End date", "Replaced by", "Legal basis", "Balancing of legitimate interests",
    "Categories of data subjects", "Categories of personal data",
    "Special categories and criminal data", "Source of the data", "Categories of recipients",
    "Processors and their contracts", "Joint controllers", "Third countries",
    "Appropriate safeguards", "Retention periods", "Measures",
    "Data protection impact assessment", "Review by"]


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestRegister(RegisterCommon):
    # === WHAT STANDS IN IT === #

    def test_ten_activities_and_two_for_customers_are_there(self):
        register = self._register()
        self.assertEqual(len(register["activities"]), 10)
        self.assertEqual([row["code"] for row in register["processing"]],
                         ["hosting", "support_access"])
        self.assertEqual(register["controller"]["name"], "Own Controller BV")

    def test_everything_that_article_30_asks_for_is_said_of_each_activity(self):
        asked = [column.key for column in ACTIVITY if column.article]
        for row in self._register()["activities"]:
            for key in asked:
                # nobody has to be a joint controller, abroad, or specially protected
                if key not in ("joint", "transfers", "safeguards", "special"):
                    with self.subTest(f"{row['code']} {key}"):
                        self.assertTrue(row[key])

    def test_bases_are_said_with_their_article_and_for_whom(self):
        self.assertEqual(self._activity("billing")["bases"], [
            "Contract (Art. 6(1)(b) GDPR): Payment of what the contract says",
            "Legal obligation (Art. 6(1)(c) GDPR): Invoices and tax records"])

    def test_periods_follow_the_rule(self):
        self._ref("rule_communication").period_count = 2
        self.assertIn("Conversations and support: Until 2 years after the last interaction. "
                      "Then the data are erased.", self._activity("enquiries")["periods"])

    def test_transfers_contracts_and_joint_controllers_follow_the_recipients(self):
        self.klaviyo.write({"contract_date": "2026-01-15"})
        told = self._activity("marketing")
        self.assertEqual(told["transfers"], ["Klaviyo: United States"])
        self.assertIn("Standard Contractual Clauses", told["safeguards"][0])
        abroad = self._activity("services")
        self.assertEqual((len(abroad["transfers"]), len(abroad["safeguards"])), (6, 1))
        self.assertEqual(told["processors"], ["Klaviyo: contract of 15 January 2026"])
        self.klaviyo.write({"role": "joint", "scc_module": "c2c"})
        told = self._activity("marketing")
        self.assertEqual((told["joint"], told["processors"]), (["Klaviyo"], []))

    def test_data_abroad_without_a_ground_are_said_to_be(self):
        self.klaviyo.write({"scc_module": False})
        self.klaviyo.transfer_ground = "unknown"
        self.assertIn("ground to be determined", self._activity("marketing")["safeguards"][0])

    def test_special_data_are_marked_with_what_lets_them_be_used(self):
        self.assertEqual(self._activity("billing")["special"], [])
        self._ref("category_account").special = "special"
        self._ref("purpose_billing").special_ground = "Art. 9(2)(f): claims"
        self.assertEqual(self._activity("billing")["special"], [
            "Account and billing: Special category (Art. 9 GDPR)", "Art. 9(2)(f): claims"])

    def test_an_activity_that_ended_stays_and_one_that_never_was_goes(self):
        self._ref("purpose_improvement").write({"active": False, "date_until": "2026-06-30"})
        self.assertEqual(self._activity("improvement")["date_until"], "30 June 2026")
        self._ref("purpose_improvement").date_until = False
        self.assertNotIn("improvement",
                         {row["code"] for row in self._register()["activities"]})

    def test_another_company_s_activity_recipient_and_measure_are_not_in_it(self):
        other = self.env["res.company"].create({"name": "Other"})
        theirs = self._ref("purpose_billing").copy({"company_id": other.id, "code": "theirs"})
        self.klaviyo.company_id = other
        self._ref("measure_transit").company_id = other
        register = self._register()
        self.assertNotIn(theirs.id, [row["id"] for row in register["activities"]])
        self.assertNotIn("Klaviyo", str(register))
        self.assertNotIn("Encryption in transit", str(register))

    def test_on_whose_behalf_follows_from_tags_and_is_kept_as_numbers(self):
        customer = self._contact("Hosted BV", is_company=True,
                                 facts=[("invoice", "2026-10-01"), ("running", True)])
        self.timers.refresh()
        (hosting, _support) = self._register()["processing"]
        self.assertEqual(hosting["controllers"], customer.ids)
        self.assertNotIn("Hosted BV", str(self._register()))
        told = self._cells(self._export(), "processing")[0]["Controllers"]
        self.assertIn("Hosted BV", told)
        self.assertEqual(self._ref("processing_hosting").with_company(
            self.company).controller_count, 1)

    # === BAD INPUT === #

    def test_half_a_balancing_is_refused(self):
        for vals in ({"balancing_result": "ours", "balancing": False},
                     {"balancing_result": "ours", "balancing": "Weighed"},
                     {"balancing_result": "ours", "balancing": "  ",
                      "balancing_date": TODAY}):
            with self.subTest(vals=vals), self.assertRaises(ValidationError), \
                    self.env.cr.savepoint():
                self._ref("purpose_news").write(vals)

    def test_a_purpose_ends_after_it_began_and_never_replaces_itself(self):
        news = self._ref("purpose_news")
        for vals in ({"date_from": "2026-02-01", "date_until": "2026-01-01"},
                     {"replaced_by_id": news.id}):
            with self.subTest(vals=vals), self.assertRaises(ValidationError), \
                    self.env.cr.savepoint():
                news.write(vals)

    def test_what_the_register_says_beside_moves_no_clock_and_what_clocks_rest_on_does(self):
        def asked():
            return self.env["ir.cron.trigger"].search_count(
                [("cron_id", "=", self._ref("ir_cron_refresh_full").id)])

        before = asked()
        self._ref("purpose_news").write({"balancing": "Weighed anew", "review_date": "2027-01-01"})
        self.assertEqual(asked(), before)
        self._ref("purpose_news").write({"name": "News", "owner": "Marketing"})
        self.assertEqual(asked(), before + 1)

    # === COLUMNS === #

    def test_the_columns_are_the_model_s_in_its_order(self):
        headings = Headings(self.env)
        self.assertEqual([headings.column(column.key) for column in ACTIVITY], HEADS)
        self.assertEqual(list(self._cells(self._export())[0]), HEADS)
        for table, columns in TABLES.items():
            for column in columns:
                with self.subTest(f"{table} {column.key}"):
                    self.assertTrue(headings.column(column.key) and headings.group(column.group))

    def test_article_30_is_covered_letter_by_letter(self):
        self.assertLessEqual({f"30(1)({letter})" for letter in "bcdefg"},
                             {column.article for column in ACTIVITY})
        self.assertLessEqual({f"30(2)({letter})" for letter in "abcd"},
                             {column.article for column in PROCESSING})

    def test_a_csv_says_cell_by_cell_what_the_register_says(self):
        row = self._activity("billing")
        cells = {line["Reference"]: line for line in self._cells(self._export())}["billing"]
        for column, heading in zip(ACTIVITY, HEADS, strict=True):
            value = row[column.key]
            with self.subTest(heading):
                self.assertEqual(cells[heading],
                                 "\n".join(value) if isinstance(value, list) else value)

    def test_a_csv_holds_no_formula(self):
        self._ref("purpose_billing").name = "=HYPERLINK(1)"
        names = [line["Name"] for line in self._cells(self._export())]
        self.assertIn("'=HYPERLINK(1)", names)

    def test_a_workbook_has_a_sheet_for_each_table_and_the_law_in_red(self):
        book = self._book(self._export())
        self.assertEqual(book.sheetnames, [
            "Identification", "Register of the controller", "Register of the processor",
            "Recipients", "Security measures"])
        sheet = book["Register of the controller"]
        heads = {cell.value.partition("\n")[0]: cell for cell in sheet[2]}
        self.assertEqual(list(heads), HEADS)
        self.assertEqual(heads["Retention periods"].font.color.rgb, "FFC00000")
        self.assertEqual(heads["Retention periods"].value, "Retention periods\n(Art. 30(1)(f))")
        self.assertNotEqual(heads["Legal basis"].font.color and heads["Legal basis"].font.color.rgb,
                            "FFC00000")
        cells = {row[0].value: row for row in sheet.iter_rows(min_row=3)}
        self.assertEqual(len(cells), 10)
        self.assertIn("7 years", cells["billing"][HEADS.index("Retention periods")].value)
        self.assertEqual(book["Identification"]["B4"].value, "Own Controller BV")

    def test_the_paper_says_what_the_register_says(self):
        content = self._export().file("pdf").content
        text = "".join("".join(page.extract_text().split())
                       for page in PdfReader(io.BytesIO(content)).pages)
        for words in ("Own Controller BV", "Billing and payment", "The authority of the tests",
                      "While the relationship runs, and 7 years after its end",
                      "Hosting of customers' Odoo environments", "Klaviyo", "Encryption in transit",
                      "As it stands on 23 November 2026"):
            with self.subTest(words):
                self.assertIn("".join(words.split()), text)


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestWhoTakesTheRegister(RegisterCommon, Rpc, HttpCase):
    def _choose(self, user, **vals):
        return self.env["privacy.register.export"].with_user(user).create(
            {"company_id": self.company.id, "kind": "csv", "lang": "en_US", **vals})

    def test_officers_and_auditors_take_it_and_that_is_filed(self):
        for user in (self.officer, self.auditor):
            user.password = f"{user.login}-{user.login}"
            self.authenticate(user.login, f"{user.login}-{user.login}")
            answer = self.url_open(self._choose(user).action_export()["url"])
            with self.subTest(user.login):
                self.assertEqual(answer.status_code, 200)
                self.assertIn("Billing and payment", answer.text)
                self.assertIn("register-activities-2026-11-23.csv",
                              answer.headers["Content-Disposition"])
        filed = self.env["privacy.evidence"].search([("act", "=", "register_export")])
        self.assertEqual(filed.mapped("uid_ref"), [self.auditor.id, self.officer.id])
        self.assertEqual(filed[0].counts, {"format": "csv", "version": 0})

    def test_nobody_else_makes_a_file_of_it(self):
        self._refused({**self.outsiders, "privacy user": self.user},
                      "privacy.register.export", "create",
                      {"company_id": self.company.id, "kind": "csv", "lang": "en_US"})
        for user in (self.user, self.staff, self.admin):
            with self.subTest(user.login), self.assertRaises(AccessError):
                self._export(user)

    def test_the_file_that_another_one_chose_is_not_found(self):
        chosen = self._choose(self.officer)
        self.auditor.password = "auditor-auditor"
        self.authenticate(self.auditor.login, "auditor-auditor")
        self.assertEqual(self.url_open(f"/privacy/register/{chosen.id}").status_code, 404)

    def test_the_register_of_a_company_that_one_does_not_act_for_stays_there(self):
        other = self.env["res.company"].create({"name": "Other"})
        with self.assertRaises(AccessError):
            self._choose(self.officer, company_id=other.id).action_export()

    def test_auditors_read_and_officers_alone_write(self):
        measure = self._ref("measure_transit")
        vals = {"description": "TLS"}
        self._refused({"auditor": self.auditor, "privacy user": self.user, **self.outsiders},
                      "privacy.measure", "write", measure.ids, vals)
        self._rpc(self.officer, "privacy.measure", "write", measure.ids, vals)
        self.assertEqual(measure.description, "TLS")
        self._rpc(self.auditor, "privacy.processing", "read",
                  self._ref("processing_hosting").ids, ["todo"])
        self._rpc(self.officer, "privacy.purpose", "write", self._ref("purpose_news").ids,
                  {"measure_ids": [Command.link(measure.id)]})
