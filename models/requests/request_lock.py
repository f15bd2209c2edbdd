from odoo import fields, models


class PrivacyRequestLock(models.Model):
    """Whose request acts on a contact: a row that two transactions cannot both write.

    A lock alone would not do: the second one would wait, and then decide on what it had read
    before (the cursors' level is REPEATABLE READ). A row that both write makes PostgreSQL refuse
    the second, and Odoo begins it again from what the first has left. Ids alone.
    """

    _name = "privacy.request.lock"
    _description = "Contact on Which a Request Acts"
    _log_access = False

    partner_ref = fields.Integer(required=True, readonly=True)
    request_ref = fields.Integer(required=True, readonly=True, index=True)

    _partner_uniq = models.Constraint("UNIQUE(partner_ref)", "One request acts at a time.")
