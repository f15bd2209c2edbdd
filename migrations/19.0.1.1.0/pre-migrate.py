"""Models that are called something else now keep their rows, rights and identifiers; models
without records that became plain classes are forgotten.
"""

from odoo.tools import SQL

RENAMED = {"privacy.request.turn": "privacy.request.lock"}
#: abstract models that are classes of ``engine/`` now
VANISHED = (
    "privacy.books", "privacy.collect", "privacy.engine", "privacy.guard", "privacy.held",
    "privacy.housekeeping", "privacy.journal", "privacy.package.build", "privacy.package.facts",
    "privacy.plan", "privacy.proof", "privacy.registry", "privacy.restriction", "privacy.search",
    "privacy.technical", "privacy.verdict", "privacy.words",
)


def migrate(cr, version):
    for old, new in RENAMED.items():
        rename_table(cr, old.replace(".", "_"), new.replace(".", "_"))
        rename_model(cr, old, new)
    forget_models(cr, VANISHED)


def rename_table(cr, old, new):
    """Rename a table with its sequence, constraints and indexes."""
    cr.execute("SELECT to_regclass(%s)", [old])
    if cr.fetchone() == (None,):
        return
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


def rename_model(cr, old, new):
    """Rename a model where Odoo keeps its name."""
    cr.execute("UPDATE ir_model SET model = %s WHERE model = %s", [new, old])
    cr.execute("UPDATE ir_model_fields SET model = %s WHERE model = %s", [new, old])
    cr.execute("UPDATE ir_model_fields SET relation = %s WHERE relation = %s", [new, old])
    was, now = old.replace(".", "_"), new.replace(".", "_")
    cr.execute("UPDATE ir_model_constraint SET name = replace(name, %s, %s) WHERE name LIKE %s",
               [was, now, f"{was}%"])
    cr.execute(
        """UPDATE ir_model_data SET name = replace(name, %s, %s)
            WHERE module = 'cloudpepper_privacy' AND name LIKE %s""", [was, now, f"%{was}%"])


def forget_models(cr, names):
    """Remove what only says that models exist."""
    cr.execute("SELECT id FROM ir_model WHERE model = ANY(%s)", [list(names)])
    models = [model for (model,) in cr.fetchall()]
    cr.execute("SELECT id FROM ir_model_fields WHERE model_id = ANY(%s)", [models])
    fields = [field for (field,) in cr.fetchall()]
    for kind, ids in (("ir.model", models), ("ir.model.fields", fields)):
        cr.execute("DELETE FROM ir_model_data WHERE model = %s AND res_id = ANY(%s)", [kind, ids])
    cr.execute(
        """DELETE FROM ir_model_data WHERE model = 'ir.model.inherit' AND res_id IN (
               SELECT id FROM ir_model_inherit WHERE model_id = ANY(%s) OR parent_id = ANY(%s))""",
        [models, models])
    cr.execute("DELETE FROM ir_model_inherit WHERE model_id = ANY(%s) OR parent_id = ANY(%s)",
               [models, models])
    cr.execute("DELETE FROM ir_model_fields WHERE id = ANY(%s)", [fields])
    cr.execute("DELETE FROM ir_model WHERE id = ANY(%s)", [models])
