"""Whatever ties a record to a person is followed, or named in the person's run."""

from odoo.tests import freeze_time, new_test_user, tagged
from odoo.tools import SQL

from ...engine.coverage.undecided import Undecided
from ..common import TODAY
from ..coverage_common import CoverageCommon
from ..ways_common import (
    CALL,
    CARE,
    CARE_LINE,
    CLUB,
    DEFINITIONS,
    DOCUMENT,
    FOLDER,
    LEDGER,
    MEDICAL,
    POINTER,
    POST,
    RELIGION,
    REMARK,
    REVIEW,
    SHEET,
)

#: a word that stands nowhere else
WORD = "korenbloem"


class WaysCommon(CoverageCommon):
    definitions = DEFINITIONS

    def _make(self, model, **vals):
        return self.env[model].create(vals)

    def _care(self, patient, **vals):
        return self._make(CARE, **{
            "patient_id": patient.id, "passport": WORD, "serial": f"S{patient.id}",
            "number": f"C{patient.id}", "fee": 50000.0, "user_id": self.staff.id, **vals})

    def _tied(self, contact):
        """Return {kind of tie: a record of the contact}."""
        medical = self._make(MEDICAL, passport=WORD, story=WORD)
        contact.x_medical_id = medical
        care = self._care(contact)
        top = self._make(FOLDER, name=WORD, res_model="res.partner", res_id=contact.id)
        below = self._make(FOLDER, name=WORD, parent_id=top.id)
        return {
            "link from the contact": medical,
            "own link": care,
            "record of a record": self._make(CARE_LINE, care_id=care.id, words=WORD),
            "pair": self._make(REVIEW, res_model="res.partner", res_id=contact.id, comment=WORD),
            "pair on a record": self._make(REVIEW, res_model=CARE, res_id=care.id, comment=WORD),
            "plain pair": self._make(REMARK, res_model="res.partner", res_id=contact.id,
                                     words=WORD),
            "reference": self._make(POINTER, target=f"res.partner,{contact.id}", words=WORD),
            "number": self._make(LEDGER, partner_id=contact.id, words=WORD),
            "folder": top, "folder below": below,
            "file below": self._make(DOCUMENT, folder_id=below.id, name=WORD),
        }

    def _left(self, records):
        """Return the kinds of tie whose record still says the word."""
        return {kind for kind, record in records.items() if WORD in self._raw(record)}


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestWays(WaysCommon):
    """Fields of a module that nobody has decided on."""

    # === NAMED === #

    def test_every_tie_is_named_and_nobody_is_complete_beside_it(self):
        contact, living = self._person(), self._living()
        records, others = self._tied(contact), self._tied(living)
        run = self._run(contact)
        (item,) = run.item_ids
        named = self._named(run)
        self.assertEqual({key: count for key, count in named.items() if key[1] in (
            "passport", "story", "comment", "words", "name")}, {
            (MEDICAL, "passport"): 1, (MEDICAL, "story"): 1, (CARE, "passport"): 1,
            (CARE_LINE, "words"): 1, (REVIEW, "comment"): 2, (REMARK, "words"): 1,
            (POINTER, "words"): 1, (LEDGER, "words"): 1, (FOLDER, "name"): 2,
            (DOCUMENT, "name"): 1})
        self.assertEqual((item.state, run.state), ("incomplete", "incomplete"))
        self.assertEqual(item.verdict, "pseudonymous")
        self.assertEqual(run.summary()["by_model"]["res.partner"], {"masked": 1},
                         "what was done is done all the same")
        self.assertIn("Medical file that a contact links to", item.reason_text)
        self.assertIn("Medical file that a contact links to", item.undecided_table)
        self.assertEqual(self._left(records), set(records))
        ids = {(line["model"], line["field"]): line["ids"] for line in item.undecided}
        self.assertEqual(ids[MEDICAL, "passport"], records["link from the contact"].ids)
        self.assertEqual(self._left(others), set(others))

    def test_each_tie_alone_keeps_its_person_from_being_complete(self):
        """One person for each kind, in one run."""
        people = {}
        for kind in self._tied(self._person("Somebody", "somebody@moerbeke.example")):
            contact = self._person(f"Quintus {kind.title()}", f"{len(people)}@moerbeke.example")
            records = self._tied(contact)
            keep = records[kind]
            for other, record in reversed(records.items()):
                if record != keep and other not in ("own link", "folder", "folder below"):
                    record.unlink()
            # what it hangs on stays, and says nothing
            for other in ("own link", "folder", "folder below"):
                if records[other] != keep:
                    names = ("name",) if other != "own link" else ("passport",)
                    records[other].write(dict.fromkeys(names, False))
            people[kind] = contact
        nobody = self._person("Quinta Moerbeke", "quinta@moerbeke.example")
        run = self._run(self.env["res.partner"].union(*people.values(), nobody))
        items = {item.partner_id: item for item in run.item_ids}
        self.assertEqual(items[nobody].state, "done")
        wrong = [kind for kind, contact in people.items() if items[contact].state != "incomplete"]
        self.assertEqual(wrong, [])
        self.assertEqual({items[contact].verdict_reasons.get("undecided")
                          for contact in people.values()}, {1})
        self.assertNotIn("undecided", items[nobody].verdict_reasons or {})

    def test_somebody_without_such_records_is_complete(self):
        self._tied(self._living())
        run = self._run(self._person())
        self.assertEqual((self._named(run), run.state), ({}, "done"))

    def test_a_file_that_another_contact_links_to_as_well_is_not_the_persons_alone(self):
        contact, living = self._person(), self._living()
        medical = self._make(MEDICAL, passport=WORD)
        contact.x_medical_id = living.x_medical_id = medical
        run = self._run(contact)
        self.assertEqual((self._named(run), run.state), ({}, "done"))

    def test_a_link_that_a_deletion_cuts_is_followed_before(self):
        contact = self._person()
        activity = self.env["mail.activity"].create({
            "res_model_id": self.env["ir.model"]._get_id("res.partner"), "res_id": contact.id,
            "summary": "Call", "user_id": self.staff.id, "date_deadline": "2021-05-05"})
        self._date(activity, "create_date", "2021-05-04 10:00:00")
        call = self._make(CALL, activity_id=activity.id, words=WORD)
        run = self._run(contact)
        self.assertFalse(call.activity_id)
        self.assertEqual(self._named(run), {(CALL, "words"): 1})
        self.assertEqual(run.item_ids.state, "incomplete")

    def test_colleagues_are_no_way_to_anybody(self):
        self._make(SHEET, user_id=self.staff.id, words=WORD)
        contact = self._person()
        run = self._run(contact)
        self.assertEqual((self._named(run), run.state), ({}, "done"))
        lines = self._undecided()
        self.assertEqual((lines[SHEET, "words"]["path"], lines[SHEET, "words"]["need"]),
                         ("", "nobody"))
        self.assertNotIn((SHEET, "user_id"), lines, "a link to a colleague needs no decision")

    def test_what_a_portal_user_wrote_is_theirs(self):
        contact = self._person()
        self._tell_portal(contact, True)
        login = contact.with_context(active_test=False).user_ids
        colleague = new_test_user(self.env, "odd_colleague", "base.group_user")
        self._make(POST, user_id=login.id, words=WORD)
        self._make(POST, user_id=colleague.id, words=WORD)
        run = self._run(contact)
        self.assertEqual(self._named(run), {(POST, "words"): 1})
        self.assertEqual(run.item_ids.state, "incomplete")

    def test_an_address_cut_by_emptying_is_noted_before(self):
        contact = self._person()
        self._tied(contact)
        before = self.env["privacy.run.place"].search_count([])
        self._run(contact)
        self.assertEqual(self.env["privacy.run.place"].search_count([]), before,
                         "nothing of it is remembered when the run has ended")

    # === WHAT THE CONTACT SAYS ITSELF === #

    def test_tags_of_the_contact_go_with_it_and_others_keep_theirs(self):
        contact, living = self._person(), self._living()
        faith = self._make(RELIGION, name="Jedi")
        contact.x_religion_ids = living.x_religion_ids = faith
        club = self._make(CLUB, name="Chess", member_ids=[(6, 0, (contact | living).ids)])
        run = self._run(contact)
        self.assertFalse(contact.x_religion_ids)
        self.assertEqual(living.x_religion_ids, faith)
        self.assertEqual(club.with_context(active_test=False).member_ids, contact | living,
                         "the club's list is the club's, and nobody has decided on it")
        self.assertEqual(self._named(run), {(CLUB, "name"): 1, (CLUB, "member_ids"): 1})
        self.assertEqual(run.item_ids.state, "incomplete")

    def test_a_label_that_only_one_contact_has_is_named_before_it_is_taken_off(self):
        contact, living = self._person(), self._living()
        contact.x_religion_ids = self._make(RELIGION, name=WORD)
        living.x_religion_ids = self._make(RELIGION, name="Jedi")
        run = self._run(contact)
        self.assertFalse(contact.x_religion_ids)
        self.assertEqual(self._named(run), {(RELIGION, "name"): 1})
        self.assertEqual(run.item_ids.state, "incomplete")

    def test_a_label_that_two_share_who_both_go_is_theirs(self):
        people = self._person(), self._person("Sextus Moerbeke", "sextus@moerbeke.example")
        for contact in people:
            contact.x_religion_ids |= self.env[RELIGION].search([("name", "=", WORD)]) or (
                self._make(RELIGION, name=WORD))
        run = self._run(people[0] | people[1])
        self.assertEqual(run.item_ids.mapped("state"), ["incomplete", "incomplete"])

    # === A COLUMN MORE ON A MODEL THAT THE MAP KNOWS === #

    def test_a_new_column_of_a_message_that_stays_is_undecided_and_named(self):
        contact, living = self._person(), self._living()
        self.assertIn(("mail.message", "x_second_cc"), self._undecided())
        theirs = self._message(contact, "2021-05-04 10:00:00", model="res.partner",
                               res_id=living.id, body="<p>Good day</p>",
                               x_second_cc="second@moerbeke.example")
        self._message(living, "2021-05-05 10:00:00", model="res.partner", res_id=living.id,
                      x_second_cc="third@moerbeke.example")
        run = self._run(contact)
        self.assertFalse(theirs.body)
        self.assertEqual(self._named(run), {("mail.message", "x_second_cc"): 1})
        self.assertEqual(run.item_ids.state, "incomplete")

    def test_a_message_that_goes_takes_its_new_column_along(self):
        contact = self._person()
        own = self._message(contact, "2021-05-04 10:00:00", body="<p>Good day</p>",
                            x_second_cc="second@moerbeke.example")
        run = self._run(contact)
        self.assertFalse(own.exists())
        self.assertEqual((self._named(run), run.state), ({}, "done"))

    # === IN SETS === #

    def test_the_number_of_queries_does_not_depend_on_how_many_people_there_are(self):
        counts = []
        for number in (1, 6):
            contacts = self.env["res.partner"]
            for n in range(number):
                contact = self._person(f"Silent {number} {n}", f"{number}.{n}@mail.example")
                self._tied(contact)
                contacts |= contact
            run = self._run(contacts)
            self.env.flush_all()
            before = self.env.cr.sql_log_count
            Undecided(self.env, run).settle()
            counts.append(self.env.cr.sql_log_count - before)
            self.assertEqual(set(run.item_ids.mapped("state")), {"incomplete"})
        self.assertEqual(counts[0], counts[1])


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestFollowed(WaysCommon):
    """The same, once an officer has accepted the proposals."""

    def _accept_all(self):
        for model, names in {
            MEDICAL: ("passport", "story"), CARE_LINE: ("words",), REVIEW: ("comment",),
            REMARK: ("words",), POINTER: ("words",), LEDGER: ("words",), FOLDER: ("name",),
            DOCUMENT: ("name",), CARE: ("passport",),
        }.items():
            self._accept(model, *names)

    def test_every_tie_is_followed_and_what_is_others_stays(self):
        contact, living = self._person(), self._living()
        records, others = self._tied(contact), self._tied(living)
        before = {kind: self._raw(record) for kind, record in others.items()}
        self._accept_all()
        run = self._run(contact)
        self.assertEqual(self._left(records), set())
        self.assertEqual({kind: self._raw(record) for kind, record in others.items()}, before)
        left = {key for key in self._named(run) if key[1] not in ("serial", "number", "scan",
                                                                   "target", "res_model")}
        self.assertLessEqual(left, {(REVIEW, "res_id"), (CARE, "patient_id"),
                                    (CARE, "commercial_partner_id")}, "links alone")

    def test_what_belongs_to_a_record_that_others_share_stays_as_it_is(self):
        contact, living = self._person(), self._living()
        club = self._make(CLUB, name="Chess", pin_code=WORD,
                          member_ids=[(6, 0, (contact | living).ids)])
        review = self._make(REVIEW, res_model=CLUB, res_id=club.id, comment="Both came, and won")
        self._accept(CLUB, "name", "pin_code", "member_ids")
        self._accept(REVIEW, "comment")
        before = self._raw(review)
        self._run(contact)
        self.assertEqual(self._raw(review), before)
        self.assertEqual((club.name, club.pin_code), ("Chess", WORD))
        self.assertEqual(club.member_ids, living)

    def test_a_second_address_in_a_message_that_stays_goes_once_it_is_decided(self):
        contact, living = self._person(), self._living()
        self._accept("mail.message", "x_second_cc")
        own = self._message(contact, "2021-05-04 10:00:00", model="res.partner",
                            res_id=living.id, body="<p>Good day</p>",
                            x_second_cc="second@moerbeke.example")
        other = self._message(living, "2021-05-05 10:00:00", model="res.partner",
                              res_id=living.id, body="<p>Good day</p>",
                              x_second_cc="third@moerbeke.example")
        run = self._run(contact)
        self.assertEqual((own.x_second_cc, other.x_second_cc), (False, "third@moerbeke.example"))
        self.assertEqual(self._named(run), {})
        self.assertIn(run.item_ids.state, ("done", "kept"))

    # === AFTERWARDS === #

    def test_who_was_left_incomplete_comes_back_once_it_is_decided(self):
        contact = self._person()
        care = self._care(contact)
        self.assertEqual(self._run(contact).item_ids.state, "incomplete")
        self.assertFalse(self.runs.preview(contact).item_ids, "nothing has been decided since")
        self._accept(CARE, "passport")
        run = self._run(contact)
        self.assertEqual(run.item_ids.partner_id, contact)
        self.assertFalse(care.passport)
        self.assertNotIn((CARE, "passport"), self._named(run))

    def test_where_nothing_leads_any_more_nobody_is_made_complete_by_a_decision(self):
        contact = self._person()
        medical = self._make(MEDICAL, passport=WORD)
        contact.x_medical_id = medical
        self.assertEqual(self._run(contact).item_ids.state, "incomplete")
        self._accept(MEDICAL, "passport")
        self.assertFalse(self.runs.preview(contact).item_ids)
        self.assertEqual(medical.passport, WORD, "it stands in the run, for an officer")

    # === WHAT VANISHED === #

    def _row_of_care(self, **vals):
        return self.env["privacy.map"].create({
            "model_name": CARE, "path": "patient_id", "act": "mask",
            "field_names": "passport,story",
            "category_id": self.env.ref("cloudpepper_privacy.category_communication").id, **vals})

    def _lose(self, row, **vals):
        """Let a row name what is not here any more, as after a module has gone."""
        self.env.flush_all()
        self.env.cr.execute(SQL(
            "UPDATE privacy_map SET %s WHERE id = %s", SQL(", ").join(
                SQL("%s = %s", SQL.identifier(name), value) for name, value in vals.items()),
            row.id))
        row.invalidate_recordset()
        self.env.registry.clear_cache()
        self.env.registry.clear_cache("stable")

    def test_of_a_row_with_a_vanished_field_the_rest_is_carried_out(self):
        contact = self._person()
        care = self._care(contact, story=WORD)
        row = self._row_of_care()
        self._lose(row, field_names="passport,x_gone")
        self.assertEqual(row.gone, "x_gone")
        run = self._run(contact)
        self.assertFalse(care.passport)
        self.assertIn("x_gone", run.note)
        self.assertEqual(self._named(run)[CARE, "story"], 1)
        self.assertEqual(run.item_ids.state, "incomplete")

    def test_a_row_whose_way_or_model_vanished_decides_nothing_and_stops_nothing(self):
        for vals in ({"path": "patient_id.x_gone"}, {"model_name": "x_odd.gone"},
                     {"domain": "[('x_gone', '=', 1)]"}, {"field_names": "x_gone"}):
            with self.subTest(vals=vals):
                contact = self._person(f"Quintus {len(str(vals))}", f"{len(str(vals))}@m.example")
                care = self._care(contact)
                row = self._row_of_care()
                self._lose(row, **vals)
                self.assertIn("x_gone" if "x_gone" in str(vals) else "x_odd.gone", row.gone)
                run = self._run(contact)
                self.assertEqual(care.passport, WORD)
                self.assertEqual(self._named(run)[CARE, "passport"], 1)
                self.assertEqual(run.item_ids.state, "incomplete")
                self.assertTrue(run.note)
                row.unlink()

    def test_a_party_that_vanished_is_nobody_and_a_row_of_a_module_that_left_rests(self):
        row = self._row_of_care(party_paths="doctor_id", module="base")
        self._lose(row, party_paths="doctor_id,x_gone")
        self.assertEqual(row._parties(), ("doctor_id",))
        self._lose(row, module="x_module_that_left", path="x_gone")
        self.assertFalse(row.gone)
        self.assertNotIn(row, self.env["privacy.map"].search([])._readable())
