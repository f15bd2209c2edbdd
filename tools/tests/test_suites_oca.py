"""What bin/suites --oca plants, finds from outside, and says of it."""
import base64
import zipfile

import pytest

from tools.commands import suites, suites_oca, suites_search, suites_table, suites_wheels
from tools.oca import words

PLANTED = {"people": [7, 8], "refused": [], "planted": [
    {"key": "zqbbbbbbv", "person": 7, "model": "x.note", "field": "words"},
    {"key": "+32470000002", "person": 8, "model": "res.partner", "field": "fax"}]}
#: a row of a dump
DUMP = b"""\
COPY public.x_note (id, words, "file") FROM stdin;
3\tHello Zqbbbbbbv, or %s\t\\\\x%s
4\t\\N\t\\N
\\.
SELECT 'zqbbbbbcv';
COPY public.res_partner (id, fax) FROM stdin;
8\t+32 470 00.00-02
\\.
"""


def dump(text="", data=""):
    """The lines of a dump whose note says something, and whose file says something."""
    encoded = base64.b64encode(data.encode()).hex()
    return (DUMP % (text.encode(), encoded.encode())).splitlines(keepends=True)


def table(items, after, kept=(), told=None, before=None):
    """The only line of a table; what was found afterwards stood there before."""
    class Known:
        version = "19.0.1"

    before = {"zqbbbbbbv": set(), **(after if before is None else before)}
    (line,) = suites_table.lines(
        ["x"], {"x": Known}, {}, {"x"}, {"x": told or PLANTED}, before,
        {"items": items, "kept": kept}, after)
    return line


def items(first="done", second="done", **more):
    """What a run says of the two contacts."""
    return {"7": {"state": first, "reason": "", **more}, "8": {"state": second, "reason": ""}}


# === Planted and found === #

def test_no_word_is_like_another_and_each_is_found():
    keys = {words.value(number, "name")[1] for number in range(2000)}
    assert len(keys) == 2000
    assert words.found_in(" ".join(keys).upper()) == keys


@pytest.mark.parametrize("name", ["name", "email_from", "phone", "mobile", "website", "recipient"])
def test_what_is_planted_is_found_by_its_key(name):
    value, key = words.value(42, name)
    assert words.found_in(f"before {value}, after") == {key}


@pytest.mark.parametrize("text", ["+32 470 00 00 42", "0032470000042", "32470000042"])
def test_a_number_is_found_however_it_is_written(text):
    assert words.found_in(text) == {"+32470000042"}


def test_nothing_else_is_found():
    assert not words.found_in("zqbv zqaaaaaav 470000042 a quick zebra +32 2 123 45 67")


def test_rows_of_a_dump_are_found_with_their_place():
    found = suites_search.search(dump())
    assert found == {"zqbbbbbbv": {("x_note", "words", "3")},
                     "+32470000002": {("res_partner", "fax", "8")}}


def test_bytes_and_their_base64_are_read():
    assert suites_search.search(dump(data="secret zqbbbbbdv"))["zqbbbbbdv"] == {
        ("x_note", "file", "3")}


def test_files_are_found_by_name_and_content(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "zqbbbbbbv.txt").write_text("and zqbbbbbcv")
    assert set(suites_search.search_files(tmp_path)) == {"zqbbbbbbv", "zqbbbbbcv"}


# === The rule === #

def test_who_is_complete_with_nothing_left_is_right():
    line = table(items(), {})
    assert not suites_table.broken([line])
    assert (line.planted, line.before, line.left) == (2, 1, 0)
    assert line.verdicts == {"complete": 2}


def test_nobody_is_complete_beside_a_planted_word():
    line = table(items(), {"zqbbbbbbv": {("x_note", "words", "3")}})
    (sentence,) = suites_table.broken([line])
    assert "contact 7" in sentence and "x_note.words" in sentence


def test_who_is_incomplete_may_have_something_left_and_says_why():
    line = table(items("incomplete", undecided=[{"model": "x.note", "field": "words", "count": 1}]),
                 {"zqbbbbbbv": {("x_note", "words", "3")}})
    assert not suites_table.broken([line])
    assert line.why == ["undecided x.note.words"]
    assert "undecided x.note.words" in suites_table.markdown([line], "19.0")


