"""Files on the disk: what cannot be read ends no search, is counted and is named."""

import builtins
import os

from odoo.addons.cloudpepper_privacy.core.documents import inside
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

    def between(self, path):
        """Search a file between two that can be read; return (reason, count)."""
        for name in ("first", "last"):
            (path.parent / name).write_text(TEXT)
        found, tally, unread = self.search(path.parent / "first", path, path.parent / "last")
        assert found == [(0, 1), (2, 1)], "the others are searched"
        assert tally["files"] == 2
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
        folder = self.folder()
        (folder / "slow.zip").write_bytes(corpus.archive({"a.txt": TEXT, "b.txt": TEXT}))
        clock = iter(range(0, 10**9, 9))
        self.replace(inside, "monotonic", lambda: next(clock))
        found, tally, unread = self.search(folder / "slow.zip")
        assert unread == [(0, "too slow")] and tally["not searchable: too slow"] == 1
        assert found == [(0, 1)], "what was read before is searched"

    def test_what_is_read_in_part_is_searched_and_named(self):
        folder = self.folder()
        (folder / "both.zip").write_bytes(corpus.archive({"a.bin": bytes(99), "b.txt": TEXT}))
        found, tally, unread = self.search(folder / "both.zip")
        assert (found, unread, tally["files"]) == ([(0, 1)], [(0, "partly")], 1)
