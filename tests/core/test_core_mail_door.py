"""What the headers of a mail say: who wrote it, and whether its sender's domain stands for it."""

from odoo.addons.cloudpepper_privacy.core.requests.mail_origin import Headers, origin_of
from odoo.addons.cloudpepper_privacy.core.requests.mail_verdict import verdict_of
from odoo.addons.cloudpepper_privacy.tests.cases import CoreCase, each_row
from odoo.addons.cloudpepper_privacy.tests.properties import given, st

#: (headers, subject, kind, sign)
ORIGINS = [
    ({}, "my data", "person", ""),
    ({"Auto-Submitted": "no"}, "", "person", ""),
    ({"Auto-Submitted": "No; owner-email=x@y.example"}, "", "person", ""),
    ({"Auto-Submitted": "auto-replied"}, "", "automatic", "auto-submitted"),
    ({"Auto-Submitted": "auto-generated"}, "", "automatic", "auto-submitted"),
    ({"Auto-Submitted": " Auto-Replied (vacation); owner=x"}, "", "automatic", "auto-submitted"),
    ({"Auto-Submitted": "auto-notified"}, "", "automatic", "auto-submitted"),
    ({"X-Autoreply": "yes"}, "", "automatic", "autoreply"),
    ({"Precedence": "auto_reply"}, "", "automatic", "autoreply"),
    ({"X-Auto-Response-Suppress": "All"}, "", "automatic", "x-auto-response-suppress"),
    ({"X-Auto-Response-Suppress": "OOF, AutoReply"}, "", "automatic", "x-auto-response-suppress"),
    ({"X-Auto-Response-Suppress": "None"}, "", "person", ""),
    ({"Return-Path": "<>"}, "", "automatic", "return-path"),
    ({"Return-Path": "<zoe@celik.example>"}, "", "person", ""),
    ({"From": "MAILER-DAEMON@mx.example"}, "", "automatic", "daemon"),
    ({"From": "Postmaster <postmaster@mx.example>"}, "", "automatic", "daemon"),
    ({"Content-Type": "multipart/report; report-type=disposition-notification"}, "",
     "automatic", "report"),
    ({"X-Loop": "zoe@celik.example"}, "", "automatic", "x-loop"),
    ({}, "Automatic reply: my data", "automatic", "subject"),
    ({}, "Out of Office: my data", "automatic", "subject"),
    ({}, "Re: Out of the office", "automatic", "subject"),
    ({}, "Abwesenheitsnotiz: Ihre Anfrage", "automatic", "subject"),
    ({}, "Réponse automatique : vos données", "automatic", "subject"),
    ({}, "Automatisch antwoord: uw vraag", "automatic", "subject"),
    ({}, "Afwezigheidsbericht", "automatic", "subject"),
    ({}, "Undeliverable: my data", "automatic", "subject"),
    ({}, "Delete my data from your out of office list", "person", ""),
    ({}, "I object to automatic decisions", "person", ""),
    ({}, "Automatische besluitvorming: mijn bezwaar", "person", ""),
    ({"Precedence": "bulk"}, "", "bulk", "precedence"),
    ({"Precedence": "junk"}, "", "bulk", "precedence"),
    ({"Precedence": "list"}, "", "bulk", "precedence"),
    ({"Precedence": "first-class"}, "", "person", ""),
    ({"Feedback-ID": "123:campaign:sender"}, "", "bulk", "feedback-id"),
    ({"List-Unsubscribe": "<https://shop.example/out>"}, "", "bulk", "list-unsubscribe"),
    ({"List-Id": "Shop <news.shop.example>"}, "", "bulk", "list-id"),
    ({"List-Id": "<news.shop.example>", "List-Post": "NO"}, "", "bulk", "list-id"),
    ({"List-Id": "<talk.club.example>", "List-Post": "<mailto:talk@club.example>"}, "",
     "discussion", "list-id"),
    ({"List-Id": "Info <info.own.example>"}, "", "list", "list-id"),
    ({"List-Id": "<info.own.example>", "Precedence": "list",
      "List-Post": "<mailto:info@own.example>",
      "List-Unsubscribe": "<mailto:info+leave@own.example>"}, "", "list", "list-id"),
    # a newsletter that came to our own list stays one
    ({"List-Id": "<info.own.example>", "List-Unsubscribe": "<mailto:out@shop.example>"}, "",
     "bulk", "list-id"),
    ({"List-Id": "<info.own.example>", "Auto-Submitted": "auto-replied"}, "", "automatic",
     "auto-submitted"),
]
BY_US = ("Received", "from mail.celik.example by mx.own.example with ESMTPS; Thu, 5 Mar 2026")
INSIDE = ("Received", "from mx.own.example by imap.own.example with LMTP; Thu, 5 Mar 2026")
BY_OTHERS = ("Received", "from home by mail.celik.example; Thu, 5 Mar 2026")
PASS = ("Authentication-Results", "mx.own.example; spf=pass smtp.mailfrom=zoe@celik.example; "
        "dkim=pass (2048-bit key) header.d=celik.example; dmarc=pass header.from=celik.example")
