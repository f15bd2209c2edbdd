"""The journal of erasures as a file: whole runs or nothing, and every changed line is found."""

import hashlib
import json
import multiprocessing
import os
import signal
import stat

from odoo.addons.cloudpepper_privacy.core.errors import BadJournal
from odoo.addons.cloudpepper_privacy.core.evidence import journal, journal_file, keyring, ledger
from odoo.addons.cloudpepper_privacy.tests.cases import CoreCase, each_row, each_value
from odoo.addons.cloudpepper_privacy.tests.properties import given, settings, st

DATABASE = "0b7f7c1e-1111-2222-3333-444455556666"
SEAL = {"last_ref": 7, "digest": "a" * 64}
KEY = b"secret"


def subject(number, **vals):
    """A subject's line as a dict."""
    return {"model": "res.partner", "id": number, "created": "2010-01-05T09:00:00.000000",
            "whole": True, "categories": ["communication"], "rules": [1], "plan": "",
            "state": "done", **vals}


def lines(ref=1, subjects=3, **vals):
    """The lines of a run."""
    run = {"ref": ref, "kind": "retention", "on_date": "2026-11-23", "name": f"RUN/{ref}", **vals}
    return [ledger.canonical({"run": run}),
            *(ledger.canonical({"subject": subject(number)}) for number in range(1, subjects + 1))]


def add(path, *args, key=KEY, **vals):
    """Add a run."""
    return journal_file.append(path, DATABASE, lines(*args, **vals), SEAL, key)


def refused(content, **options):
    """The code that a journal is refused with."""
    try:
        journal.read(content, **options)
    except BadJournal as error:
        return error.code
    raise AssertionError("it was not refused")


def _write_for_ever(path, first):
    for ref in range(first, first + 10_000):
        add(path, ref, 20)


def block(kind="retention", day="2026-11-23", name="a", subjects=()):
    """A run that was read."""
    return journal.Block({"kind": kind, "on_date": day}, subjects, {"end": name})


FACTS = {"first": 5, "last": 9, "rows": 3, "sealed_on": "x", "previous": "p", "digest": "d"}


