"""The demo, for ``odoo shell``: the addon's main job from the first clock to the sealed evidence.

``bin/demo`` runs it on a copy of a prepared database; ``env`` is the shell's. A second start on
the same database is harmless: whoever was erased comes back as a new person.
"""

import json
import os
from pathlib import Path

from dateutil.relativedelta import relativedelta
from odoo.addons.cloudpepper_privacy.engine.labels import Labels
from odoo.addons.cloudpepper_privacy.tools.demo import breach, request, show, stage, tables
from odoo.addons.cloudpepper_privacy.tools.demo.history import History
from odoo.addons.cloudpepper_privacy.tools.demo.people import LATECOMERS, PEOPLE

FILES = Path(os.environ.get("PRIVACY_DEMO_FILES") or ".local/demo")
ADDRESS = os.environ.get("PRIVACY_DEMO_URL") or "http://localhost:8069"
AHEAD = relativedelta(years=8)
#: who of the invented people asks what is held
ASKS = "Maud Delcourtois"


class Demo:
    """The scenes, in the order in which they are played; each commits what it did."""

    def __init__(self, env):
        """Take the shell's environment; the people come with the scenes."""
        self.env = env
        self.steps = show.Steps(14)
        self.users = {}
        self.stories = {}
        self.people = self.odoo_people = env["res.partner"]
        self.files = []

    def play(self):
        """Play all scenes."""
        self.prepare()
        self.tell_stories()
        run = self.preview("for today", self.people, None)
        self.carry_out(run, self.people, "summary-today.json")
        self.play_ahead()
        self.answer_request()
        self.drill_breach()
        self.prove()
        self.leave_one_open()
        self.close_archive()
        self.where_to_look()

    # === THE STAGE === #

    def prepare(self):
        """Mark the database, make logins, and treat what Odoo's demo data brought."""
        env = self.env
        with self.steps.step("Marking the database as a demo, making logins") as told:
            stage.mark(env)
            self.users = stage.logins(env)
            told.append(f"{len(self.users)} roles")
        with self.steps.step("Paying Odoo's own demo documents with Odoo's wizard") as told:
            told.append(f"{stage.pay_demo_documents(env)} paid")
        with self.steps.step("Opening Odoo's demo contacts to the clocks") as told:
            self.odoo_people = stage.open_demo_contacts(env)
            told.append(f"{len(self.odoo_people)} contacts")
        env.cr.commit()

    def tell_stories(self):
        """Make the demo's own people and start their clocks."""
        with self.steps.step("Giving invented people a past") as told:
            self.people, new = self.invite(PEOPLE)
            told.append(f"{len(self.people)} contacts, {new} of them new")
        with self.steps.step("Refreshing the timers from what changed") as told:
            changed = self.env["privacy.timer"].refresh()
            again = self.env["privacy.timer"].refresh(full=True)
            told += [f"{changed} timers and tags changed", f"a full comparison: {again} more"]
            self.env.cr.commit()
        show.heading("The clocks of the invented people")
        tables.clocks(self.people, self.stories)
        print()

    def invite(self, people):
        """Make these people; return the contacts, and how many are new."""
        history = History(self.env, self.users["staff"])
        contacts, new = history.invite(people)
        self.stories |= {contacts[person.code].id: person.story
                         for person in people if person.code in contacts}
        self.env.cr.commit()
        return self.env["res.partner"].union(*contacts.values()), new

    def close_archive(self):
        """Take to the archive whom a legal duty alone keeps; staff see a name on documents."""
        with self.steps.step("Switching on the archive of what a legal duty alone keeps") as told:
            told.append(f"{stage.close_archive(self.env)} contacts, read for a reason")
            self.env.cr.commit()

    # === PREVIEW, APPROVE, RUN === #

    def preview(self, title, around, on_date, partners=None):
        """Let the preparer preview, and print what would go and who stays.

        :param around: the contacts whose staying is worth a line
        :param partners: only these; default everybody
        """
        with self.steps.step(f"Previewing {title}, as the preparer") as told:
            preparer = self.users["preparer"]
            if partners is not None:
                partners = partners.with_user(preparer)
            run = self.env["privacy.run"].with_user(preparer).preview(partners, on_date)
            self.env.cr.commit()
            run = self.env["privacy.run"].browse(run.id)
            told.append(f"{run.subjects} contacts due")
        show.heading(f"What would go on {run.on_date} ({run.name}; nothing has changed yet)")
        tables.preview(run, self.stories)
        show.heading("Who stays untouched, and why")
        due = run.item_ids.partner_id
        tables.stays(around - due, self.stories)
        print()
        return run

    def carry_out(self, run, around, file_name):
        """Let the officer approve and the scheduled action work, and print what became of it."""
        title, env = "Approving as the officer, running by the scheduled action", self.env
        with self.steps.step(title) as told:
            run.with_user(self.users["officer"]).action_approve()
            # the scheduled action takes its job from the database: it must be there
            self.env.cr.commit()
            self.env.ref("cloudpepper_privacy.ir_cron_run").method_direct_trigger()
            # it worked in transactions of its own: this one has to end to see what they did
            self.env.cr.commit()
            self.env.invalidate_all()
            if run.state not in ("done", "incomplete"):
                raise RuntimeError(f"{run.name} did not end: it is {run.state}")
            ended = dict(run._fields["state"]._description_selection(env))[run.state]
            told.append(f"{ended}, {run.subjects} contacts, batches: {run.batches}")
        show.heading(f"What became of {run.name}")
        tables.done(run, self.stories)
        tables.outcome(run)
        tables.pointers(run)
        show.heading("Who is still there, and why")
        tables.stays(around, self.stories)
        print()
        self.write(file_name, json.dumps(run.summary(), indent=2, default=str))

    def play_ahead(self):
        """The same for a day in eight years, which only a database marked as a demo allows."""
        if not self.odoo_people:
            self.steps.skip(2, "Odoo's own demo contacts went at an earlier start")
            return
        ahead = self.env["privacy.timer"]._today() + AHEAD
        everybody = self.env["res.partner"].with_context(active_test=False).search([])
        run = self.preview(f"Odoo's own demo contacts for {ahead}", everybody - self.people,
                           ahead, self.odoo_people)
        self.carry_out(run, everybody - self.people, "summary-ahead.json")

    # === REQUEST === #

    def answer_request(self):
        """Answer one person's request for access; the package is left as a file."""
        title = "Answering a request for access, as the officer"
        with self.steps.step(title) as told:
            self.asker = self.people.filtered(lambda person: person.name == ASKS)
            asked, content, found, names = request.answer(
                self.env, self.users["officer"], self.asker)
            self.env.cr.commit()
            told += [f"{asked.name}: {sum(line['count'] for line in found)} records"]
        show.heading(f"What {asked.name} found (the package holds {len(names)} files)")
        labels = Labels(self.env)
        categories = {each.code: each.name for each in self.env["privacy.category"].search([])}
        show.table((("Category", 24), ("What", 40), ("Records", -8)),
                   [(categories.get(line["category"], ""), labels.model(line["model"]),
                     line["count"]) for line in found])
        print()
        self.write("access-package.zip", content)

    # === BREACH === #

    def drill_breach(self):
        """Exercise a breach, from the report to the papers; nothing leaves."""
        with self.steps.step("Drilling a breach, as the officer") as told:
            drilled, notice, paper = breach.drill(
                self.env, self.users["officer"],
                self.people.filtered(lambda person: not person.privacy_anonymised_on))
            self.env.cr.commit()
            told.append(f"{drilled.name}: {drilled.affected_count} people, nobody written to")
        self.write("breach-drill-notice.pdf", notice)
        self.write("breach-drill-documentation.pdf", paper)

    # === PROOF === #

    def prove(self):
        """Verify the evidence and take it out of the database, with the seal as its anchor."""
        evidence = self.env["privacy.evidence"]
        with self.steps.step("Verifying the evidence") as told:
            seal = self.env["privacy.seal"].search([], limit=1)
            anchor = {"last_ref": seal.last_ref, "digest": seal.digest}
            self.write("anchor.json", json.dumps(anchor, indent=2))
            rows = evidence.search_read([], order="id", load=None)
            self.write("evidence.jsonl", "".join(
                json.dumps(row, default=str, sort_keys=True) + "\n" for row in rows))
            result = evidence.verify(anchor)
            told.append("verified" if result["ok"] else f"BROKEN at row {result['first_bad']}")
            told.append(f"{result['rows']} rows sealed up to {seal.digest[:12]}")

    def write(self, name, text):
        """Leave a file for the person; ids and counts only, but for a package that was asked
        for, which is its person's.
        """
        FILES.mkdir(parents=True, exist_ok=True)
        (FILES / name).write_bytes(text if isinstance(text, bytes) else text.encode())
        self.files.append(name)

    # === THE END === #

    def leave_one_open(self):
        """Leave a preview that nobody approved, so that there is something to decide."""
        with self.steps.step("Leaving a preview to decide on in the browser") as told:
            self.invite(LATECOMERS)
            run = self.env["privacy.run"].with_user(self.users["preparer"]).preview()
            self.env.cr.commit()
            told.append(f"{run.name}: {run.subjects} contacts of an old address book are due")

    def where_to_look(self):
        """Say what to open."""
        show.heading("Where to look")
        show.table((("What", 24), ("Where", 72)), (
            ("Address", f"{ADDRESS}, while bin/demo serves it (Ctrl+C ends it)"),
            ("Administrator", "admin / admin, made a privacy officer here"),
            *((login.capitalize(), f"{login} / {login}") for login in stage.LOGINS),
            ("Portal", f"{self.asker.email} / {request.LOGIN}: {ADDRESS}/my/privacy"),
            ("Public form", f"{ADDRESS}/privacy/request"),
            ("Requests", "Privacy > Requests: one was answered, its package is a file"),
            ("Breaches", "Privacy > Breaches: a drill, with clock, people, papers and log"),
            ("Why each is kept", "Privacy > Overview; and the tab Privacy of each contact"),
            ("Settle findings", "Privacy > Findings: where a search still met somebody"),
            ("Decide on a preview", "Privacy > Runs: the last one is a preview; approve it"),
            ("Evidence and seals", "Privacy > Evidence; anchor.json is the last seal, outside"),
            ("Rules, bases, map", "Privacy > Configuration"),
            ("Legal basis, kept until", "Contacts and Invoicing: columns, filters, grouping"),
            ("Produced files", f"{FILES}: {', '.join(self.files)}"),
        ))


Demo(env).play()
