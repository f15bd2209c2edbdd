"""Two requests for one person do not act at once."""

from odoo.tools import SQL


class Locks:
    """Row locks, and the row that says whose request acts on a contact."""

    def __init__(self, env, requests):
        self.env, self.requests = env, requests

    def hold_rows(self):
        """Hold these requests and their contacts until the transaction ends."""
        self.env.flush_all()
        self.env.cr.execute(SQL(
            "SELECT FROM privacy_request WHERE id = ANY(%s) ORDER BY id FOR UPDATE",
            self.requests.ids))
        self.env.cr.execute(SQL(
            "SELECT FROM res_partner WHERE id = ANY(%s) ORDER BY id FOR NO KEY UPDATE",
            self.requests.partner_ids.ids))
        self.requests.invalidate_recordset()

    def take(self):
        """Note that this request acts on its contacts.

        :raise psycopg2.errors.SerializationFailure: where another one has just done so
        """
        request = self.requests.ensure_one()
        subjects = [*request.partner_ids.ids, *(-each for each in request.contactless_ids.ids)]
        self.env.execute_query(SQL(
            """INSERT INTO privacy_request_lock (partner_ref, request_ref)
               SELECT unnest(%s::int[]), %s
               ON CONFLICT (partner_ref) DO UPDATE SET request_ref = EXCLUDED.request_ref
               RETURNING partner_ref""", sorted(subjects), request.id))
        self.env["privacy.request.lock"].invalidate_model(flush=False)

    def release(self):
        """These requests act no more."""
        self.env["privacy.request.lock"].sudo().search(
            [("request_ref", "in", self.requests.ids)]).unlink()
