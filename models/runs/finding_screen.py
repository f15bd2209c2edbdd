"""What the form and the list of a finding show: computed, never stored."""

from odoo import api, fields, models

from ...engine.labels import Labels


class PrivacyFinding(models.Model):
    _inherit = "privacy.finding"

    model_label = fields.Char(string="What", compute="_compute_labels", compute_sudo=True)
    field_label = fields.Char(string="Field", compute="_compute_labels", compute_sudo=True)
    place = fields.Char(compute="_compute_labels", compute_sudo=True,
                        help="Table and column in the database.")
    met_text = fields.Char(string="Met By", compute="_compute_labels", compute_sudo=True)
    why_text = fields.Char(string="Why It Is Asked", compute="_compute_labels",
                           compute_sudo=True)

    @api.depends("model", "table_name", "column_name", "kinds", "why")
    @api.depends_context("lang")
    def _compute_labels(self):
        labels = Labels(self.env)
        kinds, reasons = labels.identifier_kinds(), self._reasons()
        for finding in self:
            finding.model_label = labels.model(finding.model)
            finding.field_label = (self.env._("Content of the file")
                                   if finding.column_name == "file" else
                                   labels.field(finding.model, finding.column_name))
            finding.place = f"{finding.table_name}.{finding.column_name}"
            finding.met_text = ", ".join(
                kinds.get(kind, kind) for kind in (finding.kinds or "").split(", ") if kind)
            finding.why_text = reasons.get(finding.why, finding.why)

    @api.model
    def _reasons(self):
        """Return {code: why a place is asked about}."""
        return {
            "unmapped": self.env._("Nobody has decided whose data this field holds"),
            "still": self.env._("It was redacted here, and is met all the same"),
            "namesake": self.env._(
                "A name or street alone, where it says who somebody is: it may be a namesake"),
            "held": self.env._("The record belongs to a contact on hold or restricted"),
            "file": self.env._("A file: it is not changed by itself"),
            "row": self.env._("No text field of a record that Odoo knows"),
            "unread": self.env._("The person's own file, which could not be searched"),
            "blind": self.env._(
                "Found by an earlier version, which did not keep what to search again for"),
        }
