"""The package's document, its CSVs and its zip; portability is a part of access, always."""

import csv
import io
import json
import re
import zipfile
from datetime import datetime

import vobject
from odoo.addons.cloudpepper_privacy.core.errors import BadPackage
from odoo.addons.cloudpepper_privacy.core.evidence import codes
from odoo.addons.cloudpepper_privacy.core.identity.identifiers import identifiers_of
from odoo.addons.cloudpepper_privacy.core.requests import fields, others, package, portable
from odoo.addons.cloudpepper_privacy.tests.cases import CoreCase, each_row, each_value
from odoo.addons.cloudpepper_privacy.tests.properties import given, st

NOW = datetime(2026, 11, 23, 8, 0, 0)
MODELS = [*portable.GIVEN, *portable.WRITTEN, "crm.lead", "mail.activity"]
NAMES = sorted({name for names in (*portable.GIVEN.values(), *portable.WRITTEN.values())
                for name in names} | {"comment", "note"})
TEXTS = st.text(max_size=12)
LINKS = st.fixed_dictionaries({"id": st.integers(1, 99), "label": TEXTS})
VALUES = st.one_of(TEXTS, st.integers(), st.booleans(), LINKS, st.lists(LINKS, max_size=3),
                   st.fixed_dictionaries({"code": TEXTS, "label": TEXTS}))
RECORDS = st.fixed_dictionaries({
    "category": st.sampled_from(["account", "communication", "technical"]),
    "from": st.sampled_from(["you", "us", "other"]),
    "values": st.dictionaries(st.sampled_from(NAMES), VALUES, max_size=6)})


def document(datasets=(), files=(), redactions=(), **vals):
    return {
        "format": package.FORMAT, "version": package.VERSION, "kind": "access",
        "request": "REQ/2026/0001", "created_on": package.stamp(NOW), "language": "en_US",
        "facts": {"held": True, "controller": {"name": "We"}, "purposes": [], "recipients": [],
                  "storage": [], "source": [], "rights": [], "complaint": "", "automated": ""},
        "categories": [], "datasets": list(datasets), "files": list(files),
        "redactions": list(redactions), **vals}


def dataset(model, *records):
    names = sorted({name for record in records for name in record["values"]})
    return {"name": model.replace(".", "_"), "model": model, "label": model,
            "fields": [{"name": name, "label": name, "type": "char"} for name in names],
            "records": [{"id": number, "category": "account", "from": "us", **record}
                        for number, record in enumerate(records, 1)]}


@st.composite
def documents(draw):
    models = draw(st.lists(st.sampled_from(MODELS), unique=True, max_size=5))
    sets = [dataset(model, *draw(st.lists(RECORDS, min_size=1, max_size=4))) for model in models]
    files = [{"attachment": number, "name": "x", "type": "text/plain", "model": "", "record": 0,
              "field": "", "size": 1, "file": None, "sha256": None}
             for number in draw(st.lists(st.integers(1, 6), unique=True, max_size=3))]
    return document(sets, files)


# === PORTABILITY === #


# === OTHERS === #

ILSE = identifiers_of(name="Ilse Vermeulen", email="ilse@mail.example", street="Kerkstraat 1",
                      zip="9000", city="Gent")


BERT = identifiers_of(name="Bert Claes", email="bert@mail.example", phones=["+32470111222"],
                      street="Kerkstraat 1", zip="9000", city="Gent")


STAFF = identifiers_of(name="Jan Peeters", email="jan@us.example")


