import ast
import logging

from odoo import api, fields, models, tools
from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.orm.domains import DomainAnd, DomainCondition
from odoo.tools import SQL

_logger = logging.getLogger(__name__)
#: fields of a row without which nothing of it can be read
PATHS = ("path", "date_field", "company_path", "entity_path", "recipient_path")


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
        help="The module that brings the model. Where it is not installed the row rests.")
    match = fields.Selection(
        [("partner", "Link to the contact"), ("email", "Mail address")],
        default="partner", required=True,
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
        """Return the active rows of ``self`` whose module and model are here, with everything
        that leads from there to the contact.
        """
        return self._awake().filtered(lambda row: row._is_installed() and not row._vanished())

    def _awake(self):
        """Return the active rows of ``self`` that wait for no module."""
        present = self.env["ir.module.module"].sudo()._installed()
        return self.filtered(
            lambda row: row.active and (not row.module or row.module in present))

    def _vanished(self):
        """Return the names on its paths, or in its domain, that are not here any more."""
        self.ensure_one()
        model = self.env.get(self.model_name)
        if model is None:
            return [self.model_name]
        paths = [self[name] for name in PATHS if name in self._fields and self[name]]
        paths += [condition.field_expr for condition in self._domain().iter_conditions()]
        return [path for path in paths if not self._is_there(model, path)]

    def _is_there(self, model, path):
        """Whether every field of a dotted path exists, as far as one can tell."""
        names = path.split(".")
        for depth, name in enumerate(names):
            field = model._fields.get(name)
            if field is None:
                return False
            target = field.relational and field.comodel_name or (
                field.type == "many2one_reference" and self._linked_model(field, names[:depth]))
            if not target or target not in self.env:
                return True
            model = self.env[target]
        return True

    def _is_resting(self):
        """Whether the row waits for its module; its domain must be a list all the same.

        While Odoo loads (an upgrade beside other modules), one that is installed may not have
        brought its models yet.
        """
        self._check_domain_text()
        if not self.module:
            return False
        loading = not self.pool.ready and self.module not in self.pool._init_modules
        return (loading or self.module not in self.env["ir.module.module"].sudo()._installed()
                or self._is_of_another())

    def _is_of_another(self):
        """Whether a row that Odoo loads is about another module of that name, or another version:
        it rests. Whoever enters a row is told what is wrong with it.
        """
        strange = [] if self.pool.ready else self._gone()
        if strange:
            _logger.warning("%s: a row rests, %s has no %s", self.module, self.model_name,
                            ", ".join(strange))
        return bool(strange)

    def _gone(self):
        """Return what the row names and is not here."""
        return self._vanished()

    def _check_present(self, date_field):
        """Check what can be checked of a row whose module is not here (or is mistyped)."""
        model = self.env.get(self.model_name)
        if model is None:
            return
        if self._can_walk(model):
            self._check_path_leads_to_contact(model)
        if date_field and date_field in model._fields:
            self._check_date_field(model, date_field)

    def _can_walk(self, model):
        """Whether the path of a resting row leads through what is here to a contact."""
        *heads, last = (self.path or "").split(".")
        for depth, head in enumerate(heads):
            field = model._fields.get(head)
            target = field is not None and self._linked_model(field, heads[:depth])
            if not target or target not in self.env:
                return False
            model = self.env[target]
        return self.match == "partner" and last in model._fields

    def _check_model(self):
        """Return the model of the row, or raise a ValidationError that says what is missing."""
        model = self.env.get(self.model_name)
        if model is None or model._abstract or model._transient:
            raise ValidationError(self.env._("There is no stored model %s.", self.model_name))
        return model

    def _walk(self, model, path):
        """Return the field at the end of a dotted path, or raise a ValidationError.

        On the way may lie links of every kind, and the id of a thread's record where the
        domain says of which model (``res_id.partner_id`` of a message on an invoice).
        """
        *heads, last = path.split(".")
        for depth, head in enumerate(heads):
            field = model._fields.get(head)
            target = field is not None and field.store and self._linked_model(
                field, heads[:depth])
            if not target or target not in self.env:
                raise ValidationError(self.env._(
                    "%(field)s of %(model)s is no stored link.", field=head, model=model._name))
            model = self.env[target]
        field = model._fields.get(last)
        if field is None or not (field.store or field.inherited):
            raise ValidationError(self.env._(
                "%(model)s has no stored field %(field)s.", field=last, model=model._name))
        return field

    def _linked_model(self, field, heads=()):
        """Return the name of the model that a field links to; a thread's id by the domain.

        :param heads: names of the fields that lead to this one's model
        """
        if field.type == "many2one_reference":
            return self._thread_model(".".join([*heads, field.model_field]))
        if field.type == "one2many":
            inverse = self.env[field.comodel_name]._fields.get(field.inverse_name)
            by_link = inverse is not None and inverse.type == "many2one"
            return field.comodel_name if by_link else None
        return field.comodel_name

    def _thread_model(self, model_field):
        """Return the one model that the domain allows a polymorphic id to belong to."""
        for condition in self._required_conditions():
            if condition.field_expr == model_field and condition.operator in ("=", "in"):
                value = condition.value
                names = [value] if isinstance(value, str) else list(value)
                return names[0] if len(names) == 1 else None
        return None

    def _check_path_leads_to_contact(self, model, path=None):
        """Refuse a path that ends anywhere but at a contact: a number is nobody.

        The id of contacts themselves leads there; the id of a thread's record only where the
        domain says that the record is a contact.

        :param str path: default the row's own
        """
        path = path or self.path
        field = self._walk(model, path)
        own_id = model._name == "res.partner" and path == "id"
        thread = field.type == "many2one_reference" and self._linked_model(field) == "res.partner"
        if field.comodel_name != "res.partner" and not own_id and not thread:
            raise ValidationError(self.env._("%s does not lead to a contact.", path))

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
        return ValidationError(self.env._("The domain cannot be read: %s", type(error).__name__))

    def _parsed_domain(self):
        """Return the domain as the list it must be: nothing else may mean "everything"."""
        domain = ast.literal_eval(self.domain or "")
        if not isinstance(domain, list):
            raise TypeError("A domain is a list.")
        return domain

    @tools.ormcache("self.domain", cache="stable")
    def _domain(self):
        """Return the row's domain; entering it has proved that it parses."""
        return Domain(self._parsed_domain())

    def _query(self, domain, instead=None):
        """Return (model, query) of the records that count for one of these rows, archived too.

        :param instead: function of a condition of the row's domain, to what is searched for
        """
        # whoever asks: days that a domain names by their distance from today are those of UTC
        model = self.env[self[:1].model_name].sudo().with_context(active_test=False, tz="UTC")
        counting = Domain.OR(row._domain() for row in self)
        if instead:
            counting = counting.map_conditions(instead)
        return model, model._search(counting & Domain(domain), bypass_access=True)

    def _column_sql(self, model, query, path):
        """Return the column at the end of a dotted path, joining the tables on the way."""
        alias, (*heads, last) = query.table, path.split(".")
        for depth, head in enumerate(heads):
            target = self._linked_model(model._fields[head], heads[:depth])
            model, alias = self._join(model, alias, query, model._fields[head], target)
        field = model._fields[last]
        if field.type == "many2many":
            return self._join_relation(alias, query, field)
        if field.type == "one2many":
            _model, alias = self._join(model, alias, query, field, field.comodel_name)
            return SQL.identifier(alias, "id")
        return model._field_to_sql(alias, last, query)

    def _join(self, model, alias, query, field, target):
        """Join the table of the model that a link leads to; return (its model, its alias)."""
        target = self.env[target].sudo().with_context(active_test=False)
        if field.type == "many2one":
            return field.join(model, alias, query)
        there = query.make_alias(alias, field.name)
        if field.type == "many2many":
            condition = SQL("%s = %s", self._join_relation(alias, query, field),
                            SQL.identifier(there, "id"))
        elif field.type == "one2many":
            condition = SQL("%s = %s", SQL.identifier(there, field.inverse_name),
                            SQL.identifier(alias, "id"))
        else:
            condition = SQL("%s = %s", SQL.identifier(alias, field.name),
                            SQL.identifier(there, "id"))
        query.add_join("JOIN", there, target._table, condition)
        return target, there

    def _join_relation(self, alias, query, field):
        """Join the table of a many2many; return its column of linked ids."""
        relation = query.make_alias(alias, f"{field.name}_rel")
        query.add_join(
            "JOIN", relation, field.relation,
            SQL("%s = %s", SQL.identifier(relation, field.column1), SQL.identifier(alias, "id")),
        )
        return SQL.identifier(relation, field.column2)

    def _repeats(self, model, path):
        """Whether a path may lead from one record to several contacts."""
        names = path.split(".")
        for depth, name in enumerate(names):
            field = model._fields[name]
            if field.type in ("one2many", "many2many"):
                return True
            target = self._linked_model(field, names[:depth])
            model = self.env[target] if target else model
        return False
