"""What PostgreSQL knows of columns."""

from odoo.tools import SQL


def unique_columns(env, tables):
    """Return {(table, column)} of the columns that unique indexes stand on, primary keys
    left out; what an index computes from columns counts.
    """
    return set(env.execute_query(SQL(
        """SELECT DISTINCT t.relname, a.attname FROM pg_index i
             JOIN pg_class t ON t.oid = i.indrelid
             JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum > 0
            WHERE i.indisunique AND NOT i.indisprimary AND t.relname = ANY(%s)
              AND t.relnamespace = current_schema::regnamespace
              AND (a.attnum = ANY(i.indkey::int2[]) OR EXISTS (
                   SELECT FROM pg_depend d
                    WHERE d.classid = 'pg_class'::regclass AND d.objid = i.indexrelid
                      AND d.refobjid = t.oid AND d.refobjsubid = a.attnum))""",
        tables)))
