"""SQL that makes rows of the module's own tables follow from others."""

import psycopg2.errors
from odoo.tools import SQL


class ConcurrentInsert(psycopg2.errors.SerializationFailure):
    """Another transaction wrote the same row meanwhile: whoever acts begins again, as after any
    serialization failure (``odoo/service/model.py``, ``retrying``).
    """

    pgcode = "40001"


def follow(model, new, whose, keys, values, stays=None, by_hand=None, few=False):
    """Make the rows of ``privacy_family`` those of a SELECT; return (inserted, updated, deleted).

    What differs is found first and is alone written: with nothing changed, nothing is touched.

    :param model: whose table it is
    :param SQL new: SELECT of ``partner_id``, the subject's number, and the columns ``keys`` and
        ``values``
    :param Whose whose: how the table names a subject (``families.py``)
    :param dict keys: ``{column: number that stands for NULL}`` as the unique index has them,
        beside the subject; None where the column is never NULL
    :param list values: the other columns
    :param SQL stays: condition over ``old`` and ``new`` of rows that stay though they differ
    :param str by_hand: boolean column of rows that follow nothing, and are left alone
    :param bool few: of few rows it is not asked whether the table is empty, which is filled in a
        faster way
    :raise ConcurrentInsert: another transaction inserted one of them and this one cannot see it
    """
    try:
        keys = {whose.column: None, **keys}
        new = _named(new, whose, [*keys, *values])
        if not few and _is_empty(model):
            model.env.cr.execute(_first_statement(model, new, [*keys, *values], by_hand))
            return model.env.cr.rowcount, 0, 0
        statement = _statement(model, new, whose, keys, values, stays, by_hand)
        [numbers] = model.env.execute_query(statement)
    except psycopg2.errors.UniqueViolation as error:
        # asking "ON CONFLICT" of each row makes the INSERT about a tenth slower
        raise ConcurrentInsert(model._table) from error
    return numbers


def _named(new, whose, columns):
    """Return the SELECT with the columns of the table."""
    subject, *others = columns
    return SQL("SELECT %spartner_id AS %s, %s FROM (%s) new", whose.sign, _column(subject),
               _columns(others), new)


def _is_empty(model):
    [[filled]] = model.env.execute_query(
        SQL("SELECT EXISTS (SELECT FROM %s)", SQL.identifier(model._table)))
    return not filled


def _first_statement(model, new, columns, by_hand):
    """Fill an empty table: there is nothing to compare with."""
    written = inserted = _columns(columns)
    if by_hand:
        written = SQL("%s, %s", written, SQL.identifier(by_hand))
        inserted = SQL("%s, FALSE", inserted)
    return SQL("INSERT INTO %s (%s) SELECT %s FROM (%s) new",
               SQL.identifier(model._table), written, inserted, new)


def _statement(model, new, whose, keys, values, stays, by_hand):
    columns = [*keys, *values]
    follows = SQL("TRUE")
    written, inserted = _columns(columns), _columns(columns, "differing")
    if by_hand:
        flag = SQL.identifier(by_hand)
        follows = SQL("%s IS NOT TRUE", flag)
        written, inserted = SQL("%s, %s", written, flag), SQL("%s, FALSE", inserted)
    return SQL(
        """WITH differing AS MATERIALIZED (
               SELECT old.id AS old_id, %(no_subject)s AS gone, %(new_columns)s
                 FROM (%(new)s) new
                 FULL JOIN (SELECT old.* FROM %(table)s old
                              JOIN privacy_family family ON %(of_family)s
                             WHERE %(follows)s) old ON (%(old_keys)s) = (%(new_keys)s)
                WHERE (old.id IS NULL OR %(no_subject)s
                       OR (%(old_values)s) IS DISTINCT FROM (%(new_values)s))
                  AND (%(stays)s) IS NOT TRUE
           ), updated AS (
               UPDATE %(table)s row SET (%(values)s) = ROW(%(differing_values)s) FROM differing
                WHERE row.id = differing.old_id AND NOT differing.gone
           ), inserted AS (
               INSERT INTO %(table)s (%(written)s)
               SELECT %(inserted)s FROM differing WHERE old_id IS NULL
           ), deleted AS (
               DELETE FROM %(table)s row USING differing
                WHERE row.id = differing.old_id AND differing.gone
           )
           SELECT count(*) FILTER (WHERE old_id IS NULL),
                  count(*) FILTER (WHERE old_id IS NOT NULL AND NOT gone),
                  count(*) FILTER (WHERE gone) FROM differing""",
        table=SQL.identifier(model._table), new=new, follows=follows,
        stays=stays or SQL("FALSE"), written=written, inserted=inserted,
        no_subject=SQL("%s IS NULL", _column(whose.column, "new")),
        of_family=whose.same("old", SQL("family.partner_id")),
        old_keys=_keys(keys, "old"), new_keys=_keys(keys, "new"),
        new_columns=_columns(columns, "new"), values=_columns(values),
        old_values=_columns(values, "old"), new_values=_columns(values, "new"),
        differing_values=_columns(values, "differing"),
    )


def _column(name, table=None):
    return SQL.identifier(table, name) if table else SQL.identifier(name)


def _columns(names, table=None):
    return SQL(", ").join(_column(name, table) for name in names)


def _keys(keys, table=None):
    return SQL(", ").join(
        _column(name, table) if null is None
        else SQL("COALESCE(%s, %s)", _column(name, table), null)
        for name, null in keys.items()
    )
