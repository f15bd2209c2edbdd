"""Prepare the demo database: its mark, its logins, and what Odoo's demo data brought."""

from odoo.addons.cloudpepper_privacy.engine.restriction.phases import Phases
from odoo.addons.cloudpepper_privacy.hooks import IDENTITY
from odoo.fields import Command

from .history import pay

#: login and password alike: group; the door of a demo stands open
LOGINS = {
    "officer": "cloudpepper_privacy.group_privacy_officer",
    "preparer": "cloudpepper_privacy.group_privacy_user",
    "auditor": "cloudpepper_privacy.group_privacy_auditor",
    "accountant": "cloudpepper_privacy.group_privacy_archive",
    "staff": "base.group_partner_manager",
}
NAMES = {"officer": "Odile Officier", "preparer": "Hanne Voorbereyd", "auditor": "Aude Auditeur",
         "accountant": "Anke Boekhoudster", "staff": "Stan Stafmans"}
#: namespace that says "these records are a demo's and nobody's configuration"
DEMO = "__demo__"
DOCUMENTS = ("out_invoice", "out_refund", "in_invoice", "in_refund")


def mark(env):
    """Mark this very database as a demo: only here may a run act for a day to come (R19)."""
    params = env["ir.config_parameter"].sudo()
    params.set_param("cloudpepper_privacy.demo", params.get_param("database.uuid"))
    # Odoo's demo company answers for nobody's data: the demo is of the policy's own controller
    env.company.write(IDENTITY)
    # Odoo's demo data leaves mails in the queue, which the served database would try to send
    env["mail.mail"].search([("state", "=", "outgoing")]).cancel()


def logins(env):
    """Make one user per role, and let the administrator see the screens too.

    :return: ``{login: res.users}``
    """
    env.ref("base.user_admin").group_ids = [Command.link(env.ref(LOGINS["officer"]).id)]
    users = env["res.users"].with_context(no_reset_password=True, active_test=False)
    return {login: users.search([("login", "=", login)]) or _login(env, users, login)
            for login in LOGINS}


def close_archive(env):
    """Close what a legal duty alone keeps: off in a database, since it changes what colleagues see.

    :return: number of contacts that went to the archive
    """
    env["res.company"].search([]).privacy_phases = True
    gone, _back = Phases(env).night()
    return gone


def _login(env, users, login):
    groups = {"base.group_user", "base.group_partner_manager", LOGINS[login]}
    return users.create({
        "name": NAMES[login], "login": login, "password": login,
        "email": f"{login}@own.example",
        "group_ids": [Command.set([env.ref(group).id for group in groups])],
    })


def pay_demo_documents(env):
    """Pay what Odoo's demo data left unpaid, or the clock of its contacts never starts.

    :return: number of documents paid
    """
    unpaid = env["account.move"].with_context(tracking_disable=True).search([
        ("move_type", "in", DOCUMENTS), ("state", "=", "posted"), ("amount_residual", "!=", 0),
        ("partner_id", "in", _demo_data(env).mapped("res_id")),
    ])
    for _key, moves in unpaid.grouped(lambda move: (move.company_id.id, move.move_type)).items():
        pay(moves)
    return len(unpaid)


def _demo_data(env):
    """Return the XML ids of contacts that Odoo's demo data made, moved or not."""
    return env["ir.model.data"].search([
        ("model", "=", "res.partner"), "|", ("module", "=", DEMO), ("module", "=", "base"),
    ])


def open_demo_contacts(env):
    """Take Odoo's demo people out of the protection that a module's XML id gives.

    Such an id says "part of the configuration" (R3): rightly so for what modules need, but the
    plain people and companies of the demo data carry one only because a demo file made them.
    Partners of companies and users stay as they are.

    :return: the res.partner records opened, of this start and of earlier ones
    """
    partners = env["res.partner"].with_context(active_test=False)
    users = env["res.users"].with_context(active_test=False).search([])
    kept = users.partner_id | env["res.company"].search([]).partner_id
    opened = partners
    for row in _demo_data(env):
        contact = partners.browse(row.res_id).exists()
        if contact and contact not in kept:
            row.module = DEMO
            opened |= contact
    return opened
