"""SQL that makes rows of the module's own tables follow from others."""

from odoo.tools import SQL


def follow_sql(model, new, keys, values, own=None, stays=None, fixed=None):
    """Return one statement that makes the rows of ``privacy_family`` those of a SELECT.

    What differs is found first and is alone written: with nothing changed, nothing is touched.
    It returns one row of numbers: (inserted, updated, deleted).

    :param model: whose table it is; it has a ``partner_id``
    :param SQL new: SELECT of the columns ``keys`` and ``values``
    :param dict keys: ``{column: typed value that stands for NULL}``, or None where there is none
    :param list values: the other columns
    :param SQL own: condition over ``old`` of the rows that follow at all
    :param SQL stays: condition over ``old`` and ``new`` of rows that stay though they differ
    :param dict fixed: ``{column: value}`` of every row inserted
    """
    fixed = fixed or {}
    columns = [*keys, *values]
    return SQL(
        """WITH differing AS MATERIALIZED (
               SELECT old.id AS old_id, new.partner_id IS NULL AS gone, %(new_columns)s
                 FROM (%(new)s) new
                 FULL JOIN (SELECT old.* FROM %(table)s old
                              JOIN privacy_family ON privacy_family.partner_id = old.partner_id
                             WHERE %(own)s) old ON %(same)s
                WHERE (old.id IS NULL OR new.partner_id IS NULL
                       OR (%(old_values)s) IS DISTINCT FROM (%(new_values)s))
                  AND (%(stays)s) IS NOT TRUE
           ), updated AS (
               UPDATE %(table)s row SET (%(values)s) = ROW(%(differing_values)s) FROM differing
                WHERE row.id = differing.old_id AND NOT differing.gone
           ), inserted AS (
               INSERT INTO %(table)s (%(written)s)
               SELECT %(differing_columns)s FROM differing WHERE old_id IS NULL
               ON CONFLICT DO NOTHING
           ), deleted AS (
               DELETE FROM %(table)s row USING differing
                WHERE row.id = differing.old_id AND differing.gone
           )
           SELECT count(*) FILTER (WHERE old_id IS NULL),
                  count(*) FILTER (WHERE old_id IS NOT NULL AND NOT gone),
                  count(*) FILTER (WHERE gone) FROM differing""",
        table=SQL.identifier(model._table), new=new, own=own or SQL("TRUE"),
        stays=stays or SQL("FALSE"), same=_same(keys), values=_columns(values),
        written=_columns([*columns, *fixed]), new_columns=_columns(columns, "new"),
        old_values=_columns(values, "old"), new_values=_columns(values, "new"),
        differing_values=_columns(values, "differing"),
        differing_columns=SQL(", ").join(
            [_columns(columns, "differing"), *(SQL("%s", value) for value in fixed.values())]),
    )


def _columns(names, table=None):
    return SQL(", ").join(
        SQL.identifier(table, name) if table else SQL.identifier(name) for name in names)


def _same(keys):
    return SQL(" AND ").join(
        SQL("%s = %s", *(
            SQL.identifier(table, name) if null is None
            else SQL("COALESCE(%s, %s)", SQL.identifier(table, name), null)
            for table in ("old", "new")))
        for name, null in keys.items()
    )
