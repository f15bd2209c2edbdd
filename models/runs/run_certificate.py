from odoo import fields, models
from odoo.exceptions import UserError
from odoo.modules.module import get_manifest
from odoo.tools import SQL

from ...engine.labels import Labels

#: contacts that the certificate lists one by one; the rest stands in the evidence
LISTED = 200


class PrivacyRunCertificate(models.Model):
    """The certificate of a run that has ended: ids, counts and results, and nobody's name.

    What a certificate of sanitisation says is after NIST SP 800-88 Rev. 1, section 4.8 and
    appendix G: who did it, on what, by which method and tool, verified how, with which result,
    and what became of the rest.
    """

    _inherit = "privacy.run"

    def action_certificate(self):
        """Button: the certificate as PDF.

        :raise UserError: for a run that has not ended: there is nothing to certify
        """
        self.ensure_one()
        self.check_access("read")
        self._check_ended()
        report = self.env.ref("cloudpepper_privacy.privacy_run_certificate_report")
        return report.report_action(self)

    def _check_ended(self):
        if self.filtered(lambda run: run.state not in ("done", "incomplete")):
            raise UserError(self.env._("Only a run that has ended has a certificate."))

    def _certificate(self):
        """Return what the certificate shows: plain values and HTML tables."""
        self._check_ended()
        run, words = self.sudo(), Labels(self.env)
        company = self.env.company.sudo()
        return {
            "result": dict(self._fields["state"]._description_selection(self.env))[run.state],
            "complete": run.state == "done", "next_step": run.next_step,
            "controller": company.privacy_controller_name or company.name,
            "address": company.privacy_controller_address,
            "contact": company.privacy_email,
            "tool": f"cloudpepper_privacy {get_manifest('cloudpepper_privacy')['version']}",
            "database": self.env["ir.config_parameter"].sudo().get_param("database.uuid"),
            "prepared_by": run.prepared_by_id.id, "approved_by": run.approved_by_id.id,
            "issued_on": fields.Datetime.now(), "seal": run._certificate_seal(),
            "counts": {name: run[name] for name in (
                "subjects", "found", "erased", "masked", "redacted", "kept", "failed",
                "incomplete", "unproven")},
            "rules": run._certificate_rules(words), "subjects": run._certificate_subjects(words),
            "unlisted": max(run.subjects - LISTED, 0), "verdict": run._verdict_words(),
            "undone": run._certificate_undone(words),
        }

    def _certificate_seal(self):
        """Return the first seal that closes this run's evidence, or an empty record."""
        ((last,),) = self.env.execute_query(
            SQL("SELECT max(id) FROM privacy_evidence WHERE run_ref = %s", self.id))
        return self.env["privacy.seal"].search(
            [("last_ref", ">=", last or 0)], order="id", limit=1)

    def _certificate_rules(self, words):
        rows = self.env.execute_query(SQL(
            """SELECT rule::int, count(*)::int
                 FROM privacy_run_item item, jsonb_array_elements_text(item.rule_refs) rule
                WHERE item.run_id = %s AND item.state != 'dropped' AND rule IS NOT NULL
                GROUP BY rule ORDER BY 1""", self.id))
        rules = self.env["privacy.rule"].with_context(active_test=False)
        names = {rule.id: rule.name for rule in rules.browse(row[0] for row in rows).exists()}
        return words.table(
            (self.env._("Rule"), self.env._("Contacts"), self.env._("Verdict")),
            [(names.get(rule, rule), count, self._verdict_words(rule)) for rule, count in rows])

    def _verdict_words(self, rule=None):
        """Return how many contacts are anonymised or pseudonymous, and because of what."""
        labels = {
            "anonymised": self.env._("anonymised"), "pseudonymous": self.env._("pseudonymous"),
            "singles_out": self.env._("alone with what remains of it"),
            "links": self.env._("still linked to other records"),
            "infers": self.env._("among fewer than three people of a company"),
        }
        counts = self._judged(rule)
        return ", ".join(f"{counts[code]} {label}" for code, label in labels.items()
                         if code in counts)

    def _certificate_subjects(self, words):
        items = self.env["privacy.run.item"].search(
            [("run_id", "=", self.id), ("state", "!=", "dropped")], order="id", limit=LISTED)
        states = dict(items._fields["state"]._description_selection(self.env))
        verdicts = dict(items._fields["verdict"]._description_selection(self.env))
        heads = (self.env._("Contact ID"), self.env._("What"), self.env._("Result"),
                 self.env._("Found"), self.env._("Kept"), self.env._("What Remains Is"),
                 self.env._("Digest of Its Plan"))
        return words.table(heads, [
            (item.partner_ref, item.what, states[item.state], item.found, item.kept,
             verdicts.get(item.verdict, ""), (item.digest or "")[:16]) for item in items])

    def _certificate_undone(self, words):
        """Return a table of each place where something is left, and of each contact undone."""
        rows = []
        for item in self.undone_ids:
            rows += [(item.partner_ref, words.model(line["model"]),
                      words.field(line["model"], line["field"]), line["count"])
                     for line in item.residue or ()]
            if not item.residue:
                rows.append((item.partner_ref, item.reason_text or "", "", ""))
        heads = (self.env._("Contact ID"), self.env._("Where or Why"), self.env._("Field"),
                 self.env._("How Many"))
        return words.table(heads, rows)
