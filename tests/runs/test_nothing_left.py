"""Three people in every text, json and file column that a person can reach; then they go.

Looked for by plain SQL in every column of the database and in the stored files: nothing is
left, or it is a kept item with ground and date. Whoever stays has the same rows as before.
"""

import contextlib
import json
import os
from collections import Counter

import psycopg2
from odoo.tests import freeze_time, tagged
from odoo.tools import SQL, mute_logger

from ..common import TODAY
from ..planted import Person, PlantedCommon

PROSPECT = Person("Zefyrina Qwixzorbal", "zefyrina@qwixzorbal.example", "+32 470 81 92 73")
CUSTOMER = Person("Odilon Vrakstounet", "odilon@vrakstounet.example", "+32 471 82 93 74")
COMPANY = Person("Bruxmontel Plovdrinsky", "info@plovdrinsky.example", "+32 2 483 94 75")
FIRST = Person("Hadewych Klimtsteurs", "hadewych@klimtsteurs.example", "+32 473 84 95 76")
SECOND = Person("Ignatius Dzwoneckjes", "ignatius@dzwoneckjes.example", "+32 474 85 96 77")
PEOPLE = (PROSPECT, CUSTOMER, COMPANY, FIRST, SECOND)
MARKS = tuple(mark for person in PEOPLE for mark in person.marks)
LONG = (("mail", "2015-05-04 10:00:00"),)
#: models without which this test would say little
NEEDED = ("crm.lead", "event.sponsor", "fleet.vehicle", "forum.post", "hr.applicant",
          "loyalty.card", "mailing.contact", "pos.order", "slide.channel.partner",
          "survey.user_input", "website.visitor")
