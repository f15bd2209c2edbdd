from odoo import api, fields, models, tools
from odoo.exceptions import ValidationError

from ...engine.clocks.found import Found
from ...engine.clocks.marks import REMEMBERED
from ...engine.clocks.signals import SignalFacts

#: what a signal says of a contact; engine/clocks/decision.py holds what each of them does
KINDS = [
    ("billing", "Billing event"),
    ("unpaid", "Unpaid document: suspends the billing clock"),
    ("under_way", "Under way: suspends the clocks while it is alive"),
    ("customer", "Bought from us: a customer, and no supplier alone"),
    ("paid", "Paid us"),
    ("contract_end", "End of the contract"),
    ("interaction", "Interaction"),
    ("ahead", "What lies ahead: an interaction on its own day, the next one first"),
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
    match = fields.Selection(
        selection_add=[("phone", "Phone number")], ondelete={"phone": "cascade"})
    path = fields.Char(required=True)
    other_paths = fields.Char(
        string="Other Links",
        help="Further fields, joined by commas, that name a contact of the record: whoever gets "
        "the invoice or the delivery. Fields of modules that are not installed rest.",
    )
    date_field = fields.Char(
        string="Date", required=True, default="create_date", help="A stored date of the model."
    )
    other_dates = fields.Char(
        help="Further dates, joined by commas: the newest counts. Fields of modules that are not "
        "installed rest.",
    )
    answered = fields.Boolean(
        string="Messages Count",
        help="A message of a person on the record, or a move of it that Odoo notes, counts as "
        "its date too.",
    )
    found = fields.Boolean(
        readonly=True, copy=False,
        help="Nobody has read this model: by its fields it may hold what is under way. Archive "
        "the row where it does not.",
    )
    booked = fields.Boolean(
        help="The person has booked it: as long as its day is to come, an erasure on request waits "
        "for it, unless it rests on Art. 17(1)(d), (e) or (f).",
    )
    company_path = fields.Char(help="Stored company field, where the model has one.")
    entity_path = fields.Char(
        string="Company of the Document",
        help="For who is named: the stored link to the commercial entity that it was made with. "
        "Whoever moved to another company is kept for that document alone.",
    )
    floor_years = fields.Integer(
        string="Statutory Floor",
        help="Years that the law asks to keep this kind of document, counted from 1 January "
        "after its book year; 0: none of its own. The billing clock takes the longest.",
    )
    contract = fields.Selection(
        [("trade", "Customer or supplier"), ("customer", "Customer")], string="A Contract With",
        help="As long as it is under way, whoever it names is a running one: it is a contract, or "
        "the steps before one.",
    )
    voucher = fields.Boolean(
        help="An entry in the books rests on it: kept as long as the settings of its company say "
        "of vouchers, and so is whoever stands on it.",
    )

    _code_uniq = models.UniqueIndex("(code)", "Another signal has this code.")

    @api.constrains("model_name", "module", "match", "path", "other_paths", "date_field",
                    "other_dates", "company_path", "entity_path", "domain", "answered")
    def _check_readable(self):
        for signal in self:
            if signal._is_resting():
                signal._check_present(signal.date_field)
                continue
            model = signal._check_model()
            signal._check_target(model)
            for path in signal._dates():
                signal._check_date_field(model, path)
            signal._check_domain(model)
            if signal.answered and "message_ids" not in model._fields:
                raise ValidationError(self.env._("%s has no messages.", model._name))

    @api.constrains("floor_years")
    def _check_floor_years(self):
        if any(not 0 <= signal.floor_years <= 100 for signal in self):
            raise ValidationError(self.env._("A statutory floor lies between 0 and 100 years."))

    def _check_target(self, model):
        for path in self._paths():
            if self.match == "partner":
                self._check_path_leads_to_contact(model, path)
            elif self._walk(model, path).type != "char":
                raise ValidationError(
                    self.env._("%s is no mail address.", path) if self.match == "email"
                    else self.env._("%s is no phone number.", path))
        entity = self.entity_path and self._walk(model, self.entity_path)
        if entity and (self.kind != "named" or entity.comodel_name != "res.partner"):
            raise ValidationError(self.env._("%s is no company of who is named.", self.entity_path))
        company = self.company_path and self._walk(model, self.company_path)
        if company and company.comodel_name != "res.company":
            raise ValidationError(self.env._("%s does not lead to a company.", self.company_path))

    def _waits(self):
        """What is found by rule keeps more contacts and makes nobody due; who is a customer moves
        tags alone.
        """
        return not all(signal.found or signal.kind in ("customer", "paid") for signal in self)

    # === ITS PATHS AND DATES === #

    def _paths(self):
        """Return the paths to whoever a record names, of fields that are here."""
        return [self.path, *self._present(self.other_paths)]

    def _dates(self):
        """Return the paths to its dates, of fields that are here."""
        return [self.date_field, *self._present(self.other_dates)]

    def _present(self, paths):
        model = self.env.get(self.model_name)
        names = [path.strip() for path in (paths or "").split(",")]
        return [path for path in names if path and path.partition(".")[0] in model._fields]

    # === WHAT THE OUTBOX ASKS === #

    @tools.ormcache(cache="stable")
    def _path_fields(self):
        """Return {model: fields that lead to a contact}; changing one moves a record away."""
        paths = {"res.partner": {"parent_id"}}
        for signal in self.sudo().search([("active", "=", True)])._readable():
            paths.setdefault(signal.model_name, set()).update(
                path.partition(".")[0] for path in signal._paths())
        return paths

    @tools.ormcache(cache="stable")
    def _links(self):
        """Return {model: [(signal id, match, path, model of a polymorphic id on that path)]}."""
        links = {}
        for signal in self.sudo().search([("active", "=", True)])._readable():
            for path in signal._paths():
                field = self.env[signal.model_name]._fields[path.partition(".")[0]]
                thread = signal._linked_model(field) if field.type == "many2one_reference" else None
                links.setdefault(signal.model_name, []).append(
                    (signal.id, signal.match, path, thread))
        return links

    def _watched_fields(self):
        """Return the fields of the model whose change may change what this signal says."""
        self.ensure_one()
        conditions = self._domain().iter_conditions()
        paths = [*self._paths(), *self._dates(), self.company_path or "", self.entity_path or ""]
        paths += [condition.field_expr for condition in conditions]
        return {path.partition(".")[0] for path in paths if path}

    @tools.ormcache(cache="stable")
    def _answered_models(self):
        """Return the models whose messages say when somebody was last at work on a record."""
        signals = self.sudo().search([("active", "=", True), ("answered", "=", True)])
        return frozenset(signals._readable().mapped("model_name"))

    # === WHAT THE REFRESH ASKS === #

    @tools.ormcache(cache="stable")
    def _unread(self):
        """Return what the rule finds in this registry and no signal reads yet; see
        ``engine/clocks/found.py``.
        """
        return Found(self.env).unread()

    @tools.ormcache("self.id", "number", "few", "named", "now", "several",
                    "self.env.company.id", "self.env.lang")
    def _facts_sql(self, number, few, named, now, several):
        """Return the SQL of the signal's facts, which stays the same until a row of policy, the
        registry or these colleagues change; see :class:`...engine.clocks.signals.SignalFacts`.

        :param datetime now: where the domain depends on it
        :param bool several: whether a contact has several addresses
        """
        return SignalFacts(self).compose(number, few, named, now, several)

    @tools.ormcache(cache="stable")
    def _remembered_models(self):
        """Return the installed models whose records clocks remember, inactive signals' too."""
        signals = self.with_context(active_test=False).search([("kind", "in", REMEMBERED)])
        return tuple(sorted({
            signal.model_name for signal in signals if signal.model_name in self.env}))
