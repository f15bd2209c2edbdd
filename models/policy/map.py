from odoo import api, fields, models, tools
from odoo.exceptions import ValidationError
from odoo.tools import SQL

from ...core.errors import BadPlan
from ...core.policy import datamap
from ...engine import ways
from ...engine.labels import Labels
from ...engine.ways import MORE, WAYS


class PrivacyMap(models.Model):
    """One row of the data map: which records of a model are whose data, and what becomes of them.

    Rows with a path concern contacts; rows with a date and the category "technical" or
    "cookies" are deleted by their own date (technical logs, web analytics).
    """

    _name = "privacy.map"
    _description = "Data Map"
    _inherit = ["privacy.source", "privacy.policy.row"]
    _order = "sequence, id"
    _rec_name = "model_name"
    # a change of the data map changes what goes of a contact (R18)
    _policy_waits = True
    _policy_harmless = frozenset({"note", "sequence"})

    sequence = fields.Integer(default=50)
    active = fields.Boolean(default=True)
    category_id = fields.Many2one("privacy.category", required=True, ondelete="restrict")
    match = fields.Selection(
        selection_add=MORE, ondelete=dict.fromkeys(dict(MORE), "cascade"),
        help="By address or number only where no other living contact has the same.",
    )
    act = fields.Selection(
        [("erase", "Erase the record"), ("mask", "Empty the fields"),
         ("redact", "Redact mentions of the person"), ("keep", "Keep, with ground and end")],
        required=True,
    )
    ground = fields.Selection(
        "_selection_ground", help="Why records that are kept are kept."
    )
    field_names = fields.Char(
        string="Fields", help="Joined by commas; not for records that go."
    )
    party_paths = fields.Char(
        string="Other Parties",
        help="Paths, joined by commas, to the other people of a record. Where one of them lives "
        "and is not due, and is not staff, the record is shared.",
    )
    shared_act = fields.Selection(
        [("keep", "Leave it as it is"), ("mask", "Empty the fields"),
         ("redact", "Redact mentions of the person")],
        string="Where Shared", default="keep", required=True,
    )
    shared_field_names = fields.Char(string="Fields Where Shared")
    date_field = fields.Char(
        string="Row Date", help="Technical rows: the date whose period deletes the row."
    )
    note = fields.Char(translate=True)
    gone = fields.Char(
        string="Not Here Any More", compute="_compute_gone", compute_sudo=True,
        help="What the row names and this database does not have. What is left of the row is "
        "carried out; where the way itself is broken, nothing is.")
    proposed = fields.Boolean(
        readonly=True, help="Made of a proposal that an officer accepted under Coverage.")

    _row_uniq = models.UniqueIndex(
        "(model_name, COALESCE(path, ''), domain, act, match, COALESCE(date_field, ''), "
        "COALESCE(module, ''), shared_act, COALESCE(party_paths, ''))",
        "The map has this row already.",
    )

    @api.model
    def _selection_ground(self):
        return list(Labels(self.env).grounds().items())

    @api.constrains("model_name", "module", "path", "domain", "act", "field_names", "date_field",
                    "match", "party_paths", "shared_act", "shared_field_names", "ground")
    def _check_readable(self):
        for row in self:
            if row._is_resting():
                row._check_present(row.date_field)
                continue
            model = row._check_model()
            if not row.path and not row.date_field:
                raise ValidationError(
                    self.env._("A row of the map needs a path to the contact, or a row date.")
                )
            if row.path:
                row._check_path(model)
            for path in _names(row.party_paths):
                row._check_party(model, path)
            if row.date_field:
                row._check_date_field(model, row.date_field)
            row._check_domain(model)
            row._check_ground()
            if row.act != "keep" or row.field_names:
                as_text = "redact" if row.act == "keep" else row.act
                row._check_fields(model, as_text, _names(row.field_names))
            row._check_fields(model, row.shared_act, _names(row.shared_field_names))

    def _check_ground(self):
        if (self.act == "keep") != bool(self.ground):
            raise ValidationError(self.env._("A ground is given where records are kept."))

    def _check_path(self, model):
        if not WAYS[self.match].fits(self, model, self._walk(model, self.path)):
            raise ValidationError(self.env._(
                "%(model)s cannot be found by %(path)s in this way.",
                model=model._name, path=self.path))

    def _check_party(self, model, path):
        if self._walk(model, path).comodel_name != "res.partner":
            raise ValidationError(self.env._("%s does not lead to a contact.", path))

    def _check_fields(self, model, act, names):
        if (act in datamap.FIELD_ACTS) != bool(names):
            raise ValidationError(self.env._("Fields are named where they are emptied."))
        may = self._can_be_emptied if act == "mask" else self._can_be_redacted
        wrong = [name for name in names if not may(model, name)]
        if wrong:
            raise ValidationError(
                self.env._("%(model)s has no field %(field)s that could be emptied.",
                           model=model._name, field=", ".join(wrong))
            )

    def _can_be_redacted(self, model, name):
        field = model._fields.get(name)
        return bool(field is not None and field.store and field.column_type
                    and field.type in ("char", "text", "html", "json", "properties"))

    def _can_be_emptied(self, model, name):
        """A stored field that is not the way to the contact. Required text gets a placeholder;
        models that the gateway masks by a method of their own may name any required field.
        """
        field = model._fields.get(name)
        if field is None or not field.store or name in models.MAGIC_COLUMNS:
            return False
        if name == (self.path or "").partition(".")[0] and self.match == "partner":
            return field.type == "many2many"  # only the person's own link goes
        own = self.env["privacy.gateway"]._hook("mask", model._name)
        return bool(own) or not field.required or field.type in ("char", "text", "html")

    def _field_tuple(self):
        return self._here(self.field_names)

    def _shared_field_tuple(self):
        return self._here(self.shared_field_names)

    def _parties(self):
        """Return the paths that lead to the other people of a record."""
        return self._here(self.party_paths)

    def _here(self, text):
        """Return the names in a text that lead somewhere: a field goes with its module."""
        model = self.env.get(self.model_name)
        return tuple(name for name in _names(text)
                     if model is not None and self._is_there(model, name))

    def _gone(self):
        """Return what the row names and is not here any more, sorted; with its module gone a row
        merely rests.
        """
        if not self._awake():
            return []
        # a row that somebody begins to write names no model yet
        vanished = {name for name in self._vanished() if name}
        for text in (self.field_names, self.shared_field_names, self.party_paths):
            vanished |= {*_names(text)} - {*self._here(text)}
        return sorted(vanished)

    @api.depends("model_name", "path", "domain", "field_names", "shared_field_names",
                 "party_paths", "date_field", "active", "module")
    def _compute_gone(self):
        for row in self:
            row.gone = ", ".join(row._gone()) or False

    # === COMPILED === #

    @tools.ormcache()
    def _compiled(self):
        """Return the entries that lead to contacts, in acting order."""
        try:
            return datamap.ordered(
                datamap.Entry(
                    key=row.id, sequence=row.sequence, model=row.model_name,
                    category=row.category_id.code, act=row.act, match=row.match,
                    fields=() if row.act == "keep" else row._field_tuple(),
                    shared_act=row._shared_act(), shared_fields=row._shared_field_tuple(),
                    parties=row._parties(), ground=row.ground or "", words=row._words(),
                )
                for row in self.sudo().search([("date_field", "=", False)])._readable()
                if row._says_what()
            )
        except BadPlan as error:
            raise ValidationError(self.env._("The data map cannot be read: %s", error)) from error

    @tools.ormcache()
    def _matches_addresses(self):
        """Whether any row finds records by address or number."""
        rows = self.sudo().search([("match", "!=", "partner"), ("date_field", "=", False)])
        return bool(rows._readable())

    def _shared_act(self):
        return self.shared_act if self._shared_field_tuple() else "keep"

    def _says_what(self):
        """Whether a field is left of those that are emptied; a record that goes needs none."""
        return self.act not in datamap.FIELD_ACTS or bool(self._field_tuple())

    def _words(self):
        """Return the fields that the person has to be named in for the record to be found."""
        if self.act in ("redact", "keep"):
            return self._field_tuple()
        return (self.path,) if self.match == "mention" else ()

    @tools.ormcache("self.id", "self.env.lang", "sweep", "alone")
    def _located_sql(self, sweep=False, alone=False):
        """Return SQL of the pairs (subject, record) of this row: see ``engine/ways.py``."""
        return ways.located_sql(self.ensure_one(), sweep, alone)

    @tools.ormcache("self.id")
    def _tables(self):
        """Return the tables between the row's records and the contact, its own included."""
        return ways.tables_of(self.ensure_one())

    @tools.ormcache("self.id", "self.env.lang", "steps")
    def _parties_sql(self, steps="privacy_plan"):
        """Return SQL of the pairs (record, party) of this row: see ``engine/ways.py``."""
        return ways.parties_sql(self.ensure_one(), steps)

    def _expired(self, before, after, limit):
        """Return pairs (record id, contact id) of technical rows older than a moment.

        :param before: datetime; rows of that moment or later stay
        :param int after: only ids above this one, so that rows which stay do not come again
        """
        self.ensure_one()
        model, query = self._query([(self.date_field, "<", before), ("id", ">", after)])
        target = self._column_sql(model, query, self.path) if self.path else SQL("NULL::int")
        query.limit = limit
        query.order = SQL.identifier(query.table, "id")
        return self.env.execute_query(query.select(SQL.identifier(query.table, "id"), target))


def _names(text):
    """Return the names in a text joined by commas."""
    return tuple(name.strip() for name in (text or "").split(",") if name.strip())
