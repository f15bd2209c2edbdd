"""Whose name a text holds: a living contact's longer one wins, a single word needs another
identifier beside it, and who cannot be searched for is unproven.
"""

from odoo.tests import freeze_time, tagged
from odoo.tools import SQL

from ...engine.mentions import LONGER_NAME
from ..builders.running import UndisturbedCommon
from ..common import SILENT, TODAY

LONG_AGO, MAIL = "2012-05-04 10:00:00", "quirina.zw@mail.example"


class NamesCommon(UndisturbedCommon):
    def _subject(self, **vals):
        return self._contact(
            facts=SILENT, **{"email": MAIL, "phone": "+32 470 55 44 33", **vals})

    def _told(self, subject, body):
        """Return a message in the thread of somebody who stays, sent to the subject too."""
        return self._message(self.other, LONG_AGO, body=body, author_id=self.other.id,
                             partner_ids=[(6, 0, subject.ids)])


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestNames(NamesCommon):
    def _longer(self, name, **vals):
        return self._contact(name, facts=(("running", True),), **vals)

    def test_a_living_contacts_longer_name_wins(self):
        self._longer("Anna Li Wang")
        subject = self._subject(name="Anna Li")
        told = self._told(subject, "<p>Anna Li Wang paid. Anna Li did not. WANG, Anna Li!</p>")
        run = self._run(subject)
        self.assertEqual(
            told.body, "<p>Anna Li Wang paid. [anonymised] did not. WANG, Anna Li!</p>")
        self.assertEqual((run.item_ids.state, run.item_ids.shared), ("done", 0))

    def test_the_proof_leaves_what_redaction_leaves(self):
        self._longer("Anna Li Wang")
        self.other.comment = "<p>Anna Li Wang</p>"
        self.assertEqual(self._run(self._subject(name="Anna Li")).item_ids.state, "done")
        self.assertEqual(self.other.comment, "<p>Anna Li Wang</p>")

    def test_the_shorter_name_beside_the_longer_one_is_met(self):
        self._longer("Anna Li Wang")
        self.other.comment = "<p>Anna Li Wang and Anna Li</p>"
        self.assertEqual(self._run(self._subject(name="Anna Li")).item_ids.state, "done")
        self.assertEqual(self.other.comment, "<p>Anna Li Wang and [anonymised]</p>")

    def test_nobodys_longer_name_wins_nothing(self):
        subject = self._subject(name="Anna Li")
        told = self._told(subject, "<p>Anna Li Wang paid.</p>")
        self._run(subject)
        self.assertEqual(told.body, "<p>[anonymised] Wang paid.</p>")

    def test_the_longer_name_of_an_erased_contact_wins_nothing(self):
        other, subject = self._longer("Anna Li Wang"), self._subject(name="Anna Li")
        told = self._told(subject, "<p>Anna Li Wang paid.</p>")
        self.env.flush_all()
        self.env.cr.execute(SQL(
            "UPDATE res_partner SET privacy_anonymised_on = now() WHERE id = %s", other.id))
        self.env.invalidate_all()
        self._run(subject)
        self.assertEqual(told.body, "<p>[anonymised] Wang paid.</p>")

    def test_who_goes_with_the_subject_wins_nothing(self):
        subject = self._subject(name="Anna Li")
        both = subject | self._contact("Anna Li Wang", facts=SILENT)
        told = self._told(both, "<p>Anna Li Wang paid.</p>")
        self._run(both)
        self.assertNotIn("Anna", told.body)

    def test_a_name_with_a_title_is_no_longer_one(self):
        self._longer("Mevr. Anna Li (Gent)")
        subject = self._subject(name="Dr. Anna Li")
        told = self._told(subject, "<p>Mevr. Anna Li paid.</p>")
        self._run(subject)
        self.assertEqual(told.body, "<p>Mevr. [anonymised] paid.</p>")

    def test_a_company_that_is_called_after_somebody_keeps_its_name(self):
        self._longer("Anna Li Consulting", is_company=True)
        subject = self._subject(name="Anna Li")
        told = self._told(subject, "<p>Anna Li Consulting paid, Anna Li did not.</p>")
        self._run(subject)
        self.assertEqual(told.body, "<p>Anna Li Consulting paid, [anonymised] did not.</p>")

    def test_the_run_remembers_ids_of_longer_names_and_forgets_them(self):
        other, subject = self._longer("Anna Li Wang"), self._subject(name="Anna Li")
        run = self.runs.preview(subject)
        places = SQL("SELECT record, partner_ref FROM privacy_run_place "
                     "WHERE run_ref = %s AND entry = %s", run.id, LONGER_NAME)
        self.assertEqual(self.env.execute_query(places), [(other.id, subject.id)])
        run.action_approve()
        run._work()
        self.assertFalse(self.env.execute_query(places))

    def test_a_double_name_is_another_persons_without_a_contact(self):
        subject = self._subject(name="Marc Dupontel")
        text = "<p>Jean-Marc Dupontel heeft betaald, Marc Dupontel-Claes niet</p>"
        told = self._told(subject, text)
        self._run(subject)
        self.assertEqual(told.body, text)


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestSingleNames(NamesCommon):
    def test_a_single_word_goes_beside_another_identifier_alone(self):
        subject = self._subject(name="Beyoncé")
        beside = self._told(subject, f"<p>Beyoncé ({MAIL}) belde</p>")
        alone = self._told(subject, "<p>Beyoncé zong</p>")
        run = self._run(subject)
        self.assertEqual(beside.body, "<p>[anonymised] ([anonymised]) belde</p>")
        self.assertEqual(alone.body, "<p>Beyoncé zong</p>")
        self.assertEqual((run.item_ids.state, run.item_ids.identifiers), ("done", 2))

    def test_a_full_name_of_han_is_searched_for_as_it_stands(self):
        subject = self._subject(name="王小明", email=False, phone=False)
        self.other.comment = "<p>我见到王小明了</p>"
        self.assertEqual(self._run(subject).item_ids.identifiers, 1)
        self.assertEqual(self.other.comment, "<p>我见到[anonymised]了</p>")

    def test_who_cannot_be_searched_for_is_unproven_and_never_complete(self):
        for name in ("Beyoncé", "q", "12345 67890", "J. D."):
            with self.subTest(name):
                subject = self._subject(name=name, email=False, phone=False)
                run = self._run(subject)
                item = run.item_ids
                self.assertEqual((item.identifiers, item.state), (0, "unproven"))
                self.assertTrue(item.reason_text)
                self.assertEqual(run.summary()["unproven"], 1)

    def test_a_name_of_five_hundred_letters_is_searched_for_as_it_stands(self):
        name = " ".join(["Abcdefghi"] * 50)
        self.other.comment = f"<p>{name}</p>"
        item = self._run(self._subject(name=name, email=False, phone=False)).item_ids
        self.assertEqual((item.identifiers, self.other.comment), (1, "<p>[anonymised]</p>"))

    def test_who_was_erased_before_is_no_less_proven_by_a_second_run(self):
        subject = self._subject(name="Anna Li")
        self.assertEqual(self._run(subject).item_ids.state, "done")
        self.env.cr.execute(SQL(
            "UPDATE res_partner SET comment = '<p>back</p>' WHERE id = %s", subject.id))
        self.env.invalidate_all()
        again = self._run(subject).item_ids
        if again:
            self.assertEqual((again.identifiers, again.state), (0, "done"))
