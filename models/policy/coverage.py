from odoo import api, fields, models, tools
from odoo.exceptions import AccessError, UserError, ValidationError

from ...const import OFFICER
from ...core.policy import proposals as rules
from ...engine.coverage.accepting import Accepting
from ...engine.coverage.proposals import Proposals
from ...engine.coverage.reasons import reasons
from ...engine.coverage.rows import CoverageRows
from ...engine.coverage.verdicts import Verdicts, read_declarations
from ...engine.labels import Labels
from ...engine.ways import WAYS

#: what an officer may change of a proposal before it becomes a row of the map
OPEN_TO_OFFICERS = frozenset({"act", "path", "match", "category_id", "reason"})
#: what a field needs of an officer (``need_of`` in ``core/policy/proposals.py``)
NEEDS = [
    ("accept", "A proposal to accept"), ("decide", "A decision"),
    ("none", "Nothing: a link alone"), ("nobody", "Nothing: no way to a person"),
]


class PrivacyCoverage(models.Model):
    """A stored field that nothing decides yet, or that an officer has decided on.

    What is undecided is told from the running registry each time (:meth:`report`, and every
    run); the rows are where a proposal waits for an officer and where a decision is remembered.
    A decision is about a field as it was: one of another type is undecided again.
    """

    _name = "privacy.coverage"
    _description = "Coverage of the Data Map"
    _order = "state desc, need, model_name, field_name"
    _rec_name = "field_name"
    _log_access = False

    model_name = fields.Char(string="Model", required=True, readonly=True)
    field_name = fields.Char(string="Field", required=True, readonly=True)
    field_type = fields.Char(string="Type", required=True, readonly=True)
    module = fields.Char(readonly=True, help="The module that brought the field.")
    application = fields.Char(readonly=True, help="The same in words.")
    need = fields.Selection(NEEDS, string="Needs", readonly=True)
    touched = fields.Boolean(
        readonly=True, help="An officer has changed the proposal: it is not made anew.")
    model_label = fields.Char(string="What", compute="_compute_labels", compute_sudo=True)
    field_label = fields.Char(compute="_compute_labels", compute_sudo=True)
    state = fields.Selection(
        [("undecided", "Undecided"), ("mapped", "In the Data Map"),
         ("free", "Free of Personal Data")], default="undecided", required=True, readonly=True,
    )
    act = fields.Selection(
        [("mask", "Empty the field"), ("redact", "Redact mentions of the person"),
         ("erase", "Erase the record"), ("free", "Leave it: a number that the system gives")],
        string="Proposal",
    )
    path = fields.Char(string="Path to the Contact")
    match = fields.Selection([(code, way.label) for code, way in WAYS.items()])
    category_id = fields.Many2one("privacy.category", ondelete="restrict")
    reason = fields.Char(help="Why the field holds nobody's data.")
    map_id = fields.Many2one("privacy.map", string="Row of the Map", readonly=True,
                             ondelete="set null")
    decided_by_id = fields.Many2one("res.users", readonly=True)
    decided_on = fields.Datetime(readonly=True)

    _field_uniq = models.Constraint(
        "UNIQUE(model_name, field_name)", "This field stands here already."
    )

    @api.depends("model_name", "field_name")
    @api.depends_context("lang")
    def _compute_labels(self):
        labels = Labels(self.env)
        for row in self:
            row.model_label = labels.model(row.model_name)
            row.field_label = labels.field(row.model_name, row.field_name)

    @api.constrains("state", "reason")
    def _check_reason(self):
        for row in self:
            if row.state == "free" and not (row.reason or "").strip():
                raise ValidationError(
                    self.env._("Say why %(field)s of %(model)s holds nobody's data.",
                               field=row.field_name, model=row.model_name)
                )

    def write(self, vals):
        """Decisions are made by the buttons, which remember who made them."""
        if not self.env.su and (not OPEN_TO_OFFICERS.issuperset(vals)
                                or self.filtered(lambda row: row.state != "undecided")):
            raise AccessError(self.env._("A decision is made, and taken back, by its button."))
        if not self.env.su:
            vals = {**vals, "touched": True}
        return super().write(vals)

    # === STABLE SURFACE === #

    @api.model
    def report(self):
        """Say which stored fields of this database nothing decides.

        :return: decided and undecided (numbers of fields), by_rule = ``{code: number}`` of what
            decides the others, fields = list of {model, field, type, comodel, module, act, path,
            match, category, need} of the undecided, sorted
        :rtype: dict
        """
        self.browse().check_access("read")
        undecided, by_rule, _beside = self._verdicts()
        proposals = Proposals(self.env).of(undecided)
        return {
            "decided": sum(by_rule.values()), "undecided": len(undecided), "by_rule": by_rule,
            "fields": [self._line(column, proposals[column.key]) for column in undecided],
        }

    def _line(self, column, proposal):
        module = self.env[column.model]._fields[column.name]._module
        said = proposal._asdict()
        del said["further"]
        return {"model": column.model, "field": column.name, "type": column.type,
                "comodel": column.comodel, "module": module or "", **said,
                "need": rules.need_of(column, proposal)}

    @api.model
    def why(self, model, field):
        """Return (code, reason) of what decides a stored field; two empty texts where nothing
        does. The reason is the officer's own words, or the shipped declaration's.
        """
        self.browse().check_access("read")
        code, shipped = Verdicts(self.env).why(model, field)
        if shipped:
            return code, reasons(self.env)[shipped]
        row = self.search([("model_name", "=", model), ("field_name", "=", field)])
        return code, row.reason or "" if code == "officer" else ""

    # === WHAT IS UNDECIDED === #

    @tools.ormcache(cache="stable")
    def _verdicts(self):
        """Return (undecided columns, {code: number of fields that it decides}, {model: columns
        that the map acts on}) of the models that have a further link to a person.
        """
        verdicts = Verdicts(self.env)
        return verdicts.undecided(), verdicts.by_rule(), verdicts.beside_further()

    @tools.ormcache(cache="stable")
    def _declared(self):
        """Return the shipped declarations; one that cannot be read stops whoever asks."""
        return read_declarations(self.env)

    def _forget(self):
        """Forget the verdicts: a decision was made."""
        self.env.registry.clear_cache("stable")

    # === ROWS === #

    @api.model
    def action_open(self):
        """Menu: bring the rows up to what is installed now, and show them by module."""
        self.browse().check_access("read")
        self.sudo()._refresh()
        return self.env["ir.actions.act_window"]._for_xml_id(
            "cloudpepper_privacy.privacy_coverage_module_action")

    def _cron_refresh(self):
        self._refresh()

    def _refresh(self):
        """Let the rows follow the registry."""
        CoverageRows(self.env).refresh()

    # === DECISIONS === #

    def _check_officer(self):
        self.env["privacy.run"]._check_group(OFFICER)

    def _decide(self, vals):
        self.sudo().write({
            **vals, "decided_by_id": self.env.uid, "decided_on": fields.Datetime.now(),
        })
        self._forget()

    def action_declare_free(self):
        """Button: nobody's data stands in these fields, for the reason that each row gives."""
        self._check_officer()
        self._check_undecided()
        self._decide({"state": "free", "map_id": False})
        return True

    def action_reopen(self):
        """Button: take a declaration back."""
        self._check_officer()
        free = self.filtered(lambda row: row.state == "free")
        free.sudo().write({"state": "undecided", "decided_by_id": False, "decided_on": False})
        self._forget()
        return True

    def _check_undecided(self):
        if decided := self.filtered(lambda row: row.state != "undecided"):
            raise UserError(
                self.env._("Decided already: %s.", ", ".join(decided.mapped("field_name"))))

    def action_add_to_map(self):
        """Button: make the proposals rows of the data map; one without a proposal opens the
        form of a row, for an officer to fill in.
        """
        self._check_officer()
        self._check_undecided()
        if len(self) == 1 and self.act != "free" and not (self.act and self.path):
            return self._map_form()
        for row in self:
            row._add_to_map()
        self.sudo()._refresh()
        return True

    def _map_form(self):
        return {
            "type": "ir.actions.act_window", "res_model": "privacy.map", "view_mode": "form",
            "name": self.env._("Data Map"),
            "context": {"default_model_name": self.model_name, "default_path": self.path,
                        "default_field_names": Accepting(self.env, self).names_to_enter(),
                        "default_module": self.module},
        }

    def _add_to_map(self):
        """Make this row's proposal a row of the map, or a field of one that leads the same way."""
        if self.act == "free":
            self._decide({
                "state": "free", "map_id": False,
                "reason": (self.reason or "").strip() or reasons(self.env)["number"]})
            return
        if not (self.act and self.path and self.match and self.category_id):
            raise UserError(
                self.env._("Nothing is proposed for %(field)s of %(model)s: enter act, path, "
                           "match and category.", field=self.field_name, model=self.model_name)
            )
        rows = Accepting(self.env, self).map_rows()
        self._decide({"state": "mapped", "map_id": rows[:1].id, "reason": False})
