"""Without the key of addresses contacts go on, whoever has none waits, and the officers know."""

from contextlib import contextmanager
from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from ...core.evidence import keyring
from ...engine.contactless.missing_key import ACTIVITY
from ...engine.contactless.of_address import contactless_of
from ..builders.contactless import EMAIL, NAME, ContactlessCommon
from ..common import SILENT, TODAY

LOG = "odoo.addons.cloudpepper_privacy.engine.contactless.address_keys"
LATELY = f"{TODAY} 08:00:00"


@contextmanager
def key_of_addresses(keys):
    """Let the file of this key hold other keys, or none and be out of reach; the key of seals
    stays.
    """
    load, make = keyring.load, keyring.make

    def made(path):
        if path.name == "address.key":
            raise PermissionError
        return make(path)

    with mute_logger(LOG), patch.object(keyring, "make", made), patch.object(
            keyring, "load", lambda path: keys if path.name == "address.key" else load(path)):
        yield


def no_key():
    return key_of_addresses([])


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestMissingKey(ContactlessCommon):
    def _told(self):
        return self.env["mail.activity"].search(
            [("activity_type_id", "=", self.env.ref(ACTIVITY).id)])

    def _both(self):
        """A contact and a lead of nobody, both silent for years."""
        contact, lead = self._contact("Ilse Vermeulen", SILENT), self._nobodys_lead()
        return contact, lead, self._subjects(lead)

    def _approved(self):
        run = self.runs.preview()
        run.action_approve()
        return run

    def test_a_run_does_the_contacts_and_leaves_the_others(self):
        contact, lead, subject = self._both()
        run, row = self._approved(), self._row(lead)
        with no_key():
            run._work()
        self.env.invalidate_all()
        self.assertTrue(contact.privacy_anonymised_on)
        self.assertEqual(self._row(lead), row)
        item = self._item(run, subject)
        self.assertEqual((item.state, item.reason), ("dropped", "address_key"))
        self.assertIn("key of addresses was missing", item.reason_text)
        self.assertEqual((run.state, run.failed), ("done", 0))
        self.assertIn("Left for a later run", run.next_step)
        self.assertEqual(run.next_level, "warning")

    def test_the_next_run_with_the_key_does_them(self):
        _contact, lead, subject = self._both()
        run = self._approved()
        with no_key():
            run._work()
        self.timers.refresh()
        again = self._carry_out()
        self.assertEqual(self._item(again, subject).state, "done")
        self.assertFalse(lead.email_from)

    def test_a_preview_names_contacts_alone_and_says_why(self):
        contact, _lead, subject = self._both()
        with no_key():
            run = self.runs.preview()
            self.assertIn("key of addresses", run.next_step)
            self.assertEqual(run.next_level, "warning")
        refs = run.item_ids.mapped("partner_ref")
        self.assertIn(contact.id, refs)
        self.assertNotIn(-subject.id, refs)
        self.assertNotIn("key of addresses", self.runs.preview().next_step)

    def test_a_refresh_tells_each_officer_once_and_nobody_else(self):
        self._both()
        with no_key():
            self.timers.refresh(full=True)
            self.timers.refresh()
        told = self._told().user_id
        self.assertLessEqual(self.officer | self.officer_two, told)
        self.assertFalse((self.user | self.staff | self.auditor | self.portal) & told)
        self.assertEqual(len(self._told()), len(told))

    def test_with_the_key_nobody_is_told(self):
        self._both()
        self.timers.refresh()
        self.assertFalse(self._told())

    def test_once_it_is_there_again_what_changed_meanwhile_is_looked_at(self):
        self._both()
        with no_key():
            subscriber = self._nobodys_lead(created=LATELY, email_from="new@nobody.example")
            self.timers.refresh()
            self.assertFalse(self._known(subscriber))
            self.assertTrue(self._told())
        self.timers.refresh()
        self.assertTrue(self._known(subscriber))
        self.assertFalse(self._told())

    def test_another_key_names_everybody_anew_before_anybody_is_asked_about(self):
        _contact, _lead, subject = self._both()
        hold = self.env["privacy.hold"].create({
            "name": "Case 9", "reason": "Claim", "contactless_ids": [(6, 0, subject.ids)]})
        before = subject.sudo().key
        with key_of_addresses([b"another secret of thirty-two byte"]):
            self.assertEqual(contactless_of(self.env, [EMAIL]), subject)
            self.assertNotEqual(subject.sudo().key, before)
            self.assertEqual(hold.contactless_ids, subject)
            self.assertFalse(self._item(self.runs.preview(), subject), "it is on hold")

    def test_who_has_read_it_is_not_told_again(self):
        self._both()
        with no_key():
            self.timers.refresh()
            mine = self._told().filtered(lambda activity: activity.user_id == self.officer)
            mine.with_user(self.officer).action_feedback()
            self.timers.refresh()
            self.assertNotIn(self.officer, self._told().user_id)

    def test_an_erasure_of_somebody_without_a_contact_is_refused(self):
        _contact, _lead, subject = self._both()
        asked = self.env["privacy.request"].with_user(self.user).sudo(False).intake(
            {"rights": ["erasure"], "name": NAME, "email": EMAIL})
        request = asked.with_user(self.officer).sudo(False)
        request.confirm_identity([], "known")
        self.assertEqual(request.sudo().contactless_ids, subject)
        with no_key(), self.assertRaises(UserError):
            request.act_right("erasure", "b")
        self.assertFalse(subject.erased_on)