def test_a_kept_item_may_stand_and_nothing_beside_it():
    after = {"zqbbbbbbv": {("x_note", "words", "3")}}
    assert not suites_table.broken([table(items("kept"), after, [("x_note", 3, 7)])])
    assert suites_table.broken([table(items("kept"), after, [("x_note", 4, 7)])])


def test_what_a_run_writes_breaks_the_rule_wherever_it_is_and_whoever_is_incomplete():
    before = {"zqbbbbbbv": {("x_note", "words", "3")}}
    after = {"zqbbbbbbv": {("x_note", "words", "3"), ("x_log", "text", "9")},
             "+32470000002": {("log", "oca-erase.log", "")}}
    line = table(items("incomplete", "incomplete"), after, before=before)
    assert line.written == 2
    first, second = suites_table.broken([line])
    assert "x.note.words into x_log.text" in first and "into log.oca-erase.log" in second
    assert not table(items("incomplete", "incomplete"), before).written


def test_what_nobody_has_decided_on_is_not_the_runs_to_erase_and_what_is_searched_for_is_known():
    before = {"zqbbbbbbv": {("x_note", "words", "3")}}
    logged = {"zqbbbbbbv": {("x_log", "text", "9")}}
    known = {"zqbbbbbbv": {("privacy_run_identifier", "value", "9")}}
    undecided = items("incomplete", undecided=[{"model": "x.note", "field": "words", "count": 1}])
    assert not table(undecided, logged, before=before).written
    assert table(items("incomplete"), logged, before=before).written == 1
    assert not table(items("incomplete"), known, before=before).written
    assert table(items("done"), known, before=before).written == 1


def test_a_failure_breaks_the_rule():
    line = table({"7": {"state": "failed", "reason": "EmptyNamesError (x)"}}, {})
    assert suites_table.broken([line]) and line.fails == ["EmptyNamesError (x)"]
    assert line.verdicts == {"failed": 1, "not in the run": 1}


def test_a_module_without_a_package_is_named():
    (line,) = suites_table.lines(["x"], {"x": None}, {}, set(), {}, {}, {}, {})
    text = suites_table.markdown([line], "19.0")
    assert line.installed == "none for 19.0" and "1 without a package for 19.0: x" in text


# === Wheels === #

def wheel(folder, module, *needs):
    """A wheel as pip fetches it."""
    path = folder / f"odoo_addon_{module}-19.0.1.0.0-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(f"odoo/addons/{module}/__init__.py", "")
        archive.writestr(f"odoo_addon_{module}.dist-info/METADATA", "\n".join([
            f"Name: odoo-addon-{module}", "Version: 19.0.1.0.0",
            *(f"Requires-Dist: {need}" for need in needs), "", "text"]))
    return path


def test_a_wheel_names_what_it_needs(tmp_path):
    found = suites_wheels.Wheel(wheel(
        tmp_path, "x_one", "odoo==19.0.*", "odoo-addon-x_two>=19.0dev", "requests",
        "pytest; extra == 'test'"))
    assert (found.module, found.version) == ("x_one", "19.0.1.0.0")
    assert (found.modules, found.packages) == (["x_two"], ["requests"])


def test_what_a_module_needs_is_fetched_or_named_as_missing(tmp_path, monkeypatch):
    wheels = suites_wheels.Wheels(tmp_path, tmp_path / "pip.log")
    wheel(wheels.folder, "x_one", "odoo-addon-x_two")
    monkeypatch.setattr(wheels, "pip", lambda *arguments: False)
    found, missing = wheels.fetch_all(["x_one"])
    assert found["x_two"] is None and missing == {"x_one": ["x_two"]}
    wheel(wheels.folder, "x_two")
    found, missing = wheels.fetch_all(["x_one"])
    assert not missing
    wheels.unpack(found.values())
    assert (wheels.addons / "x_two/__init__.py").is_file()


# === The command === #

def test_oca_stands_alone_or_with_some_of_its_modules():
    assert suites.parse(["--oca"]).oca
    assert suites.parse(["--oca", "--modules", "dms"]).modules == ["dms"]
    with pytest.raises(SystemExit):
        suites.parse(["--oca", "--with"])
    with pytest.raises(SystemExit):
        suites.parse(["--modules", "dms"])
    assert len(set(suites_oca.MODULES)) == len(suites_oca.MODULES) >= 30
