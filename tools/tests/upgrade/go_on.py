"""That the addon works on after an upgrade; run in Odoo's shell, which provides env."""
preview = env["privacy.run"].search([("state", "=", "preview")], order="id desc", limit=1)
again = env["privacy.run"].preview()
assert again.subjects >= 1, again.subjects
run = env["privacy.run"].execute(again.item_ids.partner_id, approve=True)
assert run.state == "done", (
    run.state, run.note, run.summary()["undecided"],
    run.item_ids.mapped(lambda item: (item.state, item.reason, item.verdict)))
request = env["privacy.request"].search([("state", "=", "open")], limit=1)
assert request.action_collect(), "something is found"
env["privacy.seal"]._cron_seal()
env["ir.cron"].with_context(active_test=False)
for xml_id in ("ir_cron_refresh", "ir_cron_run"):
    env.ref(f"cloudpepper_privacy.{xml_id}").method_direct_trigger()
result = env["privacy.evidence"].verify()
assert result["ok"], result
print("goes on")
