"""How many queries the portal's page of one's own data costs, as a person opens it."""

import re

from odoo import http, sql_db
from odoo.fields import Command
from werkzeug.test import Client

from . import inside

PAGE, LOGIN = "/my/privacy", "bench_portal"
#: what a server adds to each call
SERVER = {"REMOTE_ADDR": "127.0.0.1"}


def measure(env, parameters):
    """Return the least queries of opening the page, over warm rounds; the whole way through HTTP.

    The first opening fills what a process keeps (views, the map's SQL) and does not count.
    """
    _user(env)
    client = _logged_in()
    _open(client)
    counts = []
    for _round in range(parameters["rounds"]):
        before = sql_db.sql_counter
        _open(client)
        counts.append(sql_db.sql_counter - before)
    return {"queries": min(counts)}


def _user(env):
    partner = inside.oldest(env, 1)
    env["res.users"].with_context(no_reset_password=True).create({
        "login": LOGIN, "password": LOGIN, "partner_id": partner.id,
        "group_ids": [Command.set([env.ref("base.group_portal").id])]})
    env.cr.commit()


def _logged_in():
    """Return a client of Odoo's own application who has logged in by the form."""
    client = Client(http.root)
    page = client.get("/web/login", environ_overrides=SERVER).get_data(as_text=True)
    token = re.search(r'name="csrf_token" value="([^"]+)"', page).group(1)
    answer = client.post("/web/login", data={
        "csrf_token": token, "login": LOGIN, "password": LOGIN}, environ_overrides=SERVER)
    if answer.status_code not in (302, 303):
        raise RuntimeError(f"login: {answer.status_code}")
    return client


def _open(client):
    answer = client.get(PAGE, environ_overrides=SERVER)
    if answer.status_code != 200 or b"held_title" not in answer.data:
        raise RuntimeError(f"{PAGE}: {answer.status_code}")
