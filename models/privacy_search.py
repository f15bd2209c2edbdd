import base64
import binascii
import os
from typing import NamedTuple

from odoo import models
from odoo.tools import SQL, config

from ..core import documents

#: tables that hold what is searched for, by name
LEFT_OUT = ("privacy_run_identifier",)
#: bytes that one slice is to read
SLICE_BYTES = 8_000_000
#: rows of a slice: at least, at most, and where PostgreSQL has not counted the table yet
LEAST, MOST, UNKNOWN = 100, 50_000, 2000
#: pages of a slice of a table without ids
PAGES = 1000
#: a shorter text holds no identifier
SHORTEST = 4
#: the name under which contents of files are reported
FILE = "file"
#: bytes of a file that are read into memory
LARGEST = 256_000_000
#: files of a slice
AT_ONCE = 200
#: the steps of a walk after the last table
FILES, STRAYS = "~files", "~strays"


class Source(NamedTuple):
    """A table to search.

    :ivar str name: as it is reported and ordered
    :ivar SQL table: the same, quoted and with its schema
    :ivar bool has_id: whether rows have a whole number as primary key ``id``
    :ivar tuple columns: names
    :ivar tuple binary: of these, the ones that hold bytes
    :ivar int rows: of one slice
    :ivar int pages: of the table
    """

    name: str
    table: SQL
    has_id: bool
    columns: tuple
    binary: tuple
    rows: int
    pages: int


