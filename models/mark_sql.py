"""Pieces of SQL that several models share: packed signals (``core/marks.py``), addresses."""

from odoo.tools import SQL


def pack(day, signal, record):
    """Return the mark of a day, a signal id and a record id, each given as SQL."""
    return SQL(
        """((LEAST(GREATEST(%s - DATE '1970-01-01', -131071), 131071)::bigint << 46)
            + (COALESCE(%s, 0)::bigint << 32) + COALESCE(%s, 0))""",
        day, signal, record,
    )


def day_of(mark):
    """Return the day packed in a mark."""
    return SQL("(DATE '1970-01-01' + (%s >> 46)::int)", mark)


def moment(column, record):
    """Return a moment and the id of its record as one number: 32 bits of minutes since 1970
    (later than 6053 is held there), 31 bits of id. Cheaper than a mark, which needs the time
    zone of a contact.

    :param SQL column: timestamp without time zone, UTC
    """
    return SQL(
        """((LEAST(GREATEST(floor(date_part('epoch', %s) / 60), -2147483647), 2147483647)::bigint
             << 31) + %s)""",
        column, record,
    )


def utc_of(packed):
    """Return the timestamp in UTC, to the minute, of what :func:`moment` packed."""
    return SQL("(TIMESTAMP '1970-01-01' + make_interval(mins => (%s >> 31)::int))", packed)


def record_of(packed):
    """Return the record id of what :func:`moment` packed."""
    return SQL("(%s & 2147483647)", packed)


def root_of(partner):
    """Return the contact whom an address follows, however deep it lies (R4).

    Contacts of type "contact" are themselves; only addresses walk up.
    """
    return SQL(
        """CASE WHEN %(p)s.parent_id IS NULL OR COALESCE(%(p)s.type, 'contact') = 'contact'
                THEN %(p)s.id ELSE (
                WITH RECURSIVE up AS (
                    SELECT %(p)s.id, %(p)s.parent_id, %(p)s.type
                     UNION ALL
                    SELECT above.id, above.parent_id, above.type FROM up
                      JOIN res_partner above ON above.id = up.parent_id
                     WHERE COALESCE(up.type, 'contact') != 'contact')
                SELECT id FROM up
                 WHERE parent_id IS NULL OR COALESCE(type, 'contact') = 'contact' LIMIT 1) END""",
        p=partner,
    )
