"""D4: deleting what a hold keeps: documents, files, messages, and keys that open something."""
import base64

from .client import Refused
from .world import Seen, all_of, refused

#: what Odoo's or our code reads in a context to let something pass, as a client may send it
KEYS = {
    "_force_unlink": True, "force_delete": True, "install_mode": True, "tracking_disable": True,
    "mail_create_nolog": True, "cron_id": 1, "active_test": False, "bypass_audit": True,
    "MODULE_UNINSTALL_FLAG": True, "uninstall": True, "privacy_acting": True,
    "privacy_fetching": True, "privacy_mailed": True, "privacy_nested": True,
}
#: what a refusal of a held contact says
SPARED = ("hold", "restricted")


def delete_a_held_document(world):
    """Delete a held contact's draft invoice with every key of a context."""
    held, free = _held(world), world.contact()
    theirs, other = _draft(world, held), _draft(world, free)
    seen = [refused(lambda key=key, value=value: world.admin.call(
        "account.move", "unlink", [theirs], context={key: value}), *SPARED)
        for key, value in KEYS.items()]
    seen.append(refused(lambda: world.admin.call(
        "account.move", "unlink", [theirs], context=KEYS), *SPARED))
    return _twin(world, all_of(*seen), "account.move", theirs, other, KEYS)


def delete_the_held_contact(world):
    """Delete a held contact, or merge it away, with every key of a context."""
    held, free = _held(world), world.contact()
    seen = [refused(lambda key=key, value=value: world.admin.call(
        "res.partner", "unlink", [held], context={key: value}), *SPARED)
        for key, value in KEYS.items()]
    wizard = world.admin.call("base.partner.merge.automatic.wizard", "create", [{
        "partner_ids": [[6, 0, [held, free]]], "dst_partner_id": free, "state": "selection"}])[0]
    # a hold follows a merge (R17): what may not be is that nobody is held afterwards
    try:
        world.admin.call("base.partner.merge.automatic.wizard", "action_merge", [wizard],
                         context=KEYS)
    except Refused:
        pass
    kept = world.officer.call("privacy.hold", "search_count", [
        ("partner_ids", "in", [held, free]), ("released_on", "=", False)])
    return Seen(all_of(*seen).held and bool(kept), f"{all_of(*seen).what}; holds left: {kept}")


def delete_held_files(world):
    """Delete, empty or move files of a held contact and of its documents and messages."""
    held, free = _held(world), world.contact()
    draft, seen = _draft(world, held), []
    message = world.staff.call("res.partner", "message_post", [held], body="Hello")
    message = message[0] if isinstance(message, list) else message
    for model, number in (("res.partner", held), ("account.move", draft),
                          ("mail.message", message)):
        file = _file(world, model, number)
        for method, *args in (("unlink",), ("write", {"datas": ""}), ("write", {"raw": ""}),
                              ("write", {"res_id": free}),
                              ("write", {"res_model": "res.users"})):
            seen.append(refused(lambda file=file, method=method, args=args: world.admin.call(
                "ir.attachment", method, [file], *args, context=KEYS), *SPARED))
    seen.append(refused(lambda: world.admin.call(
        "mail.message", "unlink", [message], context=KEYS), *SPARED))
    theirs, other = _file(world, "res.partner", held), _file(world, "res.partner", free)
    return _twin(world, all_of(*seen), "ir.attachment", theirs, other, KEYS)


def release_the_hold(world):
    """As who made a hold, or as an administrator without the role, release, narrow or delete it."""
    held = world.contact()
    (hold,) = world.preparer.call("privacy.hold", "create", [{
        "name": "Case", "reason": "x", "partner_ids": [[6, 0, [held]]]}])
    seen = []
    for client in (world.preparer, world.staff):
        for method, *args in (
                ("action_release",), ("write", {"released_on": "2026-01-01"}),
                ("write", {"date_end": "2020-01-01"}), ("write", {"partner_ids": [[5, 0, 0]]}),
                ("unlink",)):
            seen.append(refused(lambda client=client, method=method, args=args: client.call(
                "privacy.hold", method, [hold], *args, context=KEYS)))
    return all_of(*seen)


def _held(world):
    contact = world.contact()
    world.officer.call("privacy.hold", "create", [{
        "name": "Case", "reason": "Litigation", "partner_ids": [[6, 0, [contact]]]}])
    return contact


def _draft(world, contact):
    return world.admin.call("account.move", "create", [{
        "move_type": "out_invoice", "partner_id": contact}])[0]


def _file(world, model, number):
    return world.admin.call("ir.attachment", "create", [{
        "name": "letter.txt", "datas": base64.b64encode(b"x").decode(), "res_model": model,
        "res_id": number}])[0]


def _twin(world, seen, model, theirs, other, keys):
    """Return what was seen, provided that it is still there and a free contact's goes."""
    there = world.admin.call(model, "search_count", [("id", "=", theirs)])
    world.admin.call(model, "unlink", [other], context=keys)
    gone = not world.admin.call(model, "search_count", [("id", "=", other)])
    return Seen(seen.held and bool(there) and gone,
                f"{seen.what[:60]}; there: {bool(there)}, a free one goes: {gone}")
