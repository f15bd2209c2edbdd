"""D8: what comes to the mail door, and what nobody may make of it."""
import secrets
from email.message import EmailMessage

from .client import Refused
from .world import Seen, all_of, refused

INSIGHT = "Ik wil graag inzage in mijn gegevens."
#: what says that no person wrote to us: (headers, subject)
AUTOMATIC = (
    ({"Auto-Submitted": "auto-generated"}, "x"), ({"Auto-Submitted": "auto-replied"}, "x"),
    ({"X-Auto-Response-Suppress": "All"}, "Automatic reply: x"), ({}, "Automatic reply: x"),
    ({"Precedence": "junk"}, "x"), ({"Precedence": "bulk"}, "x"),
    ({"Precedence": "list", "List-Id": "<news.shop.example>",
      "List-Unsubscribe": "<mailto:off@shop.example>"}, "News"),
    ({"Return-Path": "<>"}, "Undelivered Mail Returned to Sender"),
)
#: what somebody writes, and the right that it names
SENTENCES = (
    ("Ik wil dat u al mijn gegevens wist.", {"erasure"}),
    ("I do not want you to delete anything. Send me a copy of my data.", {"access"}),
    ("Mijn adres is fout, gelieve het te verbeteren.", {"rectification"}),
    ("Gelieve mij uit te schrijven van de nieuwsbrief.", {"objection"}),
)


def send_what_programs_write(world):
    """Send automatic replies, newsletters and notices: no request, and no answer."""
    seen = []
    for headers, subject in AUTOMATIC:
        sender = world.address("robot")
        world.mail(_mail(world, sender, INSIGHT, subject, **headers))
        made, wrote = world.requests_of(sender), sender in world.mailbox.recipients()
        seen.append(Seen(not made and not wrote, f"{headers or subject}: {len(made)} made"))
    person = world.address("person")
    world.mail(_mail(world, person, INSIGHT, "x"))
    made = len(world.requests_of(person))
    seen.append(Seen(made == 1, f"{len(AUTOMATIC)} set aside; of a person {made} made"))
    return all_of(*seen)


def have_a_list_answered(world):
    """Write through a list: nobody answers the list."""
    sender, posts = world.address("member"), world.address("list")
    world.mail(_mail(world, sender, INSIGHT, "x", **{
        "List-Id": f"<{posts.replace('@', '.')}>", "List-Post": f"<mailto:{posts}>",
        "Reply-To": posts, "Sender": posts}))
    wrote = world.mailbox.recipients()
    return Seen(posts not in wrote, f"written to the list: {posts in wrote}")


def divert_the_answer(world):
    """Forge a sender, with Reply-To to oneself and an invented verdict of the victim's server."""
    victim, eve = world.address("victim"), world.address("eve")
    world.mail(_mail(world, victim, INSIGHT, "x", **{
        "Reply-To": eve, "Authentication-Results":
        "mx.attack.example; spf=fail; dkim=fail; dmarc=fail"}))
    (asked,) = world.requests_of(victim)
    held = not asked["identity_on"] and eve not in world.mailbox.recipients()
    confirmed = refused(lambda: world.officer.call(
        "privacy.request", "confirm_identity", [asked["id"]], [], "mail", "I believe it"))
    return Seen(held and confirmed.held,
                f"written to the forger: {eve in world.mailbox.recipients()}; {confirmed.what}")


def bring_a_mail_by_hand(world):
    """As a colleague, hand a forged mail to the gateway over RPC, or make what it makes."""
    victim = world.address("victim")
    mail = _mail(world, victim, INSIGHT, "x")
    seen = []
    for client in (world.staff, world.preparer, world.auditor):
        seen += [refused(lambda client=client: client.call(
            "mail.thread", "message_process", "privacy.request", mail)),
            refused(lambda client=client: client.call(
                "mail.thread", "message_process", False, mail, thread_id=False)),
            refused(lambda client=client: client.call(
                "privacy.request", "message_new", {"email_from": victim, "body": INSIGHT})),
            refused(lambda client=client: client.call("privacy.request", "create", [{
                "person_email": victim, "channel": "mail", "right_ids": [[0, 0, {
                    "kind": "erasure"}]]}]))]
    made = world.requests_of(victim)
    return Seen(all_of(*seen).held and not made, f"{all_of(*seen).what[:60]}; made: {len(made)}")


