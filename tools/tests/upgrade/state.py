"""What stands in a database, as JSON between two marks; run in Odoo's shell, which provides env."""
import json

env.cr.execute("""SELECT tablename FROM pg_tables WHERE schemaname = 'public'
                   AND tablename LIKE 'privacy\\_%' ORDER BY 1""")
tables = {}
for (table,) in env.cr.fetchall():
    env.cr.execute(f'SELECT to_jsonb(t) FROM "{table}" t ORDER BY to_jsonb(t)::text')  # noqa: S608
    tables[table] = [row for (row,) in env.cr.fetchall()]
env.cr.execute("""
    SELECT model.model, access.name, groups.name ->> 'en_US', perm_read, perm_write, perm_create,
           perm_unlink
      FROM ir_model_access access JOIN ir_model model ON model.id = access.model_id
      LEFT JOIN res_groups groups ON groups.id = access.group_id
     WHERE model.model LIKE 'privacy.%' ORDER BY 1, 2, 3""")
access = env.cr.fetchall()
env.cr.execute("""
    SELECT model.model, rule.domain_force FROM ir_rule rule
      JOIN ir_model model ON model.id = rule.model_id
     WHERE model.model LIKE 'privacy.%' ORDER BY 1, 2""")
rules = env.cr.fetchall()
env.cr.execute("""
    SELECT data.name, action.code, cron.active, cron.interval_number, cron.interval_type,
           cron.user_id
      FROM ir_cron cron JOIN ir_act_server action ON action.id = cron.ir_actions_server_id
      JOIN ir_model_data data ON data.model = 'ir.cron' AND data.res_id = cron.id
     WHERE data.module = 'cloudpepper_privacy' ORDER BY 1""")
crons = env.cr.fetchall()
env.cr.execute("SELECT model FROM ir_model WHERE model LIKE 'privacy.%' ORDER BY 1")
models = [model for (model,) in env.cr.fetchall()]
people = env["res.partner"].with_context(active_test=False).search([("id", ">", 0)], order="id")
people = people.filtered(lambda each: each.privacy_anonymised_on or "Vermeulen" in each.name)
state = {
    "tables": tables, "access": access, "rules": rules, "crons": crons, "models": models,
    "unknown": sorted(set(models) - set(env.registry)),
    "verify": env["privacy.evidence"].verify(),
    "people": [[each.id, each.name, str(each.privacy_anonymised_on), each.privacy_restricted]
               for each in people],
    "roles": {user.login: sorted(user.group_ids.mapped("name")) for user in env["res.users"].search(
        [("login", "=like", "upgrade-%")])},
    "parameters": {each.key: each.value for each in env["ir.config_parameter"].search(
        [("key", "=like", "cloudpepper_privacy.%")])},
}
print("<state>" + json.dumps(state, default=str) + "</state>")