FAIL = ("Authentication-Results", "mx.own.example; spf=fail smtp.mailfrom=evil.example; "
        "dkim=none; dmarc=fail (p=REJECT) header.from=celik.example")


def ours(results):
    return ("Authentication-Results", f"mx.own.example; {results}")


#: (what it is, headers from the top, state)
VERDICTS = [
    ("our server confirms", [INSIDE, PASS, BY_US, BY_OTHERS], "confirmed"),
    ("our server confirms below its own line", [INSIDE, BY_US, PASS, BY_OTHERS], "confirmed"),
    ("our server denies", [FAIL, BY_US, BY_OTHERS], "refuted"),
    ("nobody says anything", [BY_US, BY_OTHERS], "none"),
    ("no results", [ours("none"), BY_US], "none"),
    ("the server could not ask", [ours("spf=temperror; dkim=none; dmarc=temperror"), BY_US],
     "none"),
    ("forged below a stranger's line", [BY_US, BY_OTHERS, PASS], "none"),
    ("forged by a server that is not ours",
     [BY_US, ("Authentication-Results", PASS[1].replace("mx.own", "mx.evil"))], "none"),
    ("forged name that only ends like ours",
     [BY_US, ("Authentication-Results", PASS[1].replace("mx.own.example", "mx.not-own.example"))],
     "none"),
    ("the uppermost of ours counts", [FAIL, BY_US, PASS, BY_OTHERS], "refuted"),
    ("the uppermost of ours counts, whatever the sender claims to have received",
     [FAIL, BY_US, BY_US, PASS], "refuted"),
    ("a pass in a comment is none", [ours("dmarc=fail (dmarc=pass header.from=celik.example) "
                                          "header.from=celik.example"), BY_US], "refuted"),
    ("another domain's pass", [ours("spf=pass smtp.mailfrom=evil.example; dkim=pass "
                                    "header.d=evil.example"), BY_US], "refuted"),
    ("DMARC of another domain", [ours("dmarc=pass header.from=evil.example"), BY_US], "refuted"),
    ("DMARC fails though SPF of another passes",
     [ours("spf=pass smtp.mailfrom=evil.example; dmarc=fail header.from=celik.example"), BY_US],
     "refuted"),
    ("DKIM of the domain alone", [ours("dkim=pass header.d=celik.example"), BY_US], "confirmed"),
    ("DKIM of a name below it", [ours("dkim=pass header.i=@mail.celik.example"), BY_US],
     "confirmed"),
    ("one of two signatures", [ours("dkim=fail header.d=celik.example; dkim=pass "
                                    "header.d=celik.example"), BY_US], "confirmed"),
    ("DKIM of a domain that ends alike", [ours("dkim=pass header.d=notcelik.example"), BY_US],
     "refuted"),
    ("DKIM of an ending", [ours("dkim=pass header.d=example"), BY_US], "refuted"),
    ("SPF of the domain", [BY_US, ("Received-SPF", "pass (mx: ok) client-ip=192.0.2.1; "
                                                   "envelope-from=zoe@celik.example;")],
     "confirmed"),
    ("SPF that fails", [BY_US, ("Received-SPF", "softfail envelope-from=zoe@celik.example")],
     "refuted"),
    ("SPF before anything was received",
     [("Received-SPF", "pass envelope-from=zoe@celik.example"), BY_OTHERS], "none"),
    ("a server that does not say who it is", [BY_US, ("Authentication-Results",
     "spf=pass smtp.mailfrom=celik.example; dkim=pass header.d=celik.example; dmarc=pass "
     "action=none header.from=celik.example")], "confirmed"),
    ("the same below a stranger's line", [BY_US, BY_OTHERS, (
        "Authentication-Results", "dmarc=pass header.from=celik.example")], "none"),
    ("the same with nothing received", [(
        "Authentication-Results", "dmarc=pass header.from=celik.example"), BY_OTHERS], "none"),
    ("a chain confirms nothing", [ours("arc=pass; dmarc=fail header.from=celik.example"), BY_US],
     "refuted"),
    ("what the sender's chain says", [BY_US, (
        "ARC-Authentication-Results", "i=1; mx.own.example; dmarc=pass")], "none"),
]
SERVERS = ("own.example",)


