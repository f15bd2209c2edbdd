"""P13: consents that nobody gave, sent to the door for other systems."""
import hashlib
import hmac
import json
import secrets
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timezone

from .world import Seen

PATH = "/privacy/consent/events"
CALLS, THREADS = 10_000, 24


def forge_events(world):
    """10,000 forged, replayed, late and malformed calls: none is taken."""
    source, key, secret = _source(world)
    right = _signed(key, secret, _body())
    taken = _post(world, 0, *right)
    before = _consents(world, source)
    with ThreadPoolExecutor(THREADS) as threads:
        codes = Counter(threads.map(
            lambda number: _post(world, number, *_wrong(number, key, secret, right)),
            range(CALLS)))
    after = _consents(world, source)
    alive = _post(world, 0, *_signed(key, secret, _body()))
    told = ", ".join(f"{count} x {code}" for code, count in sorted(codes.items()))
    return Seen(taken == alive == 200 and before == after == 1 and 200 not in codes
                and 207 not in codes and max(codes) < 500,
                f"{after - before} of {CALLS} taken; {told}")


def learn_what_exists(world):
    """Ask the door with a key that there is and one that there is not: the answers are alike."""
    _source_id, key, _secret = _source(world)
    visitor = world.visitor("127.0.9.1")
    answers = []
    for name in (key, f"pk_{secrets.token_hex(16)}"):
        body, headers = _signed(name, secrets.token_hex(32), _body())
        answer = visitor._send(PATH, body, headers)
        answers.append((answer.status, answer.content))
    return Seen(answers[0] == answers[1] and answers[0][0] == 401, f"answers {answers[0][0]}")


def _source(world):
    """Return (id of a new source, name of its key, secret)."""
    (purpose,) = world.officer.call(
        "privacy.purpose", "search", [("code", "=", "analytics")], limit=1)
    (source,) = world.officer.call("privacy.consent.source", "create", [{
        "name": f"Attacked {secrets.token_hex(3)}", "purpose_ids": [[6, 0, [purpose]]]}])
    shown = world.officer.call("privacy.consent.source", "action_make_key", [source])["context"]
    return source, shown["default_key_name"], shown["default_secret"]


def _consents(world, source):
    return world.officer.call(
        "privacy.consent.record", "search_count", [("source_id", "=", source)])


def _body():
    return json.dumps({"events": [{
        "id": secrets.token_hex(8), "event": "given", "purpose": "analytics",
        "at": datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "visitor": secrets.token_hex(16), "words": "You may count me.", "lang": "en"}]}).encode()


def _signed(key, secret, body, ahead=0):
    """Return (body, headers) of a call."""
    moment, nonce = str(int(time.time()) + ahead), secrets.token_urlsafe(24)
    signature = hmac.new(secret.encode(), f"{moment}.{nonce}.".encode() + body, hashlib.sha256)
    return body, {"Content-Type": "application/json", "Privacy-Key": key,
                  "Privacy-Timestamp": moment, "Privacy-Nonce": nonce,
                  "Privacy-Signature": f"v1={signature.hexdigest()}"}


def _wrong(number, key, secret, right):
    """Return one of the calls that must not be taken: six of ten are not signed, two are replayed,
    two are signed and cannot be read.
    """
    kind = number % 10
    if kind < 2:
        return _signed(key, secrets.token_hex(32), _body())
    if kind < 4:
        return _signed(f"pk_{secrets.token_hex(16)}", secret, _body())
    if kind == 4:
        return _signed(key, secret, _body(), ahead=-900)
    if kind == 5:
        body, headers = _signed(key, secret, _body())
        return body.replace(b"given", b"joined"), headers
    if kind < 8:
        return right
    broken = (b"[" * 5000, b'{"events": [\0]}', b"\xff", b'{"events": []}',
              b'{"events": [{"id": "a", "id": "b"}]}', b'{"events": [{"id": 5}]}')
    return _signed(key, secret, broken[number // 10 % len(broken)])


def _post(world, number, body, headers):
    """Send a call from one of a hundred addresses; return the status of its answer."""
    visitor = world.visitor(f"127.0.8.{number % 100 + 1}", number)
    return visitor._send(PATH, body, headers).status
