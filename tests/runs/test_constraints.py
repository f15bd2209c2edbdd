"""Modules that compute or constrain a field which must remain, or which is emptied."""

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tests import freeze_time, tagged

from ..common import SILENT, TODAY
from ..modules_common import ModulesCommon

CARD = "x_odd.card"


class FirstNames(models.Model):
    """A contact's name of two fields, which refuses when they are empty."""

    _module = None
    _name = "res.partner"
    _inherit = "res.partner"
    #: what stands between both, and whether both are required
    _between, _both = " ", False

    first = fields.Char()
    last = fields.Char()
    name = fields.Char(compute="_compute_name", inverse="_inverse_name", store=True,
                       readonly=False, required=False)

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            vals.update(self._cut(vals.pop("name", None) or ""))
        return super().create(vals_list)

    def _cut(self, name):
        last, _blank, first = name.partition(self._between)
        return {"last": last or False, "first": first or False}

    @api.depends("first", "last")
    def _compute_name(self):
        for contact in self:
            contact.name = self._between.join(filter(None, (contact.last, contact.first)))

    def _inverse_name(self):
        for contact in self:
            contact.update(self._cut(contact.name or ""))

    @api.constrains("name", "first", "last")
    def _check_names(self):
        for contact in self:
            if not (contact.first or contact.last):
                raise ValidationError("No name is set.")
            if self._both and not (contact.first and contact.last):
                raise ValidationError("Half a name is set.")


class Composed(models.Model):
    """A name that nobody can write."""

    _module = None
    _name = "res.partner"
    _inherit = "res.partner"

    calling = fields.Char()
    name = fields.Char(compute="_compute_name", store=True)

    @api.depends("calling")
    def _compute_name(self):
        for contact in self:
            contact.name = f"Captain {contact.calling}" if contact.calling else False


class Strict(models.Model):
    """A contact that needs a mail address, and whose account may not be closed."""

    _module = None
    _name = "res.partner"
    _inherit = "res.partner"

    @api.constrains("email", "active")
    def _check_mail(self):
        if self.filtered(lambda contact: not contact.email):
            raise ValidationError("A mail address is missing.")


