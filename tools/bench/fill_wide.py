"""What other applications hold of each contact: rows that Odoo wrote once, multiplied in sets.

One record of each kind is made through the ORM for the sample's contact; its row is copied for
every contact, column by column, as ``fill.sql`` does, with the person's own name, address and
number in the columns that hold them.
"""

from odoo.tools import SQL

WHO = """CREATE TEMPORARY TABLE who AS
    SELECT b.n, p.id AS partner_id, p.name, p.email, p.phone, p.create_date AS created,
           md5('wide' || b.n) AS token
      FROM bench_person b JOIN res_partner p ON p.id = b.partner_id"""
#: columns that hold a moment: nothing may look younger than the contact's own past
MOMENTS = ("date", "timestamp without time zone")
#: whose columns say what of whom; the text is SQL over ``who``
PARTNER, NAME, EMAIL, PHONE, TOKEN = (f"w.{name}" for name in (
    "partner_id", "name", "email", "phone", "token"))


def measure(env, _parameters):
    """Fill; return {table: rows}."""
    env = env(context={**env.context, "tracking_disable": True, "mail_create_nosubscribe": True,
                       "mail_notrack": True, "mail_create_nolog": True})
    env.cr.execute(WHO)
    env.cr.execute("CREATE UNIQUE INDEX ON who (n); ANALYZE who")
    contact = env["res.partner"].create({"name": "Wide Sample", "email": "wide@mail.example"})
    made = {}
    for model, values, columns in kinds(env, contact):
        made[model] = env[model].create(values(made))
        env.flush_all()
        multiply(env, made, made[model], columns)
    return {record._table: record.id for record in made.values()}


def kinds(env, contact):
    """Yield (model, values of a record by the records made before, {column: SQL text})."""
    event = env["event.event"].create({
        "name": "Open day", "date_begin": "2014-05-01 08:00:00",
        "date_end": "2014-05-01 16:00:00"})
    survey = env["survey.survey"].create({"title": "How was it"})
    question = env["survey.question"].create({
        "survey_id": survey.id, "title": "What was best?", "question_type": "text_box"})
    mailing = env["mailing.mailing"].create({
        "subject": "News", "mailing_model_id": env["ir.model"]._get_id("res.partner"),
        "body_html": "<p>News</p>"})
    product = env["product.product"].create({"name": "Hosting", "type": "service"})
    project = env["project.project"].create({"name": "Support"})
    text = "<p>Please call me.</p>"
    yield "sale.order", lambda made: {
        "partner_id": contact.id, "note": text, "client_order_ref": "Our mail",
        "signed_by": contact.name}, {
        "partner_id": PARTNER, "partner_invoice_id": PARTNER, "partner_shipping_id": PARTNER,
        "signed_by": NAME, "access_token": TOKEN, "name": "'Q' || w.n"}
    yield "sale.order.line", lambda made: {
        "order_id": made["sale.order"].id, "product_id": product.id}, {
        "order_partner_id": PARTNER, "order_id": "sale.order"}
    yield "event.registration", lambda made: {
        "event_id": event.id, "partner_id": contact.id, "name": contact.name,
        "email": contact.email, "phone": "+32470000000"}, {
        "partner_id": PARTNER, "name": NAME, "email": EMAIL, "phone": PHONE, "barcode": TOKEN}
    yield "mailing.contact", lambda made: {"name": contact.name, "email": contact.email}, {
        "name": NAME, "email": EMAIL, "email_normalized": EMAIL}
    yield "mailing.trace", lambda made: {
        "mass_mailing_id": mailing.id, "model": "res.partner", "res_id": contact.id,
        "email": contact.email, "trace_status": "sent"}, {"res_id": PARTNER, "email": EMAIL}
    yield "sms.sms", lambda made: {
        "partner_id": contact.id, "number": "+32470000000", "body": "Your call", "state": "sent"}, {
        "partner_id": PARTNER, "number": PHONE, "uuid": TOKEN}
    yield "survey.user_input", lambda made: {
        "survey_id": survey.id, "partner_id": contact.id, "email": contact.email,
        "nickname": contact.name, "state": "done"}, {
        "partner_id": PARTNER, "email": EMAIL, "nickname": NAME, "access_token": TOKEN,
        "invite_token": "NULL"}
    yield "survey.user_input.line", lambda made: {
        "user_input_id": made["survey.user_input"].id, "question_id": question.id,
        "answer_type": "text_box", "value_text_box": "Everything"}, {
        "user_input_id": "survey.user_input", "value_text_box": NAME}
    yield "project.task", lambda made: {
        "name": "A question", "project_id": project.id, "partner_id": contact.id,
        "description": text}, {"partner_id": PARTNER, "email_from": EMAIL, "access_token": "NULL"}
    yield "rating.rating", lambda made: {
        "res_model_id": env["ir.model"]._get_id("project.task"),
        "res_id": made["project.task"].id, "partner_id": contact.id, "rating": 5,
        "feedback": "Quick", "consumed": True}, {
        "partner_id": PARTNER, "res_id": "project.task", "access_token": TOKEN}
    yield "hr.applicant", lambda made: {
        "partner_id": contact.id, "partner_name": contact.name, "email_from": contact.email,
        "applicant_notes": text}, {
        "partner_id": PARTNER, "partner_name": NAME, "email_from": EMAIL,
        "email_normalized": EMAIL, "partner_phone": PHONE, "partner_phone_sanitized": PHONE}
    yield "website.visitor", lambda made: {
        "access_token": str(contact.id), "timezone": "Europe/Brussels"}, {
        "partner_id": PARTNER, "access_token": "w.partner_id::text"}


def multiply(env, made, record, columns):
    """Copy a record's row for every contact; a column that names a model points to its copy."""
    table = SQL.identifier(record._table)
    env.cr.execute(SQL("SELECT column_name, data_type FROM information_schema.columns "
                       "WHERE table_name = %s", record._table))
    types = dict(env.cr.fetchall())
    values = {"id": f"{record.id} + w.n"}
    values |= {name: "w.created" for name, kind in types.items() if kind in MOMENTS}
    for name, text in columns.items():
        if name in types:
            values[name] = f"{made[text].id} + w.n" if text in made else text
    pairs = SQL(", ").join(SQL("%s, %s", name, SQL(text)) for name, text in values.items())
    env.cr.execute(SQL(
        """INSERT INTO %s SELECT r.* FROM who w, %s s,
                  LATERAL jsonb_populate_record(s, jsonb_build_object(%s)) r
            WHERE s.id = %s ORDER BY w.n""", table, table, pairs, record.id))
    env.cr.execute(SQL("SELECT setval(pg_get_serial_sequence(%s, 'id'), max(id)) FROM %s",
                       record._table, table))