class TestOrigin(CoreCase):
    @each_row(ORIGINS)
    def test_where_a_mail_comes_from(self, headers, subject, kind, sign):
        headers = {"From": "Zoë <zoe@celik.example>", **headers}
        found = origin_of(Headers(headers.items()), subject, {"own.example"}.__contains__)
        assert (found.kind, found.sign) == (kind, sign)

    def test_the_addresses_of_lists_are_known(self):
        found = origin_of(Headers([
            ("List-Id", "Info <info.own.example>"), ("X-BeenThere", "Info@own.example"),
            ("List-Post", "<https://x.example/>, <mailto:post@own.example>"),
            ("Mailing-List", "list all@own.example; contact all-owner@own.example")]), "",
            {"own.example"}.__contains__)
        assert {"info@own.example", "post@own.example", "all@own.example"} <= found.lists

    @given(st.lists(st.tuples(st.sampled_from(
        ["From", "List-Id", "List-Post", "Auto-Submitted", "Received", "Authentication-Results"]),
        st.text(max_size=60)), max_size=8), st.text(max_size=60))
    def test_no_header_is_too_broken_to_be_read(self, headers, subject):
        kind = origin_of(Headers(headers), subject, bool).kind
        assert kind in ("person", "list", "discussion", "automatic", "bulk")
        assert verdict_of(Headers(headers), "x@y.example", SERVERS).state in (
            "confirmed", "refuted", "none")


class TestVerdict(CoreCase):
    @each_row(VERDICTS)
    def test_whether_the_domain_stands_for_the_mail(self, _label, headers, state):
        assert verdict_of(Headers(headers), "zoe@celik.example", SERVERS).state == state

    def test_what_stands_below_a_strangers_line_counts_for_nothing(self):
        for headers in ([BY_US, BY_OTHERS, PASS], [BY_OTHERS, BY_US, PASS]):
            assert verdict_of(Headers(headers), "zoe@celik.example", SERVERS).state == "none"

    def test_without_a_named_server_nobody_is_believed(self):
        assert verdict_of(Headers([PASS, BY_US]), "zoe@celik.example", ()).state == "none"

    def test_several_senders_are_confirmed_by_nobody(self):
        assert verdict_of(Headers([PASS, BY_US]), "", SERVERS).state == "refuted"

    def test_results_are_told_in_words_of_the_trade(self):
        text = verdict_of(Headers([FAIL, BY_US]), "zoe@celik.example", SERVERS).text()
        assert text == "SPF fail (evil.example), DKIM none, DMARC fail (celik.example)"
