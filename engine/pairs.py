"""Pairs of columns that name a record of any model: the one tells the model, the other the id.

Odoo's own are ``many2one_reference`` with a ``model_field``; others write the same as a text and
a plain number (``res_model``, ``res_id``), as a link to ``ir.model`` and a number, or both in one
text (``reference``).
"""

import re
from typing import NamedTuple

from odoo.tools import SQL

#: names of a plain number that is a record's id
ID = re.compile(r"^(.*_)?(id|ref)$")
#: names of the column that tells the model, where the number is called so
MODELS = {"res_id": ("res_model", "model", "model_name", "res_model_id", "model_id"),
          "record_id": ("record_model", "res_model", "model", "model_name", "model_id"),
          "record_ref": ("record_model", "res_model", "model", "model_name", "model_id")}


class Pair(NamedTuple):
    """Two columns of one table, or one that says both.

    :param Field model: tells the model; the same as ``record`` where one column says both
    :param Field record: tells the id
    """

    model: object
    record: object

    def named(self, column_sql):
        """Return SQL of (name of the model, id) of the record that is named.

        :param column_sql: function of the name of a column, to its SQL
        """
        column = column_sql(self.model.name)
        if self.record.type == "reference":
            return (SQL("NULLIF(split_part(%s, ',', 1), '')", column),
                    SQL("CASE WHEN %(c)s ~ ',[0-9]{1,9}$' THEN split_part(%(c)s, ',', 2)::int END",
                        c=column))
        record = column_sql(self.record.name)
        if self.model.type == "many2one":
            return SQL("(SELECT model FROM ir_model WHERE ir_model.id = %s)", column), record
        return column, record


def pairs_of(model):
    """Return the pairs of a model's stored columns, by the name of the column with the id."""
    found = {}
    for name, field in model._fields.items():
        if (name == "id" or not field.store or not field.column_type
                or field.company_dependent):
            continue
        if field.type == "reference":
            found[name] = Pair(field, field)
        elif field.type == "many2one_reference":
            tells = model._fields.get(field.model_field)
            if _tells_model(tells):
                found[name] = Pair(tells, field)
        elif field.type == "integer" and ID.match(name) and (tells := _beside(model, name)):
            found[name] = Pair(tells, field)
    return found


def pair_at(model, name):
    """Return the pair whose id stands in a column, or None."""
    return pairs_of(model).get(name)


def pointers_of(model):
    """Return the names of the columns that only say which record, of which model, is meant."""
    return {field.name for pair in pairs_of(model).values() for field in pair}


def _beside(model, name):
    """Return the column that tells the model of a plain number, or None."""
    stem = ID.match(name).group(1) or ""
    names = MODELS.get(name, ()) or (f"{stem}model", f"{stem}model_name", f"{stem}model_id",
                                     f"{stem}res_model")
    return next((field for each in names
                 if _tells_model(field := model._fields.get(each))), None)


def _tells_model(field):
    """Whether a column can tell a model: by its name, or by a link to it."""
    if field is None or not field.store or not field.column_type or field.translate:
        return False
    if field.type == "many2one":
        return field.comodel_name == "ir.model"
    return field.type in ("char", "selection")
