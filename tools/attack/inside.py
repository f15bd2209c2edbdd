"""D9, D10: smaller doors of colleagues and portal users, and a button that did not work."""
from .client import Refused
from .world import Seen, all_of, refused

ROLE = "cloudpepper_privacy.group_privacy_officer"


def take_a_role_silently(world):
    """Give oneself the role of an officer, by the user or by the group: it is evidence."""
    (role,) = world.admin.call("ir.model.data", "search_read", [
        ("module", "=", "cloudpepper_privacy"), ("name", "=", ROLE.partition(".")[2])], ["res_id"])
    group, seen = role["res_id"], []
    for number, (model, ids, give) in enumerate((
            ("res.users", None, {"group_ids": [[4, group]]}),
            ("res.groups", [group], {"user_ids": [[4, None]]}))):
        (user,) = world.admin.call("res.users", "create", [
            {"name": "Mallory", "login": world.address(f"mallory{number}")}])
        if ids:
            give = {"user_ids": [[4, user]]}
        world.admin.call(model, "write", ids or [user], give)
        rows = world.officer.call("privacy.evidence", "search_read", [
            ("act", "=", "role_given")], ["counts"], order="id desc", limit=5)
        filed = any(row["counts"].get("user") == user for row in rows)
        seen.append(Seen(filed, f"by {model}: filed: {filed}"))
    return all_of(refused(lambda: world.staff.call(
        "res.users", "write", [user], {"group_ids": [[4, group]]})), *seen)


def look_as_a_portal_user(world):
    """As a portal user, sort by, filter by, read and press what is the staff's."""
    contact = world.contact()
    world.officer.call("privacy.timer", "refresh", [contact])
    timers = world.officer.call("privacy.timer", "search", [], limit=1)
    address = world.address()
    eve = world.sign_up(address)
    (me,) = world.admin.call("res.users", "search_read", [("login", "=", address)], ["partner_id"])
    partner = me["partner_id"][0]
    return all_of(
        refused(lambda: eve.call("privacy.timer", "action_open_signal", timers)),
        refused(lambda: eve.call("res.partner", "search", [], order="privacy_kept_until")),
        refused(lambda: eve.call("res.partner", "search", [("privacy_kept_until", "!=", False)])),
        refused(lambda: eve.call("res.partner", "read", [partner], ["privacy_sentence"])),
        refused(lambda: eve.call("res.partner", "formatted_read_group", [],
                                 ["privacy_anonymised_on"], ["__count"])),
        *(refused(lambda model=model: eve.call(model, "search_read", [], ["id"])) for model in (
            "privacy.request", "privacy.timer", "privacy.evidence", "privacy.run",
            "privacy.consent.record", "privacy.package", "privacy.hold")))


def look_at_requests_as_a_colleague(world):
    """As a colleague, see who asked by followers, messages, mails, activities and notifications."""
    asked = _request(world)
    contact = world.contact()
    world.officer.call("privacy.request", "message_subscribe", [asked], [contact])
    found = {}
    for model, domain in (
            ("mail.followers", [("res_model", "=", "privacy.request"), ("res_id", "=", asked)]),
            ("mail.message", [("model", "=", "privacy.request"), ("res_id", "=", asked)]),
            ("mail.activity", [("res_model", "=", "privacy.request"), ("res_id", "=", asked)]),
            ("mail.mail", [("model", "=", "privacy.request")]),
            ("mail.notification", [("mail_message_id.model", "=", "privacy.request")]),
            ("ir.attachment", [("res_model", "=", "privacy.request")]),
            ("privacy.request", [])):
        for method in ("search_read", "formatted_read_group"):
            args = ([["id"]] if method == "search_read" else [[], ["__count"]])
            try:
                rows = world.staff.call(model, method, domain, *args)
            except Refused:
                continue
            count = len(rows) if method == "search_read" else sum(
                row["__count"] for row in rows)
            if count:
                found[model] = count
    seen = world.officer.call("mail.followers", "search_count", [
        ("res_model", "=", "privacy.request"), ("res_id", "=", asked)])
    return Seen(not found and bool(seen), f"seen: {found or 'nothing'}; an officer sees {seen}")


def write_before_identity_holds(world):
    """As an officer, write to the person by each of Odoo's ways before identity holds."""
    asked, contact = _request(world), world.contact()
    (person,) = world.read("res.partner", [contact], "email")
    to = {"partner_ids": [contact]}
    seen = [
        refused(lambda: world.officer.call(
            "privacy.request", "message_post", [asked], body="x", message_type="comment",
            subtype_xmlid="mail.mt_comment", **to)),
        refused(lambda: world.officer.call("privacy.request", "message_notify", [asked],
                                           body="x", subject="x", **to)),
        refused(lambda: world.officer.call("mail.mail", "create", [{
            "model": "privacy.request", "res_id": asked, "email_to": person["email"],
            "body_html": "x"}])),
        *(refused(lambda mode=mode: _compose(world, asked, contact, mode))
          for mode in ("comment", "mass_mail")),
        refused(lambda: world.officer.call(
            "privacy.request", "message_post", [asked], body="x",
            outgoing_email_to=person["email"])),
    ]
    wrote = person["email"] in world.mailbox.recipients()
    return Seen(all_of(*seen).held and not wrote, f"{len(seen)} ways refused; written: {wrote}")


def _compose(world, asked, contact, mode):
    composer = world.officer.call("mail.compose.message", "create", [{
        "model": "privacy.request", "res_ids": f"[{asked}]", "subject": "x", "body": "x",
        "composition_mode": mode, "partner_ids": [[6, 0, [contact]]]}])
    return world.officer.call("mail.compose.message", "action_send_mail", composer)


def change_settings_by_making_them(world):
    """As an administrator without the role, change how erasing works, executed or merely made."""
    plain = world.colleague("base.group_system")
    seen = [refused(lambda values=values: plain.call("res.config.settings", "create", [values]))
            for values in ({"privacy_stop": True}, {"privacy_four_eyes": True},
                           {"privacy_batch_size": 1}, {"privacy_mail_gateway_login": plain.name})]
    seen += [refused(lambda key=key: plain.call(
        "ir.config_parameter", "set_param", f"cloudpepper_privacy.{key}", "1"))
        for key in ("stop", "demo", "four_eyes", "audit_bypass", "mail_gateway_login")]
    return all_of(*seen)


def verify_the_evidence(world):
    """Press Evidence > Verify as the web client does: it works for those whose it is."""
    seen = []
    for client, may in ((world.auditor, True), (world.officer, True), (world.preparer, False),
                        (world.staff, False)):
        try:
            answer, told = client.call("privacy.evidence", "action_verify", []), ""
        except Refused as error:
            answer, told = None, str(error)
        seen.append(Seen(bool(answer) == may, f"{told[:60] or 'verified'}"))
    return all_of(*seen[::-1])


def rewrite_the_evidence(world):
    """As an officer and as an administrator, add, change and delete evidence and seals."""
    seen = []
    for model in ("privacy.evidence", "privacy.seal"):
        rows = world.officer.call(model, "search", [], limit=1)
        for client in (world.officer, world.admin, world.auditor):
            for method, *args in (("create", [{"act": "batch"}]), ("write", rows, {"act": "x"}),
                                  ("unlink", rows)):
                seen.append(refused(lambda client=client, model=model, method=method, args=args:
                                    client.call(model, method, *args)))
    return all_of(*seen)


def _request(world):
    world.preparer.call("privacy.request", "intake", {
        "rights": ["access"], "name": "Somebody", "email": world.address("asks")})
    return world.officer.call("privacy.request", "search", [], order="id desc", limit=1)[0]
