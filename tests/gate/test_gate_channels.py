"""Every channel of marketing asks the gate: mailings, text messages, invitations, queues."""

from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from ...engine.optout.optout import OptOut
from ..builders.mailings import ADDRESS, NUMBER, MailingCommon
from ..common import TODAY

MAILS = "odoo.addons.cloudpepper_privacy.engine.gate.mails"
MAY_BE_MAILED = {"customer", "consented"}


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestMailings(MailingCommon):
    def test_a_mailing_by_domain_leaves_out_who_may_not_get_it_and_says_why(self):
        mailing = self._mailing(self.everybody)
        self.assertEqual(self._launched(mailing), MAY_BE_MAILED)
        self.assertEqual(mailing.state, "done")
        self.assertEqual(self._reasons(mailing), {
            "prospect": ("mail_optout", "No consent, and no customer"),
            "refused": ("mail_optout", "Refused direct marketing"),
            "gone": ("mail_optout", "Refused direct marketing")})

    def test_no_switch_of_the_mailing_lets_it_past(self):
        mailing = self._mailing(self.everybody, use_exclusion_list=False)
        self.assertEqual(self._launched(mailing), MAY_BE_MAILED)

    def test_a_mailing_to_a_list_is_asked_by_address(self):
        self._need("mailing.contact")
        news = self.env["mailing.list"].create({"name": "News"})
        listed = self.env["mailing.contact"].create([
            {"name": name, "email": address, "list_ids": [(4, news.id)]}
            for name, address in ADDRESS.items()])
        mailing = self._mailing(listed, contact_list_ids=[(4, news.id)], mailing_model_id=self.env[
            "ir.model"]._get_id("mailing.list"))
        self.assertEqual(self._launched(mailing), MAY_BE_MAILED)

    def test_a_list_that_an_erased_person_left_stays_left(self):
        self._need("mailing.contact")
        left, other = self.env["mailing.list"].create([{"name": "News"}, {"name": "Offers"}])
        OptOut(self.env).remember_rows(
            [("mail", ADDRESS["consented"], None, left.id)], "list")
        for mailing_list, reached in ((left, {"customer"}), (other, MAY_BE_MAILED)):
            listed = self.env["mailing.contact"].create([
                {"name": name, "email": address, "list_ids": [(4, mailing_list.id)]}
                for name, address in ADDRESS.items()])
            mailing = self._mailing(
                listed, contact_list_ids=[(4, mailing_list.id)],
                mailing_model_id=self.env["ir.model"]._get_id("mailing.list"))
            self.assertEqual(self._launched(mailing), reached)

    def test_leads_are_asked_for_as_well(self):
        self._need("crm.lead", "mailing.mailing")
        leads = self.env["crm.lead"].create([
            {"name": name, "email_from": address} for name, address in ADDRESS.items()])
        mailing = self._mailing(leads)
        self.assertEqual(self._launched(mailing), MAY_BE_MAILED)

    def test_who_refuses_while_a_mailing_is_queued_does_not_get_it(self):
        mailing = self._mailing(self.everybody)
        with patch.object(type(self.env["mail.mail"]), "send", lambda *_args, **_kwargs: None):
            mailing._action_send_mail()
        queued = self.env["mail.mail"].search([("mailing_id", "=", mailing.id)])
        self.assertEqual(len(queued), 2)
        OptOut(self.env).remember([ADDRESS["customer"]])
        with self.mock_mail_gateway():
            queued.send()
        self.assertEqual(self._sent_to(), {"consented"})
        self.assertEqual(self._reasons(mailing)["customer"],
                         ("mail_optout", "Refused direct marketing"))

    def test_without_the_secret_mailings_wait_and_other_mail_leaves(self):
        mailing = self._mailing(self.everybody)
        with patch.object(type(self.env["mail.mail"]), "send", lambda *_args, **_kwargs: None):
            mailing._action_send_mail()
        queued = self.env["mail.mail"].search([("mailing_id", "=", mailing.id)])
        other = self.env["mail.mail"].create({
            "email_to": ADDRESS["refused"], "subject": "Your order", "body_html": "<p>Sent</p>"})
        with patch.dict("os.environ", {"PRIVACY_OPTOUT_KEY": "another"}), \
                self.mock_mail_gateway(), mute_logger(MAILS):
            (queued | other).send()
        self.assertEqual(self._sent_to(), {"refused"})
        self.assertEqual({*queued.mapped("state")}, {"outgoing"})
        with self.mock_mail_gateway():
            queued.send()
        self.assertEqual(self._sent_to(), MAY_BE_MAILED)

    def test_a_trial_goes_to_a_typed_address_and_never_to_one_that_refused(self):
        self._need("mailing.mailing")
        mailing = self._mailing(self.everybody)
        trial = self.env["mailing.mailing.test"].create({
            "mass_mailing_id": mailing.id,
            "email_to": f"{ADDRESS['prospect']}\n{ADDRESS['refused']}"})
        with self.mock_mail_gateway():
            trial.send_mail_test()
        self.assertEqual(self._sent_to(), {"prospect"})

    def test_what_is_written_to_many_contacts_by_hand_is_marketing(self):
        composer = self.env["mail.compose.message"].create({
            "composition_mode": "mass_mail", "model": "res.partner",
            "res_ids": repr(self.everybody.ids), "subject": "News", "body": "<p>News</p>"})
        with self.mock_mail_gateway():
            composer._action_send_mail()
        self.assertEqual(self._sent_to(), MAY_BE_MAILED)

    def test_a_mail_to_one_person_and_what_a_contract_needs_pass(self):
        for name in ("prospect", "refused", "gone"):
            contact = self.people[name]
            with self.subTest(name), self.mock_mail_gateway():
                contact.message_post(
                    body="An answer", partner_ids=contact.ids, subtype_xmlid="mail.mt_comment")
                self.assertEqual(self._sent_to(), {name})
        move = self._tell_unpaid(self.people["refused"], "2026-11-01")
        with self.mock_mail_gateway():
            self.env["account.move.send.wizard"].with_context(
                active_model="account.move", active_ids=move.ids).create({
                    "sending_methods": ["email"]}).action_send_and_print()
        self.assertEqual(self._sent_to(), {"refused"})

    def test_many_invoices_are_no_marketing(self):
        moves = self.env["account.move"].browse()
        for contact in self.everybody:
            moves |= self._tell_unpaid(contact, "2026-11-01")
        composer = self.env["mail.compose.message"].create({
            "composition_mode": "mass_mail", "model": "account.move",
            "res_ids": repr(moves.ids), "subject": "Invoice", "body": "<p>Your invoice</p>"})
        with self.mock_mail_gateway():
            composer._action_send_mail()
        self.assertEqual(self._sent_to(), {*ADDRESS})

    # === BEFORE IT LEAVES === #

    def test_the_mailing_shows_beforehand_who_is_left_out(self):
        mailing = self._mailing(self.everybody)
        arch = mailing.get_view(view_type="form")["arch"]
        self.assertIn("Who Is Left Out", arch)
        self.assertNotIn("Who Is Left Out", self.env["res.partner"].get_view(
            view_type="form")["arch"])
        check = self.env["privacy.mailing.check"].with_context(
            active_model="mailing.mailing", active_id=mailing.id).create({})
        self.assertEqual((check.total, check.left_out, check.reached), (5, 3, 2))
        self.assertEqual(check.reasons, {
            "Refused direct marketing": 2, "No consent, and no customer": 1})

    def test_who_may_not_read_the_mailing_reads_no_counts(self):
        mailing = self._mailing(self.everybody)
        check = self.env["privacy.mailing.check"].with_user(self.staff).sudo(False)
        with self.assertRaises(AccessError):
            check.with_context(active_model="mailing.mailing", active_id=mailing.id).create(
                {}).read(["total"])
        nothing = check.with_context(active_model="res.partner", active_id=1).create({})
        self.assertEqual((nothing.total, nothing.words), (0, "Open a mailing first."))


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestTexts(MailingCommon):
    def _sms(self, records, **vals):
        self._need("sms.sms", "mailing.mailing")
        if "sms_number" not in self.env["mailing.trace"]._fields:
            self.skipTest("not installed: mass_mailing_sms")
        return self._mailing(records, mailing_type="sms", body_plaintext="News", **vals)

    def _texted(self, run):
        """Return who got a text message."""
        sent = []

        def send(api, messages, *_args, **_kwargs):
            found = [one for message in messages for one in message["numbers"]]
            sent.extend(one["number"] for one in found)
            return [{"uuid": one["uuid"], "state": "success"} for one in found]

        with patch("odoo.addons.sms.tools.sms_api.SmsApi._send_sms_batch", send):
            run()
        return {name for name, number in NUMBER.items() if number in sent}

    def test_a_mailing_by_text_message_is_asked_by_number(self):
        mailing = self._sms(self.everybody)

        def run():
            mailing.action_send_sms()
            self.env["sms.sms"].search([("state", "=", "outgoing")]).send()

        self.assertEqual(self._texted(run), MAY_BE_MAILED)
        self.assertEqual(self._reasons(mailing), {
            "prospect": ("sms_optout", "No consent, and no customer"),
            "refused": ("sms_optout", "Refused direct marketing"),
            "gone": ("sms_optout", "Refused direct marketing")})

    def test_who_refuses_while_it_is_queued_does_not_get_it(self):
        mailing = self._sms(self.everybody)

        def run():
            mailing.action_send_sms()
            waiting = self.env["sms.sms"].search([("mailing_id", "=", mailing.id)])
            self.assertEqual(len(waiting), 2)
            OptOut(self.env).remember([], [NUMBER["customer"]])
            waiting.send()

        self.assertEqual(self._texted(run), {"consented"})

    def test_a_text_to_one_person_passes(self):
        self._need("sms.sms")
        sms = self.env["sms.sms"].create({
            "number": NUMBER["refused"], "body": "Your parcel", "partner_id":
            self.people["refused"].id})
        self.assertEqual(self._texted(sms.send), {"refused"})


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestInvitations(MailingCommon):
    def _invited(self, **vals):
        self._need("survey.invite")
        survey = self.env["survey.survey"].create({
            "title": "Questions", "access_mode": "public",
            "user_id": self.env.ref("base.user_admin").id, "question_ids": [
                (0, 0, {"title": "Why?", "question_type": "char_box"})]})
        wizard = self.env["survey.invite"].create({
            "survey_id": survey.id, "subject": "Questions", "body": "<p>Please</p>",
            "template_id": False, **vals})
        with self.mock_mail_gateway():
            done = wizard.action_invite()
            self.env["mail.mail"].search([("state", "=", "outgoing")]).send()
        return done

    def test_a_survey_invites_those_alone_who_may_be_written_to(self):
        done = self._invited(
            partner_ids=self.everybody.ids, emails="nobody@gate.example, " + ADDRESS["gone"])
        self.assertEqual(self._sent_to(), MAY_BE_MAILED)
        self.assertIn("Refused direct marketing: 3", done["params"]["message"])

    def test_where_nobody_may_be_written_to_it_says_so(self):
        with self.assertRaises(UserError):
            self._invited(partner_ids=self.people["refused"].ids)
