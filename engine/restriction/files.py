"""Files and messages of contacts under a hold or a restriction: they stay with what they lie on."""

from odoo.exceptions import UserError

from ...core.text import entered
from ..acting import is_acting
from .documents import Documents, contact_fields
from .spared import Spared

#: values that take a file's content away, or the file from where it lies
CONTENT = frozenset(("raw", "datas", "db_datas", "store_fname"))
PLACE = frozenset(("res_model", "res_id"))


class Files:
    """What hangs on contacts and their documents, and goes by a way of its own."""

    def __init__(self, env):
        self.env = env

    def named(self, vals_list):
        """Return values of new files; what lies on records of ours has no sign in its name that
        turns the direction of reading, whoever sent it.
        """
        return [{**vals, **{
            name: entered.line(vals[name]) or "file" for name in ("name", "description")
            if isinstance(vals.get(name), str)}}
            if (vals.get("res_model") or "").startswith("privacy.") else vals
            for vals in vals_list]

    def check_deleted(self, files):
        """Refuse the deletion of files of spared contacts, of their documents and messages.

        :raise UserError: naming the contacts by id
        """
        if self._is_asked():
            self._check(self._theirs(files))

    def check_written(self, files, vals):
        """Refuse to empty or to move such files: either would be a deletion in two steps.

        :raise UserError: naming the contacts by id
        """
        if (CONTENT | PLACE).isdisjoint(vals) or not self._is_asked():
            return
        if CONTENT.isdisjoint(vals):
            files = files.filtered(lambda file: any(
                file[name] and file[name] != vals[name] for name in PLACE & vals.keys()))
        self._check(self._theirs(files))

    def check_messages(self, messages):
        """Refuse a person who deletes messages by, or on records of, spared contacts; what the
        mail queue cleans up after itself is no person's act.
        """
        if not self.env.su and self._is_asked():
            self._check({"mail.message": messages.ids})

    def _is_asked(self):
        """Whether somebody could be spared at all; the engine keeps whom it keeps by itself."""
        return (not is_acting(self.env) and self.env.registry.ready
                and Spared(self.env).is_anybody())

    def _theirs(self, files):
        """Return {model: ids} of the records on which files lie. The picture of a field goes by
        editing its record, which a hold does not stop.
        """
        places = {}
        for file in files.sudo():
            if file.res_model and file.res_id and not (file.res_field and self.env.su):
                places.setdefault(file.res_model, []).append(file.res_id)
        return places

    def _check(self, places):
        owners = self.env["res.partner"].browse(self._owners(places))
        if theirs := Spared(self.env).among(owners) if owners else set():
            raise UserError(self.env._(
                "Of a contact under a hold or restricted (Art. 18), not to be deleted, emptied or "
                "moved: contact %s. A privacy officer can release it.",
                ", ".join(map(str, sorted(theirs)))))

    def _owners(self, places):
        """Return the ids of the contacts whose files lie on these records."""
        owners = set()
        for model_name, ids in places.items():
            if model_name in self.env:
                records = self.env[model_name].sudo().with_context(active_test=False)
                owners |= self._owners_of(records.browse(ids).exists())
        return owners

    def _owners_of(self, records):
        if records._name == "res.partner":
            return set(records.ids)
        if records._name == "res.users":
            return set(records.partner_id.ids)
        if records._name == "mail.message":
            places = {}
            for message in records:
                if message.model and message.res_id:
                    places.setdefault(message.model, []).append(message.res_id)
            return set(records.author_id.ids) | self._owners(places)
        if hasattr(records, "_privacy_contact_fields"):
            return Documents(self.env, records).owners()
        return Documents(self.env, records).contacts(contact_fields(records))
