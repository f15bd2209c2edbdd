"""What is asked before contacts are made or written, and what follows from it."""

from odoo.exceptions import AccessError
from odoo.tools import email_normalize

from ..const import OFFICER
from .acting import is_acting
from .requests.lifting import check_told
from .restriction.arrivals import Arrivals
from .restriction.restriction import Restriction

#: what may be written on an anonymised contact: nothing that could bring an identity back
HARMLESS = frozenset({
    "parent_id", "company_id", "is_company", "type", "country_id", "lang", "color",
    "property_account_position_id", "customer_rank", "supplier_rank", "partner_share",
    "commercial_partner_id", "message_follower_ids", "activity_ids",
})
#: fields whose change takes a contact out of a company
MEMBERSHIP = frozenset({"parent_id", "is_company", "type", "commercial_partner_id"})
#: fields that say who is restricted, whom that covers and at which addresses
RESTRICTS = frozenset({"privacy_restricted", "parent_id", "type", "email", "phone", "country_id"})


def without_day(vals):
    """Return the values without the day of a restriction, which is noted by itself, whoever
    writes or copies one.
    """
    return {name: value for name, value in vals.items() if name != "privacy_restricted_on"}


class ContactChange:
    """Contacts that are made or written, by the values of each of them or of all.

    Made before the change: it remembers what only the state before can tell.
    """

    CHECKS = ("_check_mark", "_check_lift", "_check_addresses", "_check_not_anonymised")
    EFFECTS = ("_keep_held", "_apply_restriction", "_forget_restricted")

    def __init__(self, env, vals_list, partners=None):
        """Take the values of new contacts, one each, or those that all ``partners`` get."""
        self.env = env
        self.vals_list = vals_list
        self.names = set().union(*vals_list)
        self.written = partners is not None
        self.partners = partners if self.written else env["res.partner"]

    def check(self):
        """Refuse what may not be written; the engine may write everything."""
        if not is_acting(self.env):
            for name in self.CHECKS:
                getattr(self, name)()
        self._remember()

    def _remember(self):
        self.changed, self.covered = self.partners.browse(), set()
        if not self.written:
            return
        if "privacy_restricted" in self.names:
            wanted = self._begins()
            self.changed = self.partners.filtered(
                lambda partner: partner.sudo().privacy_restricted != wanted)
        if not MEMBERSHIP.isdisjoint(self.names):
            # whoever leaves a held company stays held
            self.covered = self.env["privacy.hold"]._covering(self.partners)

    def _begins(self):
        """Whether a restriction begins with these values."""
        return any(vals.get("privacy_restricted") for vals in self.vals_list)

    def follow_up(self, partners):
        """Do what follows, once these contacts are stored."""
        self.partners = partners
        if not self.written and self._begins():
            pairs = zip(partners.ids, self.vals_list, strict=True)
            self.changed = partners.browse(
                [partner for partner, vals in pairs if vals.get("privacy_restricted")])
        for name in self.EFFECTS:
            getattr(self, name)()

    # === CHECKS === #

    def _check_mark(self):
        """The engine alone says who is anonymised."""
        if any("privacy_anonymised_on" in vals for vals in self.vals_list):
            raise AccessError(self.env._("Only a privacy run says that a contact is anonymised."))

    def _check_lift(self):
        """An officer alone lifts a restriction."""
        lifts = any(not vals.get("privacy_restricted", True) for vals in self.vals_list)
        if not lifts or self.env.su:
            return
        lifted = self.partners.sudo().filtered("privacy_restricted")
        if lifted and not self.env.user.has_group(OFFICER):
            raise AccessError(self.env._("Only a privacy officer lifts a restriction."))
        check_told(self.env, lifted)

    def _check_addresses(self):
        """Nobody makes a restricted person anew under another contact."""
        emails = (email_normalize(vals.get("email") or "") for vals in self.vals_list)
        Restriction(self.env).check_addresses("emails", emails, known=self.partners.ids)

    def _check_not_anonymised(self):
        """An anonymised contact stays what it is: the same data coming back is a new person."""
        if self.written and not self._is_harmless():
            self.partners._privacy_check_not_anonymised()

    def _is_harmless(self):
        """Whether these values bring no identity back (archiving, counters, our own marks)."""
        [vals] = self.vals_list
        return not any(value and name not in HARMLESS for name, value in vals.items())

    # === EFFECTS === #

    def _keep_held(self):
        if self.covered:
            self.env["privacy.hold"]._follow(self.covered)

    def _apply_restriction(self):
        """Note since when, record who did it, and stop what is on its way to the person."""
        if not self.changed:
            return
        begins = self._begins()
        self.changed._privacy_date_restriction(self.env.cr.now() if begins else False)
        self.changed._privacy_record_evidence("restrict" if begins else "lift_restriction")
        if begins:
            Arrivals(self.env).stop_pending(self.changed)
        # a restricted contact is no contact of the archive
        self.env["privacy.outbox"]._note("res.partner", self.changed.ids)

    def _forget_restricted(self):
        """Forget the remembered restrictions where these values concern one."""
        if RESTRICTS.isdisjoint(self.names):
            return
        restriction = Restriction(self.env)
        roots = restriction.known().roots
        concerned = roots and roots.keys() & {
            *self.partners.ids, *(vals.get("parent_id") for vals in self.vals_list)}
        if "privacy_restricted" in self.names or concerned:
            self.partners.flush_recordset([
                "privacy_restricted", "privacy_restricted_on", "parent_id", "type",
                "email_normalized", "phone_sanitized"])
            restriction.reset()
