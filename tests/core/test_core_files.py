"""Files on the disk: what cannot be read ends no search, is counted and is named."""

import builtins
import gzip
import os

from odoo.addons.cloudpepper_privacy.core.documents import apart, inside, reader
from odoo.addons.cloudpepper_privacy.core.errors import NotSearchable
from odoo.addons.cloudpepper_privacy.core.identity import files
from odoo.addons.cloudpepper_privacy.core.identity.matcher import Matcher
from odoo.addons.cloudpepper_privacy.tests import recall_corpus as corpus
from odoo.addons.cloudpepper_privacy.tests.cases import CoreCase, each_row

NAME = Matcher([(1, corpus.of(corpus.ZOE, "name"))])
TEXT = "Dag Zoë Vandenbroucke"


class TestFiles(CoreCase):
    def search(self, *paths):
        """Return (what is found, the count, what could not be read)."""
        unread = []
        found, tally = files.find_in_files(NAME, [(str(path), None) for path in paths], unread)
        return found, tally, unread

    def between(self, path, read=2):
        """Search a file between two that can be read; return (reason, count).

        :param read: how many can be read from the disk
        """
        for name in ("first", "last"):
            (path.parent / name).write_text(TEXT)
        found, tally, unread = self.search(path.parent / "first", path, path.parent / "last")
        assert {(0, 1), (2, 1)} <= {*found}, "the others are searched"
        assert tally["files"] == read
        ((index, reason),) = unread
        assert index == 1
        return reason, tally[f"not searchable: {reason}"]

    def test_one_that_is_not_there(self):
        assert self.between(self.folder() / "gone") == ("not on the disk", 1)

    def test_a_folder_in_its_place(self):
        path = self.folder() / "folder"
        path.mkdir()
        assert self.between(path) == ("no file", 1)

    def test_a_pipe_in_its_place_is_not_waited_for(self):
        path = self.folder() / "pipe"
        os.mkfifo(path)
        assert self.between(path) == ("no file", 1)

    def test_a_link_that_leads_to_itself(self):
        path = self.folder() / "link"
        path.symlink_to(path)
        assert self.between(path) == ("not readable", 1)

    def test_a_name_that_no_file_can_have(self):
        found, tally, unread = self.search("a\0b")
        assert (found, unread, tally["files"]) == ([], [(0, "not readable")], 0)

    @each_row([(PermissionError, "not permitted"), (OSError, "not readable"),
               (IsADirectoryError, "not readable"), (MemoryError, "not readable")])
    def test_one_that_may_not_be_read(self, error, reason):
        path = self.folder() / "secret"
        path.write_text(TEXT)
        opened = builtins.open

        def refuse(name, *arguments, **options):
            if name == str(path):
                raise error(5, "refused")
            return opened(name, *arguments, **options)

        self.replace(builtins, "open", refuse)
        assert self.between(path) == (reason, 1)

    def test_one_that_is_too_large(self):
        path = self.folder() / "large"
        with path.open("wb") as file:
            file.truncate(files.LARGEST_FILE + 1)
        assert self.between(path) == ("too large", 1)

    def test_one_that_takes_too_long_is_read_no_further(self):
        clock = iter(range(0, 10**9, 3))
        self.replace(inside, "monotonic", lambda: next(clock))
        read = []
        with self.assertRaises(NotSearchable) as refused:
            for text in reader.texts(None, None, corpus.archive({"a.txt": TEXT, "b.txt": TEXT})):
                read.append(text)
        assert refused.exception.reason == "too slow"
        assert TEXT in read, "what was read before is searched"

    def test_one_whose_reader_does_not_come_back_is_ended_and_the_others_go_on(self):
        path = self.folder() / "slow.zip"
        path.write_bytes(corpus.archive({"a.txt": TEXT, "zeros.bin": bytes(150_000_000)}))
        self.replace(apart, "budget", lambda _size: 0.01)
        assert self.between(path, 3) == ("too slow", 1)

    def test_one_that_ends_its_reader_is_named_and_the_next_has_another(self):
        folder = self.folder()
        for name in ("a.zip", "b.zip"):
            (folder / name).write_bytes(corpus.archive({"a.txt": TEXT}))
        told, first = apart.Apart._tell, []

        def end(self, *what):
            handed = told(self, *what)
            if not first:
                first.append(self._process.kill())
                self._process.wait()
            return handed

        self.replace(apart.Apart, "_tell", end)
        found, _tally, unread = self.search(folder / "a.zip", folder / "b.zip")
        # it may have said all there was before it ended
        assert unread in ([], [(0, "broken")]) and (1, 1) in found

    def test_where_no_process_can_be_had_files_are_read_here(self):
        path = self.folder() / "a.zip"
        path.write_bytes(corpus.archive({"a.txt": TEXT}))

        def refuse(*_arguments, **_options):
            raise OSError(11, "no more processes")

        self.replace(apart.subprocess, "Popen", refuse)
        assert self.search(path) == ([(0, 1)], {"files": 1, "bytes": len(TEXT) + 5}, [])

    def test_where_the_process_cannot_run_files_are_read_here(self):
        path = self.folder() / "a.zip"
        path.write_bytes(corpus.archive({"a.txt": TEXT}))
        self.replace(apart, "CHILD", "raise ImportError")
        assert self.search(path, path) == (
            [(0, 1), (1, 1)], {"files": 2, "bytes": 2 * (len(TEXT) + 5)}, [])

    def test_no_process_is_left_behind(self):
        path, started = self.folder() / "a.zip", []
        path.write_bytes(corpus.archive({"a.txt": TEXT}))
        popen = apart.subprocess.Popen

        def start(*arguments, **options):
            started.append(popen(*arguments, **options))
            return started[-1]

        self.replace(apart.subprocess, "Popen", start)
        self.search(path, path)
        assert len(started) == 1 and started[0].poll() is not None

    def test_one_that_grows_while_it_is_read_is_searched_as_it_was_and_named(self):
        path, fstat = self.folder() / "growing", os.fstat
        path.write_text(TEXT)

        def grow(number):
            status = fstat(number)
            with path.open("a") as file:
                file.write(" and more" * 9)
            return status

        self.replace(files.os, "fstat", grow)
        assert self.search(path) == (
            [(0, 1)], {"files": 1, "bytes": len(TEXT) + 1, "not searchable: changing": 1},
            [(0, "changing")])

    def test_one_that_vanishes_before_it_is_opened(self):
        path, stat = self.folder() / "vanishing", os.stat
        path.write_text(TEXT)

        def vanish(name, *arguments, **options):
            status = stat(name, *arguments, **options)
            if str(name) == str(path):
                path.unlink()
            return status

        self.replace(files.os, "stat", vanish)
        assert self.between(path) == ("not on the disk", 1)

    @each_row([(0, 10), (5_000_000, 15), (10**9, 30)])
    def test_a_larger_file_has_more_time_up_to_an_end(self, size, seconds):
        assert inside.budget(size) == seconds

    @each_row([("half a zip", corpus.archive({"a.txt": TEXT * 99})[:60]),
               ("half a PDF", b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages"),
               ("half a gzip", gzip.compress(TEXT.encode() * 99)[:40])])
    def test_one_that_was_cut_off(self, _what, data):
        path = self.folder() / "cut"
        path.write_bytes(data)
        assert self.between(path, 3) == ("broken", 1)

    def test_archives_in_archives_have_an_end(self):
        data, path = corpus.archive({"a.txt": TEXT}), self.folder() / "deep.zip"
        for _level in range(40):
            data = corpus.archive({"a.zip": data})
        path.write_bytes(data)
        assert self.between(path, 3) == ("too large", 1)

    def test_what_is_read_in_part_is_searched_and_named(self):
        folder = self.folder()
        (folder / "both.zip").write_bytes(corpus.archive({"a.bin": bytes(99), "b.txt": TEXT}))
        found, tally, unread = self.search(folder / "both.zip")
        assert (found, unread, tally["files"]) == ([(0, 1)], [(0, "partly")], 1)
