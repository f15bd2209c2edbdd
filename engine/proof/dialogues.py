"""What an open dialogue says of somebody who went, goes with the dialogue.

Rows of wizards are nobody's record: Odoo deletes them by itself within hours
(``odoo/orm/models_transient.py``), by the same call as here.
"""

from odoo.exceptions import UserError
from odoo.tools import SQL
from psycopg2 import IntegrityError


class Dialogues:
    """Ends the dialogues in which the proof has met a subject."""

    def __init__(self, env):
        self.env = env

    def end(self, run):
        """Delete their rows, and forget the places of a run that these were. What a module does not
        let go stays met: it is a finding like any other.
        """
        met = self.env.execute_query(SQL(
            """SELECT model, array_agg(DISTINCT row_ref) FROM privacy_place
                WHERE what = 'left' AND row_ref IS NOT NULL AND model = ANY(%s) GROUP BY 1""",
            [name for name, model in self.env.registry.items() if model._transient]))
        for model, rows in met:
            wizard = self.env[model].sudo()
            if self._is_gone(wizard.browse(rows).exists()):
                self._forget(run, wizard._table, rows)

    def _is_gone(self, dialogues):
        """Delete; return whether it was let."""
        try:
            with self.env.cr.savepoint():
                dialogues.unlink()
        except (IntegrityError, UserError):
            return False
        return True

    def _forget(self, run, table, rows):
        self.env.cr.execute(SQL(
            """DELETE FROM privacy_run_hit
                WHERE run_ref = %s AND table_name = %s AND row_ref = ANY(%s)""",
            run.id, table, rows))
        self.env.cr.execute(SQL(
            "DELETE FROM privacy_place WHERE table_name = %s AND row_ref = ANY(%s)", table, rows))
