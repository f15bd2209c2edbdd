"""A request of a demo person, from the question to the package and the letter."""

import io
import zipfile

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
    asked._confirm_identity(person.with_user(officer), "mail")
    found = asked.action_collect()
    package = asked.build_package()
    asked.right_ids._close("granted")
    content = package.sudo().raw
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        return asked, content, found, opened.namelist()


def _portal_login(env, person):
    users = env["res.users"].with_context(no_reset_password=True, active_test=False)
    if not users.search_count([("login", "=", person.email)]):
        users.create({"login": person.email, "password": LOGIN, "partner_id": person.id,
                      "group_ids": [(6, 0, [env.ref("base.group_portal").id])]})