class Card(models.Model):
    _module = None
    _name = CARD
    _description = "Card of a contact"

    who = fields.Many2one("res.partner", required=True)
    code = fields.Char(required=True)
    pin = fields.Char()
    holder = fields.Char()
    first = fields.Char()
    title = fields.Char(compute="_compute_title", store=True, required=True, precompute=True,
                        readonly=False)

    _code_uniq = models.Constraint("UNIQUE (code)", "Each code once.")

    @api.depends("first")
    def _compute_title(self):
        for card in self:
            card.title = card.first and f"Card of {card.first}"

    @api.constrains("holder")
    def _check_holder(self):
        if self.filtered(lambda card: not card.holder):
            raise ValidationError("Whose card is it?")


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestConstraints(ModulesCommon):
    def setUp(self):
        super().setUp()
        self.people = self.env["res.partner"]

    def _two(self, **vals):
        self.people = self._contact("Ilse Vermeulen", SILENT, email="ilse@mail.example", **vals)
        self.people |= self._contact("Bertrand Lacroix", SILENT, email="bertrand@mail.example")
        return self.people

    def _gone(self, run, *words):
        """Check that everybody is done, and that no word of theirs is left in their rows."""
        self.assertEqual(set(run.item_ids.mapped("state")), {"done"}, run.item_ids.mapped("reason"))
        for person in self.people:
            self.assertEqual(person.name, f"Anonymised contact {person.id}")
            for word in ("Ilse", "Vermeulen", "Bertrand", "Lacroix", "mail.example", *words):
                self.assertNotIn(word, self._raw(person))
        self.assertEqual(run.summary()["failures"], [])

    # === THE NAME === #

    def _install_names(self, between=" ", both=False):
        """Such a module takes Odoo's own condition away: it has another."""
        self.patch(FirstNames, "_between", between)
        self.patch(FirstNames, "_both", both)
        self._install(FirstNames)
        self._drop_condition()

    def _drop_condition(self):
        self.env.cr.execute(
            "ALTER TABLE res_partner DROP CONSTRAINT IF EXISTS res_partner_check_name")

    def _with_first_names(self, **options):
        self._install_names(**options)
        self._two()
        self.assertEqual(self.people[0].last, "Ilse")
        return self._run(self.people)

    def test_a_name_computed_from_two_fields_is_anonymised(self):
        self._gone(self._with_first_names())
        self.env.add_to_compute(self.people._fields["name"], self.people)
        self.env.flush_all()
        for person in self.people:
            self.assertEqual(person.name, f"Anonymised contact {person.id}", "computed anew")

    def test_also_where_both_parts_are_required(self):
        self._gone(self._with_first_names(both=True))

    def test_also_where_the_modules_own_cut_is_refused_by_itself(self):
        """With a comma between them the placeholder is all last name, and the first is required."""
        self._install_names(between=", ", both=True)
        for name in ("Vermeulen, Ilse", "Lacroix, Bertrand"):
            self.people |= self._contact(name, SILENT, email=f"{name[:3]}@mail.example")
        self._gone(self._run(self.people))

    def test_also_beside_a_module_that_nobody_has_read(self):  # pylint: disable=missing-return
        """What overrides ``write`` is told of the contact, however its name is made."""
        self._install_names()
        told = []

        class Told(models.Model):
            _module = None
            _name = "res.partner"
            _inherit = "res.partner"

            def write(self, vals):
                told.append((sorted(vals), self.mapped("email")))
                return super().write(vals)

        self._install(Told, "x_told")
        self._drop_condition()
        self._two()
        told.clear()
        self._gone(self._run(self.people))
        self.assertTrue([names for names, _mails in told if "email" in names])
        self.assertNotIn("mail.example", repr([mails for _names, mails in told]))

    def test_a_name_that_nobody_can_write_stays_a_placeholder(self):
        self._install(Composed)
        for calling in ("Vermeulen", "Lacroix"):
            self.people |= self._contact("", SILENT, calling=calling,
                                         email=f"{calling}@mail.example")
        self._gone(self._run(self.people))

    def test_a_contact_who_stays_keeps_both_names(self):
        self._install_names()
        living = self._contact("Jan Peeters")
        self._two()
        self._run(self.people)
        self.assertEqual((living.name, living.last, living.first),
                         ("Jan Peeters", "Jan", "Peeters"))

    # === OTHER FIELDS OF A CONTACT === #

    def test_a_module_that_asks_for_a_mail_address_keeps_none(self):  # pylint: disable=missing-return
        self._install(Strict)
        self._two()

        # with another module's override the ORM is asked, and refuses
        class Told(models.Model):
            _module = None
            _name = "res.partner"
            _inherit = "res.partner"

            def write(self, vals):
                return super().write(vals)

        self._install(Told, "x_told")
        self._gone(self._run(self.people))

    def test_a_table_that_asks_for_an_address_or_a_number_gets_neither(self):
        self._two()
        self.env.cr.execute(
            "ALTER TABLE res_partner ADD CONSTRAINT reachable CHECK ("
            " email IS NOT NULL OR phone IS NOT NULL OR id < %s)", [self.people[0].id])
        run = self._run(self.people)
        self._gone(run)
        self.assertEqual(run.summary()["failed"], 0)

    def test_an_account_that_may_not_be_closed_is_closed(self):
        self._two()
        self._tell_portal(self.people[0], True)

        def refuse(records, vals):
            if vals.get("active") is False:
                raise UserError("This account stays.")
            return write(records, vals)

        users = type(self.env["res.users"])
        write = users.write
        self.patch(users, "write", refuse)
        run = self._run(self.people)
        self._gone(run, "portal-")
        self.assertFalse(self.people.with_context(active_test=False).user_ids.active)

    # === OTHER MODELS === #

    def _cards(self):
        self._install(Card)
        self._two()
        for person in self.people:
            self.env[CARD].create({
                "who": person.id, "code": f"C-{person.name}", "pin": f"P-{person.name}",
                "holder": person.name, "first": person.name})
        self.env["privacy.map"].create({
            "model_name": CARD, "path": "who", "act": "mask",
            "category_id": self.env.ref("cloudpepper_privacy.category_account").id,
            "field_names": "code, pin, holder, first, title"})
        self.addCleanup(self.env.registry.clear_cache)
        return self.env[CARD].search([])

    def test_unique_required_computed_and_constrained_fields_are_emptied(self):
        cards = self._cards()
        self._gone(self._run(self.people))
        for card in cards:
            for word in ("Ilse", "Vermeulen", "Bertrand", "Lacroix"):
                self.assertNotIn(word, self._raw(card))
        self.assertEqual(len(set(cards.mapped("code"))), 2)

    def test_what_cannot_be_emptied_fails_alone_with_its_reason(self):
        cards = self._cards()
        self.env.cr.execute(
            "ALTER TABLE x_odd_card ADD CONSTRAINT long_pin CHECK ("
            " pin IS NOT NULL AND pin LIKE 'P-%%' OR who != %s)", [self.people[0].id])
        before = self._raw(cards[0]), self._raw(self.people[0])
        run = self._run(self.people)
        failed = run.item_ids.filtered(lambda item: item.state == "failed")
        self.assertEqual(failed.partner_ref, self.people[0].id)
        self.assertEqual((run.item_ids - failed).state, "done")
        self.assertEqual((self._raw(cards[0]), self._raw(self.people[0])), before)
        summary = run.summary()
        self.assertEqual(summary["failures"], [
            {"reason": "CheckViolation x_odd_card long_pin", "contacts": 1}])
        self.assertGreaterEqual(summary["failed"], 1)
        self.assertEqual((summary["incomplete"], run.state), (1, "incomplete"))
        self.assertIn("CheckViolation x_odd_card long_pin", run.note)
        self.assertNotIn("Vermeulen", f"{failed.reason} {run.note}")

    def test_the_reason_names_the_module_and_no_person(self):  # pylint: disable=missing-return
        self._two()

        class Failing(models.Model):
            _module = None
            _name = "res.partner"
            _inherit = "res.partner"

            def write(self, vals):
                if vals.get("active") is False:
                    raise KeyError(self[:1].name)
                return super().write(vals)

        self._install(Failing, "x_failing")
        run = self._run(self.people)
        self.assertEqual(set(run.item_ids.mapped("state")), {"failed"})
        self.assertEqual([line["contacts"] for line in run.summary()["failures"]], [2])
        self.assertIn("KeyError", run.summary()["failures"][0]["reason"])
