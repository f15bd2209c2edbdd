"""Files of a person: which there are, and which are withheld for another person's sake."""

from typing import NamedTuple

from odoo.tools import SQL

from ...core.documents.apart import Apart
from ...core.errors import NotSearchable
from ...core.requests import fields as package_fields
from .people import OTHER
from .redactions import FILE

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


class Files:
    """The files of a person's records (Art. 15(3): the copy is of everything).

    :param plan: :class:`~..plan.Plan` that the records were located in
    """

    def __init__(self, plan):
        self.env = plan.env

    def find(self, records):
        """Return the :class:`File` rows of records; of a picture in several sizes one."""
        rows = self.env.execute_query(SQL(
            FILES, sorted({record.model for record in records} - {"ir.attachment"})))
        return [file for file in map(File._make, rows)
                if not package_fields.COPIES.search(file.field or "")]

    def listed(self, files, people, redactions):
        """Return (files as the document lists them, number that nobody could search).

        What is ``held`` stays out of the zip.

        :param people: :class:`~.people.People`
        :param redactions: :class:`~.redactions.Redactions`, with what the records have added
        """
        messages = self._messages_of([file.id for file in files])
        withheld = redactions.withheld_messages()
        listed, unread = [], 0
        with Apart() as apart:
            for file in files:
                named, searched = self._names_other(file, people, apart)
                unread += not searched
                theirs = (people.user_role(file.maker) == OTHER
                          or withheld.intersection(messages.get(file.id, ())))
                held = (named or theirs) and redactions.take(
                    "ir.attachment", file.id, "raw", FILE)
                listed.append(self._line(file, people, bool(held)))
        return listed, unread

    def _line(self, file, people, held):
        """Return a file as the document lists it; whose contact it is of, where that is another's,
        is not said.
        """
        theirs = file.model == "res.partner" and people.role(file.record) == OTHER
        return {
            "attachment": file.id, "name": people.others.clean(file.name or "")[0],
            "type": file.mimetype or "application/octet-stream", "model": file.model or "",
            "record": 0 if theirs else file.record or 0, "field": file.field or "",
            "size": file.size or 0, "file": None, "sha256": None, "held": held}

    def _messages_of(self, ids):
        """Return {attachment id: ids of the messages that it came with}."""
        return dict(self.env.execute_query(SQL(
            """SELECT attachment_id, array_agg(message_id) FROM message_attachment_rel
                WHERE attachment_id = ANY(%s) GROUP BY 1""", ids)))

    def _names_other(self, file, people, apart):
        """Return (whether a file names somebody else, whether all of it could be searched).

        A picture names nobody in words; a scan that is a document may. What cannot be read from
        the disk Odoo gives as empty.
        """
        texts, data = [file.name or ""], self.env["ir.attachment"].browse(file.id).raw or b""
        searched = bool(data) or not file.size
        try:
            texts += apart.texts(file.mimetype, data)
        except NotSearchable as reason:
            searched = reason.reason == "picture"
        return people.others.names_other(texts), searched
