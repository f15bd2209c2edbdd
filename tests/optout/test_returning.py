"""An address that was erased and wants no marketing comes back: no error, no mailing, and the
officer sees it.
"""

from unittest.mock import patch

from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from ...engine.optout import arrivals, keys
from ...engine.optout.optout import OptOut
from ..common import TODAY
from ..map_common import EMAIL, LONG_AGO, NAME, PHONE, MapCommon


class ReturningCommon(MapCommon):
    def _refused(self, email=EMAIL):
        return OptOut(self.env).refused([email])

    def _seen(self):
        row = self.env["privacy.optout"].search([("channel", "=", "mail")])
        return row.seen_model, row.seen_res_id, row.seen_count

    def _no_trace(self):
        """Nothing with the address is left in the whole database."""
        self.assertEqual(self.runs.with_user(self.officer).residue([EMAIL]), [])


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestErased(ReturningCommon):
    def test_the_address_goes_and_the_ban_stays(self):
        person = self._person()
        self._old(self.env["mail.blacklist"]._add(EMAIL))
        self._old(self.env["phone.blacklist"].add(PHONE))
        self._run(person)
        self.assertFalse(self.env["mail.blacklist"].with_context(active_test=False).search(
            [("email", "=", EMAIL)]))
        self.assertFalse(self.env["phone.blacklist"].with_context(active_test=False).search(
            [("number", "=", PHONE.replace(" ", ""))]))
        self.assertTrue(self._refused())
        self.assertTrue(OptOut(self.env).refused([], [PHONE]))
        self._no_trace()

    def test_a_refusal_that_was_taken_back_leaves_no_ban(self):
        person = self._person()
        self._old(self.env["mail.blacklist"]._remove(EMAIL))
        self._run(person)
        self.assertFalse(self._refused())
        self._no_trace()

    def test_the_entry_of_a_contact_who_stays_stays_as_well(self):
        person = self._person(facts=(("mail", "2022-05-04 10:00:00"), ("invoice", "2021-03-31")))
        entry = self._old(self.env["mail.blacklist"]._add(EMAIL))
        self._run(person)
        self.assertEqual(person.email, EMAIL)
        self.assertTrue(entry.exists().active)

    def test_a_list_that_was_left_stays_left(self):
        self._need("mailing.contact")
        person = self._person()
        left, other = self.env["mailing.list"].create([{"name": "News"}, {"name": "Offers"}])
        subscriber = self.env["mailing.contact"].create({
            "name": NAME, "email": EMAIL, "subscription_ids": [
                (0, 0, {"list_id": left.id, "opt_out": True, "opt_out_datetime": LONG_AGO}),
                (0, 0, {"list_id": other.id})]})
        self._run(person)
        self.assertFalse(subscriber.exists())
        engine = OptOut(self.env)
        self.assertEqual(
            [bool(engine.refused([EMAIL], lists=lists.ids)) for lists in (left, other)],
            [True, False])
        self._no_trace()

    def test_without_the_secret_the_address_stays_and_the_run_says_so(self):
        person = self._person()
        entry = self._old(self.env["mail.blacklist"]._add(EMAIL))
        with patch.object(keys.secret_keys, "load", side_effect=PermissionError), \
                mute_logger("odoo.addons.cloudpepper_privacy.engine.optout.keys",
                            "odoo.addons.cloudpepper_privacy.engine.erasure.batch"):
            run = self._run(person)
        self.assertTrue(entry.exists())
        self.assertFalse(person.privacy_anonymised_on)
        self.assertEqual(run.item_ids.state, "failed")


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestReturning(ReturningCommon):
    def setUp(self):
        super().setUp()
        OptOut(self.env).remember([EMAIL], [PHONE])

    def test_an_imported_contact_is_made_and_shown(self):
        made = self.env["res.partner"].with_user(self.staff).sudo(False).load(
            ["name", "email"], [[NAME, EMAIL]])["ids"]
        self.assertEqual(self._seen(), ("res.partner", made[0], 1))
        contact = self.env["res.partner"].browse(made)
        self.assertIn("by mail", contact.with_user(self.user).privacy_refusal)
        other = self._contact("Somebody", email="somebody@mail.example")
        self.assertFalse(other.with_user(self.user).privacy_refusal)

    def test_an_address_that_is_written_later_is_noticed_as_well(self):
        contact = self._contact("Somebody", email="somebody@mail.example")
        self.assertFalse(self._seen()[0])
        contact.with_user(self.staff).sudo(False).write({"email": f"O <{EMAIL.upper()}>"})
        self.assertEqual(self._seen(), ("res.partner", contact.id, 1))

    def test_a_number_comes_back_too(self):
        contact = self._contact("Somebody", country_id=self.env.ref("base.be").id)
        contact.phone = PHONE
        row = self.env["privacy.optout"].search([("channel", "=", "phone")])
        self.assertEqual(row.seen_res_id, contact.id)
        self.assertIn("by phone", contact.with_user(self.user).privacy_refusal)

    def test_a_lead_a_subscriber_and_a_sign_up_are_noticed(self):
        self._need("crm.lead", "mailing.contact")
        lead = self.env["crm.lead"].create({"name": "Question", "email_from": EMAIL})
        self.assertEqual(self._seen(), ("crm.lead", lead.id, 1))
        subscriber = self.env["mailing.contact"].create({"name": NAME, "email": EMAIL})
        self.assertEqual(self._seen(), ("mailing.contact", subscriber.id, 2))
        subscription = self.env["mailing.subscription"].create({
            "contact_id": subscriber.id,
            "list_id": self.env["mailing.list"].create({"name": "News"}).id})
        self.assertEqual(self._seen(), ("mailing.subscription", subscription.id, 3))

    def test_a_mail_that_comes_in_is_noticed(self):
        document = self._contact("A thread")
        message = self.env["mail.message"].create({
            "model": "res.partner", "res_id": document.id, "message_type": "email",
            "email_from": f'"{NAME}" <{EMAIL}>', "body": "<p>Hello</p>"})
        self.assertEqual(self._seen(), ("mail.message", message.id, 1))
        self.env["mail.message"].create({
            "model": "res.partner", "res_id": document.id, "message_type": "comment",
            "email_from": EMAIL, "body": "<p>Hello</p>"})
        self.assertEqual(self._seen()[2], 1, "what goes out is no return")

    def test_the_target_of_a_merge_is_not_mailed_at_any_address(self):
        target = self._contact("Target", email="target@mail.example")
        source = self._contact("Source", email=EMAIL)
        self.env["base.partner.merge.automatic.wizard"].with_user(
            self.officer).sudo()._merge((target | source).ids, target)
        self.assertTrue(self._refused("target@mail.example"))

    def test_a_merge_of_people_who_refused_nothing_bans_nobody(self):
        target = self._contact("Target", email="target@mail.example")
        source = self._contact("Source", email="source@mail.example")
        self.env["base.partner.merge.automatic.wizard"].with_user(
            self.officer).sudo()._merge((target | source).ids, target)
        self.assertFalse(self._refused("target@mail.example"))

    def test_making_contacts_costs_one_query_more_whatever_their_number(self):
        def queries(count):
            values = [{"name": f"P{number}", "email": f"p{number}@mail.example"}
                      for number in range(count)]
            self.env.invalidate_all()
            self.env["res.partner"].create(values)
            before = self.env.cr.sql_log_count
            self.env["res.partner"].create([
                {**vals, "email": f"x{vals['email']}"} for vals in values])
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        counts = {count: queries(count) for count in (1, 50)}
        with patch.object(arrivals.Arrivals, "notice", lambda *_args: None):
            for count, found in counts.items():
                self.assertLessEqual(found - queries(count), 1)
