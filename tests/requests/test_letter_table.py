"""What every letter says, in every language: ``tests/letters/`` has the texts, for review."""

from inspect import isfunction

from odoo.tests import freeze_time, tagged

from ...engine.requests.codes import Codes
from ...engine.requests.lifting import Lifting
from ...engine.requests.public_form import PublicForm
from ...engine.requests.referring import Referral
from ...engine.requests.rights.automated import Automated
from ...engine.requests.rights.erasure import Erasure
from ...engine.requests.rights.safeguards import Safeguards
from ..builders.letters import FOLDER, RECEIVED, LetterTableCommon
from ..common import TODAY

RECEIVED_TEMPLATE = "cloudpepper_privacy.mail_template_request_received"


class Situations(LetterTableCommon):
    """Each method is a situation: it does what has the letter written."""

    # === RECEIPT, IDENTITY, CLOCK === #

    def _receipt(self, **vals):
        request = self._request("access", **vals)
        self._take(self.env.ref(RECEIVED_TEMPLATE).sudo(), request.sudo())

    def receipt(self):
        self._receipt()

    def receipt_of_somebody_without_a_name(self):
        self._receipt(name=False)

    def receipt_of_somebody_who_has_an_advertisement_for_a_name(self):
        self._receipt(name="Win 1000 at www.casino.example")

    def receipt_of_an_agent(self):
        self._receipt(agent_name="Jan Advocaat", agent_email="jan@advocaat.example")

    def form_to_be_confirmed(self):
        PublicForm(self.env).submit(
            {"rights": ["access", "erasure"], "email": "els@peeters.example",
             "name": "Els Peeters", "lang": "en_US"}, "192.0.2.1")

    def identity_is_asked(self):
        self._request("access")._ask_identity("Two people have this name")

    def identity_was_not_established(self):
        request = self._request("erasure")
        request._ask_identity("Two people have this name")
        self.letters.clear()
        request.right_ids._close("refused", "identity", "You did not answer our question.")

    def identity_is_asked_by_post(self):
        self._request("access", email=False)._ask_identity("Two people have this name")

    def code_to_an_address_of_before(self):
        request = self._request("access")
        Codes(request.env, request).send(self.person.with_env(request.env))

    def answer_takes_longer(self):
        self._request("access")._extend("Your data lie in eleven systems.")

    # === ACCESS AND PORTABILITY === #

    def _packaged(self, *kinds, **vals):
        request = self._known(*kinds, **vals)
        request.action_build_package()
        return request

    def access_granted(self):
        self._packaged("access").right_ids._close("granted")

    def access_granted_where_nothing_is_held(self):
        request = self._packaged("access", partners=self.env["res.partner"],
                                 email="nobody@mail.example", name="Nora Niemand")
        request.right_ids._close("granted")

    def access_granted_in_part(self):
        self._packaged("access").right_ids._close(
            "partly", "others", "The letters of your neighbour are theirs.")

    def access_refused_as_excessive(self):
        self._known("access").right_ids._close(
            "refused", "unfounded", "This is the fifth request in four weeks, and nothing changed.")

    def access_and_portability(self):
        for right in self._packaged("access", "portability").right_ids:
            right._close("granted")

    def access_by_post(self):
        self.person.email = False
        self._packaged("access", email=False).right_ids._close("granted")

    def access_asked_from_another_address(self):
        self._packaged("access", email="els.new@mail.example").right_ids._close("granted")

    def access_of_who_asked_in_the_portal(self):
        self.person.email = False
        request = self._request("access", email=False)
        request.sudo().requester_id = self.person
        request._confirm_identity(self.person.with_env(request.env), "known", why="In person")
        request.action_build_package()
        request.right_ids._close("granted")

    def portability_granted(self):
        self._packaged("portability").right_ids._close("granted")

    def portability_refused(self):
        self._known("portability").right_ids._close(
            "refused", "no_consent_or_contract", "We keep your data because a law says so.")

    def package_code(self):
        package = self._packaged("access").package_ids.sudo()
        self.letters.clear()
        template = self.env.ref("cloudpepper_privacy.mail_template_package_code").sudo()
        self._take(template.with_context(privacy_code="123 456"), package)

    # === RECTIFICATION === #

    def _corrected(self, **vals):
        request = self._known("rectification", **vals)
        self.env["privacy.request.change"].with_user(self.officer).sudo(False).create([
            {"right_id": request.right_ids.id, "partner_id": self.person.id,
             "field_name": "street", "value": "Kerkstraat 9"},
            {"right_id": request.right_ids.id, "partner_id": self.person.id,
             "statement": "I paid in time."}])
        request.right_ids._act()
        return request

    def rectification_granted(self):
        self._corrected().right_ids._close("granted")

    def rectification_granted_and_recipients_named(self):
        self._tell_invoice(self.person, "2026-03-31")
        self._corrected(tell_recipients=True).right_ids._close("granted")

    def rectification_refused(self):
        self._known("rectification").right_ids._close(
            "refused", "accurate", "The date of your order is the one on your order form.")

    # === ERASURE === #

    def _erased(self, outcome, ground=False, reason=False, **vals):
        self.timers.refresh(self.person)
        request = self._known("erasure", **vals)
        request.right_ids._act("a")
        self.env.invalidate_all()
        request.right_ids._close(outcome, ground, reason)
        return request

    def erasure_granted(self):
        self._erased("granted")

    def erasure_granted_by_post(self):
        self.person.email = False
        self._erased("granted", email=False)

    def erasure_granted_in_part_to_a_former_customer(self):
        self._tell_invoice(self.person, "2024-03-31")
        self._erased("partly", "legal_duty", "Invoices are kept for seven years.")

    def erasure_granted_in_part_to_a_running_customer(self):
        self._tell_invoice(self.person, "2026-03-31")
        self._tell_running(self.person, True)
        self._message(self.person, "2026-05-04 10:00:00")
        self._erased("partly", "contract", "Your subscription is running.")

    def erasure_granted_in_part_and_recipients_named(self):
        self._tell_invoice(self.person, "2024-03-31")
        self._erased("partly", "legal_duty", "Invoices are kept for seven years.",
                     tell_recipients=True)

    def _shown(self, **vals):
        self.timers.refresh(self.person)
        request = self._known("erasure", **vals)
        Erasure(request.right_ids.env, request.right_ids).preview("a")
        return request.right_ids

    def erasure_refused_to_a_running_customer(self):
        self._tell_running(self.person, True)
        self._shown()._close("refused", "contract", "Your subscription is running.")

    def erasure_refused_because_of_a_claim(self):
        self._tell_hold(self.person, "2035-01-01")
        self._shown()._close("refused", "legal_claims", "A case about your order is pending.")

    def erasure_refused_as_unfounded(self):
        self._shown()._close("refused", "unfounded", "This is the fifth request in four weeks.")

    def erasure_refused_because_of_a_law(self):
        self._tell_invoice(self.person, "2024-03-31")
        self._shown()._close("refused", "legal_duty", "Invoices are kept for seven years.")

    def erasure_of_hosted_data(self):
        self._known("erasure").right_ids._close(
            "referred", "processor",
            "Your data lie in the shop of Bakery BV, which decides on them: info@bakery.example.")

    def _referred(self, **referral):
        customer = self.env["res.partner"].create({
            "name": "Bakery BV", "is_company": True, "email": "info@bakery.example"})
        request = self._known("erasure")
        request.right_ids._close(
            "referred", "processor", "Your data lie in the shop of Bakery BV.",
            Referral(customer.with_env(request.env), **referral))

    def erasure_of_hosted_data_passed_on(self):
        self._referred(passed=True)

    def erasure_of_hosted_data_passed_on_with_the_name(self):
        self._referred(passed=True, named=True)

    def erasure_of_hosted_data_not_passed_on(self):
        self._referred()

    # === RESTRICTION AND OBJECTION === #

    def restriction_granted(self):
        self._known("restriction").right_ids._act()

    def restriction_refused(self):
        self._known("restriction").right_ids._close(
            "refused", "no_such_processing", "Nobody uses your data at present.")

    def restriction_ends(self):
        request = self._known("restriction")
        request.right_ids._act()
        self.letters.clear()
        Lifting(request.env, request.right_ids).announce("Your address was corrected.")

    def objection_to_marketing(self):
        self._known("objection").right_ids._act("marketing")

    def objection_to_marketing_where_nobody_else_sends_any(self):
        self.env.ref("cloudpepper_privacy.recipient_klaviyo").active = False
        self._known("objection").right_ids._act("marketing")

    def objection_granted(self):
        request = self._known("objection")
        request.right_ids._act("other")
        request.right_ids._close("granted")

    def objection_refused(self):
        request = self._known("objection")
        request.right_ids._act("other")
        request.right_ids._close(
            "refused", "compelling", "We weighed your interest in not being recorded against ours "
            "in stopping fraud with your account, which has gone on since May. Ours prevails "
            "until it has been cleared up.")

    def withdrawal_of_one_consent(self):
        self._tell_consent(self.person, "2024-01-01")
        self._known("withdrawal").right_ids._act()

    def withdrawal_of_several_consents(self):
        for day in ("2024-01-01", "2025-01-01"):
            self._tell_consent(self.person, day)
        self._known("withdrawal").right_ids._act()

    # === THE OTHERS === #

    def automated_decision_reviewed(self):
        request = self._known("automated")
        Automated(request.env, request.right_ids).review("Your order is accepted after all.")
        request.right_ids._close("granted")

    def _documented(self, request):
        clauses = self.env["ir.attachment"].create({"name": "scc.pdf", "raw": b"%PDF clauses"})
        Safeguards(request.env, request.right_ids).recipients_abroad().document_ids = clauses

    def safeguards_granted(self):
        request = self._known("safeguards")
        self._documented(request)
        request.right_ids._close("granted")

    def safeguards_granted_in_part(self):
        self._known("safeguards").right_ids._close(
            "partly", "others", "The prices in the contracts are left out.")

    def answer_to_an_agent(self):
        request = self._request(
            "access", agent_name="Jan Advocaat", agent_email="jan@advocaat.example")
        mandate = self.env["ir.attachment"].create({
            "name": "mandate.pdf", "raw": b"x", "res_model": request._name,
            "res_id": request.id})
        request._confirm_identity(
            self.person.with_env(request.env), "known", why="By the number", agent={
                "method": "known", "mandate": mandate, "letters_to": "agent"})
        request.right_ids._close("refused", "others", "They are letters of others.")

    # === TO STAFF === #

    def _warned(self, day):
        self.officer.email = "officer@cloudpepper.example"
        request = self._request("access")
        request.user_id = self.officer
        # whatever else waits in this database is not what is told of
        (self.requests.sudo().search([]) - request).write(
            {"warned_at_risk_on": RECEIVED, "warned_overdue_on": RECEIVED})
        with freeze_time(f"{day} 08:00:00"):
            self.requests._cron_warn()

    def staff_are_told_that_it_is_to_be_answered(self):
        self._warned("2026-12-05")

    def staff_are_told_that_it_is_overdue(self):
        self._warned("2026-12-15")



#: what is no situation
SITUATIONS = sorted(name for name, value in vars(Situations).items()
                    if isfunction(value) and not name.startswith("_"))


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestLetterTable(Situations):
    def test_every_text_of_the_table_is_written_in_some_situation(self):
        self.assertGreaterEqual(len(SITUATIONS), 40)
        self.assertEqual(sorted(path.stem for path in FOLDER.glob("*.txt")), SITUATIONS)


def _letter_of(situation):
    def test(self):
        getattr(self, situation)()
        self.check(situation)
    return test


for _situation in SITUATIONS:
    setattr(TestLetterTable, f"test_letter_{_situation}", _letter_of(_situation))
