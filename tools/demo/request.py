"""A request of a demo person, from the question to the package and the letter."""

import io
import zipfile

from odoo.addons.cloudpepper_privacy.engine.requests.address_proof import AddressProof

#: who asks, and the login with which the portal shows it
LOGIN = "maud"


def answer(env, officer, person):
    """Take in a request for access, say who it is, collect, build and decide as the officer.

    :return: (privacy.request, bytes of the zip, rows of what was found, names of the files)
    """
    _portal_login(env, person)
    asked = env["privacy.request"].with_user(officer).intake({
        "rights": ["access"], "name": person.name, "email": person.email,
        "text": "Which data do you hold about me? I would like a copy."})
    _post_link(env, asked)
    asked._confirm_identity(person.with_user(officer), "mail")
    found = asked.action_collect()
    package = asked.build_package()
    asked.right_ids._close("granted")
    content = package.sudo().raw
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        return asked, content, found, opened.namelist()


def _post_link(env, asked):
    """Do what the person does with the link of the mail that asks for their identity."""
    proofs = AddressProof(env)
    proofs.post(proofs.waiting(proofs.link(asked.sudo()).rpartition("/")[2]))


def _portal_login(env, person):
    users = env["res.users"].with_context(no_reset_password=True, active_test=False)
    if not users.search_count([("login", "=", person.email)]):
        login = users.create({
            "login": person.email, "password": LOGIN, "partner_id": person.id,
            "group_ids": [(6, 0, [env.ref("base.group_portal").id])]})
        # as if the person had followed the mail of an invitation
        AddressProof(env).note(person.email, "invitation", user=login)
