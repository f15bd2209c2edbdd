"""What people do with single modules beside filling fields: rules, mails, files, reviews."""

import base64

#: models with a rule of auditlog, and how it logs
AUDITED = {
    "res.partner": "full", "res.users": "full", "res.partner.bank": "fast",
    "crm.lead": "full", "mailing.contact": "full", "mail.activity": "full",
    "event.registration": "full", "calendar.event": "fast", "mail.message": "full",
    "ir.attachment": "fast",
}


def auditlog(planter):
    """Ten rules, and a person who was made, changed and read under them."""
    env = planter.env
    for model, kind in AUDITED.items():
        rule = env["auditlog.rule"].create({
            "name": model, "model_id": env["ir.model"]._get_id(model), "log_type": kind,
            "log_read": model == "crm.lead", "log_create": True, "log_write": True,
            "log_unlink": True, "log_export_data": True, "capture_record": kind == "full"})
        rule.set_to_confirmed()
    env.flush_all()
    planter.person.write({"street2": planter._text("res.partner", "street2", planter.person)})
    lead = env["crm.lead"].create({
        "name": planter._text("crm.lead", "name", planter.person),
        "partner_id": planter.person.id, "email_from": planter.person.email,
        "phone": planter._text("crm.lead", "phone", planter.person),
        "description": planter._text("crm.lead", "description", planter.person)})
    lead.write({"contact_name": planter._text("crm.lead", "contact_name", planter.person)})
    lead.read(["description"])
    env["mailing.contact"].create({
        "name": planter._text("mailing.contact", "name", planter.person),
        "email": planter.person.email})


def tracking_manager(planter):
    """Every change of these fields of contacts is tracked; and one is changed."""
    model = planter.env["ir.model"]._get("res.partner")
    model.write({"active_custom_tracking": True})
    model.field_id.filtered(
        lambda field: field.name in ("street", "comment", "function", "ref")).write(
            {"custom_tracking": True})
    planter.env.registry.clear_cache()
    for name in ("street", "function", "ref"):
        planter.person.write({name: planter._text("res.partner", name, planter.person)})


def mail_tracking(planter):
    """A mail to the person, which is tracked."""
    key = planter._key("mail.mail", "body_html", planter.person)
    mail = planter.env["mail.mail"].create({
        "subject": f"Offer {key}", "body_html": f"<p>Dear {planter.person.name}, {key}</p>",
        "recipient_ids": [(4, planter.person.id)], "model": "res.partner",
        "res_id": planter.person.id, "auto_delete": False})
    mail.send()


def dms(planter):
    """A folder of the person, and a file in it."""
    env, person = planter.env, planter.person
    storage = env["dms.storage"].create({"name": "Storage", "save_type": "database"})
    group = env["dms.access.group"].create({
        "name": "All", "perm_create": True, "perm_write": True, "perm_unlink": True})
    folder = env["dms.directory"].create({
        "name": planter._key("dms.directory", "name", person), "is_root_directory": True,
        "storage_id": storage.id, "group_ids": [(4, group.id)]})
    key = planter._key("dms.file", "content", person)
    env["dms.file"].create({
        "name": f"{planter._key('dms.file', 'name', person)}.txt", "directory_id": folder.id,
        "content": base64.b64encode(f"passport {key} of {person.name}".encode())})


def base_tier_validation(planter):
    """A review of the person's contact, with a comment."""
    env, person = planter.env, planter.person
    model = env["ir.model"]._get("res.partner")
    definition = env["tier.definition"].create({
        "name": "Review", "model_id": model.id, "review_type": "individual",
        "reviewer_id": env.user.id})
    env["tier.review"].create({
        "definition_id": definition.id, "model": "res.partner", "res_id": person.id,
        "status": "pending", "sequence": 1,
        "comment": planter._text("tier.review", "comment", person)})


FLOWS = {each.__name__: each for each in (
    auditlog, tracking_manager, mail_tracking, dms, base_tier_validation)}
#: modules whose people come last: from then on they listen to everything
LAST = ("tracking_manager", "auditlog")
