"""Bad input by calls: every field of every model of ours, and every call that takes words, days or
files, refuses in words what no column holds. What is good is taken.
"""

import base64

from odoo.exceptions import UserError, ValidationError
from odoo.fields import Date
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger
from psycopg2 import IntegrityError

from ...engine.entered import EXTENDED, LINE, TEXT, is_ours
from ..builders.everything import Everything
from ..builders.rpc import REFUSALS, Rpc
from ..common import TODAY

NUL, HALF, TURN = "a\0b", "a\ud800b", "a\u202eb"
WORDS = (NUL, HALF, TURN, "x" * (TEXT + 1), ["x"], {"a": 1})
DAYS = ("0001-01-01", "9999-12-31", "0000-01-01", "10000-01-01", "x", 5, ["x"])
NUMBERS = (2**40, -2**40, "x", ["x"], float("nan"), float("inf"))
LINKS = (2**40, -5, "x", 2**31 - 1, [["x"]])
COMMANDS = ([[6, 0, [2**40]]], "x", [[9, 9, 9]], [[6]], [[4, "\0"]], [[0, 0, "x"]], 5)
#: {kind of field: what may come}
BAD = {
    "char": WORDS, "text": WORDS, "html": WORDS, "date": DAYS, "datetime": DAYS,
    "integer": NUMBERS, "float": NUMBERS, "many2one": LINKS, "many2many": COMMANDS,
    "one2many": COMMANDS, "selection": ("x", NUL, ["x"]), "binary": ("\0", "!", HALF),
}
#: what nobody writes: Odoo leaves it out itself
ODOOS = {"id", "create_uid", "create_date", "write_uid", "write_date", "display_name"}


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestBadInputCalls(Everything, Rpc):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.partner"].search([]).write({"privacy_restricted": False})
        cls.officer.group_ids += cls.env.ref("base.group_system")

    def _is_told(self, model, method, *args):
        """Call as an officer; say whether it is taken or refused in words, and take it back."""
        try:
            with self.env.cr.savepoint() as savepoint, mute_logger("odoo.sql_db", *REFUSALS):
                self._rpc(self.officer, model, method, *args)
                self.env.flush_all()
                savepoint.rollback()
        # what a constraint refuses Odoo's dispatcher says in words (odoo/service/model.py)
        except (UserError, IntegrityError):
            return
        except Exception as error:
            self.fail(f"{model}.{method}{str(args)[:80]}: {type(error).__name__} {error}"[:300])
        finally:
            self.env.invalidate_all()

    def test_no_field_of_ours_fails_over_what_no_column_holds(self):
        records = self._records()
        records.update(self._dialogues(records, self.officer))
        for name in EXTENDED:
            records.setdefault(name, self.env[name].search([], limit=1))
        tried = 0
        for name, model in self.env.items():
            if not is_ours(model, ("privacy_email",)) or model._abstract:
                continue
            ids = records.get(name, model.sudo().search([], limit=1))[:1].ids
            for field in model._fields.values():
                if field.name in ODOOS or not (
                        field.name.startswith("privacy_") or name not in EXTENDED):
                    continue
                for value in BAD.get(field.type, ()):
                    with self.subTest(f"{name}.{field.name} {str(value)[:20]!r}"):
                        tried += 1
                        self._is_told(name, "create", [{field.name: value}])
                        if ids:
                            self._is_told(name, "write", ids, {field.name: value})
        self.assertGreater(tried, 1000)

    def test_no_call_that_takes_words_days_or_files_fails_over_them(self):
        records = self._records()
        asked, known = records["privacy.request"]
        person = {"rights": ["access"], "name": "x"}
        calls = [("privacy.request", "intake", vals) for vals in (
            *({**person, name: value} for name in ("name", "email", "phone", "text", "lang",
                                                   "agent_name", "agent_email", "channel")
              for value in WORDS),
            *({**person, "received_on": day} for day in DAYS),
            *({**person, "partner_ids": ids} for ids in (["x"], [2**40], "x", 5)),
            *({**person, "company_id": number} for number in (2**40, "x", -1)),
            *({**person, "rights": rights} for rights in ("access", [["access"]], 5, [NUL])),
            [], "x", 5)]
        calls += [
            *(("privacy.request", "act_right", known.ids, word, word) for word in WORDS),
            *(("privacy.request", "close_right", known.ids, "objection", "refused", "unfounded",
               word) for word in WORDS),
            *(("privacy.request", "close_right", known.ids, word, word, word) for word in WORDS),
            *(("privacy.request", "confirm_identity", asked.ids, ids, "known", word)
              for ids in (self.person.ids, ["x"], [2**40], "x") for word in WORDS),
            *(("privacy.run", "preview", self.person.ids, day) for day in DAYS),
            *(("privacy.run", "preview", ids) for ids in (["x"], [2**40], "x", 5)),
            *(("privacy.timer", "refresh", ids) for ids in (["x"], [2**40], "x", 5)),
            *(("privacy.run", "erase", self.person.ids, word) for word in WORDS),
            *(("privacy.run", "residue", given) for given in (
                *([word] for word in WORDS), "x", 5, [5], {})),
            *(("privacy.evidence", "verify", given) for given in (
                "x", 5, [1], {"a": 1}, NUL, {"last_ref": 2**70, "digest": NUL, "signature": 5})),
            *(("privacy.run", "replay", given) for given in (
                "x", "\0", HALF, 5, [1], {}, None, "", "{", "é", "[" * 100_000,
                '{"a":' + "[" * 100_000, "{" + "1" * 5000 + "}",
                base64.b64encode(b"\xff\xfe{").decode())),
        ]
        for call in calls:
            with self.subTest(str(call)[:100]):
                self._is_told(*call)

    def _hold(self, **vals):
        number = self._rpc(self.officer, "privacy.hold", "create", {
            "name": "Case", "reason": "x", "partner_ids": [[6, 0, self.person.ids]], **vals})
        return self.env["privacy.hold"].browse(number)

    def test_good_values_are_taken_and_words_kept_without_what_nobody_typed(self):
        hold = self._hold(reason=f"{TURN} \u200fשלום\n\tbye{NUL}", date_end="2199-12-31")
        self.assertEqual((hold.reason, hold.date_end),
                         ("ab \u200fשלום\n\tbyeab", Date.to_date("2199-12-31")))
        self.assertEqual(self._hold(name=HALF).name, "a\ufffdb")

    def test_what_is_too_long_and_too_far_is_said_with_its_field(self):
        for vals, said in (({"reason": "x" * (TEXT + 1)}, "Reason"),
                           ({"name": "é" * (LINE // 2 + 1)}, "Case")):
            with self.subTest(said), self.assertRaisesRegex(ValidationError, said) as refused:
                self._hold(**vals)
            # a client knows Odoo's own classes alone, and shows any other as a failure
            self.assertIs(type(refused.exception), ValidationError)
            self.assertEqual(refused.exception.http_status, 413)
        self.assertEqual(len(self._hold(name="x" * LINE).name), LINE)
        for day in ("1899-12-31", "2200-01-01"):
            with self.subTest(day), self.assertRaisesRegex(UserError, "Ends On: a day lies"):
                self._hold(date_end=day)