def write_in_anothers_name(world):
    """As an officer, write into a request as if the person had, on another day."""
    victim = world.address("victim")
    world.mail(_mail(world, victim, INSIGHT, "x"))
    (asked,) = world.requests_of(victim)
    contact = world.contact()
    seen = [refused(lambda given=given: world.officer.call(
        "privacy.request", "message_post", [asked["id"]], body="Forged", **given))
        for given in ({"message_type": "email"}, {"author_id": contact},
                      {"email_from": victim}, {"date": "2020-01-01 10:00:00"})]
    return all_of(*seen)


def have_words_misread(world):
    """Ask in words that were misread once: the right that is named, and never another erasure."""
    seen = []
    for words, rights in SENTENCES:
        sender = world.address("reads")
        world.mail(_mail(world, sender, words, "Vraag"))
        (asked,) = world.requests_of(sender)
        lines = world.officer.call("privacy.request.right", "search_read", [
            ("request_id", "=", asked["id"])], ["kind"])
        kinds = {line["kind"] for line in lines}
        seen.append(Seen(kinds == rights, f"{words[:30]}: {', '.join(sorted(kinds))}"))
    return all_of(*seen)


def remove_a_right_without_a_reason(world):
    """Remove a right that was read wrongly without a reason, or without the role."""
    answer = world.preparer.call("privacy.request", "intake", {
        "rights": ["access", "erasure"], "name": "Somebody", "email": world.address("two")})
    number = answer if isinstance(answer, int) else answer[0]
    (right,) = world.officer.call("privacy.request.right", "search", [
        ("request_id", "=", number), ("kind", "=", "erasure")])

    def remove(client, reason):
        step = client.call("privacy.request.removal.step", "create", [
            {"right_id": right, "reason": reason}])
        return client.call("privacy.request.removal.step", "action_remove", step)

    seen = [refused(lambda: remove(world.officer, "  ")),
            refused(lambda: remove(world.preparer, "Nobody asked for it, I am sure")),
            refused(lambda: world.officer.call("privacy.request.right", "unlink", [right]))]
    remove(world.officer, "Nobody asked for it: it was read wrongly.")
    left = world.officer.call("privacy.request.right", "search_count", [("id", "=", right)])
    seen.append(Seen(not left, "refused thrice; with a reason it goes"))
    return all_of(*seen)


def send_what_breaks_a_reader(world):
    """Send mails with zero bytes, turned names, days of the years 1 and 9999, and bombs."""
    seen = []
    for name, value in (
            ("Received", "from a by b; Fri, 31 Dec 9999 23:59:59 -1200"),
            ("Received", "from a by b; Mon, 01 Jan 0001 00:00:00 +1400"),
            ("Date", "Fri, 31 Dec 9999 23:59:59 -1200"), ("In-Reply-To", "<a\0b@c>"),
            ("From", "Zo\u202e\0 <{sender}>"), ("Subject", "x" * 100_000),
            ("References", "<" + "x" * 50_000 + "@y>")):
        sender = world.address("breaks")
        mail = _mail(world, sender, INSIGHT, "Vraag")
        head, _blank, rest = mail.partition("\n\n")
        lines = [line for line in head.split("\n") if not line.startswith(f"{name}:")]
        mail = f"{name}: {value.replace('{sender}', sender)}\n" + "\n".join(lines) + "\n\n" + rest
        try:
            world.mail(mail)
        except Refused as error:
            seen.append(Seen(False, f"{name}: {str(error)[:60]}"))
            continue
        made = world.requests_of(sender)
        turned = [each["person_name"] for each in made if "\u202e" in (each["person_name"] or "")]
        seen.append(Seen(len(made) == 1 and not turned, f"{name}: {len(made)} made"))
    return all_of(*seen)


def _mail(world, sender, words, subject, **headers):
    """Return a mail to the alias of requests, as text."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = f"Zoe <{sender}>", world.alias, subject
    mail["Message-Id"] = f"<{secrets.token_hex(8)}@attack.example>"
    for name, value in headers.items():
        mail[name] = value
    mail.set_content(words)
    return mail.as_string()
