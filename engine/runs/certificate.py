"""The certificate of a run that has ended: ids, counts and results, and nobody's name.

What a certificate of sanitisation says is after NIST SP 800-88 Rev. 1, section 4.8 and appendix
G: who did it, on what, by which method and tool, verified how, with which result, and what became
of the rest.
"""

from odoo import fields
from odoo.modules.module import get_manifest
from odoo.tools import SQL

from ..controller import Controller
from ..days import long_day, long_moment
from ..labels import Labels
from .summary import SUMS, Summary

#: contacts that the certificate lists one by one; the rest stands in the evidence
LISTED = 200


class Certificate:
    """What the certificate of one run shows."""

    def __init__(self, env, run):
        # every reader of a run reads all of its certificate: it says less than the run
        self.env, self.run, self.labels = env(su=True), run.sudo(), Labels(env)

    def values(self):
        """Return plain values and HTML tables, by the names that the report's template uses."""
        run, controller = self.run, Controller(self.env, self.env.company)
        return {
            "result": dict(run._fields["state"]._description_selection(self.env))[run.state],
            "complete": run.state == "done", "next_step": run.next_step,
            "controller": controller.name, "address": controller.address,
            "contact": controller.contact,
            "tool": f"cloudpepper_privacy {get_manifest('cloudpepper_privacy')['version']}",
            "database": self.env["ir.config_parameter"].sudo().get_param("database.uuid"),
            "prepared_by": run.prepared_by_id.id, "approved_by": run.approved_by_id.id,
            **self._moments(), "seal": self._seal(),
            "counts": {name: run[name]
                       for name in ("subjects", *SUMS, "incomplete", "unproven")},
            "rules": self._rules(), "subjects": self._subjects(),
            "unlisted": max(run.subjects - LISTED, 0), "verdict": self._verdict(),
            "undone": self._undone(), "recipients": self._recipients(),
        }

    def _moments(self):
        """Return days and moments in words, in the time of the controller."""
        run, zone = self.run, self.env.company.privacy_tz

        def told(moment):
            return long_moment(self.env, moment, zone) if moment else ""

        return {
            "zone": zone, "issued_on": told(fields.Datetime.now()),
            "due_on": long_day(self.env, run.on_date), "approved_on": told(run.approved_on),
            "started_on": told(run.date_started), "done_on": told(run.date_done)}

    def _seal(self):
        """Return the first seal that closes this run's evidence, or an empty record."""
        ((last,),) = self.env.execute_query(
            SQL("SELECT max(id) FROM privacy_evidence WHERE run_ref = %s", self.run.id))
        return self.env["privacy.seal"].search(
            [("last_ref", ">=", last or 0)], order="id", limit=1)

    def _rules(self):
        rows = self.env.execute_query(SQL(
            """SELECT rule::int, count(*)::int
                 FROM privacy_run_item item, jsonb_array_elements_text(item.rule_refs) rule
                WHERE item.run_id = %s AND item.state != 'dropped' AND rule IS NOT NULL
                GROUP BY rule ORDER BY 1""", self.run.id))
        rules = self.env["privacy.rule"].with_context(active_test=False)
        names = {rule.id: rule.name for rule in rules.browse(row[0] for row in rows).exists()}
        return self.labels.table(
            (self.env._("Rule"), self.env._("Contacts"), self.env._("Verdict")),
            [(names.get(rule, rule), count, self._verdict(rule)) for rule, count in rows])

    def _verdict(self, rule=None):
        """Return how many contacts are anonymised or pseudonymous, and because of what."""
        labels = {
            "anonymised": self.env._("anonymised"), "pseudonymous": self.env._("pseudonymous"),
            "singles_out": self.env._("alone with what remains of it"),
            "links": self.env._("still linked to other records"),
            "infers": self.env._("among fewer than three people of a company"),
            "met": self.env._("still met at a place"),
            "kept": self.env._("named in what is kept"),
            "unproven": self.env._("not searched for"),
            "undecided": self.env._("with records that nobody has decided on"),
        }
        counts = Summary(self.env, self.run).verdicts(rule)
        return ", ".join(f"{counts[code]} {label}" for code, label in labels.items()
                         if code in counts)

    def _subjects(self):
        items = self.env["privacy.run.item"].search(
            [("run_id", "=", self.run.id), ("state", "!=", "dropped")], order="id", limit=LISTED)
        states = dict(items._fields["state"]._description_selection(self.env))
        verdicts = dict(items._fields["verdict"]._description_selection(self.env))
        heads = (self.env._("Who"), self.env._("What"), self.env._("Result"),
                 self.env._("Found"), self.env._("Kept"), self.env._("What Remains Is"),
                 self.env._("Digest of Its Plan"))
        return self.labels.table(heads, [
            (_who(item), item.what, states[item.state], item.found, item.kept,
             verdicts.get(item.verdict, ""), (item.digest or "")[:16]) for item in items])

    def _recipients(self):
        """Return a table of who had received the data of each contact, and who may have."""
        items = self.env["privacy.run.item"].search(
            [("run_id", "=", self.run.id), ("state", "!=", "dropped")], order="id",
            limit=LISTED).filtered("recipients")
        known = {each["recipient"] for item in items for each in item.recipients}
        names = {each.id: each.name for each in self.env["privacy.recipient"].browse(
            sorted(known)).exists()}
        heads = (self.env._("Who"), self.env._("Had Received Data, Last On"),
                 self.env._("May Have"))
        return self.labels.table(heads, [
            (_who(item), self._named(item, names, True), self._named(item, names, False))
            for item in items])

    def _named(self, item, names, certain):
        """Return the recipients of an item's data by name, with the last day that is known."""
        return ", ".join(" ".join(filter(None, (
            names[each["recipient"]], each["last"] and f"({long_day(self.env, each['last'])})")))
            for each in item.recipients
            if each["certain"] == certain and each["recipient"] in names)

    def _undone(self):
        """Return a table of each place where something is left, and of each contact undone."""
        rows = []
        for item in self.run.undone_ids:
            rows += [(_who(item), self.labels.model(line["model"]),
                      self.labels.field(line["model"], line["field"]), line["count"])
                     for line in (*(item.residue or ()), *(item.undecided or ()))
                     if not line.get("link")]
            if not item.residue:
                rows.append((_who(item), item.reason_text or "", "", ""))
        heads = (self.env._("Who"), self.env._("Where or Why"), self.env._("Field"),
                 self.env._("How Many"))
        return self.labels.table(heads, rows)


def _who(item):
    """Return what a subject is called: the id of the contact, or the record of who has none."""
    return item.contactless_id.name or item.partner_ref
