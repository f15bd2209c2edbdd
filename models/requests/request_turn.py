from odoo import fields, models
from odoo.tools import SQL

from ...core.requests import rights as rules


class PrivacyRequestTurn(models.Model):
    """Whose request acts on a contact: a row that two transactions cannot both write.

    A lock alone would not do: the second one would wait, and then decide on what it had read
    before (the cursors' level is REPEATABLE READ). A row that both write makes PostgreSQL refuse
    the second, and Odoo begins it again from what the first has left. Ids alone.
    """

    _name = "privacy.request.turn"
    _description = "Turn of a Request"
    _log_access = False

    partner_ref = fields.Integer(required=True, readonly=True)
    request_ref = fields.Integer(required=True, readonly=True, index=True)

    _partner_uniq = models.Constraint("UNIQUE(partner_ref)", "One request acts at a time.")


class PrivacyRequest(models.Model):
    _inherit = "privacy.request"

    def _take_turn(self):
        """Note that this request acts on its contacts.

        :raise psycopg2.errors.SerializationFailure: where another one has just done so
        """
        self.ensure_one()
        self.env.execute_query(SQL(
            """INSERT INTO privacy_request_turn (partner_ref, request_ref)
               SELECT unnest(%s::int[]), %s
               ON CONFLICT (partner_ref) DO UPDATE SET request_ref = EXCLUDED.request_ref
               RETURNING partner_ref""", sorted(self.partner_ids.ids), self.id))
        self.env["privacy.request.turn"].invalidate_model(flush=False)

    def _move(self, target):
        done = super()._move(target)
        if target not in rules.RUNNING:
            self.env["privacy.request.turn"].sudo().search(
                [("request_ref", "in", self.ids)]).unlink()
        return done
