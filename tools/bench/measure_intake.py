"""Events a second that a source can report through HTTP, in signed calls of a thousand."""

import json
import secrets
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta, timezone
from http.client import HTTPConnection

from odoo import http
from odoo.addons.cloudpepper_privacy.core.consents import signature
from odoo.addons.cloudpepper_privacy.engine.consents.intake.door import PATH
from odoo.addons.cloudpepper_privacy.engine.consents.intake.source_keys import SourceKeys
from odoo.fields import Command
from werkzeug.serving import make_server

#: calls of one round, events of each, and senders at once
CALLS, EVENTS, SENDERS = 10, 1000, 2


def measure(env, parameters):
    """Return the most events a second over rounds, and how many came and are there.

    Server and senders share this process, and its one interpreter: a server of its own would have
    it for itself. What the senders sign is made before the clock starts.
    """
    source, name, secret = _source(env)
    server = make_server("127.0.0.1", 0, http.root, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        _sent(server.server_port, _call(name, secret, "warm", 0, 10))
        rounds = [_round(server.server_port, name, secret, number)
                  for number in range(parameters["rounds"])]
        again = _again(server.server_port, name, secret)
    finally:
        server.shutdown()
        thread.join()
    env.cr.rollback()
    stored = env["privacy.consent.record"].search_count([("source_id", "=", source.id)])
    return {"events_s": max(rounds), "rounds": rounds, "stored": stored, "again": again,
            "sent": parameters["rounds"] * CALLS * EVENTS + 10}


def _source(env):
    purpose = env.ref("cloudpepper_privacy.purpose_analytics")
    env["privacy.consent.text"].create({"purpose_id": purpose.id, "body": "You may count me."})
    source = env["privacy.consent.source"].create({
        "name": "Banner", "purpose_ids": [Command.set(purpose.ids)]})
    name, secret = SourceKeys(env).rotate(source, 0)
    env.cr.commit()
    return source, name, secret


def _round(port, name, secret, number):
    calls = [_call(name, secret, f"r{number}.{call}", call, EVENTS) for call in range(CALLS)]
    started = time.perf_counter()
    with ThreadPoolExecutor(SENDERS) as senders:
        answers = list(senders.map(lambda call: _sent(port, call), calls))
    taken = time.perf_counter() - started
    if any(answer["accepted"] != EVENTS for answer in answers):
        raise RuntimeError(f"events were lost: {answers}")
    return CALLS * EVENTS / taken


def _again(port, name, secret):
    """Send one of the calls again, signed anew: return how many of its events count once more."""
    body, _headers = _call(name, secret, "again", 0, EVENTS)
    first = _sent(port, (body, _signed(name, secret, body)))
    second = _sent(port, (body, _signed(name, secret, body)))
    return first["accepted"] - EVENTS + second["accepted"]


def _call(name, secret, prefix, number, count):
    at = (datetime.now(timezone.utc) - timedelta(minutes=1)).strftime("%Y-%m-%dT%H:%M:%SZ")
    body = json.dumps({"events": [{
        "id": f"{prefix}.{event}", "event": "given", "at": at, "purpose": "analytics",
        "visitor": secrets.token_hex(16), "text_version": 1, "lang": "nl-BE",
        "page": f"https://shop.example/product/{number}?ref={event}", "ip": "192.0.2.77",
    } for event in range(count)]}).encode()
    return body, _signed(name, secret, body)


def _signed(name, secret, body):
    moment, nonce = str(int(time.time())), secrets.token_urlsafe(24)
    return {"Content-Type": "application/json", "Privacy-Key": name, "Privacy-Timestamp": moment,
            "Privacy-Nonce": nonce,
            "Privacy-Signature": signature.sign(secret, moment, nonce, body)}


def _sent(port, call):
    connection = HTTPConnection("127.0.0.1", port, timeout=120)
    connection.request("POST", PATH, *call)
    answer = connection.getresponse()
    content = json.loads(answer.read())
    connection.close()
    if answer.status != 200:
        raise RuntimeError(f"{answer.status}: {content}")
    return content
