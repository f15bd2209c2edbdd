"""One user of each role, all records there are, and attempts that are taken back."""

from collections import Counter
from contextlib import closing
from typing import NamedTuple
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.service.model import call_kw
from odoo.tests import new_test_user

from ..common import OFFICER, TODAY
from .everything import Everything
from .matrix import LETTERS, decisions, may

#: what an attempt may come to; ``failed`` is any other error: it went through the door
LET, REFUSED, SAID_NO, FAILED = "let through", "refused", "told no", "failed"
#: a value that is taken without a word, and nothing changes
IGNORED = "of no effect"
#: groups of records, none of which the caller may see: not even a field is looked at
NOTHING = "told nothing"
#: what changes nothing, and needs not be taken back
READING = frozenset(("read", "search_read", "formatted_read_group", "search_count", "export_data"))
#: who tells whether a thing can be done at all
SUPERUSER = "su"
LOGGERS = ("odoo.addons.base.models.ir_model", "odoo.addons.base.models.ir_rule", "odoo.models",
           "odoo.sql_db", "odoo.orm.models", "odoo.http", "odoo.tools.translate",
           "odoo.addons.mail.models.mail_thread", "py.warnings",
           "odoo.addons.base.models.res_users")


class Cell(NamedTuple):
    """One attempt: who calls what, with which arguments."""

    letter: str
    model: str
    method: str
    arguments: list | dict
    what: str


