"""What every kind of right can do; a kind says only what is different."""

from odoo.exceptions import UserError


class Right:
    """One right of one request.

    :cvar str kind: the code in ``core/requests/rights.py``
    :cvar bool acts: whether something is done for it before it is decided
    :cvar bool address_is_enough: whether it can be carried out on an address of which nothing is
        held
    """

    kind = None
    acts = address_is_enough = False

    def __init__(self, env, right):
        self.env, self.right = env, right

    @property
    def partners(self):
        """The accounts of the person, as they were confirmed."""
        return self.right.request_id.partner_ids

    @property
    def contactless(self):
        """What has the person's address and no contact, as it was confirmed."""
        return self.right.request_id.sudo().contactless_ids

    def has_something(self):
        """Whether there is anything that the right can be carried out on."""
        return bool(self.partners or self.contactless
                    or (self.address_is_enough and self.right.request_id.person_email))

    @property
    def is_identified(self):
        """Whether the person's identity holds, so that something may be done or granted."""
        request = self.right.request_id
        return bool(request.identity_on) and request.state == "open"

    def check_open(self):
        """Refuse to do anything for a right that is closed, is of another kind, or whose person
        is not identified.
        """
        right = self.right
        if right.kind != self.kind or right.state != "open" or not self.is_identified:
            raise UserError(self.env._("Nothing is decided before the person's identity holds."))

    def act(self, choice):
        """Do what was asked; all checks have passed (``acting.py``).

        :param choice: what the dialogue asked for beside: a ground, a scope
        """
        raise NotImplementedError(choice)

    def proposed(self):
        """Return (outcome, ground) of what was done, as a query sees it; None where an officer has
        to weigh.
        """
        return None

    def check_done(self, outcome):
        """Look by a query whether it was done, before it is granted.

        :param str outcome: ``granted`` or ``partly``
        :raise UserError: where it was not
        """

    def settle(self):
        """Do what a decision leaves to do, after the person was told."""

    def letter(self):
        """Return what the letter says of it, as ``DecisionLetter.values`` names it."""
        return {}

    def package(self):
        """Return the package that answers the right and can be fetched; none for most rights."""
        return None

    def files(self):
        """Return the files of the letter that grants it: [(name, bytes, MIME type)]."""
        return []

    def restrict(self, partners, restricted):
        """Begin or lift a restriction (Art. 18), as the officer who decided it: the contact's
        own guards file who did it, and stop what is on its way.
        """
        partners.sudo().write({"privacy_restricted": restricted})

    def check_restricted(self, text):
        """Refuse where a contact is not restricted."""
        restricted = [*self.partners.sudo().mapped("privacy_restricted"),
                      *self.contactless.mapped("restricted")]
        if not all(restricted):
            raise UserError(text)
