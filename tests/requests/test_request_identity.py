"""Who is it: candidates and why they match, doubt, codes, proof, agents, what is fixed."""

import re
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, freeze_time, tagged

from ...engine.candidates import Candidates
from ...engine.requests.codes import Codes
from ..builders.requests import RequestCommon
from ..common import TODAY


class IdentityCommon(RequestCommon):
    def _reasons(self, request):
        return Candidates(request.env, request).match_reasons()

    def _codes(self, request, user):
        request = request.with_user(user).sudo(False)
        return Codes(request.env, request)

    def _open(self, *kinds, **vals):
        return self._asked(*kinds, **vals).with_user(self.officer).sudo(False)

    def _file(self, request, name="passport.pdf"):
        return self.env["ir.attachment"].create({
            "name": name, "raw": b"%PDF proof of " + name.encode(),
            "res_model": "privacy.request", "res_id": request.id})


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestCandidates(IdentityCommon):
    def test_each_matches_by_address_number_vat_or_name(self):
        be = self.env.ref("base.be")
        number = self._contact("By Number", phone="0470/98.76.54", country_id=be.id)
        loose = self._contact("By Loose Number", country_id=be.id, phone="0032 470 98 76 54")
        vat = self._contact("By Number of Tax", vat="BE0477472701", country_id=be.id)
        name = self._contact("vermeulen  ILSE")
        stranger = self._contact("Somebody Else", phone="+33470987654")
        request = self._open(phone="0470 98 76 54",
                             text="My company is BE 0477.472.701, please.")
        reasons = self._reasons(request)
        self.assertEqual(reasons[self.person.id], {"email", "phone", "name", "record"})
        for contact, reason in ((number, {"phone"}), (loose, {"phone"}), (vat, {"vat"}),
                             (name, {"name"})):
            with self.subTest(contact=contact.name):
                self.assertEqual(reasons.get(contact.id), reason)
        self.assertNotIn(stranger.id, reasons)

    def test_a_number_that_odoo_could_not_read_is_found_by_its_digits(self):
        contact = self._contact("Unread", phone="tel. 0470 98 76 54")
        contact.flush_recordset()
        self.env.cr.execute(
            "UPDATE res_partner SET phone_sanitized = NULL WHERE id = %s", [contact.id])
        contact.invalidate_recordset()
        self.assertEqual(self._reasons(
            self._open(name="X", email=False, phone="+32 (0)470 98 76 54")),
                         {self.person.id: {"phone"}, contact.id: {"phone"}})

    def test_who_is_gone_or_anothers_is_no_candidate(self):
        gone = self._contact("Ilse Vermeulen")
        self._date(gone, "privacy_anonymised_on", "2020-01-01")
        other = self.env["res.company"].create({"name": "Elsewhere"})
        theirs = self._contact("Ilse Vermeulen", company_id=other.id)
        archived = self._contact("Ilse Vermeulen", active=False)
        reasons = self._reasons(self._open())
        self.assertNotIn(gone.id, reasons)
        self.assertNotIn(theirs.id, reasons)
        self.assertIn(archived.id, reasons)

    def test_records_that_are_no_contacts_lead_to_one_or_are_shown(self):
        if "crm.lead" not in self.env:
            self.skipTest("crm is not installed")
        self.env["crm.lead"].create({"name": "Loose", "email_from": "private@vermeulen.example"})
        request = self._open(email="private@vermeulen.example", name="Z")
        self.assertFalse(self._reasons(request))
        self.assertRegex(request.candidate_table, "Lead.*same address or number.*<td>1</td>")
        if "event.registration" in self.env:
            customer = self._contact("Other Name", email="work@firm.example")
            event = self.env["event.event"].create({
                "name": "Open day", "date_begin": "2026-12-01", "date_end": "2026-12-02"})
            self.env["event.registration"].create({
                "event_id": event.id, "partner_id": customer.id,
                "email": "Private@vermeulen.example"})
            self.assertEqual(self._reasons(request), {customer.id: {"record"}})

    def test_who_wrote_from_the_address_is_a_candidate(self):
        writer = self._contact("Other Name", email="work@firm.example")
        self._message(writer, "2024-05-04 10:00:00",
                      email_from='"Ilse" <Private@vermeulen.example>')
        self._message(self.person, "2024-05-04 10:00:00", email_from="else@mail.example")
        request = self._open(email="private@vermeulen.example", name="Z")
        self.assertEqual(self._reasons(request), {writer.id: {"record"}})
        self.assertFalse(Candidates(request.env, request).is_ambiguous(writer))
        second = self._contact("Another Name")
        self._message(second, "2024-05-04 10:00:00", email_from="private@vermeulen.example")
        self.assertTrue(Candidates(request.env, request).is_ambiguous(writer))

    def test_why_each_matches_and_how_much_is_held_is_shown(self):
        self._message(self.person, "2024-05-04 10:00:00")
        table = self._open().candidate_table
        self.assertIn("Ilse Vermeulen", table)
        self.assertIn("same mail address, same name", table)
        count = int(re.findall(r"<td>(\d+)</td></tr>", table)[0])
        self.assertGreaterEqual(count, 1)

    def test_the_number_of_queries_does_not_grow_with_contacts(self):
        request = self._open()
        self._contact("Ilse Vermeulen", email="ilse@vermeulen.example")
        Candidates(request.env, request).table()

        def queries():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.assertTrue(Candidates(request.env, request).table())
            return self.env.cr.sql_log_count - before

        few = queries()
        for number in range(20):
            contact = self._contact(f"Ilse {number}", email="ilse@vermeulen.example")
            self._message(contact, "2024-05-04 10:00:00")
        self.assertLessEqual(queries(), few + 5)


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestDoubt(IdentityCommon):
    def test_one_contact_with_the_address_is_certain(self):
        request = self._open()
        request._confirm_identity(self.person.with_env(request.env), "known")
        self.assertEqual(request.state, "open")

    def test_two_with_the_same_name_and_nothing_else_are_asked_and_nothing_is_done(self):
        twins = self._contact("Jan Peeters") | self._contact("Jan Peeters")
        request = self._open("erasure", name="Jan Peeters", email="jan@nowhere.example")
        for chosen in (twins, twins[0], twins[1]):
            with self.subTest(chosen=chosen), self.assertRaises(UserError), \
                    self.env.cr.savepoint():
                request._confirm_identity(chosen.with_env(request.env), "known")
        self.assertEqual(request.state, "received")
        with self.assertRaises(UserError):
            request.right_ids._act("a")
        self.assertFalse(any(twins.mapped("privacy_anonymised_on")))
        step = self.env["privacy.request.step"].with_user(self.officer).sudo(False).create(
            {"request_id": request.id, "step": "confirm"})
        self.assertFalse(step.partner_ids)
        request._confirm_identity(twins[0].with_env(request.env), "known", why="Born in 1970")
        self.assertEqual((request.partner_ids, request.identity_why),
                         (twins[0], "Born in 1970"))

    def test_a_single_name_is_not_suggested_either(self):
        contact = self._contact("Jan Peeters")
        request = self._open(name="Jan Peeters", email="jan@nowhere.example")
        step = self.env["privacy.request.step"].with_user(self.officer).sudo(False).create(
            {"request_id": request.id, "step": "confirm"})
        self.assertFalse(step.partner_ids)
        step.partner_ids = contact
        self.assertTrue(step.is_ambiguous)

    def test_an_address_of_several_is_ambiguous_even_where_all_are_chosen(self):
        second = self._contact("Ilse", email="ilse@vermeulen.example")
        request = self._open()
        both = (self.person | second).with_env(request.env)
        for chosen in (both, both[0]):
            with self.subTest(chosen=chosen), self.assertRaises(UserError), \
                    self.env.cr.savepoint():
                request._confirm_identity(chosen, "known")
        request._confirm_identity(both, "known", why="She has a shop and a private account")
        self.assertEqual(request.partner_ids, self.person | second)

    def test_several_accounts_with_reasons_of_their_own_go_together_with_reasons(self):
        other = self._contact("I. Vermeulen", phone="+32470111111")
        request = self._open(phone="0470 11 11 11")
        request._confirm_identity((self.person | other).with_env(request.env), "known",
                                  why="Both numbers are in the letter")
        self.assertEqual(request.partner_ids, self.person | other)

    def test_to_say_that_nothing_is_held_needs_reasons_where_the_address_is_known(self):
        request = self._open()
        with self.assertRaises(UserError), self.env.cr.savepoint():
            request._confirm_identity(self.env["res.partner"].with_env(request.env), "known")
        stranger = self._open(name="Nobody Known", email="no@body.example")
        stranger._confirm_identity(self.env["res.partner"].with_env(request.env), "known")
        self.assertEqual(stranger.state, "open")


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestFixed(IdentityCommon):
    def test_whom_letters_go_to_is_fixed_with_the_identity(self):
        request = self._open()
        request.person_email = "ilse@vermeulen.example"
        request._confirm_identity(self.person.with_env(request.env), "known")
        for user in (self.user, self.officer):
            for vals in ({"person_email": "thief@mail.example"}, {"person_name": "X"},
                         {"person_phone": "1"}, {"lang": "en_US"},
                         {"letters_to": "agent"}, {"agent_email": "thief@mail.example"}):
                with self.subTest(user=user.login, vals=vals), self.assertRaises(AccessError):
                    request.with_user(user).sudo(False).write(vals)
        # asking anew alone opens nothing
        request._ask_identity("Doubts came up")
        with self.assertRaises(AccessError):
            request.person_email = "thief@mail.example"
        request._confirm_identity(self.person.with_env(request.env), "known",
                                  person={"person_email": "new@vermeulen.example"})
        self.assertEqual(request.person_email, "new@vermeulen.example")
        request.right_ids._close("refused", "others", "They are letters of others.")
        self.assertIn("new@vermeulen.example", self._letter(request)[:1].email_to)

    def test_nothing_else_is_fixed_that_way(self):
        request = self._open()
        with self.assertRaises(UserError):
            request._confirm_identity(self.person.with_env(request.env), "known",
                                      person={"state": "answered"})
        with self.assertRaises(ValidationError), self.env.cr.savepoint():
            request._confirm_identity(self.person.with_env(request.env), "known",
                                      person={"person_email": "no address"})

    def test_what_buttons_set_nobody_writes(self):
        request = self._open()
        for name in ("identity_why", "evidence_ids", "mandate_ids", "agent_method", "agent_on",
                     "letters_to", "warned_at_risk_on", "warned_overdue_on"):
            with self.subTest(field=name), self.assertRaises(AccessError):
                request.write({name: False})


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestProof(IdentityCommon):
    def test_proof_is_removed_with_the_decision_and_the_fact_stays(self):
        request = self._open()
        proof, other = self._file(request), self._file(request, "letter.pdf")
        request._confirm_identity(
            self.person.with_env(request.env), "document", "Another address", evidence=proof)
        self.assertTrue(proof.exists())
        request.right_ids._close("refused", "others", "They are letters of others.")
        self.assertFalse(proof.exists())
        self.assertTrue(other.exists())
        self.assertFalse(request.evidence_ids)
        self.assertEqual((request.identity_method, request.identity_by_id),
                         ("document", self.officer))
        self.assertTrue(request.identity_on and request.evidence_removed_on)
        rows = self.env["privacy.evidence"].search([("act", "=", "request_evidence_removed")])
        self.assertIn(request.id, [row.counts["request"] for row in rows])

    def test_it_is_removed_when_the_request_is_dropped_too(self):
        request = self._open()
        proof = self._file(request)
        request._confirm_identity(self.person.with_env(request.env), "known", evidence=proof)
        request.action_drop()
        self.assertFalse(proof.exists())

    def test_files_of_others_are_no_proof(self):
        request, other = self._open(), self._open()
        foreign = self._file(other)
        with self.assertRaises(UserError), self.env.cr.savepoint():
            request._confirm_identity(
                self.person.with_env(request.env), "known", evidence=foreign)
        self.assertTrue(foreign.exists())


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestCode(IdentityCommon):
    def _sent(self, request, partner=None):
        """Send a code and return it, as it stands in the mail."""
        mails = []
        mail = type(self.env["mail.mail"])
        with patch.object(mail, "send", lambda records, **kw: mails.append(
                (records.email_to, records.body_html))):
            Codes(request.env, request).send((partner or self.person).with_env(request.env))
        ((address, body),) = mails
        return address, re.search(r">(\d{6})<", body)[1]

    def test_a_code_goes_to_the_address_that_the_contact_had_and_proves_identity(self):
        request = self._open(email="new@vermeulen.example", phone="0470 98 76 54")
        address, code = self._sent(request)
        self.assertEqual(address, "ilse@vermeulen.example")
        with self.assertRaises(UserError), self.env.cr.savepoint():
            request._confirm_identity(self.person.with_env(request.env), "code")
        self.assertTrue(Codes(request.env, request).enter(code))
        request._confirm_identity(self.person.with_env(request.env), "code")
        self.assertEqual(request.identity_method, "code")
        self.assertFalse(Codes(request.env, request).enter(code))

    def test_nothing_of_it_is_stored_readably(self):
        request = self._open()
        _address, code = self._sent(request)
        self.env.flush_all()
        self.env.cr.execute("SELECT digest FROM privacy_request_code")
        self.assertNotIn(code, str(self.env.cr.fetchall()))
        self.assertNotIn(code, str(request.message_ids.mapped("body")))
        for user in (self.user, self.officer, self.auditor, self.admin):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.env["privacy.request.code"].with_user(user).sudo(False).search([])

    def test_after_five_tries_or_half_an_hour_it_is_dead(self):
        request = self._open()
        _address, code = self._sent(request)
        wrong = f"{(int(code) + 1) % 10**6:06}"
        for _try in range(5):
            self.assertFalse(Codes(request.env, request).enter(wrong))
        self.assertFalse(Codes(request.env, request).enter(code))
        _address, code = self._sent(request)
        with freeze_time("2026-11-23 00:31:00"):
            self.assertFalse(Codes(request.env, request).enter(code))
        _address, code = self._sent(request)
        with freeze_time("2026-11-23 00:29:00"):
            self.assertTrue(Codes(request.env, request).enter(code))

    def test_a_wrong_code_in_the_dialogue_counts(self):
        request = self._open()
        _address, code = self._sent(request)
        step = self.env["privacy.request.step"].with_user(self.officer).sudo(False).create(
            {"request_id": request.id, "step": "confirm", "code": "x"})
        step.action_enter_code()
        self.assertEqual(Codes(request.env, request).current().tries, 1)
        step.code = code
        step.action_enter_code()
        self.assertEqual(step.method, "code")

    def test_the_code_of_one_contact_or_request_proves_no_other(self):
        second = self._contact("Ilse Vermeulen", email="two@vermeulen.example")
        request = self._open()
        _address, code = self._sent(request)
        self.assertFalse(Codes(self.env, self._open()).enter(code))
        self.assertTrue(Codes(request.env, request).enter(code))
        with self.assertRaises(UserError), self.env.cr.savepoint():
            request._confirm_identity(second.with_env(request.env), "code", why="The name")

    def test_it_goes_to_no_stranger_and_nobody_else_sends_it(self):
        request = self._open()
        stranger = self._contact("Somebody Else", email="else@mail.example")
        without = self._contact("Ilse Vermeulen")
        for partner in (stranger, without):
            with self.subTest(partner=partner.name), self.assertRaises(UserError), \
                    self.env.cr.savepoint():
                Codes(request.env, request).send(partner.with_env(request.env))
        for user in (self.user, self.auditor, self.staff, self.portal, self.admin):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self._codes(request, user).send(self.person)

    def test_text_messages_go_to_the_number_of_the_contact(self):
        request = self._open()
        if "sms.sms" not in self.env:
            with self.assertRaises(UserError):
                Codes(request.env, request).send(self.person.with_env(request.env), "sms")
            return
        sent = []
        with patch.object(type(self.env["sms.sms"]), "send",
                          lambda records, **kw: sent.append((records.number, records.body))):
            Codes(request.env, request).send(self.person.with_env(request.env), "sms")
        ((number, body),) = sent
        self.assertEqual(number, "+32470987654")
        self.assertTrue(Codes(request.env, request).enter(re.search(r"\d{6}$", body)[0]))


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestAgent(IdentityCommon):
    def test_identity_holds_with_mandate_and_both_identities(self):
        request = self._open(agent_name="Law Firm", agent_email="law@firm.example")
        mandate = self._file(request, "mandate.pdf")
        whole = {"method": "known", "mandate": mandate, "letters_to": "agent"}
        for missing in whole:
            with self.subTest(missing=missing), self.assertRaises(UserError), \
                    self.env.cr.savepoint():
                request._confirm_identity(
                    self.person.with_env(request.env), "known",
                    agent={key: value for key, value in whole.items() if key != missing})
        self.assertEqual(request.state, "received")
        request._confirm_identity(self.person.with_env(request.env), "known", agent=whole)
        self.assertEqual((request.mandate_ids, request.agent_method, request.letters_to),
                         (mandate, "known", "agent"))
        self.assertTrue(request.agent_on)
        request.right_ids._close("refused", "others", "They are letters of others.")
        self.assertIn("law@firm.example", self._letter(request)[:1].email_to)
        self.assertTrue(mandate.exists(), "the mandate is no proof of identity: it is kept")

    def test_letters_go_to_the_person_where_the_officer_says_so(self):
        request = self._open(agent_name="Law Firm", agent_email="law@firm.example")
        receipt = self._letter(request)
        self.assertIn("law@firm.example", receipt.email_to)
        request._confirm_identity(
            self.person.with_env(request.env), "known", agent={
                "method": "known", "mandate": self._file(request), "letters_to": "person"})
        request.right_ids._close("refused", "others", "They are letters of others.")
        self.assertIn("ilse@vermeulen.example", self._letter(request)[:1].email_to.lower())

    def test_the_mandate_is_a_file_of_this_request(self):
        request, other = self._open(agent_name="Law Firm"), self._open()
        with self.assertRaises(UserError):
            request._confirm_identity(self.person.with_env(request.env), "known", agent={
                "method": "known", "mandate": self._file(other), "letters_to": "person"})

    def test_the_dialogues_open_and_go_through_as_an_officer_fills_them_in(self):
        request = self._open("erasure")
        context = {"default_request_id": request.id, "default_step": "confirm"}
        with Form(request.env["privacy.request.step"].with_context(**context)) as form:
            form.method = "known"
            form.person_phone = "+32 470 22 22 22"
        form.record.action_confirm()
        self.assertEqual((request.partner_ids, request.person_phone),
                         (self.person, "+32 470 22 22 22"))
        decision = Form(request.env["privacy.request.decision"].with_context(
            default_right_id=request.right_ids.id))
        decision.erasure_ground = "a"
        decision.save().action_preview()
        shown = Form(decision.record)
        self.assertTrue(shown.would_go)
        shown.outcome = "refused"
        shown.ground = "legal_claims"
        shown.reason = "A case is pending."
        shown.save().action_close()
        self.assertEqual(request.state, "answered")

    def test_the_dialogue_asks_for_all_of_it(self):
        request = self._open(agent_name="Law Firm", agent_email="law@firm.example")
        step = self.env["privacy.request.step"].with_user(self.officer).sudo(False).create({
            "request_id": request.id, "step": "confirm", "method": "known",
            "agent_method": "known", "letters_to": "person",
            "mandate_ids": [(6, 0, self._file(request).ids)]})
        self.assertTrue(step.by_agent)
        step.action_confirm()
        self.assertEqual(request.state, "open")


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestForms(IdentityCommon):
    def test_a_contact_and_a_document_show_their_requests_and_start_one(self):
        request = self._identified("access")
        move = self._tell_invoice(self.person, "2024-03-31")
        for record in (self.person, move):
            mine = record.with_user(self.officer).sudo(False)
            self.assertEqual(self.person.with_user(self.officer).privacy_request_count, 1)
            action = self.person.with_user(self.officer).action_privacy_requests()
            self.assertEqual(self.requests.search(action["domain"]), request)
            self.assertTrue(mine.id)
        self.assertEqual(move.privacy_request_count, 1)
        new = move.action_privacy_new_request()
        made = self.requests.with_context(**new["context"]).with_user(self.officer).sudo(
            False).create({"right_ids": [(0, 0, {"kind": "access"})]})
        self.assertEqual((made.partner_ids, made.person_email, made.state),
                         (self.person, "ilse@vermeulen.example", "received"))
        self.assertFalse(made.identity_on)

    def test_ordinary_staff_see_nothing_of_it(self):
        self._identified("access")
        for user in (self.staff, self.admin):
            person = self.person.with_user(user).sudo(False)
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                person.read(["privacy_request_count"])
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                person.action_privacy_requests()
            arch = self.env["res.partner"].with_user(user).sudo(False).get_view(
                self.env.ref("base.view_partner_form").id)["arch"]
            self.assertNotIn("action_privacy_requests", arch)
            self.assertNotIn("action_privacy_new_request", arch)
        arch = self.env["res.partner"].with_user(self.officer).sudo(False).get_view(
            self.env.ref("base.view_partner_form").id)["arch"]
        self.assertIn("action_privacy_requests", arch)
        self.assertIn("action_privacy_new_request", arch)
