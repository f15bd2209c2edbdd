"""Children under 16 (P16; Art. 8, 17(1)(f) GDPR): who speaks for them, and what follows when staff
learn that a contact is one.
"""

from odoo.exceptions import UserError
from odoo.fields import Domain

from ...const import OFFICER, USER
from ..companies import check_contacts
from ..runs.preview import plan_items

#: who says that a request is about a child
SPEAKERS = [("self", "The child"), ("parent", "A parent"), ("guardian", "A guardian"),
            ("staff", "Our staff, who learnt of it")]
#: of these, who holds parental responsibility
PARENTS = ("parent", "guardian")
#: of these, those that people say in the public form
ASKING = ("self", *PARENTS)
#: what a parent asks for without showing more than the address: it gives nothing away
NOTHING_GIVEN_AWAY = frozenset(("erasure", "restriction", "objection", "withdrawal"))
#: on what the erasure of a child's data rests
GROUND = "17(1)(f)"


def needs_mandate(request):
    """Whether whoever asks for the person has to show that they may: an agent always, a parent
    where something is handed out (Art. 12(6): no more than is needed).
    """
    is_parent = request.child_by in PARENTS
    return request.by_agent and not (
        is_parent and set(request.right_ids.mapped("kind")) <= NOTHING_GIVEN_AWAY)


def flag_contacts(request):
    """Say on the contacts of a request about a child that they are one."""
    if request.is_child:
        request.sudo().partner_ids.filtered(
            lambda contact: not contact.is_company).privacy_child = True


class Learnt:
    """What staff do when they learn that a contact is a child: nothing is erased before an
    officer has approved it, and the run says what became of it.
    """

    def __init__(self, env):
        self.env = env

    def flag(self, partner):
        """Flag a contact, and plan the erasure that an officer approves.

        :param res.partner partner: one, as whoever learnt of it sees it
        :raise UserError: of a company, of who was anonymised, and where an erasure waits already
        :rtype: privacy.run
        """
        # who has a privacy role says it of whomever they see, others of whom they may edit
        partner.ensure_one().check_access(
            "read" if self.env.user.has_group(USER) else "write")
        check_contacts(self.env, partner)
        if partner.is_company or partner.sudo().privacy_anonymised_on:
            raise UserError(self.env._("This is no contact of a person."))
        if run := self._under_way(partner):
            raise UserError(self.env._("An erasure is under way already: %s.", run.name))
        partner.sudo().privacy_child = True
        run = self.env["privacy.run"].sudo()._open_erasure(partner.sudo(), GROUND)
        plan_items(run)
        run._move("waiting")
        self.env["privacy.evidence"].sudo()._record([{
            "act": "child_flagged", "partner": partner.id, "run": run.id,
            "counts": {"uid": self.env.uid}}])
        self._tell_officers(run, partner)
        return run

    def _under_way(self, partner):
        runs = self.env["privacy.run"].sudo().search(
            Domain("ground", "=", GROUND)
            & Domain("state", "in", ("waiting", "approved", "running", "proving")))
        return runs.filtered(lambda run: partner.id in (run.asked_refs or ()))[:1]

    def _tell_officers(self, run, partner):
        """Tell the officers of its company, by number alone."""
        company = partner.sudo().company_id
        officers = self.env.ref(OFFICER).sudo().all_user_ids.filtered(
            lambda user: user.active and not user.share
            and (not company or company in user.company_ids))
        self.env["mail.thread"].sudo().message_notify(
            partner_ids=(officers - self.env.ref("base.user_root")).partner_id.ids,
            subject=self.env._("A child's data: %s waits for an officer", run.name),
            body=self.env._(
                "Staff learnt that a contact is a child under 16. Run %s plans its erasure and "
                "waits for an officer's approval.", run.name))
