"""What is proposed for fields that nothing decides yet: only what can be accepted without harm.

Whose a record is, and what the business needs of it, is asked before anything is proposed to go.
"""

from ...core.policy import coverage, proposals
from ..columns import unique_columns
from .registry import BUSINESS, Registry
from .ways import Ways, stored_links

#: models that a record of the books is linked to
BOOKS = {"account.move", "account.payment", "sale.order", "purchase.order", "payment.transaction"}


class Proposals:
    """Proposes an act, a way and a category for undecided fields."""

    def __init__(self, env):
        self.env = env
        self.ways, self.registry = Ways(env), Registry(env)

    def of(self, columns):
        """Return {(model, field): proposal} of undecided fields; two queries."""
        names = {column.model for column in columns}
        ways = {name: self.ways.of(self.env[name]) for name in names}
        unique = unique_columns(self.env, sorted(self.env[name]._table for name in names))
        needed = self.registry.needed_models()
        return {
            column.key: self._proposal(column, ways[column.model], unique, needed)
            for column in columns
        }

    def _proposal(self, column, ways, unique, needed):
        model = self.env[column.model]
        field = model._fields[column.name]
        required = field.required or field in self.env.registry.not_null_fields
        return proposals.propose(
            column, self._place(column, model, ways, needed),
            required=required,
            numbering=(model._table, column.name) in unique and _is_given(model, field),
            foreign=bool(field.related or field.inverse),
        )

    def _place(self, column, model, ways, needed):
        """Return what a field's model is to data subjects."""
        links, patterns = self.ways.links(model), self.ways.patterns(model._name)
        way = ways[0] if ways else ()
        if coverage.is_tie(column):
            way = next((way for way in ways if way[0].partition(".")[0] == column.name), ())
        elif patterns:
            way = (patterns[0].path, patterns[0].match)
        elif links:
            way = (self.ways.path(self.ways.owner(model, column)[0]), "partner")
        kinds = [field.type for field in model._fields.values() if field.store]
        return proposals.Place(
            way, alone=not links or len(links) == 1 and links[0].type == "many2one",
            mapped=model._name in self.ways.mapped(), known=model._name in self.ways.known(),
            figures=not BUSINESS.isdisjoint(kinds), needed=model._name in needed,
            billing="monetary" in kinds or any(
                link.comodel_name in BOOKS for link in stored_links(model)),
            mentioned=bool(patterns) and "mask" not in patterns.mapped("act"),
        )


def _is_given(model, field):
    """Whether the system fills a text: it is read only, computed or has a value to begin with, as
    the number that a sequence gives.
    """
    return (field.type == "char" and not coverage.PERSONAL.search(field.name)
            and bool(field.readonly or field.compute or field.default))
