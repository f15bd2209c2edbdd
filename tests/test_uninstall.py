"""The module goes: Odoo is as it was, and the evidence lies in a file that verifies by itself.

Odoo is started twice as a command, on a database of its own made from the one without the
module that stands beside this one (``<database>_base``), or from nothing where there is none.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from contextlib import closing
from pathlib import Path

from odoo.modules.module import get_manifest
from odoo.sql_db import close_db, db_connect
from odoo.tests import BaseCase, get_db_name, tagged
from odoo.tools import SQL, config

from .journal import verified

NAME = "Wilhelmina Quackenbosch"
#: who makes what the module leaves around: people of each role, and things only a hook finds
LIFE = f"""
env.user.group_ids |= env.ref("cloudpepper_privacy.group_privacy_officer")
contact = env["res.partner"].create({{"name": "{NAME}", "email": "w.q@mail.example"}})
env.flush_all()
env.cr.execute("UPDATE res_partner SET create_date = '2010-01-01' WHERE id = %s", [contact.id])
hold = env["privacy.hold"].create(
    {{"name": "Case", "reason": "x", "partner_ids": [(4, contact.id)]}})
hold.message_post(body="Looked at")
hold.message_subscribe(partner_ids=[contact.id])
env["ir.attachment"].create({{"name": "case.txt", "raw": b"case", "res_model": "privacy.hold",
                             "res_id": hold.id}})
env["ir.filters"].create({{"name": "Mine", "model_id": "privacy.run"}})
env["ir.exports"].create({{"name": "Mine", "resource": "privacy.timer"}})
env["ir.actions.act_window"].create({{"name": "Mine", "res_model": "privacy.run"}})
env["ir.ui.view"].create({{"name": "mine", "model": "privacy.run", "type": "list",
                         "arch": "<list><field name='name'/></list>"}})
hold.action_release()
runs = env["privacy.run"]
runs.action_stop()
runs.action_lift_stop()
env["ir.config_parameter"].set_param("cloudpepper_privacy.brake_percent", "7")
env["privacy.seal"]._seal()
run = runs.execute(contact, approve=True)
print("RUN", run.state, run.subjects, contact.name == f"Anonymised contact {{contact.id}}")
env["privacy.consent.record"].create({{
    "partner_id": env.ref("base.main_partner").id,
    "purpose_id": env.ref("cloudpepper_privacy.purpose_marketing").id}})
# the contact is Odoo's own and no part of the comparison
contact.with_context(privacy_acting=None).unlink()
print("EVIDENCE", env["privacy.evidence"].search_count([]))
env.cr.commit()
env.ref("base.module_cloudpepper_privacy").button_immediate_uninstall()
"""
#: what an installation and a removal of any module change, or time alone does
VOLATILE_TABLES = {
    "bus_bus", "ir_logging", "orm_signaling_registry", "orm_signaling_assets",
    "orm_signaling_default", "orm_signaling_groups", "orm_signaling_routing",
    "orm_signaling_stable", "orm_signaling_templates", "ir_cron_trigger",
}
#: two fields of Odoo define this one table with different keys; whoever comes last wins
VOLATILE_KEYS = {"rule_group_rel_group_id_fkey", "rule_group_rel_rule_group_id_fkey"}
VOLATILE_COLUMNS = {"create_date", "write_date", "create_uid", "write_uid"}
SCHEMA = """
SELECT 'column', table_name, column_name, data_type, is_nullable, column_default
  FROM information_schema.columns WHERE table_schema = 'public'
 UNION ALL SELECT 'index', tablename, indexname, indexdef, NULL, NULL
  FROM pg_indexes WHERE schemaname = 'public'
 UNION ALL SELECT 'constraint', conrelid::regclass::text, conname, pg_get_constraintdef(oid),
       NULL, NULL FROM pg_constraint WHERE connamespace = 'public'::regnamespace
 UNION ALL SELECT 'function', proname, pg_get_function_arguments(oid), NULL, NULL, NULL
  FROM pg_proc WHERE pronamespace = 'public'::regnamespace
 UNION ALL SELECT 'trigger', tgrelid::regclass::text, tgname, NULL, NULL, NULL
  FROM pg_trigger WHERE NOT tgisinternal
 UNION ALL SELECT 'sequence', sequencename, NULL, NULL, NULL, NULL
  FROM pg_sequences WHERE schemaname = 'public'
 UNION ALL SELECT 'type', typname, NULL, NULL, NULL, NULL
  FROM pg_type WHERE typnamespace = 'public'::regnamespace AND typtype = 'e'
