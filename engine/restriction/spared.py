"""Who must lose nothing: contacts under a hold or a restriction (R15)."""

import logging

from odoo.exceptions import UserError
from odoo.tools import SQL

from ..acting import is_acting
from .documents import Documents
from .restriction import Restriction

_logger = logging.getLogger(__name__)


class Spared:
    """Contacts that a hold or a restriction keeps from erasure, on every path that erases."""

    def __init__(self, env):
        self.env = env

    def among(self, partners):
        """Return the ids of these contacts that nothing may be erased of."""
        held = self.env["privacy.hold"].sudo()._on_hold(partners.ids)
        known = Restriction(self.env).now().roots.keys() & set(partners.ids)
        # .exists(): whoever deletes what is gone already is told nothing new
        return held | known | set(partners.sudo().exists().filtered("privacy_restricted").ids)

    def is_anybody(self):
        """Whether a hold is not released, or anybody is restricted."""
        holds = self.env["privacy.hold"].sudo()
        return bool(Restriction(self.env).now().roots
                    or holds.search_count([("released_on", "=", False)], limit=1))

    def everybody(self):
        """Return the ids of all who are held or restricted: contacts, and minus the ids of
        subjects without one.
        """
        self.env.flush_all()
        return {subject for (subject,) in self.env.execute_query(SQL(
            """SELECT partner_id FROM (%s) held
                UNION SELECT id FROM res_partner WHERE privacy_restricted
                UNION SELECT -id FROM privacy_contactless WHERE restricted""",
            self.env["privacy.hold"]._on_hold_sql(self.env["privacy.timer"]._today())))}

    def check_erasable(self, partners):
        """Refuse whatever would erase a spared contact.

        :raise UserError: naming them by id
        """
        spared = set() if is_acting(self.env) else self.among(partners)
        if spared:
            raise UserError(
                self.env._("Under a hold or restricted (Art. 18), not to be erased: contact %s. "
                           "A privacy officer can release it.",
                           ", ".join(map(str, sorted(spared))))
            )

    def check_documents(self, records):
        """Refuse the deletion of documents of spared contacts: a hold covers them too.

        :raise UserError: naming the contacts by id
        """
        named = self.env["res.partner"].browse(Documents(self.env, records).owners())
        if spared := self.among(named) if named else set():
            raise UserError(
                self.env._("Document of a contact under a hold or restricted (Art. 18), not to be "
                           "deleted: contact %s. Cancel or archive it instead, or ask a privacy "
                           "officer.", ", ".join(map(str, sorted(spared))))
            )

    # === DATA RECYCLE === #

    def recycled(self, model, action, ids):
        """Return the ids of records that a recycling rule must leave alone; record whose.

        :param model: empty recordset of the rule's model
        :param str action: ``unlink`` or ``archive``
        """
        records = model.sudo().with_context(active_test=False).browse(ids).exists()
        contacts = {record.id: Documents(self.env, record).contacts_of() for record in records}
        everybody = self.env["res.partner"].browse(set().union(*contacts.values()))
        # a hold does not stop archiving; restriction leaves everything as it is
        spared = (
            self.among(everybody) if action == "unlink" and everybody
            else Restriction(self.env).now().roots.keys() & set(everybody.ids)
        )
        left_out = {record for record, named in contacts.items() if named & spared}
        if left_out:
            _logger.info("Recycling %s: left out %s, held or restricted", model._name, left_out)
            self._record_once(spared)
        return left_out

    def _record_once(self, contact_ids):
        """Record once who was left out: a rule finds the same contacts every day."""
        Evidence = self.env["privacy.evidence"].sudo()
        recorded = Evidence.search(
            [("act", "=", "spared"), ("partner_ref", "in", list(contact_ids))]
        ).mapped("partner_ref")
        missing = self.env["res.partner"].browse(set(contact_ids) - set(recorded))
        missing._privacy_record_evidence("spared")

    # === PRIVACY LOOKUP === #

    def check_lookup(self, lines, vals):
        """Refuse what Odoo's privacy lookup may not do, and record what it deletes: it acts as
        the superuser, and the person behind it still counts.
        """
        if "is_active" in vals:
            self._check_archived(lines)
        if vals.get("is_unlinked"):
            self._record_lookup(lines)

    def _check_archived(self, lines):
        restriction = Restriction(self.env)
        if not (barred := restriction.barred_user("write")):
            return
        for line in lines:
            record = self.env[line.res_model].sudo().browse(line.res_id).exists()
            refused = record and barred.among(Documents(self.env, record).contacts_of())
            if refused:
                raise restriction.refusal(refused)

    def _record_lookup(self, lines):
        """Record what the lookup deleted; contacts and users record their own end."""
        rows = [
            {"act": "lookup_unlink", "counts": {"model": line.res_model, "id": line.res_id}}
            for line in lines if line.res_model not in ("res.partner", "res.users")
        ]
        if rows:
            self.env["privacy.evidence"].sudo()._record(rows)
