"""Bad input at every door: said in words, with a status that fits, and nothing half-stored."""
import json
from urllib import parse

from .client import Refused
from .world import Seen, all_of

NUL, TURN = "\0", "\u202e"
#: what a call may send for text, and for a day
TEXTS = ("a\0b", "a\ud800b", "x" * 10_000_000, ["x"], {"a": 1})
DAYS = ("0001-01-01", "9999-12-31", "0000-01-01", "10000-01-01", "x", 5, ["x"])


def fill_the_form_badly(world):
    """Send the public form 10 MB, zero bytes, turned text, 1500 parameters, and odd names."""
    visitor = world.visitor("127.0.3.1")
    token, form = visitor.token("/privacy/request"), {"right": "access"}
    seen = []
    for statuses, given in (
            ((422,), {"email": "x"}), ((422,), {"email": f"a{TURN}@b.example"}),
            ((413,), {"email": "a@attack.example", "text": "x" * 30_000}),
            ((413,), {"email": "a@attack.example", "text": "x" * 5_000_000}),
            ((400,), {"email": "a@attack.example", "self": "1"}),
            ((422,), {"email": "a@attack.example", "right": "everything"}),
            ((413,), {"email": "a@attack.example", "name": "x" * 500}),
            ((200,), {"email": world.address("many"), **{f"p{n}": "1" for n in range(1500)}}),
            ((200,), {"email": world.address("nul"), "text": f"a{NUL}b{TURN}c"})):
        answer = visitor.post("/privacy/request", token=token, **{**form, **given})
        seen.append(_answered(answer, statuses))
    before = _waiting(world)
    answer = visitor.post("/privacy/request", token="wrong", email="a@attack.example", **form)
    seen.append(_answered(answer, (400,)))
    seen.append(Seen(_waiting(world) == before, f"{len(seen)} forms told in words"))
    return all_of(*seen)


def follow_wrong_links(world):
    """Open links with zero bytes, halves of letters, huge numbers and names of the program."""
    visitor, seen = world.visitor(), []
    for token in ("%00", "%ff%fe", "%ed%a0%80", "a" * 4000, parse.quote(TURN)):
        for path in ("/privacy/request/confirm", "/privacy/address", "/privacy/package/1",
                     f"/privacy/package/{'9' * 30}"):
            seen.append(_answered(visitor.get(f"{path}/{token}"), (400, 404)))
    eve = world.sign_up(world.address())
    for path in ("/my/privacy/2147483648", f"/my/privacy/{'9' * 30}", "/my/privacy/1/file/1"):
        seen.append(_answered(eve.get(path), (404,)))
    for path in ("/my/privacy?self=1", "/privacy/request?self=1"):
        seen.append(_answered(eve.get(path), (400,)))
    seen.append(Seen(True, f"{len(seen)} links told in words"))
    return all_of(*seen)


def enter_what_no_column_holds(world):
    """Create and write over RPC: zero bytes, halves of letters, 10 MB, years 1 and 9999."""
    contact, seen = world.contact(), []
    purpose = world.officer.call("privacy.purpose", "search", [], limit=1)[0]
    hold = {"name": "Case", "reason": "x", "partner_ids": [[6, 0, [contact]]]}
    consent = {"partner_id": contact, "purpose_id": purpose}
    asked = {"rights": ["access"], "name": "Somebody"}
    for text in TEXTS:
        seen += [_told(world.officer, "privacy.hold", "create", [{**hold, "reason": text}]),
                 _told(world.officer, "privacy.consent.record", "create", [
                     {**consent, "statement": text}]),
                 _told(world.preparer, "privacy.request", "intake", {**asked, "name": text}),
                 _told(world.preparer, "privacy.request", "intake", {**asked, "email": text}),
                 _told(world.officer, "privacy.run", "residue", [text])]
    for day in DAYS:
        seen += [_told(world.officer, "privacy.hold", "create", [{**hold, "date_end": day}]),
                 _told(world.officer, "privacy.consent.record", "create", [
                     {**consent, "date_given": day}]),
                 _told(world.officer, "res.partner", "write", [contact],
                       {"privacy_relationship_end": day}),
                 _told(world.preparer, "privacy.request", "intake", {
                     **asked, "received_on": day}),
                 _told(world.officer, "privacy.run", "preview", [contact], day)]
    world.officer.call("privacy.timer", "refresh", [contact])
    failed = [each for each in seen if not each.held]
    return Seen(not failed, failed[0].what if failed else f"{len(seen)} calls told in words")


def _told(client, model, method, *args):
    """Call; what is taken is fine, and so is what is refused in words."""
    try:
        client.call(model, method, *args)
    except Refused as error:
        return Seen(error.told, f"{model}.{method}({json.dumps(args)[:60]}): {str(error)[:60]}")
    return Seen(True, "taken")


def _answered(answer, statuses):
    return Seen(answer.status in statuses and "Traceback" not in answer.text,
                f"{answer.url[-40:]}: {answer.status}")


def _waiting(world):
    return world.officer.call("privacy.request.pending", "search_count", [])
