from typing import NamedTuple

from odoo import models
from odoo.tools import SQL

from ...core.documents.reader import texts as texts_of_file
from ...core.errors import NotSearchable
from ...core.requests import fields as package_fields
from .collect_document import WRITTEN
from .collect_people import OTHER, OURS

#: kind of redaction: the whole file
FILE = "file"
#: files of the records that were found, and those that came with the messages
FILES = """SELECT DISTINCT a.id, a.name, a.mimetype, a.res_model, a.res_id, a.res_field,
                  a.create_uid, a.file_size
             FROM ir_attachment a
            WHERE a.type = 'binary' AND a.res_model IS DISTINCT FROM 'privacy.package' AND (
                  a.id IN (SELECT record FROM privacy_plan WHERE model = 'ir.attachment')
               OR a.id IN (SELECT rel.attachment_id FROM message_attachment_rel rel
                             JOIN privacy_plan plan ON plan.model = 'mail.message'
                                  AND plan.record = rel.message_id)
               OR a.res_field IS NOT NULL AND (a.res_model, a.res_id) IN (
                  SELECT model, record FROM privacy_plan WHERE model = ANY(%s)))
            ORDER BY a.id"""


class File(NamedTuple):
    """A file of the records that were found: columns of its ``ir.attachment``."""

    id: int
    name: str
    mimetype: str
    model: str
    record: int
    field: str
    maker: int
    size: int


class PrivacyCollect(models.AbstractModel):
    """Files of a person: which there are, and which are withheld for another person's sake."""

    _inherit = "privacy.collect"

    def _file_rows(self, records):
        """Return the :class:`File` rows of records; of a picture in several sizes one."""
        if not records:
            return []
        rows = self.env.execute_query(SQL(
            FILES, sorted({record["model"] for record in records} - {"ir.attachment"})))
        return [file for file in map(File._make, rows)
                if not package_fields.COPIES.search(file.field or "")]

    def _files(self, files, scope):
        """Return (files as the document lists them, number that nobody could search).

        What is ``held`` stays out of the zip.
        """
        messages = self._messages_of([file.id for file in files])
        withheld = {record for model, record, _name, kind in scope.taken
                    if (model, kind) == ("mail.message", WRITTEN)}
        listed, unread = [], 0
        for file in files:
            named, searched = self._names_other(file, scope)
            unread += not searched
            maker = scope.people.get(scope.users.get(file.maker), (OURS,))[0]
            theirs = maker == OTHER or withheld.intersection(messages.get(file.id, ()))
            held = (named or theirs) and scope.take(
                {"model": "ir.attachment", "id": file.id}, "raw", FILE)
            known = file.model != "res.partner" or scope.people.get(
                file.record, (None,))[0] != OTHER
            listed.append({
                "attachment": file.id, "name": scope.cleaner.clean(file.name or "")[0],
                "type": file.mimetype or "application/octet-stream", "model": file.model or "",
                "record": (known and file.record) or 0, "field": file.field or "",
                "size": file.size or 0, "file": None, "sha256": None, "held": bool(held)})
        return listed, unread

    def _messages_of(self, ids):
        """Return {attachment id: ids of the messages that it came with}."""
        return dict(self.env.execute_query(SQL(
            """SELECT attachment_id, array_agg(message_id) FROM message_attachment_rel
                WHERE attachment_id = ANY(%s) GROUP BY 1""", ids)))

    def _names_other(self, file, scope):
        """Return (whether a file names somebody else, whether all of it could be searched).

        A picture names nobody in words; a scan that is a document may.
        """
        said = []
        try:
            said += texts_of_file(
                file.name, file.mimetype, self.env["ir.attachment"].browse(file.id).raw or b"")
        except NotSearchable as reason:
            return scope.cleaner.names_other(said), reason.reason == "picture"
        return scope.cleaner.names_other(said), True