class TestJournal(CoreCase):
    def path(self):
        """A file that is not there yet, in a folder that is not there yet."""
        return self.folder() / "privacy" / "base" / "erasures.jsonl"

    def test_what_was_written_is_read(self):
        path = self.path()
        assert add(path, 1, 2) and add(path, 2, 0) and add(path, 3, 5)
        found = journal.read(path.read_bytes())
        assert found.database == DATABASE and found.torn == 0
        assert [(block.run["ref"], len(block.subjects)) for block in found.blocks] == [
            (1, 2), (2, 0), (3, 5)]
        assert found.blocks[0].subjects[1] == subject(2)
        assert found.blocks[-1].end["seal"] == SEAL

    def test_file_and_folders_are_their_owners_alone(self):
        path = self.path()
        add(path)
        modes = [stat.S_IMODE(each.stat().st_mode)
                 for each in (path, path.parent, path.parent.parent)]
        assert modes == [0o600, 0o700, 0o700]

    def test_the_same_run_is_not_written_twice_and_a_longer_one_is(self):
        path = self.path()
        assert add(path, 1, 2)
        content = path.read_bytes()
        assert not add(path, 1, 2)
        assert path.read_bytes() == content
        assert add(path, 1, 3)

    def test_each_run_is_signed_with_the_key(self):
        path = self.path()
        add(path)
        (block,) = journal.read(path.read_bytes()).blocks
        known = {keyring.fingerprint(KEY): KEY}
        told = block.end["hash"], block.end["signature"], block.end["key"]
        assert ledger.unsigned(*told, known) is None
        assert ledger.unsigned(told[0], "0" * 64, told[2], known) == "signature"
        assert ledger.unsigned(*told, {"other": b"other"}) == "key"
        assert ledger.unsigned(*told, {}) == "key"

    def test_it_is_verified_with_json_and_sha256_alone(self):
        path = self.path()
        add(path, 1)
        add(path, 2)
        running = "0" * 64
        for line in path.read_bytes().splitlines():
            row = json.loads(line)
            if "end" in row:
                told = {"seal": row["seal"], "subjects": row["subjects"]}
                line_of_end = json.dumps(told, sort_keys=True, separators=(",", ":")).encode()
                running = hashlib.sha256(bytes.fromhex(running) + line_of_end).hexdigest()
                assert row["hash"] == running
            running = hashlib.sha256(bytes.fromhex(running) + line).hexdigest()

    # === Changed === #

    @settings(max_examples=150, deadline=None)
    @given(st.data())
    def test_no_changed_byte_is_taken_for_what_was_written(self, data):
        path = self.path()
        add(path, 1, 2)
        add(path, 2, 1)
        content = path.read_bytes()
        place = data.draw(st.integers(0, len(content) - 1))
        byte = data.draw(st.integers(0, 255).filter(lambda value: value != content[place]))
        changed = content[:place] + bytes([byte]) + content[place + 1:]
        try:
            found = journal.read(changed)
        except BadJournal:
            return
        # what is left is the signature's to see
        assert [block.subjects for block in found.blocks] == [
            block.subjects for block in journal.read(content).blocks]
        assert ledger.unsigned(found.blocks[-1].end["hash"], found.blocks[-1].end.get("signature"),
                               found.blocks[-1].end.get("key"), {keyring.fingerprint(KEY): KEY})

    def test_a_line_taken_out_put_in_or_moved_is_found(self):
        path = self.path()
        add(path, 1, 3)
        add(path, 2, 3)
        rows = path.read_bytes().splitlines(keepends=True)
        assert journal.read(b"".join(rows)).blocks
        for number in range(len(rows)):
            assert refused(b"".join(rows[:number] + rows[number + 1:]))
            assert refused(b"".join(rows[:number] + [rows[number]] + rows[number:]))
        assert refused(b"".join([*rows[:2], rows[3], rows[2], *rows[4:]])) == "chain"

    def test_the_seal_of_a_run_cannot_be_exchanged(self):
        path = self.path()
        add(path)
        assert refused(path.read_bytes().replace(b'"last_ref":7', b'"last_ref":8')) == "chain"

    @each_value([b"", b"{}", b"[]\n", b"null\n", b"\x00\xff\n", b"{" * 9999])
    def test_what_is_no_journal_is_refused(self, content):
        assert refused(content) in ("torn", "empty")

    def test_an_unknown_format_is_refused(self):
        path = self.path()
        add(path)
        changed = path.read_bytes().replace(b"privacy-erasures-1", b"privacy-erasures-9")
        assert refused(changed) == "format"

    @each_value([
        {"id": True}, {"id": 0}, {"id": "1"}, {"id": 2**31}, {"model": "res.users"}, {"whole": 1},
        {"created": "yesterday"}, {"created": 5}, {"created": "2010-99-05T09:00:00.000000"},
        {"categories": "communication"}, {"categories": ["a b"]}, {"categories": ["x" * 65]},
        {"rules": [None]}, {"rules": {}}, {"key": "a" * 64}, {"key": 5},
        {"model": "privacy.contactless"}, {"model": "privacy.contactless", "key": "a" * 63},
    ])
    def test_a_subject_that_is_none_is_refused_though_its_hash_holds(self, vals):
        path = self.path()
        rows = [lines(subjects=0)[0], ledger.canonical({"subject": subject(1, **vals)})]
        journal_file.append(path, DATABASE, rows, SEAL, KEY)
        assert refused(path.read_bytes()) == "shape"

    def test_who_has_no_contact_goes_by_minus_the_id_and_is_known_by_the_key(self):
        path = self.path()
        rows = [lines(subjects=0)[0], ledger.canonical({"subject": subject(7)}),
                ledger.canonical({"subject": subject(
                    7, model="privacy.contactless", key="a" * 64, created=None)})]
        journal_file.append(path, DATABASE, rows, SEAL, KEY)
        found = journal.read(path.read_bytes()).blocks
        assert [(each["id"], each["key"]) for each in journal.merged(found)] == [
            (-7, "a" * 64), (7, None)]
        done = frozenset({(found[0].end["end"], -7)})
        assert [each["id"] for each in journal.merged(found, done)] == [7]

    # === Killed === #

    def test_what_is_cut_anywhere_is_the_runs_before_it_or_nothing(self):
        path = self.path()
        add(path, 1, 2)
        whole = path.read_bytes()
        add(path, 2, 2)
        content = path.read_bytes()
        for length in range(len(content)):
            cut = content[:length]
            assert journal.whole_part(cut) == (whole if length >= len(whole) else b"")
            if length != len(whole):
                assert refused(cut) in ("torn", "empty")
            if length > len(whole):
                found = journal.read(cut, torn=True)
                assert [block.run["ref"] for block in found.blocks] == [1] and found.torn

    def test_what_a_killed_writer_left_is_cut_off_before_the_next_run(self):
        path = self.path()
        add(path, 1, 2)
        whole = path.read_bytes()
        add(path, 2, 2)
        content = path.read_bytes()
        for length in (len(whole) + 1, len(content) - 1, 10, len(whole) - 1):
            path.write_bytes(content[:length])
            add(path, 3, 2)
            refs = [block.run["ref"] for block in journal.read(path.read_bytes()).blocks]
            assert refs == ([1, 3] if length >= len(whole) else [3])

    def test_a_disk_that_is_full_leaves_the_file_as_it_was(self):
        path = self.path()
        add(path, 1, 2)
        content = path.read_bytes()

        def full(_handle):
            raise OSError(28, "No space left on device")

        self.replace(os, "fsync", full)
        with self.assertRaisesRegex(OSError, "No space"):
            add(path, 2, 2)
        assert path.read_bytes() == content

    def test_two_writers_of_whom_one_is_killed_leave_whole_runs(self):
        path = self.path()
        fork = multiprocessing.get_context("fork")
        for turn in range(5):
            firsts = [1 + 20_000 * (2 * turn + number) for number in range(2)]
            writers = [fork.Process(target=_write_for_ever, args=(path, first)) for first in firsts]
            for writer in writers:
                writer.start()
            writers[0].join(0.15)
            for writer in writers:
                os.kill(writer.pid, signal.SIGKILL)
                writer.join()
        add(path, 999_999, 1)
        found = journal.read(path.read_bytes())
        refs = [block.run["ref"] for block in found.blocks]
        assert len(refs) > 10 and len(refs) == len(set(refs))
        assert {len(block.subjects) for block in found.blocks} == {20, 1}

    def test_what_several_runs_did_to_a_contact_is_done_at_once(self):
        blocks = [block(subjects=(subject(1, whole=False, categories=["a"]),)),
                  block(day="2026-11-25", subjects=(subject(1, whole=False, categories=["b"]),))]
        (one,) = journal.merged(blocks)
        assert (one["whole"], one["categories"], one["until"]) == (False, ["a", "b"], "2026-11-24")

    def test_a_request_reaches_to_its_day_and_time_that_passed_to_the_day_before(self):
        for kind, until in (("retention", "2026-11-22"), ("request", "2026-11-23")):
            (one,) = journal.merged([block(kind, subjects=(subject(1),))])
            assert one["until"] == until

    def test_who_was_done_before_is_left_out_of_that_run_alone(self):
        blocks = [block(name="a", subjects=(subject(1), subject(2))),
                  block(name="b", subjects=(subject(2),))]
        assert [one["id"] for one in journal.merged(blocks, {("a", 1), ("a", 2)})] == [2]

    def test_two_contacts_that_had_one_number_stay_two(self):
        born = "2020-01-01T00:00:00.000000"
        assert len(journal.merged([block(subjects=(subject(1),)),
                                   block(subjects=(subject(1, created=born),))])) == 2

    @each_row([
        ("Art. 17(1)(b) GDPR", "art. 17(1)(b)"), ("art 17 (1) (F)", "art. 17(1)(f)"),
        ("17.1", ""), ("Jan Janssens asked, art. 17(1)(a)", "art. 17(1)(a)"), ("Jan Janssens", ""),
        ("", ""), (None, ""),
    ])
    def test_nothing_of_a_ground_but_its_article_is_told(self, text, article):
        assert journal.article(text) == article

    # === Keys === #

    def test_the_key_is_made_once_and_for_its_owner_alone(self):
        path = self.folder() / "privacy" / "seal.key"
        assert keyring.load(path) == []
        (key,) = keyring.make(path)
        assert len(key) == 64 and keyring.make(path) == keyring.load(path) == [key]
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert [each.name for each in path.parent.iterdir()] == ["seal.key"]

    def test_a_setting_holds_the_key_in_use_and_former_ones(self):
        assert keyring.split("new, old,") == [b"new", b"old"]
        assert keyring.split("") == []
        assert keyring.fingerprint(b"new") != keyring.fingerprint(b"old")

    @each_row([
        ({}, None), (None, "unsigned"), ({"one": b"1"}, "unsigned"),
    ])
    def test_what_is_not_signed_is_found_where_a_key_is_known(self, keys, why):
        assert ledger.unsigned("text", None, None, keys) == why

    @each_row([
        ({}, None), ({"previous": "q"}, "chain"), ({"first": 4}, "chain"), ({"first": 10}, "chain"),
        ({"last": None}, "chain"), ({"rows": 2}, "rows"), ({"digest": "e"}, "rows"),
    ])
    def test_a_seal_closes_exactly_what_is_there(self, changed, why):
        assert ledger.broken({**FACTS, **changed}, "p", 4, ("d", 3)) == why
