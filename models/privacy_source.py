import ast

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.orm.domains import DomainAnd, DomainCondition
from odoo.tools import SQL


class PrivacySource(models.AbstractModel):
    """A row of policy that names a model, the path to the contact, and which records count.

    A row of a module that is not installed rests until it is. Anything else that cannot be
    read (no such model, field or domain) is refused where it is entered; there is no fallback
    that would match everything.
    """

    _name = "privacy.source"
    _description = "Policy Row That Reads a Model"

    model_name = fields.Char(string="Model", required=True)
    module = fields.Char(
        help="The module that brings the model. Where it is not installed the row rests."
    )
    path = fields.Char(
        string="Path to the Contact",
        help="Field, or fields joined by dots, that leads to the contact or its address.",
    )
    domain = fields.Char(default="[]", required=True, help="Which records count.")
    installed = fields.Boolean(compute="_compute_installed")

    @api.depends("model_name")
    def _compute_installed(self):
        for source in self:
            source.installed = source._is_installed()

    def _is_installed(self):
        """Whether the model of the row, and the start of its path, exist in this database."""
        self.ensure_one()
        model = self.env.get(self.model_name)
        head = (self.path or "id").partition(".")[0]
        return model is not None and head in model._fields

    def _readable(self):
        """Return the active rows of ``self`` whose module and model are here."""
        present = self.env["ir.module.module"].sudo()._installed()
        return self.filtered(
            lambda row: row.active and row._is_installed()
            and (not row.module or row.module in present)
        )

    def _is_resting(self):
        """Whether the row waits for its module; its domain must be a list all the same."""
        self._check_domain_text()
        return bool(self.module) and self.module not in (
            self.env["ir.module.module"].sudo()._installed()
        )

    def _check_present(self, date_field):
        """Check what can be checked of a row whose module is not here (or is mistyped)."""
        model = self.env.get(self.model_name)
        if model is None:
            return
        if self.path and self.path.partition(".")[0] in model._fields:
            self._check_path_leads_to_contact(model)
        if date_field and date_field in model._fields:
            self._check_date_field(model, date_field)

    def _check_model(self):
        """Return the model of the row, or raise a ValidationError that says what is missing."""
        model = self.env.get(self.model_name)
        if model is None or model._abstract or model._transient:
            raise ValidationError(self.env._("There is no stored model %s.", self.model_name))
        return model

    def _walk(self, model, path):
        """Return the field at the end of a dotted path, or raise a ValidationError."""
        *heads, last = path.split(".")
        for head in heads:
            field = model._fields.get(head)
            if field is None or field.type != "many2one" or not field.store:
                raise ValidationError(
                    self.env._("%(field)s of %(model)s is no stored link.",
                               field=head, model=model._name)
                )
            model = self.env[field.comodel_name]
        field = model._fields.get(last)
        if field is None or not (field.store or field.inherited):
            raise ValidationError(
                self.env._("%(model)s has no stored field %(field)s.",
                           field=last, model=model._name)
            )
        return field

    def _check_path_leads_to_contact(self, model):
        """Refuse a path that ends anywhere but at a contact: a number is nobody.

        The id of contacts themselves leads there; the id of a thread's record only where the
        domain says that the record is a contact.
        """
        field = self._walk(model, self.path)
        own_id = model._name == "res.partner" and self.path == "id"
        thread = field.type == "many2one_reference" and "." not in self.path and any(
            condition.field_expr == field.model_field and condition.operator in ("=", "in")
            and condition.value in ("res.partner", ["res.partner"])
            for condition in self._required_conditions()
        )
        if field.comodel_name != "res.partner" and not own_id and not thread:
            raise ValidationError(self.env._("%s does not lead to a contact.", self.path))

    def _required_conditions(self):
        """Return the conditions of the domain that every record must meet."""
        domain = self._domain()
        parts = domain.children if isinstance(domain, DomainAnd) else [domain]
        return [part for part in parts if isinstance(part, DomainCondition)]

    def _check_date_field(self, model, path):
        if self._walk(model, path).type not in ("date", "datetime"):
            raise ValidationError(self.env._("%s is no date.", path))

    def _check_domain_text(self):
        try:
            self._domain()
        except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError) as error:
            raise self._unreadable(error) from error

    def _check_domain(self, model):
        try:
            self._domain().validate(model)
        except (ValueError, TypeError, KeyError) as error:
            raise self._unreadable(error) from error

    def _unreadable(self, error):
        return ValidationError(
            self.env._("The domain cannot be read: %s", type(error).__name__)
        )

    def _parsed_domain(self):
        """Return the domain as the list it must be: nothing else may mean "everything"."""
        domain = ast.literal_eval(self.domain or "")
        if not isinstance(domain, list):
            raise TypeError("A domain is a list.")
        return domain

    def _domain(self):
        """Return the row's domain; entering it has proved that it parses."""
        return Domain(self._parsed_domain())

    def _query(self, domain):
        """Return (model, query) of the records that count, archived ones too, as superuser."""
        model = self.env[self.model_name].sudo().with_context(active_test=False)
        return model, model._search(self._domain() & Domain(domain), bypass_access=True)

    def _column_sql(self, model, query, path):
        """Return the column at the end of a dotted path, joining the tables on the way."""
        alias, (*heads, last) = query.table, path.split(".")
        for head in heads:
            model, alias = model._fields[head].join(model, alias, query)
        field = model._fields[last]
        if field.type == "many2many":
            relation = query.make_alias(alias, last)
            own_id = SQL.identifier(alias, "id")
            query.add_join(
                "JOIN", relation, field.relation,
                SQL("%s = %s", SQL.identifier(relation, field.column1), own_id),
            )
            return SQL.identifier(relation, field.column2)
        return model._field_to_sql(alias, last, query)
