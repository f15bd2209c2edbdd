"""The data map of the applications, row by row: it can be read here, and its source says so."""

from odoo.exceptions import ValidationError
from odoo.tests import TransactionCase, tagged

from ..map_source import closure, source_of

#: fields that Odoo writes through to somebody else, and why emptying them here writes nothing
HARMLESS = {
    ("crm.lead", "email_from"): "only an address is written to the contact, never none",
    ("crm.lead", "phone"): "only a number is written to the contact, never none",
    ("hr.applicant", "email_from"): "without an address nothing is written",
    ("hr.applicant", "partner_phone"): "without an address nothing is written",
    ("hr.employee", "work_email"): "its hook goes past the write",
    ("hr.employee", "work_phone"): "its hook goes past the write",
}


@tagged("post_install", "-at_install")
class TestMapRows(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        names = cls.env["ir.model.data"].search([
            ("module", "=", "cloudpepper_privacy"), ("model", "=", "privacy.map")])
        cls.rows = cls.env["privacy.map"].browse(names.mapped("res_id"))
        cls.ids = {name.res_id: name.name for name in names}
        cls.installed = cls.env["ir.module.module"]._installed()

    def _wrong(self, rows, check):
        """Return {name of a row: what is wrong with it} of those that a check finds fault with."""
        found = {self.ids[row.id]: check(row) for row in rows}
        return {name: fault for name, fault in found.items() if fault}

    def _thread(self, row):
        """Return the model that the domain ties a polymorphic id to."""
        fixed = [condition.value for condition in row._domain().iter_conditions()
                 if condition.field_expr.rpartition(".")[2] in ("model", "res_model")
                 and condition.operator in ("=", "in")]
        value = fixed[0] if fixed else None
        return value if isinstance(value, str) or not value else next(iter(value))

    # === HERE === #

    def _fault(self, row):
        try:
            row._check_readable()
        except ValidationError as error:
            return str(error)
        return None

    def test_every_row_of_an_installed_module_is_read_and_no_other(self):
        self.assertGreater(len(self.rows), 180)
        here = self.rows.filtered(lambda row: not row.module or row.module in self.installed)
        self.assertTrue(here)
        self.assertEqual(set(self.rows._readable().ids), set(here.ids))
        self.assertEqual(self._wrong(here, self._fault), {})

    def test_a_row_of_an_absent_module_may_be_entered_and_rests(self):
        resting = self.rows - self.rows._readable()
        if not resting:
            self.skipTest("every module of the map is installed")
        self.assertEqual(self._wrong(resting, self._fault), {})

    def _writes_through(self, row):
        """Return the fields of a row whose emptying would change another record."""
        model = self.env[row.model_name]
        through = [
            name for name in row._field_tuple()
            if model._fields[name].inverse
            or model._fields[name].related and not model._fields[name].readonly
        ]
        # nobody is linked, so there is nobody to write to
        alone = any(c.field_expr == "partner_id" and not any(c.value or [False])
                    for c in row._required_conditions())
        return [name for name in through
                if not alone and (row.model_name, name) not in HARMLESS]

    def test_no_row_empties_a_field_that_writes_through_to_somebody_else(self):
        masks = self.rows._readable().filtered(
            lambda row: row.act == "mask" and row.model_name != "res.partner")
        self.assertEqual(self._wrong(masks, self._writes_through), {})

    # === IN ODOO'S SOURCE === #

    def _not_brought(self, row):
        """Return what a row names and its module, with what it depends on, does not define."""
        source, thread = source_of(row.module), self._thread(row)
        if not source.of(row.model_name):
            return row.model_name
        paths = [*row._field_tuple(), *row._shared_field_tuple(), *row._parties()]
        paths += [condition.field_expr for condition in row._domain().iter_conditions()]
        paths += [path for path in (row.path, row.date_field) if path]
        return [missing for path in paths
                for _end, missing in [source.walk(row.model_name, path, thread)] if missing]

    def test_every_row_names_what_its_module_brings(self):
        self.assertEqual(self._wrong(self.rows, self._not_brought), {})

    def _ends_elsewhere(self, row):
        """Return the paths of a row that do not end at a contact."""
        source, thread = source_of(row.module), self._thread(row)
        paths = list(row._parties())
        if row.path and row.match == "partner" and row.path != "id":
            paths.append(row.path)
        return [path for path in paths
                if source.walk(row.model_name, path, thread)[0] != "res.partner"]

    def test_every_path_of_a_link_ends_at_a_contact(self):
        self.assertEqual(self._wrong(self.rows, self._ends_elsewhere), {})

    def test_the_source_reader_sees_what_is_not_there(self):
        source = source_of("crm")
        self.assertEqual(source.walk("crm.lead", "partner_id"), ("res.partner", None))
        self.assertEqual(source.walk("crm.lead", "partner_id.email")[1], None)
        self.assertEqual(source.walk("mail.message", "res_id.partner_id", "crm.lead"),
                         ("res.partner", None))
        self.assertEqual(source.walk("crm.lead", "partner_idd")[1], "crm.lead.partner_idd")
        self.assertEqual(source.walk("crm.lead", "reveal_id")[1], "crm.lead.reveal_id",
                         "iap_crm brings it, and crm does not need iap_crm")
        self.assertFalse(source.of("sale.order"))
        with self.assertRaises(AssertionError):
            closure("no_such_module")
