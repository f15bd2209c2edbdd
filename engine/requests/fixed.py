"""What of a request nobody edits by hand: buttons set it, or it stays as it came in."""

from odoo.exceptions import AccessError

#: fields that buttons set, whoever writes
BY_BUTTONS = frozenset((
    "name", "state", "duplicate_of_id", "identity_method", "identity_on", "identity_by_id",
    "identity_doubt", "extended_on", "extension_reason", "answered_on", "told_on", "pause_ids",
    "deadline", "requester_id", "address_confirmed_on", "identity_why", "evidence_ids",
    "evidence_removed_on", "mandate_ids", "agent_method", "agent_on", "letters_to",
    "warned_at_risk_on", "warned_overdue_on",
    # what collecting alone writes
    "findings", "collected_on", "findings_count", "unread_files", "redaction_ids",
    "package_ids",
    # fixed with the identity
    "contactless_ids", "fixed_addresses", "answer_email",
    # letters for the post
    "post_letter_ids", "post_address"))
#: what is fixed once a request is in
AS_RECEIVED = frozenset(("received_on", "channel", "company_id", "text", "partner_ids"))
#: whom letters go to: fixed with the identity
PERSON = frozenset(("person_name", "person_email", "person_phone", "lang"))
#: what is fixed when mandate and both identities were confirmed
AGENT = frozenset(("agent_name", "agent_email", "letters_to"))


class Fixed:
    """Refuses values that are no fields to edit; the superuser is the code itself."""

    def __init__(self, env):
        self.env = env

    def check_create(self, vals):
        """Refuse the values of a new request that only buttons set.

        :raise AccessError: where there are any
        """
        self._refuse(vals, BY_BUTTONS)

    def check_write(self, requests, vals):
        """Refuse what is no field to edit of these requests, or no more.

        :raise AccessError: where there is any
        """
        self._refuse(vals, BY_BUTTONS | AS_RECEIVED)
        if self.env.su or not vals.keys() & (PERSON | AGENT):
            return
        if not requests.sudo().filtered("identity_on"):
            return
        self._refuse(vals, AGENT)
        raise AccessError(self.env._(
            "Name, address, number and language were fixed with the identity: confirm the "
            "identity once more to change them."))

    def _refuse(self, vals, names):
        if names & vals.keys() and not self.env.su:
            raise AccessError(self.env._(
                "A request is moved by its buttons, and what was asked stays as it came in."))
