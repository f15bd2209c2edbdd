"""Whether the filled database is what the figures claim: nothing is measured otherwise."""

from odoo.addons.cloudpepper_privacy.engine.runs.preview import fill
from odoo.tools import SQL

from . import inside

#: what must hold, and SQL that counts the exceptions
RULES = {
    "every entry balances": """SELECT count(*) FROM (SELECT move_id FROM account_move_line
        GROUP BY move_id HAVING sum(balance) != 0) broken""",
    "every invoice is paid": """SELECT count(*) FROM account_move WHERE move_type = 'out_invoice'
        AND (state != 'posted' OR payment_state != 'paid' OR amount_residual != 0)""",
    "every reconciliation is full": """SELECT count(*) FROM account_partial_reconcile p
        JOIN account_move_line d ON d.id = p.debit_move_id
        JOIN account_move_line c ON c.id = p.credit_move_id
        WHERE d.partner_id != c.partner_id OR d.full_reconcile_id != c.full_reconcile_id
           OR d.balance != p.amount OR c.balance != -p.amount""",
    "every name on a document is the contact's": """SELECT count(*) FROM account_move m
        JOIN res_partner p ON p.id = m.commercial_partner_id
        WHERE m.invoice_partner_display_name != p.complete_name""",
}
#: {what: how many of it each contact has, counted over all}
COUNTS = {
    "contacts": "SELECT count(*) FROM bench_person JOIN res_partner p ON p.id = partner_id",
    "messages": """SELECT count(*) / 10.0 FROM mail_message JOIN bench_person ON
        partner_id = res_id WHERE model = 'res.partner'""",
    "files": """SELECT count(*) FROM ir_attachment JOIN bench_person ON partner_id = res_id
        WHERE res_model = 'res.partner'""",
    "leads": "SELECT count(*) FROM crm_lead JOIN bench_person USING (partner_id)",
    "invoices": """SELECT count(*) FROM account_move JOIN bench_person USING (partner_id)
        WHERE move_type = 'out_invoice'""",
}


def measure(env, parameters):
    """Return what is there; raise where it is not what it should be."""
    contacts, subjects = parameters["contacts"], parameters["subjects"]
    broken = {rule: count for rule, sql in RULES.items() if (count := _count(env, sql))}
    found = {what: float(_count(env, sql)) for what, sql in COUNTS.items()}
    if broken or set(found.values()) != {float(contacts)}:
        raise RuntimeError(f"the data are not right: {broken} {found}")
    _as_odoo_computes(env)
    env["privacy.timer"].refresh(full=True)
    run = env["privacy.run"].preview(inside.oldest(env, subjects))
    whole = run.item_ids.filtered("whole")
    if len(whole) != subjects:
        raise RuntimeError(f"{len(whole)} of {subjects} contacts are due as a whole")
    everybody = env["privacy.run"].create({"name": "count", "on_date": run.on_date})
    fill(everybody)
    due = len(everybody.item_ids.filtered("whole"))
    env.cr.rollback()
    return {"due": due, "subjects": subjects, **found}


def _count(env, sql):
    ((count,),) = env.execute_query(SQL(sql))
    return count


def _as_odoo_computes(env):
    """Raise where a multiplied document is not what Odoo itself computes for it."""
    person = env.execute_query(SQL("SELECT partner_id FROM bench_person WHERE n = 2"))[0][0]
    moves = env["account.move"].search([("partner_id", "=", person)])
    lines = moves.line_ids
    names = {moves: ("amount_residual", "payment_state", "amount_total",
                     "invoice_partner_display_name", "sequence_number", "sequence_prefix"),
             lines: ("amount_residual", "reconciled", "price_total", "parent_state")}
    for records, fields in names.items():
        before = records.read(fields)
        for name in fields:
            env.add_to_compute(records._fields[name], records)
        if len(records) < 4 or records.read(fields) != before:
            raise RuntimeError(f"{records._name}: not what Odoo computes")
