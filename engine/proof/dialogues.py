"""What an open dialogue says of somebody who went, goes with the dialogue.

Rows of wizards are nobody's record: Odoo deletes them by itself within hours
(``odoo/orm/models_transient.py``), by the same call as here.
"""

from odoo.tools import SQL


class Dialogues:
    """Ends the dialogues in which the proof has met a subject."""

    def __init__(self, env):
        self.env = env

    def end(self, run):
        """Delete their rows, and forget the places of a run that these were.

        :return: how many dialogues
        """
        met = self.env.execute_query(SQL(
            """SELECT model, array_agg(DISTINCT row_ref) FROM privacy_place
                WHERE what = 'left' AND row_ref IS NOT NULL AND model = ANY(%s) GROUP BY 1""",
            [name for name, model in self.env.registry.items() if model._transient]))
        for model, rows in met:
            wizard = self.env[model].sudo()
            wizard.browse(rows).exists().unlink()
            self._forget(run, wizard._table, rows)
        return sum(len(rows) for _model, rows in met)

    def _forget(self, run, table, rows):
        self.env.cr.execute(SQL(
            """DELETE FROM privacy_run_hit
                WHERE run_ref = %s AND table_name = %s AND row_ref = ANY(%s)""",
            run.id, table, rows))
        self.env.cr.execute(SQL(
            "DELETE FROM privacy_place WHERE table_name = %s AND row_ref = ANY(%s)", table, rows))
