"""The rows that ``fill.sql`` multiplies: one prospect and one customer, made through the ORM.

What Odoo writes for a posted and paid invoice is asked of Odoo, not guessed: the ids of these
records go into ``bench_sample``, and the SQL copies them column by column, whatever the columns.
"""

import hashlib
import json
from datetime import date
from pathlib import Path

from odoo.fields import Command

from . import people

#: a mail of some lines, as people write them
BODY = (
    "<p>Dear all,</p><p>We spoke on the phone last week about the hosting of our shop. Could you "
    "tell me when the new version will be ready, and what the yearly price would be with daily "
    "backups? Our accountant asked for the terms of payment as well.</p><p>You reach me at the "
    "address below, best before noon.</p><p>Kind regards</p>"
)
PEOPLE = """CREATE TABLE bench_people (
    n int PRIMARY KEY, given text, family text, email text, phone text, street text, zip text,
    vat text, checksum text, store text, size int)"""
KINDS = ("account.move", "account.move.line", "account.payment", "account.partial.reconcile",
         "account.full.reconcile")


def measure(env, parameters):
    """Make the records and the files; return ``{what: ids}``."""
    env = env(context={**env.context, "tracking_disable": True, "no_reset_password": True,
                       "mail_create_nosubscribe": True})
    books(env)
    staff = colleague(env)
    contact = env["res.partner"].create({"name": "Sample", "lang": "en_US",
                                         "country_id": env.ref("base.be").id})
    sample = {"contact": contact.ids, "staff": staff.ids, **conversation(env, contact, staff)}
    sample["lead"] = env["crm.lead"].create({
        "name": "Sample's opportunity", "type": "opportunity", "partner_id": contact.id,
        "user_id": staff.id, "description": "<p>Asked for a quotation.</p>",
    }).ids
    sample |= documents(env, contact)
    sample["attachment"] = files(env, parameters["contacts"], contact)
    env.cr.execute("CREATE TABLE bench_sample AS SELECT %s::jsonb AS ids", (json.dumps(sample),))
    return sample


def books(env):
    """A chart of accounts, and payments that are booked at once."""
    company = env.company
    env["account.chart.template"].try_loading("generic_coa", company, install_demo=False)
    bank = env["account.journal"].search([("type", "=", "bank")], limit=1)
    account = env["account.account"].create({
        "name": "Outstanding Receipts", "code": "101499", "account_type": "asset_current",
        "reconcile": True,
    })
    bank.inbound_payment_method_line_ids.payment_account_id = account


def colleague(env):
    """The person who writes to the contacts, and may post invoices."""
    groups = ("base.group_user", "base.group_partner_manager", "account.group_account_manager")
    return env["res.users"].create({
        "name": "Stan Stafmans", "login": "bench-staff", "email": "stan@own.example",
        "group_ids": [Command.set([env.ref(name).id for name in groups])],
    })


def conversation(env, contact, staff):
    """One mail by the person, one comment to the person, and who follows."""
    mail = env["mail.message"].create({
        "model": "res.partner", "res_id": contact.id, "message_type": "email",
        "author_id": contact.id, "subtype_id": env.ref("mail.mt_comment").id,
        "subject": "Our question", "body": BODY, "email_from": "sample@mail.example",
    })
    comment = env["mail.message"].create({
        "model": "res.partner", "res_id": contact.id, "message_type": "comment",
        "author_id": staff.partner_id.id, "subtype_id": env.ref("mail.mt_comment").id,
        "body": BODY, "email_from": staff.email_formatted, "partner_ids": contact.ids,
    })
    notification = env["mail.notification"].create({
        "mail_message_id": comment.id, "res_partner_id": contact.id, "is_read": True,
        "notification_type": "email", "notification_status": "sent",
        "author_id": staff.partner_id.id,
    })
    contact.message_subscribe(staff.partner_id.ids)
    return {"mail": mail.ids, "comment": comment.ids, "notification": notification.ids,
            "follower": contact.message_follower_ids.ids}


def documents(env, contact):
    """Two posted, paid invoices; return the ids of every record of the books they made."""
    before = {name: set(env[name].search([]).ids) for name in KINDS}
    invoices = env["account.move"].create([{
        "move_type": "out_invoice", "partner_id": contact.id, "invoice_date": day, "date": day,
        "invoice_line_ids": [Command.create({
            "name": "Hosting, one year", "price_unit": price,
            "tax_ids": [Command.set(env.company.account_sale_tax_id.ids)],
        })],
    } for day, price in ((date(2020, 3, 2), 240.0), (date(2020, 9, 1), 420.0))])
    if not all(invoices.mapped("amount_tax")):
        raise RuntimeError("the samples bear no tax")
    invoices.action_post()
    for invoice in invoices:
        env["account.payment.register"].with_context(
            active_model="account.move", active_ids=invoice.ids
        ).create({"payment_date": invoice.date})._create_payments()
    if set(invoices.mapped("payment_state")) != {"paid"} or any(invoices.mapped("amount_residual")):
        raise RuntimeError(f"the samples are not paid: {invoices.mapped('payment_state')}")
    return {name: sorted(set(env[name].search([]).ids) - before[name]) for name in KINDS}


def files(env, count, contact):
    """Put a file per contact into the filestore, and the people into ``bench_people``.

    Nothing is put on Odoo's checklist of files to look at: these stay.
    """
    rows, attachments = [], env["ir.attachment"]
    for number in range(1, count + 1):
        row = people.person(number)
        content = people.quotation(row)
        checksum = hashlib.sha1(content, usedforsecurity=False).hexdigest()
        name, path = attachments._get_path(content, checksum)
        Path(path).write_bytes(content)
        rows.append((*row, checksum, name, len(content)))
    env.cr.execute(PEOPLE)
    env.cr.execute_values("INSERT INTO bench_people VALUES %s", rows, page_size=1000)
    return attachments.create({
        "name": "quotation.txt", "res_model": "res.partner", "res_id": contact.id,
        "raw": b"Sample", "mimetype": "text/plain",
    }).ids
