"""Ids of a person in jsonb columns are links as others are: cut, or named in the person's run."""

import json

from odoo import fields, models
from odoo.tests import freeze_time, tagged
from odoo.tools import SQL

from ..common import TODAY
from ..coverage_common import CoverageCommon

ESTATE, JOB, PARCEL = "x_odd.estate", "x_odd.job", "x_odd.parcel"
#: names of properties are made at random
REFERRER, WITNESSES, NOTE, LAND = "aa34746a6851ee4e", "bb34746a6851ee4e", "cc34", "dd34746a6851"
WORDS = "Two rooms, and a dog"


class Estate(models.Model):
    _module = None
    _name = ESTATE
    _description = "What defines the properties of its jobs"

    job_definition = fields.PropertiesDefinition()


class Job(models.Model):
    _module = None
    _name = JOB
    _description = "Job that names people in its properties alone"

    estate_id = fields.Many2one(ESTATE)
    properties = fields.Properties(definition="estate_id.job_definition")
    words = fields.Text()


class Parcel(models.Model):
    _module = None
    _name = PARCEL
    _description = "Parcel that names people in JSON"

    data = fields.Json()
    words = fields.Text()


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestPropertyLinks(CoverageCommon):
    definitions = (Estate, Job, Parcel)

    def _definition(self):
        return [
            {"name": REFERRER, "type": "many2one", "comodel": "res.partner", "string": "Referrer"},
            {"name": WITNESSES, "type": "many2many", "comodel": "res.partner", "string": "Saw it"},
            {"name": NOTE, "type": "char", "string": "Note"},
            {"name": LAND, "type": "many2one", "comodel": "res.country", "string": "Land"}]

    def _define_on_contacts(self):
        self.env["properties.base.definition"]._get_definition_for_property_field(
            "res.partner", "properties").properties_definition = self._definition()

    def _tell(self, record, **values):
        """Write properties as PostgreSQL has them."""
        self.env.flush_all()
        self.env.cr.execute(SQL(
            "UPDATE %s SET properties = %s::jsonb WHERE id = %s", SQL.identifier(record._table),
            json.dumps(values), record.id))
        record.invalidate_recordset()

    def _told(self, record):
        [[values]] = self.env.execute_query(SQL(
            "SELECT properties FROM %s WHERE id = %s", SQL.identifier(record._table), record.id))
        return values

    def _job(self, **values):
        estate = self.env[ESTATE].create({"job_definition": self._definition()})
        job = self.env[JOB].create({"estate_id": estate.id, "words": WORDS})
        self._tell(job, **values)
        return job

    def test_a_contact_is_taken_out_of_the_properties_of_others(self):
        self._define_on_contacts()
        person, other = self._person(), self._living("Els Visser", "els@visser.example")
        living = self._living()
        number = self.env.ref("base.be").id
        self._tell(living, **{REFERRER: person.id, WITNESSES: [other.id, person.id, living.id],
                              NOTE: f"{person.id}", LAND: number})
        self._tell(other, **{REFERRER: living.id, WITNESSES: [living.id]})
        before = self._raw(other)
        run = self._run(person)
        self.assertEqual(self._told(living), {
            REFERRER: False, WITNESSES: [other.id, living.id], NOTE: f"{person.id}", LAND: number})
        self.assertEqual(self._raw(other), before)
        self.assertEqual(run.item_ids.state, "done", run.item_ids.reason_text)
        self.assertFalse(living.properties[REFERRER])

    def test_a_number_that_is_no_contact_is_left(self):
        self._define_on_contacts()
        person, living = self._person(), self._living()
        self._tell(living, **{LAND: person.id, "ee34746a6851": person.id})
        self._run(person)
        self.assertEqual(self._told(living), {LAND: person.id, "ee34746a6851": person.id})

    def test_a_record_that_names_the_person_in_a_property_alone_is_named_in_the_run(self):
        person, living = self._person(), self._living()
        jobs = [self._job(**{REFERRER: person.id}),
                self._job(**{WITNESSES: [living.id, person.id]})]
        theirs = self._job(**{REFERRER: living.id})
        run = self._run(person)
        self.assertEqual(self._named(run)[JOB, "words"], 2)
        self.assertEqual(run.item_ids.state, "incomplete")
        [line] = [line for line in run.item_ids.undecided if line["field"] == "words"]
        self.assertEqual(line["ids"], sorted(job.id for job in jobs))
        self.assertEqual(self._told(theirs), {REFERRER: living.id})

    def test_so_is_one_that_names_the_person_in_json(self):
        for number, data in enumerate((lambda one: {"partner_id": one},
                                       lambda one: {"to": [{"contact_ids": [7, one]}]})):
            with self.subTest(number):
                person = self._person(email=f"q{number}@moerbeke.example")
                parcel = self.env[PARCEL].create({"data": data(person.id), "words": WORDS})
                run = self._run(person)
                self.assertEqual(self._named(run), {(PARCEL, "data"): 1, (PARCEL, "words"): 1})
                self.assertEqual(run.item_ids.state, "incomplete")
                parcel.unlink()

    def test_a_number_under_another_key_is_nobody(self):
        person = self._person()
        self.env[PARCEL].create({
            "data": {"amount": person.id, "partners": f"{person.id}",
                     "partner_id": [person.id + 1]},
            "words": WORDS})
        run = self._run(person)
        self.assertEqual(self._named(run), {})
        self.assertEqual(run.item_ids.state, "done")

    def test_in_a_lead_of_somebody_else_the_link_goes_and_the_lead_stays(self):
        if "crm.lead" not in self.env:
            self.skipTest("crm is not installed")
        person, living = self._person(), self._living()
        team = self.env["crm.team"].create({
            "name": "Roofs", "lead_properties_definition": self._definition()})
        lead = self.env["crm.lead"].create({
            "name": "Roof", "partner_id": living.id, "team_id": team.id})
        self.env.flush_all()
        self.env.cr.execute(SQL(
            "UPDATE crm_lead SET lead_properties = %s::jsonb WHERE id = %s",
            json.dumps({REFERRER: person.id, NOTE: "by phone"}), lead.id))
        self._run(person)
        [[values]] = self.env.execute_query(SQL(
            "SELECT lead_properties FROM crm_lead WHERE id = %s", lead.id))
        self.assertEqual(values, {REFERRER: False, NOTE: "by phone"})
        self.assertEqual(lead.partner_id, living)
