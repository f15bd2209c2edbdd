"""A person planted in every model: all of it is collected, and nothing of who shares it."""

import io
import json
import zipfile

from odoo.tests import freeze_time, tagged
from odoo.tools import SQL
from pypdf import PdfReader

from ...engine.access.collect import Collector
from ...engine.companies import own_company
from ..common import TODAY
from ..planted import Person, PlantedCommon

SUBJECT = Person("Zefyrina Qwixzorbal", "zefyrina@qwixzorbal.example", "+32 470 81 92 73")
OTHER = Person("Odilon Vrakstounet", "odilon@vrakstounet.example", "+32 471 82 93 74")
LEAST = 60
#: links that make nobody the subject of a record: who delivered a mail, who of staff chatted
SENDERS = {("mail.notification", "author_id"), ("discuss.channel", "livechat_operator_id")}


class Told(Person):
    """A person whose text ends with a word that stands nowhere else."""

    def __init__(self, person, word):
        super().__init__(person.name, person.email, person.phone)
        self.word = word

    @property
    def text(self):
        return f"{super().text} {self.word}"


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestCollect(PlantedCommon):
    """One person everywhere, another one in the same threads, meetings and channels."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.filled, cls.unfilled, cls.refused, cls.words_planted = set(), {}, {}, {}
        cls.company.country_id = cls.env.ref("base.be")
        scene = cls("_scene")
        scene._scene()

    def runTest(self):
        """The scene is made once, by an instance that tests nothing."""

    def _let_be_of_the_controller(self, records):
        """What is planted is of the company that answers, whichever a required link led to."""
        self.env.flush_all()
        for record in records:
            name = own_company(record)
            if name:
                self.env.cr.execute(SQL(
                    "UPDATE %s SET %s = %s WHERE id = %s AND %s IS NOT NULL",
                    SQL.identifier(record._table), SQL.identifier(name), self.company.id,
                    record.id, SQL.identifier(name)))
        self.env.invalidate_all()

    def _fill_column(self, record, field, person):
        """Plant a word of its own in each column, so that each is looked for."""
        word = f"{person.name.split()[0]}word{len(self.words_planted)}x"
        # columns that want an address or a number have only that
        if field.type != "char" or not any(
                part in field.name for part in ("email", "phone", "mobile", "number")):
            self.words_planted[record._name, record.id, field.name] = word
        return super()._fill_column(record, field, Told(person, word))

    def _scene(self):
        cls = type(self)
        cls.other = self._living(OTHER.name, OTHER.email, phone=OTHER.phone)
        cls.person = self._contact(SUBJECT.name, (), email=SUBJECT.email, phone=SUBJECT.phone,
                                   country_id=self.env.ref("base.be").id)
        self._tell_portal(self.person, True)
        self._tell_invoice(self.person, "2026-03-31")
        made = self._plant_everywhere(self.person, SUBJECT)
        cls.made = made
        for record in made.values():
            self._fill(record, SUBJECT)
        self._let_be_of_the_controller(made.values())
        threads = {record for record in made.values() if hasattr(record, "message_notify")
                   and record._name != "discuss.channel"}
        for record in [self.person, *threads]:
            self._plant_thread(record)
        self._plant_shared()
        self._tell_hold(self.person, "2035-01-01")
        self.person.user_ids.active = False
        self.person.write({"active": False, "privacy_restricted": True})
        self.env.flush_all()
        self.timers.refresh(self.person)
        cls.request = self.env["privacy.request"].with_user(self.officer).sudo(False).intake({
            "rights": ["access", "portability"], "name": SUBJECT.name, "email": SUBJECT.email})
        cls.request._confirm_identity(
            self.person.with_env(cls.request.env), "known", why="One person")
        cls.findings = cls.request.action_collect()
        cls.zip = zipfile.ZipFile(io.BytesIO(cls.request.build_package().sudo().raw))
        cls.data = json.loads(cls.zip.read("data.json"))

    def _plant_thread(self, record):
        message, _file, activity = self._talk(record, self.person)
        note = self._say(record, self.staff.partner_id, f"<p>{SUBJECT.text}</p>")
        self._fill(message | note, SUBJECT)
        self._fill(activity, SUBJECT)
        self._say(record, self.other, f"<p>{OTHER.text} secretly on {SUBJECT.name}</p>")
        self._make("ir.attachment", name=f"{OTHER.name}.txt", raw=OTHER.text.encode(),
                   res_model=record._name, res_id=record.id)

    def _plant_shared(self):
        both = self.person | self.other
        channel = self._channel("group", both, name=f"{OTHER.name} and all")
        for record in (channel, self.other):
            self._say(record, self.person, f"<p>Dear {OTHER.name}, {SUBJECT.text}</p>")
            self._say(record, self.other, f"<p>{OTHER.text} to {SUBJECT.name}</p>",
                      partner_ids=[(6, 0, self.person.ids)])
        if "calendar.event" in self.env:
            self._meeting(both, name=f"Plans with {OTHER.name}", description=OTHER.text)
        if "crm.lead" in self.env:
            self._lead(self.person, name="Roof", email_cc=f"{OTHER.name} <{OTHER.email}>")

    # === FOUND === #

    def _said(self):
        """Return {(model, record, field): value as JSON} of the document."""
        return {(dataset["model"], record["id"], name): json.dumps(value, ensure_ascii=False)
                for dataset in self.data["datasets"] for record in dataset["records"]
                for name, value in record["values"].items()}

    def test_every_value_planted_is_in_it(self):
        words = self._said()
        lost = {key for key, word in self.words_planted.items()
                if word not in words.get(key, "") and self._kept_text(key, word)}
        # what the other wrote to the person waits for an officer
        written = {(row.model, row.res_id, row.field) for row in self.request.redaction_ids
                   if row.kind == "written"}
        senders = {(record._name, record.id) for key, record in self.made.items()
                   if key in SENDERS}
        self.assertEqual({key for key in lost - written if key[:2] not in senders}, set())
        self.assertLess(len(lost), 14)
        self.assertGreater(len(self.words_planted), LEAST)

    def _kept_text(self, key, word):
        """Whether the column still says the word: Odoo may have computed it anew since."""
        model, record, name = key
        return word in str(self.env[model].browse(record).read([name], load=None))

    def test_the_findings_count_what_the_package_holds(self):
        counted = sum(line["count"] for line in self.findings)
        self.assertEqual(counted, sum(len(each["records"]) for each in self.data["datasets"]))
        self.assertEqual(counted, self.request.findings_count)
        self.assertTrue({"res.partner", "mail.message", "account.move", "res.users"}
                        <= {line["model"] for line in self.findings})
        self.assertNotIn(SUBJECT.name, json.dumps(self.findings))

    def test_archived_held_and_restricted_is_no_reason_to_leave_it_out(self):
        records = {each["model"]: each["records"] for each in self.data["datasets"]}
        self.assertEqual([record["id"] for record in records["res.partner"]], self.person.ids)
        self.assertIn(SUBJECT.email, json.dumps(records["res.partner"]))

    # === NOT FOUND === #

    def _everything(self):
        """Yield (name, text) of every file of the package."""
        for name in self.zip.namelist():
            content = self.zip.read(name)
            if name.endswith(".pdf"):
                yield name, "\n".join(
                    page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
            else:
                yield name, content.decode("utf-8", "replace")

    def test_no_value_of_the_other_is_in_it(self):
        for name, text in self._everything():
            for mark in OTHER.marks:
                with self.subTest(file=name, mark=mark):
                    self.assertNotIn(mark, text.lower())

    def test_what_the_other_wrote_and_their_files_are_withheld_with_a_reason(self):
        kinds = {row.kind for row in self.request.redaction_ids}
        self.assertEqual(kinds, {"link", "identifier", "written", "file"})
        self.assertTrue(all(each["reason"] for each in self.data["redactions"]))
        self.assertNotIn("secretly", json.dumps(self.data))

    def test_no_secret_is_in_it(self):
        for dataset in self.data["datasets"]:
            for field in dataset["fields"]:
                self.assertNotRegex(field["name"], "token|password|secret|hash")

    def test_staff_are_named_by_their_role(self):
        self.assertNotIn(self.staff.partner_id.name.lower(), json.dumps(self.data).lower())
        self.assertIn("[our staff]", json.dumps(self.data))

    # === NO MORE QUERIES === #

    def test_queries_do_not_grow_with_the_records(self):
        def queries():
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            Collector(self.env, self.request).collect()
            return self.env.cr.sql_log_count - before

        queries()
        few = queries()
        for number in range(60):
            self._message(self.person, f"2026-05-04 10:00:{number:02d}", body=f"<p>{number}</p>")
        self.assertLessEqual(queries() - few, 3)