"""


@tagged("post_install", "-at_install")
class TestUninstall(BaseCase):
    def setUp(self):
        super().setUp()
        self.name = f"{get_db_name()}_uninstall"
        self._sql("postgres", SQL("DROP DATABASE IF EXISTS %s", SQL.identifier(self.name)))
        self.addCleanup(self._drop)
        folder = tempfile.TemporaryDirectory(prefix="privacy_uninstall_")
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def _drop(self):
        close_db(self.name)
        self._sql("postgres", SQL("DROP DATABASE IF EXISTS %s", SQL.identifier(self.name)))

    def _sql(self, database, statement):
        with closing(db_connect(database).cursor()) as cr:
            cr._cnx.autocommit = True
            cr.execute(statement)
            return cr.fetchall() if cr.description else None

    def _odoo(self, *arguments, script=""):
        """Start Odoo as a command and return what it printed and logged."""
        command = [sys.executable, "-m", "odoo", *arguments, "-c", config["config"],
                   "-d", self.name, "--no-http", f"--data-dir={self.folder}"]
        done = subprocess.run(
            command, input=script, capture_output=True, text=True, check=False, cwd=self.folder,
            env={**os.environ, "ODOO_RC": config["config"]}, timeout=570,
        )
        self.assertEqual(done.returncode, 0, done.stderr[-3000:])
        self.assertNotIn("Traceback", done.stderr, done.stderr[-3000:])
        return done.stdout + done.stderr

    def _make_database(self):
        base = f"{get_db_name()}_base"
        bases = self._sql("postgres", SQL("SELECT 1 FROM pg_database WHERE datname = %s", base))
        template = base if bases else "template0"
        self._sql("postgres", SQL("CREATE DATABASE %s TEMPLATE %s", SQL.identifier(self.name),
                                  SQL.identifier(template)))
        if not bases:
            depends = get_manifest("cloudpepper_privacy")["depends"]
            self._odoo("-i", ",".join(depends), "--stop-after-init")

    # === WHAT IS THERE === #

    def _schema(self):
        return Counter(row for row in self._sql(self.name, SQL(SCHEMA))
                       if row[2] not in VOLATILE_KEYS)

    def _rows(self):
        """Return {table: Counter of its rows}, without what time alone changes."""
        tables = [table for (table,) in self._sql(self.name, SQL(
            """SELECT table_name FROM information_schema.tables
                WHERE table_schema = 'public' AND table_type = 'BASE TABLE'"""))]
        return {
            table: Counter(self._rows_of(table)) for table in tables
            if table not in VOLATILE_TABLES
        }

    def _rows_of(self, table):
        rows = self._sql(self.name, SQL(
            "SELECT (to_jsonb(t) - %s::text[])::text FROM %s t",
            sorted(VOLATILE_COLUMNS), SQL.identifier(table),
        ))
        return [row for (row,) in rows]

    # === TESTS === #

    def test_odoo_is_as_it_was_and_the_evidence_verifies_with_sha256_alone(self):
        self._make_database()
        schema, rows = self._schema(), self._rows()
        self._odoo("-i", "cloudpepper_privacy", "--stop-after-init", "--log-level=warn")
        installed = self._schema()
        self.assertTrue(installed - schema)
        value = self._odoo("shell", "--log-level=info", script=LIFE)
        self.assertIn("RUN done 1 True", value)
        with self.subTest("schema"):
            self._assert_same("schema", schema, self._schema())
        after = self._rows()
        self.assertEqual(set(after), set(rows))
        for table in rows:
            with self.subTest(table):
                self._assert_same(table, rows[table], after[table])
        self._assert_journal(value)

    def _assert_same(self, what, before, after):
        left, taken = list((after - before).elements()), list((before - after).elements())
        self.assertFalse(left or taken, f"{what}: left behind {left}, taken along {taken}")

    def _assert_journal(self, value):
        folder = self.folder / "privacy" / self.name
        (path,) = folder.glob("evidence-*")
        (erasures,) = set(folder.iterdir()) - {path}
        self.assertTrue(erasures.name.startswith("erasures-"), "the journal of erasures stays")
        self.assertIn(str(path), value)
        self.assertEqual(path.stat().st_mode & 0o777, 0o600)
        self.assertEqual(path.parent.stat().st_mode & 0o777, 0o700)
        self.assertEqual(path.parent.parent.stat().st_mode & 0o777, 0o700)
        lines = path.read_bytes().splitlines()
        written = int(value.partition("EVIDENCE ")[2].split()[0])
        self.assertEqual(verified(lines), written)
        self.assertGreaterEqual(written, 8)
        self.assertNotIn(NAME.split()[1], path.read_text())
        acts = Counter(json.loads(line).get("act") for line in lines)
        self.assertLessEqual({"hold", "release", "stop", "lift_stop", "approve", "batch", "close"},
                             set(acts))
        for number, line in enumerate(lines[1:], start=1):
            forged = [*lines]
            forged[number] = line.replace(b'"act":"', b'"act":"x') if b'"act"' in line else b""
            with self.subTest(f"line {number} changed"):
                self.assertNotEqual(verified([each for each in forged if each]), written)
