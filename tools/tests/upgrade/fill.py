"""What a company has in the addon before an upgrade; run in Odoo's shell, which provides env."""
from datetime import date

ROLES = ("user", "officer", "auditor")
users = env["res.users"].with_context(no_reset_password=True).create([
    {"name": f"Privacy {role}", "login": f"upgrade-{role}", "group_ids": [(6, 0, [
        env.ref("base.group_user").id, env.ref(f"cloudpepper_privacy.group_privacy_{role}").id])]}
    for role in ROLES])
people = env["res.partner"].create([
    {"name": f"Ilse Vermeulen-{number}", "email": f"ilse.{number}@mail.example",
     "phone": f"+3247012340{number}", "street": f"Kerkstraat {number}", "zip": "1000",
     "city": "Brussels", "country_id": env.ref("base.be").id}
    for number in range(6)])
env.cr.execute("UPDATE res_partner SET create_date = '2010-01-05' WHERE id = ANY(%s)",
               [people.ids])
for person in people:
    message = env["mail.message"].create({
        "model": "res.partner", "res_id": person.id, "body": f"<p>{person.name} asks.</p>",
        "message_type": "email", "date": "2018-03-01 10:00:00", "author_id": person.id,
        "email_from": person.email, "subtype_id": env.ref("mail.mt_comment").id})
    env.cr.execute("UPDATE mail_message SET create_date = date WHERE id = %s", [message.id])
env["mail.followers"].create([
    {"res_model": "res.partner", "res_id": people[0].id, "partner_id": people[5].id}])
# two of one thread: what is shared with somebody who stays is kept with its ground
env["mail.message"].create({
    "model": "res.partner", "res_id": people[5].id, "body": "<p>From the first</p>",
    "message_type": "email", "date": "2018-03-01 10:00:00", "author_id": people[0].id,
    "subtype_id": env.ref("mail.mt_comment").id})
env["privacy.consent.record"].create({
    "partner_id": people[4].id, "date_given": date(2024, 5, 25),
    "purpose_id": env.ref("cloudpepper_privacy.purpose_marketing").id})
env["privacy.timer"].refresh(full=True)
hold = env["privacy.hold"].create({
    "name": "Case 7", "reason": "Claim pending", "date_start": "2026-01-01",
    "partner_ids": [(6, 0, people[3].ids)]})
people[2].privacy_restricted = True
env["ir.config_parameter"].set_param("cloudpepper_privacy.brake_minimum", "7")
env.cr.commit()

run = env["privacy.run"].execute(people[:2], approve=True)
assert run.state == "done", (run.state, run.note)
preview = env["privacy.run"].preview(people)
env.cr.commit()

officer = users[1]
request = env["privacy.request"].with_user(officer).intake({
    "rights": ["access", "erasure"], "email": people[4].email, "name": people[4].name,
    "text": "What do you hold? Delete it.", "partner_ids": people[4].ids})
request._confirm_identity(people[4].with_user(officer), "known", why="Known in person")
request.build_package()
other = env["privacy.request"].with_user(officer).intake({
    "rights": ["objection"], "email": people[5].email, "name": people[5].name,
    "partner_ids": people[5].ids})
other._ask_identity("Two people have this address.")
env["privacy.seal"]._cron_seal()
env.cr.commit()
print("filled")
