"""A module adds a link to a person, or a text, to a model that the map or a declaration knows:
what that says of the person nobody has decided on.
"""

from unittest.mock import patch

from odoo import fields, models
from odoo.tests import freeze_time, tagged

from ...engine.erasure.act import Act
from ...engine.erasure.values import PLACEHOLDER
from ..common import TODAY
from ..coverage_common import VISIT, CoverageCommon, Visit

BANK, DEVICE, PRICE, COMPANY = (
    "res.partner.bank", "mail.push.device", "product.supplierinfo", "res.company")
#: a word that stands nowhere else
WORD = "korenbloem"


class Bank(models.Model):
    _module = None
    _name = BANK
    _inherit = [BANK]

    x_guarantor_id = fields.Many2one("res.partner")
    x_signatory_ids = fields.Many2many("res.partner", relation="x_odd_signatories")
    x_story = fields.Text(required=True, default=PLACEHOLDER)
    x_scan = fields.Json()


class Device(models.Model):
    _module = None
    _name = DEVICE
    _inherit = [DEVICE]

    x_second_id = fields.Many2one("res.partner")


class Price(models.Model):
    _module = None
    _name = PRICE
    _inherit = [PRICE]

    x_memo = fields.Text()


class Company(models.Model):
    _module = None
    _name = COMPANY
    _inherit = [COMPANY]

    x_slogan = fields.Char()


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestFurtherLinks(CoverageCommon):
    definitions = (Visit, Bank, Device, Price, Company)

    def _bank(self, owner, **vals):
        return self.env[BANK].create({"partner_id": owner.id, "acc_number": WORD, **vals})

    def _device(self, owner, second):
        return self.env[DEVICE].create({
            "partner_id": owner.id, "x_second_id": second.id, "endpoint": f"{WORD}{owner.id}",
            "keys": WORD})

    def _decide_free(self, model, name):
        row = self._row(model, name).with_user(self.officer)
        row.reason = "what the record says is its owner's alone"
        row.action_declare_free()

    # === NAMED === #

    def test_what_a_record_says_is_named_where_the_map_does_not_follow_the_link(self):
        contact, living = self._person(), self._living()
        bank = self._bank(living, x_guarantor_id=contact.id)
        before = self._raw(bank)
        run = self._run(contact)
        named = self._named(run)
        self.assertEqual((named[BANK, "acc_number"], named[BANK, "x_guarantor_id"]), (1, 1))
        self.assertEqual((run.item_ids.state, run.item_ids.verdict, run.state),
                         ("incomplete", "pseudonymous", "incomplete"))
        self.assertEqual(self._raw(bank), before, "it is the other person's as well")
        (line,) = [line for line in run.item_ids.undecided if line["field"] == "acc_number"]
        self.assertEqual((line["ids"], line["link"]), (bank.ids, False))
        self.assertIn("x_guarantor_id", line["via"])

    def test_one_of_a_list_of_people_is_not_complete_beside_what_the_record_says(self):
        contact, living = self._person(), self._living()
        self._bank(living, x_signatory_ids=[(6, 0, (contact | living).ids)])
        run = self._run(contact)
        self.assertEqual(self._named(run)[BANK, "acc_number"], 1)
        self.assertEqual(run.item_ids.state, "incomplete")

    def test_a_record_that_would_go_with_its_owner_does_not_go_with_who_else_is_linked(self):
        contact, living = self._person(), self._living()
        device = self._device(living, contact)
        self.assertIn((DEVICE, "x_second_id"), self._undecided())
        run = self._run(contact)
        self.assertTrue(device.exists())
        self.assertEqual(self._named(run), {
            (DEVICE, "endpoint"): 1, (DEVICE, "keys"): 1, (DEVICE, "x_second_id"): 1})
        self.assertEqual(run.item_ids.state, "incomplete")

    # === NOT NAMED === #

    def test_what_the_map_has_emptied_is_not_named_whatever_else_leads_there(self):
        contact = self._person()
        bank = self._bank(contact, x_guarantor_id=contact.id)
        run = self._run(contact)
        self.assertNotIn(WORD, self._raw(bank))
        self.assertEqual(self._named(run), {(BANK, "x_guarantor_id"): 1})
        self.assertEqual((run.item_ids.state, run.state), ("done", "done"))

    def test_what_goes_with_its_owner_is_gone_for_both(self):
        contact, living = self._person(), self._living()
        device = self._device(contact, living)
        run = self._run(contact)
        self.assertFalse(device.exists())
        self.assertEqual((self._named(run), run.state), ({}, "done"))

    def test_records_that_others_alone_are_linked_to_say_nothing_of_anybody_else(self):
        living = self._living()
        self._bank(living, x_guarantor_id=living.id, x_signatory_ids=[(6, 0, living.ids)])
        self._device(living, living)
        run = self._run(self._person())
        self.assertEqual((self._named(run), run.state), ({}, "done"))

    # === DECIDED === #

    def test_the_link_asks_for_a_decision_and_a_link_alone_for_none(self):
        needs = {key: line["need"] for key, line in self._undecided().items()}
        self.assertEqual(needs[BANK, "x_guarantor_id"], "decide")
        self.assertEqual(needs[DEVICE, "x_second_id"], "decide")
        self.assertEqual(needs[BANK, "x_signatory_ids"], "accept")
        self.assertEqual(needs[VISIT, "who"], "none")
        self.assertNotIn((BANK, "acc_number"), needs)
        self.assertNotIn((DEVICE, "partner_id"), needs)

    def test_a_link_that_says_nothing_of_whom_it_leads_to_is_declared_free(self):
        contact, living = self._person(), self._living()
        self._bank(living, x_guarantor_id=contact.id)
        self._device(living, contact)
        self._decide_free(BANK, "x_guarantor_id")
        self._decide_free(DEVICE, "x_second_id")
        run = self._run(contact)
        self.assertEqual((self._named(run), run.item_ids.state), ({}, "done"))

    def test_who_was_left_comes_back_once_the_link_is_decided_and_not_before(self):
        contact, living = self._person(), self._living()
        self._bank(living, x_guarantor_id=contact.id)
        self.assertEqual(self._run(contact).item_ids.state, "incomplete")
        self.assertFalse(self.runs.preview(contact).item_ids)
        self._decide_free(BANK, "x_guarantor_id")
        run = self._run(contact)
        self.assertEqual((run.item_ids.partner_id, run.item_ids.state), (contact, "done"))

    def test_the_form_of_a_row_that_follows_the_link_is_filled_in(self):
        action = self._row(BANK, "x_guarantor_id").with_user(self.officer).action_add_to_map()
        self.assertEqual(
            {key: action["context"][f"default_{key}"] for key in ("path", "field_names")},
            {"path": "x_guarantor_id", "field_names": "acc_number,acc_holder_name,bank_id"})
        self.assertIn((BANK, "x_guarantor_id"), self._undecided(), "nothing is decided by looking")

    def test_a_row_that_follows_the_link_treats_its_records_as_it_says(self):
        contact, living = self._person(), self._living()
        bank = self._bank(living, x_guarantor_id=contact.id)
        other = self._bank(living, acc_number=f"{WORD} 2")
        before = self._raw(other)
        self.env["privacy.map"].create({
            "model_name": BANK, "path": "x_guarantor_id", "act": "mask",
            "field_names": "acc_number,acc_holder_name",
            "category_id": self.env.ref("cloudpepper_privacy.category_account").id})
        self.assertNotIn((BANK, "x_guarantor_id"), self._undecided())
        run = self._run(contact)
        self.assertNotIn(WORD, self._raw(bank))
        self.assertEqual(self._raw(other), before)
        self.assertEqual((self._named(run), run.item_ids.state), ({}, "done"))

    def test_whoever_is_taken_out_of_a_list_is_complete_and_the_record_stays(self):
        contact, living = self._person(), self._living()
        bank = self._bank(living, x_signatory_ids=[(6, 0, (contact | living).ids)])
        self._accept(BANK, "x_signatory_ids")
        run = self._run(contact)
        self.assertEqual(bank.with_context(active_test=False).x_signatory_ids, living)
        self.assertIn(WORD, self._raw(bank))
        self.assertEqual((self._named(run), run.item_ids.state), ({}, "done"))

    # === WHERE THE MAP EMPTIES RECORDS IN A WAY OF ITS OWN === #

    def test_what_a_module_adds_to_an_account_is_emptied_once_it_is_decided(self):
        contact, living = self._person(), self._living()
        said = {"x_story": WORD, "x_scan": {"said": WORD}}
        bank, other = self._bank(contact, **said), self._bank(living, **said)
        self._accept(BANK, "x_story", "x_scan")
        before = self._raw(other)
        run = self._run(contact)
        self.assertNotIn(WORD, self._raw(bank))
        self.assertEqual(self._raw(other), before)
        self.assertEqual((self._named(run), run.item_ids.state), ({}, "done"))

    def test_until_then_nobody_is_complete_beside_it(self):
        contact = self._person()
        bank = self._bank(contact, x_story=WORD, x_scan={"said": WORD})
        run = self._run(contact)
        self.assertIn(WORD, self._raw(bank))
        self.assertEqual(run.item_ids.state, "incomplete")

    def test_what_is_left_of_it_counts_as_not_done(self):
        contact = self._person()
        bank = self._bank(contact, x_scan={"said": WORD})
        self._accept(BANK, "x_scan")
        with patch.object(Act, "mask", lambda *_arguments: None), patch.object(
                Act, "_blank", lambda *_arguments: None):
            run = self._run(contact)
        self.assertIn(WORD, self._raw(bank))
        self.assertEqual((run.item_ids.state, run.item_ids.reason),
                         ("incomplete", "left: res.partner.bank"))

    # === A WHOLE MODEL THAT IS DECLARED === #

    def _price(self, vendor, **vals):
        return self.env[PRICE].create({
            "partner_id": vendor.id, "product_tmpl_id": self.product_a.product_tmpl_id.id, **vals})

    def test_a_declaration_of_a_whole_model_says_nothing_of_what_a_module_adds_to_it(self):
        self.assertIn((PRICE, "x_memo"), self._undecided())
        contact, living = self._person(), self._living()
        self._price(contact, x_memo=WORD)
        self._price(living, x_memo=WORD)
        run = self._run(contact)
        self.assertEqual(self._named(run), {(PRICE, "x_memo"): 1})
        self.assertEqual(run.item_ids.state, "incomplete")

    def test_what_was_read_is_declared_as_before(self):
        contact = self._person()
        self._price(contact, product_name="Chair", product_code="C-1")
        self.assertEqual(self.coverage.why("product.category", "complete_name")[0], "declared")
        self.assertNotIn((COMPANY, "x_slogan"), self._undecided(), "a company is nobody")
        run = self._run(contact)
        self.assertEqual((self._named(run), run.item_ids.state), ({}, "done"))
