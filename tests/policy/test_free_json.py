"""A JSON column that an officer declared free is searched all the same: whoever is named in it, as
a value or as a key, is not complete until that is settled.
"""

from odoo import fields, models
from odoo.service.model import call_kw
from odoo.tests import freeze_time, tagged

from ..common import TODAY
from ..coverage_common import CoverageCommon

PARCEL, NAME = "x_odd.parcel", "Quintus Moerbeke"


class Parcel(models.Model):
    _module = None
    _name = PARCEL
    _description = "Parcel that names people in JSON"

    data = fields.Json()


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestFreeJson(CoverageCommon):
    definitions = (Parcel,)

    def _parcel(self, data):
        row = self._row(PARCEL, "data").with_user(self.officer)
        row.reason = "sizes of parcels"
        row.action_declare_free()
        self.assertNotIn((PARCEL, "data"), self._undecided())
        return self.env[PARCEL].create({"data": data})

    def _settle(self, item):
        [finding] = item.finding_ids
        self.assertEqual((finding.model, finding.place), (PARCEL, "x_odd_parcel.data"))
        call_kw(finding.with_user(self.officer), "action_redact", [finding.ids], {})
        self.env.invalidate_all()

    def _assert_settled(self, before, after):
        parcel = self._parcel(before)
        item = self._run(self._person()).item_ids
        self.assertEqual(item.state, "incomplete")
        self.assertEqual(parcel.data, before)
        self._settle(item)
        self.assertEqual(parcel.data, after)
        self.assertEqual(item.state, "done", item.reason_text)

    def test_a_name_deep_in_it_is_met_and_settled_and_the_rest_stays(self):
        self._assert_settled(
            {"owner": {"name": NAME, "age": 7}, "notes": ["x", f"for {NAME}", None, 1.5]},
            {"owner": {"name": "[anonymised]", "age": 7},
             "notes": ["x", "for [anonymised]", None, 1.5]})

    def test_a_name_that_is_a_key_goes_as_well(self):
        self._assert_settled(
            {NAME: 3, "quintus@moerbeke.example": {"kg": 2}, "Els Visser": 1},
            {"[anonymised]": 3, "[anonymised] 2": {"kg": 2}, "Els Visser": 1})

    def test_names_of_others_and_numbers_that_are_keys_stay(self):
        data = {"Quintus": 1, "Moerbeke": 2, "32470112233": {"by": "Els Visser"}}
        parcel = self._parcel(data)
        item = self._run(self._person()).item_ids
        self.assertEqual((item.state, parcel.data), ("done", data))
