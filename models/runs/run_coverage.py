from odoo import api, fields, models

from ...core.policy import coverage
from ...engine.coverage.undecided import Undecided


class PrivacyRun(models.Model):
    """A run says which fields it did not look into, because nobody has decided on them."""

    _inherit = "privacy.run"

    undecided = fields.Json(
        readonly=True,
        help="Fields outside the data map that say something in records of this run's contacts.",
    )
    undecided_fields = fields.Integer(
        readonly=True, help="All fields of this database that nobody had decided on by then.")
    undecided_text = fields.Char(
        string="Not Looked Into", compute="_compute_undecided_text", compute_sudo=True)

    @api.depends("undecided", "undecided_fields", "date_done")
    @api.depends_context("lang")
    def _compute_undecided_text(self):
        for run in self:
            count = run._undecided_fields()
            if not count:
                run.undecided_text = False
            elif run.date_done:
                run.undecided_text = self.env._(
                    "Fields that nobody had decided on: %(all)s. Of these, in records of this "
                    "run's contacts: %(here)s.", all=count, here=len(run.undecided or ()))
            else:
                run.undecided_text = self.env._(
                    "Fields that nobody has decided on: %s. A run does not look into them.", count)

    def _undecided_fields(self):
        """Return how many fields of the database nobody decided on when the run ended, or now."""
        self.ensure_one()
        if self.date_done:
            return self.undecided_fields
        return len(self.env["privacy.coverage"]._verdicts()[0])

    def _look_beside(self):
        """Remember what the data map does not cover of this run's contacts.

        :return: whether nothing stands there but links: those lead to an anonymised contact
        """
        undecided = Undecided(self.env)
        lines = undecided.of_run(self)
        columns = {column.key: column for column in self.env["privacy.coverage"]._verdicts()[0]}
        self.write({
            "undecided": lines, "undecided_fields": len(columns),
            "unmapped": undecided.unmapped(lines),
        })
        return all(coverage.is_link_to_person(columns[line["model"], line["field"]])
                   for line in lines if (line["model"], line["field"]) in columns)

    def _next_incomplete(self):
        level, said = super()._next_incomplete()
        if not self.undecided:
            return level, said
        beside = self.env._(
            "Fields that nobody has decided on still say something in records of its contacts. The "
            "page Outside the Data Map names them; an officer decides under Configuration, "
            "Coverage.")
        if not (self.incomplete or self.unproven):
            said = self.env._(
                "Ended with exceptions: what the data map knows of every contact is done.")
        return level, f"{said} {beside}"
