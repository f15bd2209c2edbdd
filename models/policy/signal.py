from odoo import api, fields, models, tools
from odoo.exceptions import ValidationError

from ...engine.clocks.marks import REMEMBERED
from ...engine.clocks.signals import SignalFacts

#: what a signal says of a contact; engine/clocks/decision.py holds what each of them does
KINDS = [
    ("billing", "Billing event"),
    ("unpaid", "Unpaid document: suspends the billing clock"),
    ("contract_end", "End of the contract"),
    ("interaction", "Interaction"),
    ("opt_out", "Opt-out"),
    ("named", "Named on a document, or account holder"),
    ("protected", "Protected contact: never erased"),
]


class PrivacySignal(models.Model):
    """Which records start, move or stop a clock: a model, the path to the contact, a date."""

    _name = "privacy.signal"
    _description = "Signal of a Clock"
    _inherit = ["privacy.source", "privacy.policy.row"]
    _order = "sequence, id"
    # another signal may make more contacts due (R18)
    _policy_waits = True

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    kind = fields.Selection(KINDS, required=True)
    path = fields.Char(required=True)
    date_field = fields.Char(
        string="Date", required=True, default="create_date", help="A stored date of the model."
    )
    company_path = fields.Char(help="Stored company field, where the model has one.")
    floor_years = fields.Integer(
        string="Statutory Floor",
        help="Years that the law asks to keep this kind of document, counted from 1 January "
        "after its book year; 0: none of its own. The billing clock takes the longest.",
    )
    voucher = fields.Boolean(
        help="An entry in the books rests on it: kept as long as the settings of its company say "
        "of vouchers, and so is whoever stands on it.",
    )

    _code_uniq = models.UniqueIndex("(code)", "Another signal has this code.")

    @api.constrains("model_name", "module", "match", "path", "date_field", "company_path", "domain")
    def _check_readable(self):
        for signal in self:
            if signal._is_resting():
                signal._check_present(signal.date_field)
                continue
            model = signal._check_model()
            signal._check_target(model)
            signal._check_date_field(model, signal.date_field)
            signal._check_domain(model)

    @api.constrains("floor_years")
    def _check_floor_years(self):
        if any(not 0 <= signal.floor_years <= 100 for signal in self):
            raise ValidationError(self.env._("A statutory floor lies between 0 and 100 years."))

    def _check_target(self, model):
        if self.match == "partner":
            self._check_path_leads_to_contact(model)
        elif self._walk(model, self.path).type != "char":
            raise ValidationError(self.env._("%s is no mail address.", self.path))
        company = self.company_path and self._walk(model, self.company_path)
        if company and company.comodel_name != "res.company":
            raise ValidationError(self.env._("%s does not lead to a company.", self.company_path))

    # === WHAT THE OUTBOX ASKS === #

    @tools.ormcache(cache="stable")
    def _path_fields(self):
        """Return {model: fields that lead to a contact}; changing one moves a record away."""
        paths = {"res.partner": {"parent_id"}}
        for signal in self.sudo().search([("active", "=", True)])._readable():
            paths.setdefault(signal.model_name, set()).add(signal.path.partition(".")[0])
        return paths

    @tools.ormcache(cache="stable")
    def _links(self):
        """Return {model: [(signal id, match, path, model of a polymorphic id on that path)]}."""
        links = {}
        for signal in self.sudo().search([("active", "=", True)])._readable():
            field = self.env[signal.model_name]._fields[signal.path.partition(".")[0]]
            thread = signal._linked_model(field) if field.type == "many2one_reference" else None
            links.setdefault(signal.model_name, []).append(
                (signal.id, signal.match, signal.path, thread))
        return links

    def _watched_fields(self):
        """Return the fields of the model whose change may change what this signal says."""
        self.ensure_one()
        conditions = self._domain().iter_conditions()
        paths = [self.path, self.date_field, self.company_path or ""]
        paths += [condition.field_expr for condition in conditions]
        return {path.partition(".")[0] for path in paths if path}

    # === WHAT THE REFRESH ASKS === #

    @tools.ormcache("self.id", "number", "few", "named", "now", "self.env.company.id",
                    "self.env.lang")
    def _facts_sql(self, number, few, named, now):
        """Return the SQL of the signal's facts, which stays the same until a row of policy, the
        registry or these colleagues change; see :class:`...engine.clocks.signals.SignalFacts`.

        :param datetime now: where the domain depends on it
        """
        return SignalFacts(self).compose(number, few, named)

    @tools.ormcache(cache="stable")
    def _remembered_models(self):
        """Return the installed models whose records clocks remember, inactive signals' too."""
        signals = self.with_context(active_test=False).search([("kind", "in", REMEMBERED)])
        return tuple(sorted({
            signal.model_name for signal in signals if signal.model_name in self.env}))
