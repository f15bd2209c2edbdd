"""Nothing that others write or send because of an erasure holds what it erases."""

from unittest.mock import patch

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tests import freeze_time, tagged
from odoo.tools import SQL

from ...engine.acting import is_quiet
from ...engine.erasure.listeners import Listeners
from ..common import SILENT, TODAY
from ..map_common import MapCommon
from ..modules_common import ModulesCommon

LOG, NOTE = "x_odd.log", "x_odd.note"
NAME, EMAIL, PHONE, WORD = "Ilse Vermeulen", "ilse@mail.example", "+32 470 98 76 54", "quicksilver"


class Log(models.Model):
    _module = None
    _name = LOG
    _description = "What a module writes down"

    method = fields.Char(required=True)
    words = fields.Text()
    more = fields.Json()


class Note(models.Model):
    _module = None
    _name = NOTE
    _description = "Note of two rows of the map"

    who = fields.Many2one("res.partner")
    name = fields.Char()
    words = fields.Text()


def listening(model_class, method, write_down):
    """Patch a method as a module does at run time, so that it writes down before and after."""
    origin = getattr(model_class, method)

    def patched(records, *args, **kwargs):
        write_down(records, method)
        result = origin(records, *args, **kwargs)
        if method == "write":
            write_down(records, "written")
        return result

    return patch.object(model_class, method, patched)


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestListeners(ModulesCommon):
    def setUp(self):
        super().setUp()
        self._install(Log)
        self.logged = []
        self.person = self._contact(
            NAME, SILENT, email=EMAIL, phone=PHONE, comment=f"<p>{WORD}</p>")

    def _write_down(self, records, method):
        """Keep every value of records, and of what they link to, as an audit log does."""
        self.logged.append((records._name, method))
        for record in records:
            names = [name for name, field in record._fields.items()
                     if field.store and field.type != "binary"]
            self.env[LOG].sudo().create({
                "method": method, "words": repr([
                    (record.display_name, record.read(names)[0],
                     [record[name].mapped("display_name") for name in names
                      if record._fields[name].relational])])})

    def _listen(self, *listened):
        """Have model and method listened to, each as (model, method)."""
        for model, method in listened:
            self.startPatcher(listening(type(self.env[model]), method, self._write_down))

    def _log(self):
        self.env.cr.execute("SELECT method, words, more::text FROM x_odd_log ORDER BY id")
        return self.env.cr.fetchall()

    def _clean(self, *words):
        text = repr(self._log())
        for word in (NAME, EMAIL, PHONE, WORD, *words):
            self.assertNotIn(word, text)

    # === VALUES === #

    def _activity(self, **vals):
        """An activity whose day has long passed: one of today would be work under way (R6)."""
        activity = self.env["mail.activity"].create({
            "res_model_id": self.env["ir.model"]._get_id("res.partner"),
            "res_id": self.person.id, "summary": "Call", "user_id": self.staff.id,
            "date_deadline": "2021-05-04", **vals})
        self._date(activity, "create_date", "2021-05-03 10:00:00")
        return activity

    def test_a_log_of_old_values_gets_none_that_were_erased(self):
        self._tell_portal(self.person, True)
        self._activity(summary=WORD, note=f"<p>{WORD}</p>")
        self.env["ir.attachment"].create({
            "name": f"{WORD}.txt", "raw": WORD.encode(), "res_model": "res.partner",
            "res_id": self.person.id})
        self._message(self.person, "2022-05-04 10:00:00", body=f"<p>{WORD}</p>")
        self._listen(("res.partner", "write"), ("res.users", "write"),
                     ("mail.activity", "unlink"), ("ir.attachment", "unlink"),
                     ("mail.message", "unlink"), ("mail.followers", "unlink"))
        run = self._run(self.person)
        self.assertEqual(run.item_ids.state, "done", run.item_ids.reason)
        self.assertLessEqual({
            ("res.partner", "write"), ("res.users", "write"), ("mail.activity", "unlink"),
            ("ir.attachment", "unlink"), ("mail.message", "unlink")}, {*self.logged})
        self.assertTrue(self._log())
        self._clean(f"portal-{self.person.id}")

    def test_what_is_linked_to_the_contact_is_written_down_without_its_name(self):
        bank = self.env["res.partner.bank"].create({
            "acc_number": "BE71096123456769", "partner_id": self.person.id})
        activity = self._activity()
        names = []
        with patch.object(type(self.env["mail.activity"]), "unlink", lambda records: names.append(
                (bank.partner_id.display_name, records.mapped("res_name")))):
            self._run(self.person)
        self.assertEqual(len(names), 1)
        self.assertNotIn(NAME, repr(names))
        self.assertTrue(activity.exists())

    def test_what_two_rows_of_the_map_empty_is_empty_before_the_first_is_told(self):
        self._install(Note)
        note = self.env[NOTE].create({"who": self.person.id, "name": WORD, "words": WORD})
        for number, name in enumerate(("words", "name")):
            self.env["privacy.map"].create({
                "model_name": NOTE, "path": "who", "act": "mask", "field_names": name,
                "domain": f"[('id', '>', {-number})]",
                "category_id": self.env.ref("cloudpepper_privacy.category_account").id})
        self.addCleanup(self.env.registry.clear_cache)
        self._listen((NOTE, "write"))
        run = self._run(self.person)
        self.assertEqual(run.item_ids.state, "done", run.item_ids.reason)
        self.assertEqual((note.name, note.words), (False, False))
        self.assertIn((NOTE, "write"), self.logged)
        self._clean()

    def test_outside_a_run_a_log_is_as_it_always_was(self):
        self._listen(("res.partner", "write"))
        self.person.write({"phone": "+32 470 00 00 00"})
        self.assertIn(PHONE, repr(self._log()))
        self.assertIn(NAME, repr(self._log()))

    def test_what_a_protected_record_says_comes_back(self):
        """It is emptied before it goes; one that does not go says what it said."""
        activity = self._activity(summary=WORD)

        def refuse(records):
            raise UserError("no")

        with patch.object(type(self.env["mail.activity"]), "unlink", refuse):
            run = self._run(self.person)
        self.env.invalidate_all()
        self.assertEqual(activity.summary, WORD)
        self.assertEqual(run.item_ids.kept, 1)

    # === COPIES === #

    def _copying(self, values):
        """Have a module write values down that it has from somewhere else, when contacts go."""
        def copy(records, method):
            if is_quiet(records.env):
                self.env[LOG].sudo().create({"method": method, **values})
        self.startPatcher(listening(type(self.env["res.partner"]), "write", copy))

    def test_a_copy_made_while_the_person_goes_is_redacted(self):
        old = self.env[LOG].create({"method": "before", "words": f"{NAME} was here"})
        self._copying({"words": f"Bye {NAME}, {EMAIL}; Jan Peeters too",
                       "more": {"who": [NAME, "Jan Peeters"]}})
        self._run(self.person)
        rows = [row for row in self._log() if row[0] != "before"]
        self.assertTrue(rows)
        self.assertNotIn("Vermeulen", repr(rows))
        self.assertNotIn(EMAIL, repr(rows))
        self.assertEqual(repr(rows).count("Jan Peeters"), 2 * len(rows))
        self.assertIn(NAME, self._raw(old), "what was there before is the proof's to find")

    def test_a_copy_of_who_stays_is_left_alone(self):
        customer = self._contact("Bertrand Lacroix", [
            ("invoice", "2022-03-01"), ("mail", "2022-05-04 10:00:00")])
        self._copying({"words": "Bertrand Lacroix"})
        with listening(type(self.env["mail.message"]), "unlink", lambda records, method: self.env[
                LOG].sudo().create({"method": method, "words": "Bertrand Lacroix"})):
            self._run(customer | self.person)
        self.assertTrue(self.person.privacy_anonymised_on)
        self.assertFalse(customer.privacy_anonymised_on)
        self.assertIn("Bertrand Lacroix", repr(self._log()))

    def test_a_trigger_of_the_database_copies_nothing(self):
        self.env.cr.execute("""
            CREATE TABLE x_odd_trail (old text);
            CREATE FUNCTION x_odd_trail() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN INSERT INTO x_odd_trail VALUES (OLD::text); RETURN NEW; END $$;
            CREATE TRIGGER x_odd_trail BEFORE UPDATE ON res_partner
               FOR EACH ROW EXECUTE FUNCTION x_odd_trail()""")
        other = self._contact("Bertrand Lacroix")
        other.phone = "1"
        self.env.flush_all()
        self._run(self.person)
        self.env.cr.execute("SELECT string_agg(old, ' ') FROM x_odd_trail")
        ((trail,),) = self.env.cr.fetchall()
        self.assertIn("Bertrand Lacroix", trail)
        self.assertNotIn("Vermeulen", trail)
        self.assertNotIn(WORD, trail)

    # === MESSAGES === #

    def _queued(self):
        self.env.flush_all()
        tables = ("mail_mail", "mail_message", "mail_notification", "sms_sms", "bus_bus",
                  "snailmail_letter", "mail_push")
        return dict(self.env.execute_query(SQL(" UNION ALL ").join(
            SQL("SELECT %s, count(*) FROM %s", table, SQL.identifier(table))
            for table in tables)))

    def test_a_removed_device_is_not_mailed_about(self):
        if "auth_totp.device" not in self.env:
            self.skipTest("auth_totp is not installed")
        self._tell_portal(self.person, True)
        user = self.person.with_context(active_test=False).user_ids
        self.env.cr.execute(
            "INSERT INTO auth_totp_device (user_id, name, scope, index, key)"
            " VALUES (%s, 'Chrome of Ilse', 'browser', '12345678', 'hash')", [user.id])
        before = self._queued()
        with patch.object(type(self.env["ir.mail_server"]), "_connect__") as connect:
            run = self._run(self.person)
        self.assertEqual(run.item_ids.state, "done", run.item_ids.reason)
        after = self._queued()
        self.assertLessEqual(after["mail_message"], before["mail_message"])
        self.assertEqual(after["mail_mail"], before["mail_mail"])
        connect.assert_not_called()
        self.env.cr.execute("SELECT count(*) FROM auth_totp_device WHERE user_id = %s", [user.id])
        self.assertEqual(self.env.cr.fetchone(), (0,))

    def _shout(self, records, _method):
        """Write to everybody in every way that Odoo knows, as modules do."""
        staff = self.staff.partner_id
        self.env["mail.mail"].create({
            "subject": NAME, "body_html": WORD, "email_to": "somebody@else.example"}).send()
        staff.with_env(self.env(context={})).message_post(body=NAME, partner_ids=staff.ids)
        staff.message_notify(body=NAME, partner_ids=staff.ids)
        self.env["bus.bus"]._sendone(staff, "odd", {"name": NAME})
        if "sms.sms" in self.env:
            self.env["sms.sms"].create({"number": PHONE, "body": NAME})
        records.env.cr.postcommit.add(lambda: self.logged.append("webhook"))

    def test_nobody_is_written_to_because_somebody_goes(self):
        activity = self._activity()
        self.env.cr.flush()
        before = self._queued()
        with (
            listening(type(self.env["mail.activity"]), "unlink", self._shout),
            patch.object(type(self.env["ir.mail_server"]), "_connect__") as connect,
        ):
            run = self._run(self.person)
        self.env.cr.flush()
        self.assertFalse(activity.exists())
        self.assertEqual(run.item_ids.state, "done", run.item_ids.reason)
        connect.assert_not_called()
        after = self._queued()
        for table, count in before.items():
            self.assertLessEqual(after[table], count, table)
        self.env.cr.postcommit.run()
        self.assertNotIn("webhook", self.logged)

    def test_outside_a_run_people_are_written_to(self):
        with listening(type(self.env["mail.activity"]), "unlink", self._shout):
            activity = self._activity()
            before = self._queued()
            with patch.object(type(self.env["ir.mail_server"]), "_connect__"):
                activity.unlink()
            after = self._queued()
        self.assertGreater(after["mail_message"], before["mail_message"])
        self.env.cr.postcommit.run()
        self.assertIn("webhook", self.logged)

    def test_a_context_from_outside_silences_nobody(self):
        mails = self.env["mail.mail"].with_context(
            privacy_acting=True, privacy_quiet=True, quiet=True)
        self.assertFalse(is_quiet(mails.env))
        with patch.object(type(mails), "_send") as send, patch.object(
                type(self.env["ir.mail_server"]), "_connect__"):
            mails.create({"subject": "x", "body_html": "x", "email_to": "a@b.example"}).send()
        send.assert_called()

    def test_what_a_failed_contact_set_off_is_not_done_after_the_commit(self):
        def fail(records, *args):
            records.env.cr.postcommit.add(lambda: self.logged.append("webhook"))
            raise ValueError

        with patch.object(type(self.env["res.partner"]), "write", fail):
            run = self._run(self.person)
        self.assertEqual(run.item_ids.state, "failed")
        self.env.cr.postcommit.run()
        self.assertNotIn("webhook", self.logged)

    def test_where_postgresql_does_not_count_every_table_is_looked_at(self):
        self._copying({"words": NAME})
        with patch.object(Listeners, "_counted", lambda _self: None):
            self._run(self.person)
        self.assertTrue(self._log())
        self._clean()


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestApplications(MapCommon):
    """Odoo's own applications write to people when a record changes or goes."""

    TABLES = ("mail_mail", "mail_message", "mail_notification", "mail_scheduled_message",
              "sms_sms", "bus_bus", "snailmail_letter", "mail_push", "mailing_trace")

    def _queued(self):
        self.env.flush_all()
        return {table: {row for (row,) in self.env.execute_query(
                    SQL("SELECT id FROM %s", SQL.identifier(table)))}
                for table in self.TABLES if self._is_table(table)}

    def _is_table(self, table):
        return bool(self.env.execute_query(SQL("SELECT to_regclass(%s)", table))[0][0])

    def _run_plainly(self, person):
        """Carry a run out with a context that asks for no silence, as a shell has it."""
        run = self.env(context={})["privacy.run"].preview(person)
        run.action_approve()
        run._work()
        self.env.cr.flush()
        self.env.invalidate_all()
        return run

    def _nobody_hears(self, person):
        self.env.cr.flush()
        before = self._queued()
        with patch.object(type(self.env["ir.mail_server"]), "_connect__") as connect:
            run = self._run_plainly(person)
        connect.assert_not_called()
        for table, rows in self._queued().items():
            self.assertFalse(rows - before[table], table)
        self.assertIn(run.item_ids.state, ("done", "kept"), run.item_ids.reason)

    def test_a_portal_account_that_is_closed_is_not_mailed_about(self):
        person = self._person()
        self._tell_portal(person, True)
        self._nobody_hears(person)

    def test_the_others_of_a_meeting_get_no_cancellation(self):
        self._need("calendar.event")
        person, other = self._person(), self._living()
        self._meeting(person | other)
        self._meeting(person)
        self._nobody_hears(person)
        self.assertTrue(other.email)

    def test_a_registration_that_loses_its_person_is_not_mailed_about(self):
        self._need("event.registration")
        person = self._person()
        self._registration(person, state="open")
        self._nobody_hears(person)

    def test_a_task_and_its_followers_stay_silent(self):
        self._need("project.task")
        person, other = self._person(), self._living()
        task = self._task(person)
        task.message_subscribe((person | other).ids)
        self._talk(task, person)
        self._nobody_hears(person)

    def test_an_applicant_who_goes_is_not_mailed_about(self):
        self._need("hr.applicant")
        person = self._person()
        self._applicant(person)
        self._nobody_hears(person)
