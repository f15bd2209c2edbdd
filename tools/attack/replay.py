"""D6: erasing a running customer by a journal that somebody made up."""
import base64
import tempfile
from pathlib import Path

from core.evidence import journal_file, ledger

from .client import Refused
from .world import Seen, refused


def forge_a_journal(world):
    """Give a journal signed with an invented key, approve it alone, and carry it out."""
    customer, run = _customer(world), None
    try:
        wizard = world.officer.call("privacy.replay", "create", [
            {"file": base64.b64encode(_journal(world, customer, b"k" * 32)).decode()}])
        run = world.officer.call("privacy.replay", "action_replay", wizard)["res_id"]
        held = refused(lambda: world.officer.call("privacy.run", "action_approve", [run]))
        for method in ("action_execute", "action_approve"):
            held = held if not held.held else refused(
                lambda method=method: world.officer.call("privacy.run", method, [run]))
    except Refused as error:
        held = Seen(True, f"refused: {str(error)[:80]}")
    return _seen(world, customer, held)


def forge_it_for_two(world):
    """The same with a second officer who approves it: no further than an erasure of today."""
    customer = _customer(world)
    try:
        wizard = world.officer.call("privacy.replay", "create", [
            {"file": base64.b64encode(_journal(world, customer, b"k" * 32)).decode()}])
        run = world.officer.call("privacy.replay", "action_replay", wizard)["res_id"]
        world.admin.call("privacy.run", "action_approve", [run])
        world.admin.call("privacy.run", "action_execute", [run])
        held = Seen(True, "approved by a second officer")
    except Refused as error:
        held = Seen(True, f"refused: {str(error)[:80]}")
    return _seen(world, customer, held)


def give_rubbish(world):
    """Give files that are no journal: none, broken, nested, of another database."""
    customer = _customer(world)
    other = _journal(world, customer, None, database="00000000-0000-0000-0000-000000000000")
    seen = []
    for content in (b"", b"x", b"\x00" * 100, b"{}", b"{\"a\":" + b"[" * 100_000,
                    b"\xff\xfe{", b"{" + b"1" * 5000 + b"}", other, other[:-40]):
        for role in (world.officer, world.preparer, world.staff):
            seen.append(_given(role, content))
    failed = [what for what in seen if what]
    return _seen(world, customer, Seen(not failed, f"{len(seen)} files refused in words"
                                       if not failed else f"{failed[0]}"))


def _given(client, content):
    """Give a file; return what went wrong, None where it was refused in words."""
    try:
        wizard = client.call("privacy.replay", "create", [
            {"file": base64.b64encode(content).decode()}])
        client.call("privacy.replay", "action_replay", wizard)
    except Refused as error:
        return None if error.told else f"failed: {str(error)[:80]}"
    return "taken"


def _customer(world):
    """Return the id of a running customer who has nothing due."""
    customer = world.contact()
    world.officer.call("res.partner", "write", [customer], {"privacy_running_customer": True})
    return customer


def _journal(world, contact, key, database=None):
    """Return a journal that says that a contact was erased, whole and signed with a key."""
    (known,) = world.read("res.partner", [contact], "create_date", "write_date")
    created = known["create_date"].replace(" ", "T") + ".000000"
    run = {"run": {"ref": 2**30, "name": "RUN", "kind": "request", "state": "done",
                   "on_date": "2026-01-01", "ground": "art. 17(1)(b)", "digest": "",
                   "ended_on": None}}
    subject = {"subject": {
        "model": "res.partner", "id": contact, "key": None, "created": created, "whole": True,
        "state": "done", "plan": "", "categories": [], "rules": []}}
    seal = {"last_ref": 2**30, "digest": "0" * 64, "signature": None, "key": None,
            "sealed_on": "2026-01-01T10:00:00"}
    uuid = database or world.admin.call("ir.config_parameter", "get_param", "database.uuid")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "privacy/attack/erasures.jsonl"
        path.parent.parent.mkdir()
        path.parent.mkdir()
        journal_file.append(path, uuid, [ledger.canonical(run), ledger.canonical(subject)], seal,
                            key)
        return path.read_bytes()


def _seen(world, customer, held):
    (now,) = world.read("res.partner", [customer], "email", "privacy_anonymised_on")
    there = bool(now["email"]) and not now["privacy_anonymised_on"]
    return Seen(held.held and there, f"{held.what[:70]}; the customer is there: {there}")
