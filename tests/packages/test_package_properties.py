"""Properties in a package: what a team calls them and what they say, without other people."""

import csv
import io
import json

from odoo.tests import freeze_time, tagged

from ..builders.packages import PackageCommon
from ..common import TODAY

REFERRER, FRIENDS, NOTE, LEVEL = "aa34746a6851ee4e", "bb34746a6851", "cc34746a6851", "dd34746a6851"
TAGS, LETTERS, SINCE, RULE = "ee34746a6851", "ff34746a6851", "1134746a6851", "2234746a6851"
LAND, GONE = "3334746a6851", "4434746a6851"


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestPackageProperties(PackageCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.definition = [
            {"name": RULE, "type": "separator", "string": "More"},
            {"name": NOTE, "type": "char", "string": "Came through"},
            {"name": REFERRER, "type": "many2one", "comodel": "res.partner", "string": "Referrer"},
            {"name": FRIENDS, "type": "many2many", "comodel": "res.partner", "string": "Friends"},
            {"name": LAND, "type": "many2one", "comodel": "res.country", "string": "Land"},
            {"name": LEVEL, "type": "selection", "string": "Level",
             "selection": [["a1", "Gold"], ["b2", "Silver"]]},
            {"name": TAGS, "type": "tags", "string": "Likes",
             "tags": [["t1", "Roofs", 1], ["t2", "Walls", 2]]},
            {"name": LETTERS, "type": "boolean", "string": "Wants letters"},
            {"name": SINCE, "type": "date", "string": "Knows us since"}]
        cls.values = {
            NOTE: f"A tip of {cls.other.name}, at the fair", REFERRER: cls.other.id,
            FRIENDS: [cls.other.id, cls.person.id], LAND: cls.env.ref("base.be").id,
            LEVEL: "b2", TAGS: ["t2", "t1"], LETTERS: True, SINCE: "2019-05-04"}

    def _define_on_contacts(self):
        self.env["properties.base.definition"]._get_definition_for_property_field(
            "res.partner", "properties").properties_definition = self.definition

    def _store(self, record, field, values):
        self.env.flush_all()
        self.env.cr.execute(
            f"UPDATE {record._table} SET {field} = %s::jsonb WHERE id = %s",
            [json.dumps(values), record.id])
        record.invalidate_recordset()

    def _package(self):
        request, package = self._built()
        attachment = package.attachment_id
        return request, self._data(attachment), self._open(attachment)

    def _told(self, data, model, field):
        [dataset] = [each for each in data["datasets"] if each["model"] == model]
        [record] = dataset["records"]
        return {entry["label"]: entry["value"] for entry in record["values"][field]}

    def test_they_are_called_and_say_what_the_screen_says(self):
        self._define_on_contacts()
        self._store(self.person, "properties", self.values)
        _request, data, _zip = self._package()
        told = self._told(data, "res.partner", "properties")
        self.assertEqual(list(told), ["Came through", "Referrer", "Friends", "Land", "Level",
                                      "Likes", "Wants letters", "Knows us since"])
        self.assertEqual(told["Land"]["label"], self.env.ref("base.be").name)
        self.assertEqual(told["Level"], {"code": "b2", "label": "Silver"})
        self.assertEqual([each["label"] for each in told["Likes"]], ["Walls", "Roofs"])
        self.assertEqual(told["Knows us since"], "2019-05-04")

    def test_other_people_are_taken_out_of_links_and_words_and_that_is_listed(self):
        self._define_on_contacts()
        self._store(self.person, "properties", self.values)
        request, data, packed = self._package()
        told = self._told(data, "res.partner", "properties")
        self.assertEqual(told["Referrer"], {"label": "[another person]"})
        self.assertEqual(told["Friends"][0], {"label": "[another person]"})
        self.assertEqual(told["Friends"][1],
                         {"id": self.person.id, "label": self.person.name})
        self.assertEqual(told["Came through"], "A tip of [another person], at the fair")
        for name in packed.namelist():
            self.assertNotIn(b"Vrakstounet", packed.read(name), name)
        self.assertEqual(
            {row.kind for row in request.redaction_ids if row.field == "properties"},
            {"link", "identifier"})

    def test_they_are_read_on_the_page_and_in_a_sheet(self):
        self._define_on_contacts()
        self._store(self.person, "properties", {LEVEL: "a1", LETTERS: True, TAGS: ["t1"]})
        _request, _data, packed = self._package()
        said = "Level: Gold; Likes: Roofs; Wants letters"
        self.assertIn(said, packed.read("answer.html").decode())
        [name] = [name for name in packed.namelist() if name.endswith("res_partner.csv")]
        [row] = csv.DictReader(io.StringIO(packed.read(name).decode("utf-8-sig")))
        self.assertEqual(row["properties"], said)

    def test_what_nothing_defines_any_more_is_told_under_its_name(self):
        self._define_on_contacts()
        self._store(self.person, "properties", {GONE: "Likes slate", LEVEL: "zz", NOTE: ""})
        _request, data, _zip = self._package()
        self.assertEqual(self._told(data, "res.partner", "properties"),
                         {GONE: "Likes slate", "Level": {"code": "zz", "label": "zz"}})

    def test_empty_ones_are_no_value(self):
        self._define_on_contacts()
        self._store(self.person, "properties", {NOTE: "", FRIENDS: [], LETTERS: False})
        _request, data, _zip = self._package()
        [dataset] = [each for each in data["datasets"] if each["model"] == "res.partner"]
        self.assertNotIn("properties", dataset["records"][0]["values"])

    def test_each_record_is_told_by_the_definition_of_its_own_team(self):
        if "crm.lead" not in self.env:
            self.skipTest("crm is not installed")
        teams = self.env["crm.team"].create([
            {"name": name, "lead_properties_definition": [
                {"name": NOTE, "type": "char", "string": f"Words of {name}"}]}
            for name in ("Roofs", "Walls")])
        leads = self.env["crm.lead"].create([
            {"name": "Lead", "partner_id": self.person.id, "team_id": team.id} for team in teams])
        for lead in leads:
            self._store(lead, "lead_properties", {NOTE: "by phone"})
        _request, data, _zip = self._package()
        [dataset] = [each for each in data["datasets"] if each["model"] == "crm.lead"]
        told = {record["id"]: record["values"]["lead_properties"] for record in dataset["records"]}
        self.assertEqual({lead: entry["label"] for lead, [entry] in told.items()},
                         {leads[0].id: "Words of Roofs", leads[1].id: "Words of Walls"})
        self.assertEqual({entry["value"] for [entry] in told.values()}, {"by phone"})
