"""D1, D2: becoming somebody by an address, and leading elsewhere what is somebody's."""
import re

from .client import Refused
from .world import Seen, refused


def sign_up_and_ask(world):
    """Sign up with the address of a lead and ask for a copy."""
    address = world.address("lead")
    world.admin.call("crm.lead", "create", [{"name": "Roof", "email_from": address,
                                            "description": "Secret wish"}])
    world.sign_up(address).post("/my/privacy/new", right="access", text="Mine")
    (asked,) = world.requests_of(address)
    return Seen(not asked["identity_on"], f"identity holds: {bool(asked['identity_on'])}")


def lift_an_opt_out(world):
    """Sign up with a blacklisted address and allow mailings again; leave and join as well."""
    address = world.address("optout")
    world.admin.call("mail.blacklist", "create", [{"email": address}])
    eve = world.sign_up(address)
    for act in ("allow", "stop", "join", "leave"):
        eve.post("/my/privacy/consent", "/my/privacy/new", act=act, record="1")
    listed = world.admin.call("mail.blacklist", "search_count", [("email", "=", address)])
    return Seen(listed == 1, f"still on the list: {listed == 1}")


def guess_the_code(world):
    """Have a code sent to somebody's address, and guess."""
    address = world.address("coded")
    eve = world.sign_up(address)
    eve.post("/my/privacy/address", "/my/privacy", step="send")
    right = re.search(r"\b(\d{6})\b", world.mailbox.of(address)[-1]).group(1)
    for guess in range(8):
        eve.post("/my/privacy/address", "/my/privacy", step="enter", code=f"{guess}{guess:05d}")
    late = eve.post("/my/privacy/address", "/my/privacy", step="enter", code=right)
    return Seen("This is not the code" in late.text, "after five tries the right one is dead too")


def type_a_further_address(world):
    """Show one's own address, type somebody's beside it, and ask."""
    own, victim = world.address(), world.address("victim")
    eve = world.sign_up(own)
    eve.post("/my/privacy/address", "/my/privacy", step="send")
    code = re.search(r"\b(\d{6})\b", world.mailbox.of(own)[-1]).group(1)
    eve.post("/my/privacy/address", "/my/privacy", step="enter", code=code)
    world.admin.call("crm.lead", "create", [{"name": "Roof", "email_from": victim}])
    (user,) = world.admin.call("res.users", "search_read", [("login", "=", own)], ["partner_id"])
    world.admin.call("res.partner", "write", [user["partner_id"][0]],
                     {"email": f"{own}, {victim}"})
    eve.post("/my/privacy/new", right="access", text="Mine")
    asked = world.requests_of(own)
    held = bool(asked) and not any(each["identity_on"] for each in asked)
    return Seen(held, f"{len(asked)} asked, identity holds: {not held}")


def confirm_mail_without_a_click(world):
    """Have an officer take a sender for confirmed, over RPC."""
    request = _asked(world)
    return refused(lambda: world.officer.call(
        "privacy.request", "confirm_identity", [request], [], "mail", "I believe it"),
        "Nobody has shown")


def edit_the_contact_afterwards(world):
    """As a colleague, lead link and code to oneself by editing the contact."""
    contact = world.contact()
    (known,) = world.read("res.partner", [contact], "email")
    request = _asked(world, email=known["email"])
    world.officer.call(
        "privacy.request", "confirm_identity", [request], [contact], "known", "Known")
    world.officer.call("privacy.request", "action_build_package", [request])
    (package,) = world.officer.call(
        "privacy.package", "search", [("request_id", "=", request)])
    world.staff.call("res.partner", "write", [contact], {"email": "colleague@attack.example"})
    world.officer.call("privacy.package", "action_send", [package])
    again = refused(lambda: world.officer.call("privacy.request", "action_collect", [request]),
                    "changed after")
    diverted = "colleague@attack.example" in world.mailbox.recipients()
    return Seen(again.held and not diverted,
                f"written to: the known address; gathering {again.what}")


def write_what_buttons_set(world):
    """Write identity, state and addresses over RPC as an officer."""
    request = _asked(world)
    done = []
    for values in ({"identity_on": "2026-01-01 10:00:00"}, {"state": "open"},
                   {"fixed_addresses": {"lead": []}}, {"address_confirmed_on": "2026-01-01"},
                   {"requester_id": 1}):
        try:
            world.officer.call("privacy.request", "write", [request], values)
            done += values
        except Refused:
            continue
    return Seen(not done, f"written: {done or 'nothing'}")


def _asked(world, **values):
    """Return the id of a request that was taken in at the desk."""
    answer = world.preparer.call("privacy.request", "intake", {
        "rights": ["access"], "name": "Somebody", "email": world.address("asks"), **values})
    return answer["id"] if isinstance(answer, dict) else _last(world)


def _last(world):
    return world.officer.call("privacy.request", "search", [], order="id desc", limit=1)[0]
