"""Who it is: asked, and confirmed by one method with its checks and effects in one place.

Source: GDPR Art. 11(2), 12(2), 12(6) and 5(1)(c); EDPB Guidelines 01/2022, chapter 3.3.
"""

from odoo import fields
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tools import email_normalize

from ...const import OFFICER
from ..accounts import FixedAddresses
from ..candidates import Candidates
from ..companies import check_contacts
from .address_proof import AddressProof, vouches
from .children import flag_contacts, needs_mandate
from .clock import Clock
from .codes import Codes
from .fixed import PERSON
from .letters import Letters
from .moving import Moving
from .reminders import Reminders
from .request_files import RequestFiles
from .rights.erasure import drop_previews
from .statement import METHODS
from .without_contact import WithoutContact


class Identity:
    """The identity of whom one request is from."""

    def __init__(self, env, request):
        self.env, self.request = env, request

    # === ASK === #

    def ask(self, doubt):
        """Ask who the person is; the clock stands still until they answer (Art. 12(6)).

        :param str doubt: why; asking for more needs a reason
        """
        request = self.request.ensure_one()
        request._check_group(OFFICER)
        if not (doubt or "").strip():
            raise UserError(self.env._("Say which doubts there are: asking more needs a reason."))
        Moving(self.env, request).move("identity")
        request.sudo().identity_doubt = doubt
        Clock(self.env, request).pause(self.env._("Identity asked for"))
        self._send_question()

    def _send_question(self):
        """Ask who they are; in their own mailbox a link confirms the address as well."""
        request, letters = self.request, Letters(self.env, self.request)
        address = email_normalize(request.person_email or "")
        if not address or letters.address() != request.person_email:
            letters.deliver("cloudpepper_privacy.mail_template_request_identity")
            return
        letters.send_once(
            "cloudpepper_privacy.mail_template_request_address", request, address,
            privacy_link=AddressProof(self.env).link(request))
        # who reads the conversation must not be able to press the button
        request.message_post(body=self.env._(
            "The person was asked who they are, by a mail with a link that confirms the address. "
            "The mail is not kept here."))

    def methods(self, partners):
        """Return the codes of the methods that could hold now for these contacts; a document is
        asked for because of doubts that are written down.

        :param res.partner partners: the accounts that are to be confirmed
        :rtype: list
        """
        request = self.request
        holds = {
            "portal": self._vouches(partners),
            "mail": bool(AddressProof(self.env).of(request.person_email, request=request)),
            "code": bool(Codes(self.env, request).entered_for() & partners),
        }
        return [code for code, _label in METHODS if holds.get(code, True)]

    # === CONFIRM === #

    def confirm(self, statement):
        """Fix who the person is: :data:`CHECKS`, then :data:`EFFECTS`.

        :param Statement statement: what the officer states
        :raise AccessError: unless an officer or the superuser asks
        :raise UserError: where a check finds it wanting; nothing was changed then
        """
        self.request.ensure_one()
        for check in self.CHECKS:
            check(self, statement)
        for effect in self.EFFECTS:
            effect(self, statement)

    def _check_role(self, _given):
        self.request._check_group(OFFICER)

    def _check_agent(self, given):
        """Whoever asks for somebody else has a mandate (EDPB Guidelines 01/2022, 80); a parent who
        has a child's data erased shows no more than the address.
        """
        if not self.request.by_agent:
            return
        mandate = given.agent.get("mandate")
        if not mandate and needs_mandate(self.request):
            raise UserError(self.env._("An agent acts on a mandate: attach it to the request."))
        if mandate:
            RequestFiles(self.env, self.request).checked(mandate)
        if given.agent.get("method") not in dict(METHODS):
            raise UserError(self.env._("Say how the agent's identity was confirmed."))
        if given.agent.get("letters_to") not in ("person", "agent"):
            raise UserError(self.env._("Say to whom the letters go: the person or the agent."))

    def _check_code(self, given):
        known = Codes(self.env, self.request).entered_for()
        if given.method == "code" and not (known and known in given.partners):
            raise UserError(self.env._(
                "No code that was sent to one of these contacts has been given yet."))

    def _check_ambiguous(self, given):
        """Ask, never guess: an ambiguous match needs the officer's reasons."""
        if (given.why or "").strip():
            return
        if Candidates(self.env, self.request).is_ambiguous(given.partners):
            raise UserError(self.env._(
                "This is ambiguous: a name alone, or several contacts with the same address or "
                "number. Choose, and say what tells this person from the others."))
        if WithoutContact(self.env, self.request).left_out(given):
            raise UserError(self.env._(
                "There are records with the same address or number that no contact has, and they "
                "may be somebody else's. Choose, and say why they are this person's or not."))

    def _check_person(self, given):
        if given.person.keys() - PERSON:
            raise UserError(self.env._("This is nothing that is fixed with the identity."))
        address = given.person.get("person_email")
        if address and not email_normalize(address):
            raise ValidationError(self.env._("This is not one mail address."))

    def _check_address(self, given):
        """An address counts as confirmed when what was sent there came back, and no sooner."""
        address = given.person.get("person_email", self.request.person_email)
        if given.method == "mail" and not AddressProof(self.env).of(address, request=self.request):
            raise UserError(self.env._(
                "Nobody has shown yet that this mail address is theirs: ask for identity, and "
                "the person confirms it by the link of that mail; or send a code to an address "
                "that was known before."))

    def _check_login(self, given):
        """A login is proof for its own contact, and only while it vouches for the address."""
        if given.method == "portal" and not self._vouches(given.partners):
            raise UserError(self.env._(
                "The login does not vouch for this contact and its mail address: confirm who it "
                "is in another way."))

    def _vouches(self, partners):
        requester = self.request.sudo().requester_id
        return bool(requester) and partners == self.request.requester_id and any(
            map(vouches, requester.user_ids))

    def _check_method(self, given):
        if given.method not in dict(METHODS):
            raise UserError(self.env._("Say how the person's identity was confirmed."))
        doubt = given.doubt or self.request.identity_doubt or ""
        if given.method == "document" and not doubt.strip():
            raise UserError(self.env._(
                "A document is asked for only with reasonable doubts: write them down."))

    def _check_contacts(self, given):
        given.partners.check_access("read")
        check_contacts(self.env, given.partners)
        if given.partners.filtered("privacy_anonymised_on"):
            raise UserError(self.env._("An anonymised contact is nobody's any more."))

    def _check_contactless(self, given):
        """What is no contact's is the person's by its address, and by nothing else."""
        others = given.contactless and given.contactless - WithoutContact(
            self.env, self.request).found(given)
        if others:
            raise UserError(self.env._(
                "These records have another address than the person: they are not theirs."))

    def _check_evidence(self, given):
        if given.evidence:
            RequestFiles(self.env, self.request).checked(given.evidence)

    def _open(self, _given):
        Moving(self.env, self.request).move("open")

    def _resume_clock(self, _given):
        Clock(self.env, self.request).resume()

    def _fix(self, given):
        request = self.request
        request.sudo().write({
            "partner_ids": [Command.set(given.partners.ids)], "identity_method": given.method,
            "contactless_ids": [Command.set(
                WithoutContact(self.env, request).chosen(given).ids)],
            "fixed_addresses": FixedAddresses(self.env, request).fix(
                given.partners, self._proven_by_login(given)),
            "identity_on": fields.Datetime.now(), "identity_by_id": self.env.uid,
            "identity_doubt": given.doubt or request.identity_doubt,
            "identity_why": given.why or False, "answer_email": self.answer_address(given),
            **given.person,
            "evidence_ids": [Command.link(file) for file in (
                given.evidence.ids if given.evidence else ())]})
        request._record_evidence("request_identified")

    def answer_address(self, given):
        """Return the mail address that letters, links and codes go to from now on, or False.

        The one that was proven, or that an officer has written down, or that the contact has:
        whoever asks from another address is answered at the one that is known, and whoever gives
        none by post.

        :param Statement given: what is stated of the person
        """
        if given.method == "code":
            went_to = email_normalize(Codes(self.env, self.request).entered_address() or "")
            if went_to and "person_email" not in given.person:
                return went_to
        asked = email_normalize(
            given.person.get("person_email", self.request.person_email) or "") or False
        known = [each for each in given.partners.sudo().mapped("email_normalized") if each]
        sure = (asked in known or given.method == "mail" or "person_email" in given.person
                or not known)
        return asked if not asked or sure else known[0]

    def _proven_by_login(self, given):
        """Return the addresses that lead to records where a login alone says who it is: in the
        portal anybody may type an address or a number, at any time. None: an officer has seen
        all of them.
        """
        if given.method != "portal":
            return None
        proofs = AddressProof(self.env)
        return [address for user in given.partners.sudo().user_ids
                if (address := email_normalize(user.login or ""))
                and proofs.of(address, user=user)]

    def _remind(self, _given):
        reminders = Reminders(self.env, self.request)
        reminders.plan()
        reminders.forget_warnings()

    def _drop_previews(self, _given):
        drop_previews(self.request.right_ids)

    def _drop_packages(self, given):
        """What was made for other accounts or addresses is handed to nobody."""
        request = self.request.sudo()
        if request.partner_ids != given.partners.sudo() or FixedAddresses(
                self.env, request).are_changed():
            request.package_ids.filtered(lambda each: each.state == "ready")._delete()

    def _forget_code(self, _given):
        Codes(self.env, self.request).forget()

    def _fix_agent(self, given):
        if not self.request.by_agent:
            return
        request_files = self.env["ir.attachment"]
        self.request.sudo().write({
            "agent_method": given.agent["method"], "agent_on": fields.Datetime.now(),
            "letters_to": given.agent["letters_to"],
            "mandate_ids": [Command.set((given.agent.get("mandate") or request_files).ids)]})
        self.request._record_evidence("request_mandate")

    def _flag_child(self, _given):
        flag_contacts(self.request)

    #: all of it is checked before anything is written
    CHECKS = (
        _check_role,        # first: nobody else learns from a refusal what is known of a person
        _check_agent,       # who acts for another is looked at before the other is
        _check_code,        # the proofs that stand in the database ...
        _check_address,
        _check_login,
        _check_method,      # ... and those that the officer vouches for
        _check_person,
        _check_evidence,
        _check_contactless,
        _check_contacts,    # contacts of others or of nobody are not even compared
        _check_ambiguous,   # last: it costs the most queries
    )
    #: in an order in which each builds on the one before
    EFFECTS = (
        _open,              # the gate of states may still refuse
        _resume_clock,      # the deadline moves, of which the reminder speaks
        _drop_packages,     # compares what was fixed before
        _fix,               # files "identified" after "open"
        _remind,
        _drop_previews,     # they were for other accounts
        _forget_code,       # it has served
        _fix_agent,         # its evidence follows that of the person
        _flag_child,        # of the contacts that were fixed
    )
