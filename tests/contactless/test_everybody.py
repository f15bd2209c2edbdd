"""Whoever left an address in any application and is no contact is a data subject: has a clock, is
seen in a preview, goes, and nobody of the same application goes along.
"""

from odoo.tests import freeze_time, tagged
from odoo.tools import SQL

from ..builders.contactless import EMAIL, NAME, SILENT_SINCE, ContactlessCommon
from ..common import TODAY

OTHER = "Bertrand Oosterlinck"
#: models that people leave an address in: {model: (field of the address, of the name)}
LEFT_IN = {
    "mailing.contact": ("email", "name"), "crm.lead": ("email_from", "contact_name"),
    "event.registration": ("email", "name"), "hr.applicant": ("email_from", "partner_name"),
    "survey.user_input": ("email", "nickname"), "mail.group.member": ("email", None),
}


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestEverybody(ContactlessCommon):
    def _above(self, model):
        """Return the values of what a record of a model cannot be without."""
        if model == "event.registration":
            return {"event_id": self.env["event.event"].create({
                "name": "Open day", "date_begin": "2019-05-10 09:00:00",
                "date_end": "2019-05-10 17:00:00"}).id}
        if model == "survey.user_input":
            return {"survey_id": self.env["survey.survey"].create({
                "title": "How was it?", "user_id": False}).id}
        if model == "mail.group.member":
            return {"mail_group_id": self.env["mail.group"].create({"name": "Roofs"}).id}
        return {}

    def _left(self, model, address, name=NAME):
        """Return a record that somebody left, whose contact, where there was one, has gone."""
        field, named = LEFT_IN[model]
        vals = {"name": "Question"} if model == "crm.lead" else {}
        record = self.env[model].create({
            **vals, **self._above(model), **({named: name} if named else {})})
        self.env.flush_all()
        # some applications make a contact of every address that is written
        linked = SQL("partner_id = NULL, ") if "partner_id" in record._fields else SQL()
        self.env.cr.execute(SQL(
            "UPDATE %s SET %s%s = %s WHERE id = %s", SQL.identifier(record._table), linked,
            SQL.identifier(field), address, record.id))
        record.invalidate_recordset()
        record.modified([field])
        self._date(record, "create_date", SILENT_SINCE)
        self._long_ago(record, SILENT_SINCE)
        return record

    def _there(self):
        return [model for model, (field, _name) in LEFT_IN.items()
                if model in self.env and field in self.env[model]._fields]

    def test_each_application_gives_a_subject_who_goes_alone(self):
        for number, model in enumerate(self._there()):
            with self.subTest(model):
                field = LEFT_IN[model][0]
                mine = self._left(model, f"odile{number}@grandjean.example")
                theirs = self._left(model, f"bertrand{number}@oosterlinck.example", OTHER)
                subject, other = self._subjects(mine), self._known(theirs)
                self.assertEqual((len(subject), len(other)), (1, 1))
                self.assertTrue(subject.timer_ids)
                self.env["privacy.hold"].create({
                    "name": "Case", "reason": "Claim", "contactless_ids": [(6, 0, other.ids)]})
                item = self._item(self._carry_out(), subject)
                self.assertIn(item.state, ("done", "kept"), item.reason_text)
                self.assertFalse(mine.exists() and mine[field])
                self.assertEqual(theirs[field], f"bertrand{number}@oosterlinck.example")

    def test_one_who_left_it_in_several_is_one_subject(self):
        records = [self._left(model, EMAIL.upper()) for model in self._there()]
        if len(records) < 2:
            self.skipTest("applications are not installed")
        self.timers.refresh(full=True)
        subjects = self.env["privacy.contactless"].search([("erased_on", "=", False)])
        self.assertEqual(len(subjects.filtered(
            lambda each: (each.model, each.res_id) in
            {(record._name, record.id) for record in records})), 1)

    def test_an_address_that_is_none_gives_nobody_in_any_of_them(self):
        self.timers.refresh(full=True)
        before = self.env["privacy.contactless"].search_count([])
        for model in self._there():
            for address in ("n/a", "none@none", "@", "-"):
                self._left(model, address)
        self.timers.refresh(full=True)
        self.assertEqual(self.env["privacy.contactless"].search_count([]), before)
