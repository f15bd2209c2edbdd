"""For ``odoo shell``: plants people beside other modules, or carries an approved run out.

``bin/suites --oca`` calls it; ``env`` is the shell's. What it did is written as JSON, for the
search from outside.
"""

import json
import os
from datetime import datetime
from pathlib import Path

from odoo.addons.cloudpepper_privacy.tools.oca import flows
from odoo.addons.cloudpepper_privacy.tools.oca.plant import Planter
from odoo.tools import SQL

OLD = datetime(2015, 3, 2, 9, 30)


def plant(env, modules):
    """Plant for each module; return {module: {people, planted, refused}}."""
    started, counter, told = env.cr.now(), [0], {}
    ordered = [*(each for each in modules if each not in flows.LAST),
               *(each for each in flows.LAST if each in modules)]
    env = env(user=env.ref("base.user_admin").id, su=True)
    for module in ordered:
        planter = Planter(env, module, counter)
        people = planter.people()
        planter.plant()
        if module in flows.FLOWS:
            planter._attempt(f"flow {module}", flows.FLOWS[module], planter)
        env.flush_all()
        env.cr.commit()
        told[module] = {"people": people.ids, "planted": planter.planted,
                        "refused": planter.refused}
    age(env, started)
    env.cr.commit()
    return told


def age(env, since):
    """Let everything that was made since have been made long ago."""
    rows = env.execute_query(SQL(
        """SELECT table_name, array_agg(column_name::text) FROM information_schema.columns
             JOIN information_schema.tables USING (table_schema, table_name)
            WHERE column_name IN ('create_date', 'write_date') AND table_type = 'BASE TABLE'
              AND table_schema = current_schema GROUP BY table_name
           HAVING bool_or(column_name = 'create_date')"""))
    for table, columns in rows:
        env.cr.execute(SQL(
            "UPDATE %s SET %s WHERE create_date >= %s", SQL.identifier(table),
            SQL(", ").join(SQL("%s = %s", SQL.identifier(name), OLD) for name in columns), since))
    env.cr.execute(SQL("UPDATE mail_message SET date = %s WHERE create_date = %s", OLD, OLD))
    env.invalidate_all(flush=False)


def erase(env, people):
    """Carry a run out over these contacts; return what it says of each, and its summary."""
    contacts = env["res.partner"].browse(people)
    run = env["privacy.run"].erase(contacts, "withdrawn")
    env.invalidate_all()
    items = {item.partner_ref: {
        "state": item.state, "reason": item.reason or "", "verdict": item.verdict or "",
        "residue": item.residue or [], "undecided": item.undecided or []} for item in run.item_ids}
    kept = env.execute_query(SQL(
        "SELECT model, res_id, partner_ref FROM privacy_kept_item WHERE partner_ref = ANY(%s)",
        people))
    summary = run.summary()
    return {
        "state": run.state, "items": items, "failures": summary["failures"],
        "undecided": summary["undecided"], "note": run.note or "",
        "kept": [(env[model]._table, record, person) for model, record, person in kept]}


if os.environ.get("PRIVACY_OCA_OUT"):
    request = json.loads(os.environ["PRIVACY_OCA_ASKED"])
    answer = (plant(env, request["modules"]) if request["stage"] == "plant"
              else erase(env, request["people"]))
    Path(os.environ["PRIVACY_OCA_OUT"]).write_text(json.dumps(answer, default=str))