#: links whose records want more than this test makes: test_map_apps.py and the notice below
UNPLANTED = frozenset({
    "hr.expense.vendor_id", "pos.order.partner_id", "stock.quant.owner_id",
})
LEFT = os.environ.get("PRIVACY_LEFT")


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestNothingLeft(PlantedCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        missing = [model for model in NEEDED if model not in cls.env]
        if missing:
            cls.skipTest(cls, f"not installed: {', '.join(missing)}")
        cls.filled, cls.unfilled, cls.refused = set(), {}, {}
        scene = cls("_scene")
        scene._scene()

    def runTest(self):
        """The scene is made once, by an instance that tests nothing."""

    # === WHO AND WHERE === #

    def _known(self, person, facts=LONG, **vals):
        contact = self._contact(
            person.name, (), email=person.email, phone=person.phone,
            country_id=self.env.ref("base.be").id, **vals)
        for kind, value in facts:
            getattr(self, f"_tell_{kind}")(contact, value)
        return contact

    def _scene(self):
        """Plant everybody, let the run do its work, and look."""
        cls = type(self)
        cls.other = self._living("Bertrand Oosterlinck", "bertrand@oosterlinck.example")
        company = self._known(COMPANY, is_company=True)
        cls.people = {
            self._known(PROSPECT): PROSPECT,
            self._known(CUSTOMER, (*LONG, ("invoice", "2015-03-31"), ("portal", True))): CUSTOMER,
            company: COMPANY,
            self._known(FIRST, parent_id=company.id): FIRST,
            self._known(SECOND, parent_id=company.id): SECOND,
        }
        self.env.flush_all()
        for contact, person in cls.people.items():
            self._plant_person(contact, person)
        self._plant_shared()
        cls.contacts = self.env["res.partner"].union(*cls.people)
        self._settle_bank_lines()
        self._back_in_time()
        self.timers.refresh(full=True)
        cls.before = Counter((table, column) for table, column, _id in self._found(MARKS))
        cls.rows = {record: self._row(record) for record in cls.stay}
        cls.run_record = self.runs.execute(cls.contacts, approve=True)
        self.env.invalidate_all()
        cls.left = self._found(MARKS)
        cls.files = self._found_in_files(MARKS)
        if LEFT:
            self._write_left(LEFT)

    def _write_left(self, path):
        """Write what is left, by weight, for whoever extends the map."""
        kept = self._kept()
        lines = Counter((table, column, (table, row) in kept) for table, column, row in self.left)
        with open(path, "w", encoding="utf-8") as file:
            for (table, column, is_kept), number in lines.most_common():
                file.write(f"{number} {table}.{column} {'kept' if is_kept else ''}\n")
            file.write(f"planted {len(self.before)} columns, filled {len(self.filled)}\n")
            file.write(f"items {self.run_record.item_ids.mapped(lambda i: (i.state, i.reason))}\n")
            file.write(f"files {[(f.res_model, f.name) for f in self.files]}\n")
            file.write(f"refused {json.dumps({'.'.join(k): v for k, v in self.refused.items()})}\n")
            file.write(f"unfilled {[('.'.join(k), v) for k, v in self.unfilled.items()]}\n")

    def _plant_person(self, contact, person):
        users = contact.with_context(active_test=False).user_ids
        made = {} if contact.parent_id else self._plant_everywhere(contact, person)
        for record in made.values():
            self._fill(record, person)
        cls = type(self)
        cls.planted = {**getattr(cls, "planted", {}), **dict.fromkeys(made, True)}
        # of channels there are scenes of their own
        threads = {record for record in made.values() if hasattr(record, "message_notify")
                   and record._name != "discuss.channel"}
        for record in [contact, *threads]:
            self._plant_thread(record, contact, person)
        self._fill(users, person)
        self._plant_by_address(person)

    def _plant_thread(self, record, contact, person):
        """What hangs on a record: messages, tracking, a file, activities open and done."""
        message, _file, activity = self._talk(record, contact)
        note = self._say(record, self.staff.partner_id, f"<p>{person.text}</p>")
        note.message_type = "notification"
        self.env["mail.tracking.value"].create({
            "mail_message_id": note.id, "field_id": self.env["ir.model.fields"]._get(
                "res.partner", "parent_id").id, "old_value_char": person.text,
            "old_value_text": person.text, "new_value_char": person.text,
            "old_value_integer": contact.id})
        self._fill(message | note, person)
        self._fill(activity, person)

    def _plant_by_address(self, person):
        """Records that nobody is linked to, known by mail address or number alone."""
        made = [
            self._lead(name=person.text, contact_name=person.name, email_from=person.email,
                       phone=person.phone),
            self._registration(name=person.name, email=person.email, phone=person.phone),
            self._applicant(partner_name=person.name, email_from=person.email,
                            partner_phone=person.phone),
            self._task(name=person.text, email_from=f'"{person.name}" <{person.email}>'),
            self._survey(email=person.email, nickname=person.name)[0],
            self._make("mailing.contact", name=person.name, email=person.email),
            self._make("sms.sms", number=person.phone.replace(" ", ""), body=person.text),
            self._make("mail.guest", name=person.name, email=person.email),
            self._make("mail.blacklist", email=person.email),
            self._make("phone.blacklist", number=person.phone.replace(" ", "")),
            self._make("mail.mail", email_to=person.email, body_html=person.text),
            self._make("ir.logging", name="odoo", type="server", path="x", func="x", line="1",
                       message=person.text),
            self._make("bus.bus", channel="x", message=person.text),
        ]
        for record in made[:6]:
            self._fill(record, person)

    def _settle_bank_lines(self):
        """What the bank says of them is booked: a line that is not keeps whom it names."""
        lines = self.env["account.bank.statement.line"].search(
            [("partner_id", "in", self.contacts.ids)])
        for line in lines:
            suspense = line.move_id.line_ids.filtered(
                lambda each, line=line: each.account_id == line.journal_id.suspense_account_id)
            suspense.account_id = self.company_data["default_account_revenue"]
        self.assertTrue(all(lines.mapped("is_reconciled")))

    def _plant_shared(self):
        """Threads, a channel and a meeting of people who go with one who stays."""
        cls, contacts = type(self), self.env["res.partner"].union(*self.people)
        lead = self._lead(self.other, name="Roof", contact_name=self.other.name, phone=False,
                          email_from=self.other.email, email_cc=False, description="<p>Red</p>")
        channel = self._channel("group", contacts | self.other, name="Planning")
        meeting = self._meeting(contacts | self.other, name="Plans", description="<p>All</p>",
                                location="Ghent")
        cls.stay = [self.other, lead, channel, meeting]
        cls.product = self.env["product.product"].create({"name": "Bell"})
        cls.product.stock_notification_partner_ids = contacts | self.other
        for contact, person in self.people.items():
            for record in (lead, channel):
                self._say(record, contact, f"<p>{person.text}</p>")
                self._say(record, self.other, f"<p>Dear {person.name}</p>")
        for record in (lead, channel):
            cls.stay.append(self._say(record, self.other, "<p>Not a word about them</p>"))

    def _back_in_time(self):
        """Put what was planted into the past: every date that moves a clock."""
        self.env.flush_all()
        signals = self.env["privacy.signal"].search([])._readable()
        # of whatever else was planted a date ahead would be work under way
        planted = {model_name for model_name, _field in self.planted}
        for model_name in {*signals.mapped("model_name"), *self._on_the_way(signals), *planted}:
            model = self.env[model_name]
            for name, field in model._fields.items():
                if field.store and field.column_type and field.type in ("date", "datetime"):
                    self._put_back(model._table, name)
        self.env.invalidate_all(flush=False)

    def _on_the_way(self, signals):
        """Return the names of the models that the paths to dates and contacts lead through."""
        found = set()
        for signal in signals:
            for path in (signal.path, signal.date_field):
                model = self.env[signal.model_name]
                for name in (path or "").split(".")[:-1]:
                    target = signal._linked_model(model._fields[name])
                    if not target:
                        break
                    found.add(target)
                    model = self.env[target]
        return found - {"res.users", "res.partner", "res.company"}

    def _put_back(self, table, column):
        with mute_logger("odoo.sql_db"), contextlib.suppress(psycopg2.Error), \
                self.env.cr.savepoint(flush=False):
            self.env.cr.execute(SQL(
                "UPDATE %s SET %s = '2015-05-04' WHERE %s > '2015-05-05'",
                SQL.identifier(table), SQL.identifier(column), SQL.identifier(column)))

    # === WHAT IS LEFT === #

    def _kept(self):
        """Return {(table, id)} of the kept items that have a ground and a last day."""
        items = self.env["privacy.kept.item"].search([("ground", "!=", False),
                                                      ("until", "!=", False)])
        return {(self.env[item.model]._table, item.res_id) for item in items}

    def test_nothing_is_left_but_kept_items(self):
        kept = self._kept()
        left = Counter(f"{table}.{column}" for table, column, row in self.left
                       if (table, row) not in kept)
        self.assertEqual(dict(left), {})

    def test_no_stored_file_names_them(self):
        kept = self._kept()
        self.assertEqual([(file.res_model, file.name) for file in self.files
                          if ("ir_attachment", file.id) not in kept], [])

    def test_they_were_planted_far_and_wide(self):
        self.assertGreater(len(self.before), 220)
        unplanted = {".".join(key) for key in self.refused if key not in self.planted}
        self.assertEqual(unplanted - UNPLANTED, set())

    def test_nobody_who_went_waits_for_a_product(self):
        self.product.invalidate_recordset()
        waiting = self.product.with_context(active_test=False).stock_notification_partner_ids
        self.assertEqual(waiting, self.other)

    def test_everybody_is_done(self):
        items = self.run_record.item_ids
        self.assertEqual(set(items.mapped("state")) - {"done", "kept"}, set(),
                         items.mapped("reason"))
        self.assertEqual(items.partner_id, self.contacts)
        self.assertEqual(set(items.mapped("whole")), {True})

    def test_whoever_stays_has_the_same_rows(self):
        for record, row in self.rows.items():
            self.assertEqual(self._row(record), row, record)

    def test_the_sums_close_for_every_model(self):
        for item in self.run_record.item_ids:
            found = Counter()
            for line in item.detail:
                self.assertIn(line["outcome"], ("erased", "masked", "redacted", "kept"))
                found[line["outcome"]] += line["count"]
            self.assertEqual(item.found, sum(found.values()) + item.failed)
        summary = self.run_record.summary()
        self.assertEqual(summary["found"], sum(summary[name] for name in (
            "erased", "masked", "redacted", "kept", "failed")))
        for model, sums in summary["by_model"].items():
            self.assertTrue(sums, model)
