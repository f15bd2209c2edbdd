"""``privacy.request.notice`` is ``privacy.notice``, which needs no request: rows, rights, rules and
identifiers stay. Who was told stays told; what was impossible is called so.
"""

from odoo.tools import SQL

OLD, NEW = "privacy.request.notice", "privacy.notice"
OLD_TABLE, NEW_TABLE = "privacy_request_notice", "privacy_notice"
OLD_TAGS = "privacy_category_privacy_request_notice_rel"
NEW_TAGS = "privacy_category_privacy_notice_rel"
#: {field: what it is called now}
FIELDS = {"done_on": "settled_on", "done_by_id": "settled_by_id"}


def migrate(cr, version):
    cr.execute("SELECT to_regclass(%s)", [OLD_TABLE])
    if cr.fetchone() == (None,):
        return
    rename_table(cr, OLD_TABLE, NEW_TABLE)
    rename_table(cr, OLD_TAGS, NEW_TAGS)
    cr.execute(SQL("ALTER TABLE %s RENAME COLUMN %s TO %s", SQL.identifier(NEW_TAGS),
                   SQL.identifier(f"{OLD_TABLE}_id"), SQL.identifier(f"{NEW_TABLE}_id")))
    for old, new in FIELDS.items():
        cr.execute(SQL("ALTER TABLE %s RENAME COLUMN %s TO %s", SQL.identifier(NEW_TABLE),
                       SQL.identifier(old), SQL.identifier(new)))
    rename_model(cr)
    fill(cr)


def rename_table(cr, old, new):
    """Rename a table with its sequence, constraints and indexes."""
    table = SQL.identifier(new)
    cr.execute(SQL("ALTER TABLE %s RENAME TO %s", SQL.identifier(old), table))
    cr.execute(SQL("ALTER SEQUENCE IF EXISTS %s RENAME TO %s",
                   SQL.identifier(f"{old}_id_seq"), SQL.identifier(f"{new}_id_seq")))
    cr.execute("SELECT conname FROM pg_constraint WHERE conrelid = %s::regclass", [new])
    for name in beginning_with(cr, old):
        cr.execute(SQL("ALTER TABLE %s RENAME CONSTRAINT %s TO %s", table,
                       SQL.identifier(name), SQL.identifier(name.replace(old, new, 1))))
    cr.execute("SELECT indexname FROM pg_indexes WHERE tablename = %s", [new])
    for name in beginning_with(cr, old):
        cr.execute(SQL("ALTER INDEX %s RENAME TO %s",
                       SQL.identifier(name), SQL.identifier(name.replace(old, new, 1))))


def beginning_with(cr, text):
    """Return the names just asked for that begin with a text."""
    return [name for (name,) in cr.fetchall() if name.startswith(text)]


def rename_model(cr):
    """Rename the model where Odoo keeps its name, and its fields."""
    cr.execute("UPDATE ir_model SET model = %s WHERE model = %s", [NEW, OLD])
    cr.execute("UPDATE ir_model_fields SET model = %s WHERE model = %s", [NEW, OLD])
    cr.execute("UPDATE ir_model_fields SET relation = %s WHERE relation = %s", [NEW, OLD])
    cr.execute("UPDATE ir_model_relation SET name = %s WHERE name = %s", [NEW_TAGS, OLD_TAGS])
    cr.execute("UPDATE ir_model_constraint SET name = replace(name, %s, %s) WHERE name LIKE %s",
               [OLD_TABLE, NEW_TABLE, f"{OLD_TABLE}%"])
    cr.execute(
        """UPDATE ir_model_data SET name = replace(name, %s, %s)
            WHERE module = 'cloudpepper_privacy' AND name LIKE %s""",
        [OLD_TABLE, NEW_TABLE, f"%{OLD_TABLE}%"])
    for old, new in FIELDS.items():
        cr.execute("UPDATE ir_model_fields SET name = %s WHERE model = %s AND name = %s",
                   [new, NEW, old])
        cr.execute(
            """UPDATE ir_model_data SET name = %s
                WHERE module = 'cloudpepper_privacy' AND name = %s""",
            [f"field_{NEW_TABLE}__{new}", f"field_{NEW_TABLE}__{old}"])


def fill(cr):
    """Give each row what it needs now: why, a key of its own, and the states of today."""
    cr.execute(
        """ALTER TABLE privacy_notice ADD COLUMN event varchar, ADD COLUMN key varchar,
                 ADD COLUMN channel varchar;
           UPDATE privacy_notice notice
              SET event = asked.kind, channel = 'task',
                  key = replace(gen_random_uuid()::text, '-', ''),
                  state = CASE notice.state WHEN 'done' THEN 'told'
                               WHEN 'impossible' THEN 'disproportionate' ELSE notice.state END
             FROM privacy_request_right asked WHERE asked.id = notice.right_id""")