class Roles(Everything):
    """One user of each role, each record there is, and attempts that are taken back."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["ir.config_parameter"].set_param("cloudpepper_privacy.brake_percent", "100")
        preparer = new_test_user(cls.env, "privacy_preparer", OFFICER)
        cls.users = {
            "p": cls.env.ref("base.public_user"), "c": cls.portal, "s": cls.staff, "a": cls.admin,
            "u": cls.user, "o": cls.officer, "r": preparer, "v": cls.auditor}
        for user in cls.users.values():
            if not user.share:
                # the journal goes as a whole, to whoever acts for all companies (R16)
                user.company_ids = cls.env["res.company"].search([])
                user.group_ids |= (cls.env.ref("base.group_allow_export")
                                   | cls.env.ref("account.group_account_readonly"))
        cls.tried = Counter()
        # which groups would have been let in is not what is asked, and takes as long as the call
        cls.startClassPatcher(patch.object(
            cls.registry["ir.model.access"], "_make_access_error",
            lambda _access, model, mode: AccessError(f"{mode} {model}")))

    # === RECORDS === #

    def _everything(self):
        """Return {letter: {model: ids}}: what each role has before it; dialogues are one's own."""
        records, found = self._records(), {}
        self.env["ir.config_parameter"].set_param("cloudpepper_privacy.four_eyes", "")
        for letter, user in self.users.items():
            mine = records if user.share else {**records, **self._dialogues(records, user)}
            found[letter] = {model: some.ids for model, some in mine.items()}
        mine = {"privacy.run": self.runs.preview(self.person).ids,
                "privacy.hold": self._tell_hold(self._contact("Mine"), None).ids}
        for table, column, ids in (("privacy_run", "prepared_by_id", mine["privacy.run"]),
                                   ("privacy_hold", "create_uid", mine["privacy.hold"])):
            self.env.flush_all()
            self.env.cr.execute(  # pylint: disable=sql-injection
                f"UPDATE {table} SET {column} = %s WHERE id = ANY(%s)",
                [self.users["r"].id, ids])
        self.env.invalidate_all()
        found["r"].update(mine)
        others = self._of_others()
        for letter, user in self.users.items():
            found[letter].update(others, **{"res.company": user.company_id.ids})
        return found

    def _of_others(self):
        """Return {model: ids} of records of Odoo's own that have fields of this module."""
        return {
            "account.bank.statement.line": self.env["account.bank.statement.line"].create({
                "journal_id": self.company_data["default_journal_bank"].id, "date": TODAY,
                "payment_ref": "Paid", "amount": 1}).ids,
            # of no request, so that whoever looks after the mails of Odoo reads it
            "mail.mail": self.env["mail.mail"].create({"subject": "Hello"}).ids,
            "mail.message": self.mail_other.ids,
            "res.users.deletion": self.env["res.users.deletion"].create({
                "user_id": self.portal.id, "state": "todo"}).ids,
            "res.users": self.portal.ids}

    def _ids(self, letter, model):
        """Return the id of a record that a role has before it; of nothing there is, any number."""
        records = self.env[model]
        if records._abstract:
            return []
        if model not in self.known[letter]:
            some = records.sudo().with_context(active_test=False).search([], limit=1)
            for each in self.known.values():
                each.setdefault(model, some.ids or [1])
        return self.known[letter][model][:1]

    # === TRYING === #

    def _try(self, cell, allowed=True):
        """Call as a client does, and take back what it did.

        :param allowed: False where a refusal is expected, which leaves nothing to take back
        """
        self.tried[cell.what.split()[0]] += 1
        if cell.method in READING or (not allowed and cell.letter != "r"):
            outcome = self._called(cell)
            if outcome == FAILED or cell.method not in READING:
                self.start.rollback()
            if outcome != REFUSED or not _is_closed(cell):
                # as whoever logs in: nothing that the one before has read
                self.env.clear()
            return outcome
        with closing(self.env.cr.savepoint()):
            if cell.letter == "r":
                # in their own matters a preparer meets the other pair of eyes
                # settings are read from the database itself, and no cache has to be emptied
                self.env.cr.execute("UPDATE ir_config_parameter SET value = 'True' WHERE key = %s",
                                    ["cloudpepper_privacy.four_eyes"])
            self.env.invalidate_all()
            return self._called(cell)

    def _called(self, cell):
        """Call, and say what came of it."""
        env = (self.env(su=True, context={}) if cell.letter == SUPERUSER else
               self.env(user=self.users[cell.letter].id, su=False, context={}))
        model = env[cell.model]
        ids = [] if getattr(getattr(type(model), cell.method), "_api_model", False) else [
            self._ids("o" if cell.letter == SUPERUSER else cell.letter, cell.model)]
        named = isinstance(cell.arguments, dict)
        try:
            answer = call_kw(model, cell.method, ids if named else [*ids, *cell.arguments],
                             dict(cell.arguments) if named else {})
            self.env.flush_all()
            if cell.method == "formatted_read_group" and not answer:
                return NOTHING
            if cell.method == "write" and not self._took(model, *ids, *cell.arguments):
                return IGNORED
        except AccessError:
            return REFUSED
        except UserError:
            return SAID_NO
        except Exception:  # noqa: BLE001  # pylint: disable=broad-exception-caught
            return FAILED
        return LET

    def _took(self, model, ids, vals):
        """Whether records now say what was written."""
        self.env.invalidate_all()
        record = self.env[model._name].sudo().browse(ids).exists()
        return not record or all(self._says(record, name, vals[name]) for name in vals)

    def _says(self, record, name, value):
        field = record._fields[name]
        if field.type in ("one2many", "many2many"):
            return set(record[name].ids) == set(value[0][2] or ())
        if field.type in ("json", "binary", "html", "properties", "properties_definition"):
            return True
        return str(field.convert_to_write(record[name], record)) == str(value)

    def _wrong(self, cell, letters):
        """Try a cell; return a line if it is not as decided."""
        allowed = may(letters, cell.letter)
        outcome = self._try(cell, allowed)
        if letters == "n":
            right = outcome != LET
        elif allowed:
            right = outcome != REFUSED
        else:
            right = outcome in (REFUSED, SAID_NO, IGNORED)
        return [] if right else [line(cell, allowed, outcome)]

    def _start(self):
        """Make all records; attempts are taken back to here."""
        self.known = self._everything()
        self.env.flush_all()
        self.start = self.env.cr.savepoint(flush=False)


def _is_closed(cell):
    """Whether the model itself is closed to the role: a refusal has touched nothing."""
    operations = decisions().model.get(cell.model)
    return bool(operations) and not may(operations["read"], cell.letter)


def line(cell, allowed, outcome):
    """Return what is not as decided, in words."""
    decided = "may" if allowed else "may not"
    return f"{cell.what} as {LETTERS[cell.letter]}: {decided}, and was {outcome}"