class TestPackage(CoreCase):
    @given(documents(), st.sets(st.sampled_from(["account", "communication", "technical"])))
    def test_portability_is_a_part_of_access(self, whole, categories):
        part = portable.portable(whole, categories)
        assert set(package.facts_of(part)) <= set(package.facts_of(whole))
        assert {file["attachment"] for file in part["files"]} <= {
            file["attachment"] for file in whole["files"]}
        for each in part["datasets"]:
            for record in each["records"]:
                assert record["category"] in categories
                assert each["model"] in portable.GIVEN or record["from"] == "you"
        package.check(part)

    def test_what_staff_noted_or_others_wrote_is_not_taken_along(self):
        whole = document([
            dataset("res.partner", {"values": {"name": "Ilse Vermeulen", "comment": "Difficult"}}),
            dataset("mail.message", {"from": "us", "values": {"body": "Dear Ilse"}},
                    {"from": "you", "values": {"body": "Dear all"}}),
            dataset("mail.activity", {"values": {"note": "Call her"}})])
        part = portable.portable(whole, {"account"})
        assert [each["model"] for each in part["datasets"]] == ["res.partner", "mail.message"]
        assert part["datasets"][0]["records"][0]["values"] == {"name": "Ilse Vermeulen"}
        assert [record["id"] for record in part["datasets"][1]["records"]] == [2]
        assert not portable.portable(whole, set())["datasets"]

    def test_contacts_and_meetings_go_into_a_book_and_a_calendar(self):
        whole = document([
            dataset("res.partner", {"values": {
                "name": "Ilse Vermeulen", "email": "ilse@mail.example", "phone": "+32470987654",
                "street": "Kerkstraat 1", "zip": "9000", "city": "Gent",
                "country_id": {"id": 1, "label": "België"}}}),
            dataset("calendar.event",
                    {"values": {"name": "Plans", "start": "2026-03-05T10:00:00Z",
                                "stop": "2026-03-05T11:00:00Z", "location": "Gent"}},
                    {"values": {"name": "Fair", "allday": True, "start_date": "2026-03-06",
                                "start": "2026-03-06T08:00:00Z"}},
                    {"values": {"name": "Without a day"}})])
        card = vobject.readOne(portable.vcards(whole).decode())
        assert (card.fn.value, card.email.value) == ("Ilse Vermeulen", "ilse@mail.example")
        assert card.adr.value.country == "België"
        book = vobject.readOne(portable.calendar(whole).decode())
        assert [event.summary.value for event in book.vevent_list] == ["Plans", "Fair"]
        assert book.vevent_list[0].dtend.value.hour == 11
        assert portable.calendar(document()) == portable.vcards(document()) == b""

    # === CSV === #

    @given(st.text())
    def test_the_guard_against_formulas_is_undone_without_loss(self, text):
        guarded = package.guarded(text)
        assert not guarded.startswith(package.FORMULAS)
        assert package.unguarded(guarded) == text

    @each_value([
        ("=1+1", "'=1+1"), ("+32470987654", "'+32470987654"), ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"), ("\t=1", "'\t'=1"), ("\r=1", "'\r'=1"), ("'quoted", "''quoted"),
        ("hi;=1+1", "hi;'=1+1"), ("hi;@x;-2", "hi;'@x;'-2"), ('a;"=1"', "a;'\"=1\""),
        ("one\n=2", "one\n'=2"), ("a;'=1", "a;''=1"), (";;", ";;"), ("a; b = c", "a; b = c")])
    def test_no_cell_is_run_by_a_spreadsheet(self, case):
        text, safe = case
        (_head, row) = csv.reader(io.StringIO(package.csv_of(
            dataset("res.partner", {"values": {"phone": text}})).decode("utf-8-sig"), newline=""))
        assert row[-1] == safe

    @given(st.text(alphabet="=+-@;'\"\t\r\n a,"))
    def test_nor_where_the_semicolon_parts_cells(self, text):
        """As a spreadsheet reads it whose list separator is another than the file's."""
        made = package.csv_of(dataset("x.y", {"values": {"note": text}})).decode("utf-8-sig")
        for start in re.findall(r'[;\t\r\n]"*(.)', made.partition("\n")[2], re.DOTALL):
            assert start not in "=+-@"
        assert package.unguarded(package.guarded(text)) == text

    @given(st.lists(VALUES, min_size=1, max_size=5))
    def test_a_csv_loads_with_every_record(self, values):
        made = package.csv_of(dataset("x.y", *({"values": {"note": value}} for value in values)))
        assert made.startswith(b"\xef\xbb\xbf")
        head, *rows = csv.reader(io.StringIO(made.decode("utf-8-sig"), newline=""))
        assert head == ["id", "category", "from", "note"]
        assert [row[3] for row in rows] == [package.cell(value) for value in values]

    def test_numbers_stay_numbers_and_links_are_words(self):
        assert package.cell(-7.5) == "-7.5"
        assert package.cell([{"id": 1, "label": "A"}, {"id": 2, "label": "B"}]) == "A; B"
        assert package.cell({"code": "draft", "label": "Concept"}) == "Concept"
        assert package.cell({"en_US": "x"}) == '{"en_US": "x"}'

    # === ZIP === #

    def test_the_zip_has_its_schema_its_tables_and_the_hash_of_each_file(self):
        with package.Zip("access", NOW) as packed:
            packed.add_document(document(
                [dataset("res.partner", {"values": {"name": "Ilse Vermeulen"}})],
                redactions=[{"model": "mail.message", "record": 1, "field": "body",
                             "kind": "written", "reason": "=others"}]))
            content = packed.close(["answer.pdf: none"])
        with zipfile.ZipFile(io.BytesIO(content)) as opened:
            names = opened.namelist()
            manifest = json.loads(opened.read("manifest.json"))
            for file in manifest["files"]:
                content = opened.read(file["name"])
                assert package.hashlib.sha256(content).hexdigest() == file["sha256"]
            package.check(json.loads(opened.read("data.json")))
            assert b"'=others" in opened.read("csv/redactions.csv")
        assert names == ["data.json", "schema.json", "csv/res_partner.csv", "csv/redactions.csv",
                         "manifest.json"]
        assert manifest["missing"] == ["answer.pdf: none"]

    @each_value([
        {"kind": "everything"}, {"created_on": "yesterday"}, {"more": 1},
        {"files": [{"name": "x"}]},
        {"facts": {}}, {"datasets": [{**dataset("a.b"), "name": "Ilse Vermeulen"}]},
    ])
    def test_a_document_that_is_not_as_described_is_refused_without_its_values(self, change):
        with self.assertRaises(BadPackage) as refused:
            package.check({**document(), **change})
        assert "Ilse" not in str(refused.exception)

    @each_row([
        ("application/pdf", ".pdf"), ("text/plain; charset=utf-8", ".txt"), ("image/jpeg", ".jpg"),
        ("x/../../etc", ".bin"), (None, ".bin"), ("ilse/vermeulen", ".bin"),
    ])
    def test_a_file_is_called_by_what_it_is(self, mimetype, ending):
        assert package.ending(mimetype) == ending

    # === FIELDS === #

    @each_value([
        "password", "access_token", "totp_secret", "api_key", "key", "signup_token", "new_password",
        "oauth_access_token", "google_calendar_rtoken", "session_identifier", "inalterable_hash"])
    def test_secrets_are_not_read(self, name):
        assert not fields.is_shown(name, "char")

    @each_value([
        "name", "email", "phone", "keyword", "hashtag", "tokenized_name", "comment", "signature"])
    def test_what_only_sounds_like_a_secret_is_read(self, name):
        assert fields.is_shown(name, "char")
        assert not fields.is_shown(name, "char", hidden=True)

    def test_others_and_staff_are_named_by_what_they_are(self):
        known = others.Others({7: BERT}, {8: STAFF}, ILSE)
        text = ("Bert Claes <bert@mail.example> met Ilse Vermeulen and Jan Peeters, 0470/11.12.22, "
                '<a data-oe-model="res.partner" data-oe-id="7" href="#">@Bert</a>')
        words, theirs = known.clean(text)
        assert theirs
        assert "Ilse Vermeulen" in words
        for left in ("Bert", "bert@", "Jan Peeters", "11.12.22"):
            assert left not in words
        assert known.clean("Dear Jan Peeters") == ("Dear [our staff]", False)
        assert known.meets([text, "nobody", "Jan Peeters"]) == {0, 2}
        assert known.names_other(["page one", "Bert Claes"])
        assert not known.names_other(["Jan Peeters and Ilse Vermeulen"])

    def test_what_the_person_has_as_well_stays(self):
        known = others.Others({7: BERT}, {}, ILSE)
        assert known.clean("Kerkstraat 1, 9000 Gent") == ("Kerkstraat 1, 9000 Gent", False)

    def test_a_name_that_is_a_key_is_taken_out_and_no_value_is_lost(self):
        known = others.Others({7: BERT}, {8: STAFF}, ILSE)
        said = {"Bert Claes": 1, "bert@mail.example": ["Bert Claes"], "21470": 2,
                "Ilse Vermeulen": {"Jan Peeters": "x"}}
        assert set(others.texts_in(said)) >= {"Bert Claes", "Jan Peeters", "x"}
        assert others.walk(said, lambda text: known.clean(text)[0]) == {
            "[another person]": 1, "[another person] 2": ["[another person]"], "21470": 2,
            "Ilse Vermeulen": {"[our staff]": "x"}}

    @given(st.dictionaries(TEXTS, st.integers()), st.sampled_from([str, str.upper, lambda _t: "x"]))
    def test_no_two_keys_become_one(self, said, change):
        assert sorted(others.walk(said, change).values()) == sorted(said.values())

    def test_a_property_is_read_with_what_it_is_called(self):
        rows = [({"code": "a1", "label": "Level", "value": {"code": "b", "label": "Gold"}},
                 "Level: Gold"),
                ({"code": "a2", "label": "Wants letters", "value": True}, "Wants letters"),
                ({"code": "a3", "label": "Likes", "value": [
                    {"code": 1, "label": "Roofs"}, {"code": 2, "label": "Walls"}]},
                 "Likes: Roofs; Walls"),
                ({"code": "a4", "label": "Children", "value": 3}, "Children: 3")]
        for value, told in rows:
            assert package.label(value) == told
        assert package.label([value for value, _told in rows]) == "; ".join(
            told for _value, told in rows)

    def test_strangers_in_a_header_are_named_by_what_they_are(self):
        def known(address):
            return address == "ilse@mail.example"

        header = '"Ilse V" <ilse@mail.example>, Aunt May <may@far.example>'
        assert others.strangers_in(header, known) == [("Aunt May", "may@far.example")]
        assert others.without_strangers(header, known) == (
            "Ilse V <ilse@mail.example>, [another person]")
        assert others.without_strangers("ilse@mail.example", known) == "ilse@mail.example"

    # === CODE === #

    def test_a_code_is_six_digits_and_opens_only_its_own_package(self):
        made = {codes.new_code() for _n in range(50)}
        assert all(len(code) == 6 and code.isdigit() for code in made) and len(made) > 40
        for key in (b"secret", None):
            stored = codes.hashed("123456", "salt", key)
            assert "123456" not in stored
            assert codes.matches("123456", "salt", stored, [b"older", b"secret"])
            assert not codes.matches("123457", "salt", stored, [b"secret"])
            assert not codes.matches("123456", "other", stored, [b"secret"])
        assert not codes.matches("123456", "salt", codes.hashed(
            "123456", "salt", b"secret"), [b"another"])
        assert not codes.matches("", "salt", "") and not codes.matches("1", "s", None)
