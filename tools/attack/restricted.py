"""D5: reading a restricted contact by any of Odoo's ways."""
from .client import Refused
from .world import Seen

PICTURE = ("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJ"
           "RU5ErkJggg==")
FIELDS = ["name", "email", "phone", "street"]


def fetch_the_visiting_card(world):
    """Fetch the visiting card of a restricted contact, alone or among others."""
    closed, free = _pair(world)
    told = [world.staff.get(f"/web/partner/vcard?partner_ids={ids}").text
            for ids in (closed["id"], f"{free['id']},{closed['id']}")]
    twin = world.staff.get(f"/web/partner/vcard?partner_ids={free['id']}").text
    return _seen(closed, told, free, [twin])


def fetch_the_picture(world):
    """Fetch the picture of a restricted contact, as a colleague and with a token from before."""
    closed, free = _pair(world)
    paths = ("/web/image/res.partner/{id}/image_1920", "/web/image/res.partner/{id}/avatar_128",
             "/web/image?model=res.partner&id={id}&field=image_1920")
    seen, twin = ([world.staff.get(path.format(**contact)).content for path in paths]
                  for contact in (closed, free))
    # a placeholder is what somebody sees who may not: never the picture itself
    return Seen(not set(seen) & set(twin), f"{len(paths)} ways show another picture")


def read_it_over_rpc(world):
    """Read, search, group and export a restricted contact over RPC."""
    closed, free = _pair(world)
    seen, twin = ([_tried(lambda call=call, contact=contact: call(world.staff, contact))
                   for call in RPC] for contact in (closed, free))
    return _seen(closed, seen, free, twin, each=True)


def find_it_by_guessing(world):
    """Find a restricted contact by its address, its number, or parts of them."""
    closed, free = _pair(world)

    def found(contact):
        return [world.staff.call("res.partner", "search_count", [("id", "=", contact["id"]), leaf])
                for leaf in (("email", "=", contact["email"]), ("email", "=like", "victim%"),
                             ("email_normalized", "=", contact["email"]),
                             ("phone", "=", contact["phone"]), ("id", "!=", 0))]

    seen, twin = found(closed), found(free)
    return Seen(not any(seen) and all(twin), f"found {sum(seen)} of {len(seen)} times")


def read_it_through_documents(world):
    """Read a restricted contact through its invoices, messages, users and cards."""
    closed, free = _pair(world)
    bookkeeper = world.colleague("account.group_account_manager", "base.group_partner_manager",
                                 "base.group_allow_export")
    spec = {"partner_id": {"fields": {name: {} for name in FIELDS[1:]}}}
    ways = (
        lambda contact: bookkeeper.call("account.move", "web_read", contact["move"], spec),
        lambda contact: bookkeeper.call(
            "account.move", "export_data", contact["move"], ["partner_id/email"]),
        lambda contact: world.staff.json("/mail/data", {
            "fetch_params": [["avatar_card", {"id": contact["id"], "model": "res.partner"}]]}))
    seen, twin = ([_tried(lambda way=way, contact=contact: way(contact)) for way in ways]
                  for contact in (closed, free))
    return _seen(closed, seen, free, twin)


#: calls of the web client that tell something of a contact
RPC = (
    lambda client, contact: client.call("res.partner", "read", [contact["id"]], FIELDS),
    lambda client, contact: client.call(
        "res.partner", "web_read", [contact["id"]], {name: {} for name in FIELDS}),
    lambda client, contact: client.call(
        "res.partner", "search_read", [("id", "=", contact["id"])], FIELDS),
    lambda client, contact: client.call(
        "res.partner", "web_search_read", [("id", "=", contact["id"])],
        {name: {} for name in FIELDS}),
    lambda client, contact: client.call("res.partner", "name_search", contact["email"]),
    lambda client, contact: client.call(
        "res.partner", "formatted_read_group", [("id", "=", contact["id"])], ["email"],
        ["__count"]),
    lambda client, contact: client.call(
        "res.partner", "read", [contact["id"]], ["display_name", "email_formatted", "email"],
        context={"show_email": True, "show_address": True}),
    lambda client, contact: client.call("res.partner", "get_mention_suggestions", contact["email"]),
)


def _pair(world):
    """Return a restricted contact and its free twin, with an invoice each."""
    pair = []
    for number in range(2):
        number = world.contact(phone=f"+3247000{number:04}", street=f"Rietstraat {number + 7}",
                               image_1920=PICTURE)
        (told,) = world.read("res.partner", [number], *FIELDS)
        told["move"] = world.admin.call("account.move", "create", [{
            "move_type": "out_invoice", "partner_id": number}])
        pair.append(told)
    world.officer.call("res.partner", "write", [pair[0]["id"]], {"privacy_restricted": True})
    return pair


def _tried(call):
    try:
        return str(call())
    except Refused as error:
        return f"refused: {error}"


def _seen(closed, told, free, twin, each=False):
    """Return whether nothing of the closed contact was told and the free one was."""
    leaks = [place for place, text in enumerate(told)
             if any(closed[name] and closed[name] in text for name in FIELDS[1:])]
    open_ways = [place for place, text in enumerate(twin) if free["email"] in text]
    whole = len(open_ways) > len(twin) // 2 if each else bool(open_ways)
    return Seen(not leaks and whole, f"{len(told)} ways, told by: {leaks or 'none'}; of a free "
                                     f"contact by {len(open_ways)}")