class PrivacySearch(models.AbstractModel):
    """Reads every text, json, html and binary column of the database, and every file.

    Slice by slice, so that it can be interrupted and go on elsewhere; each slice follows from
    the name of its table and the last id before it. What cannot be read is counted, by kind.
    """

    _name = "privacy.search"
    _description = "Search of Everything"

    # === TABLES === #

    def _sources(self):
        """Return the tables of this database that hold text, in order of name."""
        rows = self.env.execute_query(SQL(
            """SELECT ns.nspname, class.relname, ns.nspname = current_schema() AS here,
                      bool_or(att.attname = 'id' AND type.typname = 'int4'
                              AND pk.conkey = ARRAY[att.attnum]) AS has_id,
                      array_agg(att.attname::text ORDER BY att.attnum)
                          FILTER (WHERE %(text)s) AS texts,
                      array_agg(att.attname::text) FILTER (WHERE type.typname = 'bytea') AS bytes,
                      class.reltuples, pg_table_size(class.oid) AS size,
                      pg_relation_size(class.oid) / current_setting('block_size')::int AS pages
                 FROM pg_class class
                 JOIN pg_namespace ns ON ns.oid = class.relnamespace
                 JOIN pg_attribute att ON att.attrelid = class.oid
                      AND att.attnum > 0 AND NOT att.attisdropped
                 JOIN pg_type type ON type.oid = att.atttypid
                 LEFT JOIN pg_type element ON element.oid = type.typelem AND type.typcategory = 'A'
                 LEFT JOIN pg_constraint pk ON pk.conrelid = class.oid AND pk.contype = 'p'
                WHERE class.relkind IN ('r', 'm') AND ns.nspname !~ '^pg_'
                  AND ns.nspname != 'information_schema' AND class.relname != ALL(%(left_out)s)
                  AND has_table_privilege(class.oid, 'SELECT')
                GROUP BY class.oid, ns.nspname, class.relname, class.reltuples
               HAVING bool_or(%(text)s)""",
            text=SQL(
                """(COALESCE(element.typcategory, type.typcategory) = 'S'
                    OR COALESCE(element.typname, type.typname)
                       IN ('json', 'jsonb', 'xml', 'hstore', 'tsvector', 'bytea'))"""
            ),
            left_out=list(LEFT_OUT),
        ))
        return sorted((self._source(*row) for row in rows), key=lambda source: source.name)

    def _source(self, schema, table, here, has_id, texts, binaries, counted, size, pages):
        rows = UNKNOWN
        if counted > 0:
            rows = max(LEAST, min(int(SLICE_BYTES / max(size / counted, 1)), MOST))
        return Source(
            name=table if here else f"{schema}.{table}", table=SQL.identifier(schema, table),
            has_id=bool(has_id), columns=tuple(texts), binary=tuple(binaries or ()),
            rows=rows, pages=pages,
        )

    def _unreadable(self):
        """Return the names of tables that this role may not read."""
        rows = self.env.execute_query(SQL(
            """SELECT ns.nspname || '.' || class.relname FROM pg_class class
                 JOIN pg_namespace ns ON ns.oid = class.relnamespace
                WHERE class.relkind IN ('r', 'm') AND ns.nspname !~ '^pg_'
                  AND ns.nspname != 'information_schema'
                  AND NOT has_table_privilege(class.oid, 'SELECT') ORDER BY 1"""
        ))
        return [name for (name,) in rows]

    def _slice(self, source, after):
        """Return (rows, where the next slice begins or None).

        :param int after: last id of the slice before, or its last page; 0 at the beginning
        :return: rows are tuples of an id (or None) and the values of the columns
        """
        columns = SQL(", ").join(
            SQL.identifier(name) if name in source.binary
            else SQL("%s::text", SQL.identifier(name)) for name in source.columns
        )
        if source.has_id:
            rows = self.env.execute_query(SQL(
                "SELECT id, %s FROM %s WHERE id > %s ORDER BY id LIMIT %s",
                columns, source.table, after or -(2**31), source.rows,
            ))
            return rows, rows[-1][0] if len(rows) == source.rows else None
        rows = self.env.execute_query(SQL(
            """SELECT NULL, %s FROM %s
                WHERE ctid >= format('(%%s,0)', %s::int)::tid
                  AND ctid < format('(%%s,0)', %s::int)::tid""",
            columns, source.table, after, after + PAGES,
        ))
        return rows, after + PAGES if after + PAGES < source.pages else None

    def _look(self, matcher, source, rows, tally):
        """Return [(column, row id, key)] of what a slice holds, each once.

        :param matcher: a :class:`..core.search.Matcher`, or what searches as it does
        :param Counter tally: what was read is added to it
        """
        values, places = [], []
        for row_id, *cells in rows:
            for column, cell in zip(source.columns, cells, strict=True):
                if cell is None or len(cell) < SHORTEST:
                    continue
                texts = self._unpacked(cell, tally) if column in source.binary else (cell,)
                for text in texts:
                    values.append(text)
                    places.append((column, row_id))
        tally["rows"] += len(rows)
        tally["bytes"] += sum(map(len, values))
        return list(dict.fromkeys(
            (*places[index], key) for index, key in matcher.find_chunk(values)))

    # === FILES === #

    def _texts(self, data, tally, mimetype=None):
        """Yield the texts of bytes; what cannot be searched is counted by its kind."""
        try:
            yield from documents.texts("", mimetype or "", data)
        except documents.NotSearchable as reason:
            tally[f"not searchable: {reason}"] += 1

    def _unpacked(self, data, tally):
        """Return the texts of a binary column, which Odoo fills with base64."""
        return list(self._texts(_decoded(bytes(data)), tally))

    def _files(self, after):
        """Return (files, where the next slice begins or None).

        :param str after: name of the last file of the slice before; empty at the beginning
        :return: files are (name in the filestore, kind, id of an attachment)
        """
        rows = self.env.execute_query(SQL(
            """SELECT store_fname, min(mimetype), min(id) FROM ir_attachment
                WHERE store_fname > %s GROUP BY store_fname ORDER BY store_fname LIMIT %s""",
            after, AT_ONCE,
        ))
        return rows, rows[-1][0] if len(rows) == AT_ONCE else None

    def _look_at_files(self, matcher, files, tally):
        """Return [(column, attachment id, key)] of what these files hold, each once."""
        texts, owners = [], []
        for name, mimetype, attachment in files:
            data = self._read(name, tally)
            if data is None:
                continue
            tally["files"] += 1
            said = list(self._texts(data, tally, mimetype))
            texts += said
            owners += [attachment] * len(said)
        tally["bytes"] += sum(map(len, texts))
        return list(dict.fromkeys(
            (FILE, owners[index], key) for index, key in matcher.find_chunk(texts)))

    def _read(self, name, tally):
        """Return the bytes of a file, or None where it is gone or too large."""
        path = self.env["ir.attachment"]._full_path(name)
        try:
            if os.path.getsize(path) > LARGEST:
                tally["not searchable: too large"] += 1
                return None
            with open(path, "rb") as file:
                return file.read()
        except FileNotFoundError:
            tally["not searchable: not on the disk"] += 1
            return None

    def _strays(self):
        """Return the names of files in this database's filestore that no attachment has."""
        folder = config.filestore(self.env.cr.dbname)
        known = {name for (name,) in self.env.execute_query(
            SQL("SELECT DISTINCT store_fname FROM ir_attachment WHERE store_fname IS NOT NULL"))}
        names = (
            os.path.relpath(os.path.join(where, name), folder)
            for where, folders, names in os.walk(folder) if os.path.basename(where) != "checklist"
            for name in names
        )
        return [name for name in names if name not in known and not name.startswith("checklist")]

    # === WALK === #

    def _walk(self, matcher, at, tally):
        """Search everything from a place on, slice by slice.

        :param matcher: a :class:`..core.search.Matcher`
        :param list at: where to begin: ``["", 0]``, or what an earlier walk yielded
        :param Counter tally: what was read is added to it
        :return: yields (table, [(column, row id, key)], where the next slice begins)
        """
        name, after = at
        if name not in (FILES, STRAYS):
            yield from self._walk_tables(matcher, name, after, tally)
            name, after = FILES, ""
        if name == FILES:
            yield from self._walk_files(matcher, after, tally)
        strays = [(stray, None, None) for stray in self._strays()]
        yield "filestore", self._look_at_files(matcher, strays, tally), None

    def _walk_tables(self, matcher, name, after, tally):
        for source in self._sources():
            if source.name < name:
                continue
            after = after if source.name == name else 0
            while after is not None:
                rows, after = self._slice(source, after)
                hits = self._look(matcher, source, rows, tally)
                if after is None:
                    tally["tables"] += 1
                # a blank comes before every letter: the next table is the first one above
                yield source.name, hits, [source.name, after] if after else [f"{source.name} ", 0]
        for table in self._unreadable():
            tally[f"not readable: {table}"] += 1

    def _walk_files(self, matcher, after, tally):
        while after is not None:
            files, after = self._files(after)
            hits = self._look_at_files(matcher, files, tally)
            yield "ir_attachment", hits, [STRAYS, 0] if after is None else [FILES, after]


def _decoded(data):
    """Return what base64 stands for, or the bytes as they are."""
    try:
        return base64.b64decode(data, validate=True)
    except binascii.Error:
        return data
