from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import SQL

from ...engine.clocks.follow import follow
from ..policy.purpose import SITUATIONS

#: contacts with a clock and without any basis, or from the day after their last one ended
NO_BASIS = SQL(
    """SELECT timed.partner_id, basis.id, NULL::int, NULL::int, 'none', NULL::int,
              CASE WHEN max(grounded.date_until) < DATE '9999-12-31'
                   THEN max(grounded.date_until) + 1 END, NULL::date
         FROM (SELECT DISTINCT timer.partner_id FROM privacy_timer timer
                 JOIN privacy_family family ON family.partner_id = timer.partner_id) timed
         JOIN privacy_legal_basis basis ON basis.code = 'none'
         LEFT JOIN grounded ON grounded.partner_id = timed.partner_id
        GROUP BY timed.partner_id, basis.id
       HAVING count(grounded.partner_id) = 0 OR bool_and(grounded.date_until IS NOT NULL)"""
)


class PrivacySubjectPurpose(models.Model):
    """A tag: contact x purpose x legal basis, with from, until and why (R14).

    Rows without :attr:`manual` are written by the refresh; an officer's own rows have a reason
    and an end, and survive it.
    """

    _name = "privacy.subject.purpose"
    _description = "Legal Basis of a Contact"
    _order = "partner_id, basis_id, id"
    _rec_name = "basis_id"
    _log_access = False

    partner_id = fields.Many2one(
        "res.partner", string="Contact", required=True, index=True, ondelete="cascade"
    )
    purpose_id = fields.Many2one("privacy.purpose", ondelete="cascade")
    basis_id = fields.Many2one("privacy.legal.basis", required=True, ondelete="restrict")
    color = fields.Integer(related="basis_id.color")
    situation = fields.Selection([*SITUATIONS, ("none", "No basis"), ("manual", "Officer's own")],
                                 required=True, default="manual")
    company_id = fields.Many2one("res.company", ondelete="cascade")
    timer_id = fields.Many2one("privacy.timer", ondelete="set null", index="btree_not_null")
    date_from = fields.Date(default=fields.Date.context_today)
    date_until = fields.Date()
    manual = fields.Boolean(default=True, readonly=True)
    reason = fields.Text(help="Why an officer set this tag by hand.")
    sentence = fields.Char(string="Why", compute="_compute_sentence")

    _tag_uniq = models.UniqueIndex(
        """(partner_id, basis_id, COALESCE(purpose_id, 0), COALESCE(company_id, 0))
        WHERE manual IS NOT TRUE"""
    )
    _until_idx = models.Index("(date_until) WHERE situation IN ('running', 'hold')")

    @api.constrains("manual", "reason", "date_until")
    def _check_manual(self):
        for tag in self.filtered("manual"):
            if not tag.reason or not tag.date_until:
                raise ValidationError(
                    self.env._("A tag set by hand needs a reason and an end date.")
                )

    @api.depends("timer_id", "situation", "reason")
    @api.depends_context("lang")
    def _compute_sentence(self):
        fixed = {
            "consent": self.env._("consent given"),
            "hold": self.env._("under a hold"),
            "none": self.env._("no legal basis found: for the officer to decide"),
        }
        for tag in self:
            why = fixed.get(tag.situation) or tag.timer_id.sudo().sentence
            tag.sentence = tag.reason if tag.manual else why

    # === BUSINESS METHODS === #

    def _partners_past(self, today):
        """Return the ids of contacts whose running or held tag has ended by its date."""
        rows = self.env.execute_query(
            SQL(
                """SELECT DISTINCT partner_id FROM privacy_subject_purpose
                    WHERE situation IN ('running', 'hold') AND date_until < %s
                      AND manual IS NOT TRUE""",
                today,
            )
        )
        return {partner_id for (partner_id,) in rows}

    def _refresh_tags(self):
        """Derive the tags of the contacts in ``privacy_family`` from their timers."""
        return sum(follow(
            self, self._tags_sql(self.env["privacy.timer"]._today()),
            # as the unique index has it
            {"partner_id": None, "basis_id": None, "purpose_id": 0, "company_id": 0},
            ["situation", "timer_id", "date_from", "date_until"],
            by_hand="manual",
        ))

    def _tags_sql(self, today):
        """Return the tags that the timers, consents and holds ask for, one row each."""
        return SQL(
            """WITH grounded AS (%s UNION ALL %s UNION ALL %s)
               SELECT DISTINCT ON (partner_id, basis_id, purpose_id, company_id) *
                 FROM (SELECT * FROM grounded UNION ALL %s) tag
                ORDER BY partner_id, basis_id, purpose_id, company_id,
                         date_until DESC NULLS FIRST""",
            self._tags_of_timers(today), self._tags_of_consents(), self._tags_of_holds(today),
            NO_BASIS,
        )

    def _situation_sql(self, today):
        """The situation that a timer puts a contact in; NULL where it says nothing."""
        return SQL(
            """CASE WHEN rule.start_event = 'relationship_end' THEN
                         CASE WHEN timer.state IN ('running', 'suspended')
                                OR timer.date_start > %s THEN 'running' ELSE 'former' END
                    WHEN rule.start_event = 'last_interaction' AND timer.reason = 'interaction'
                         AND timer.state != 'done' AND timer.partner_id NOT IN (
                         SELECT other.partner_id FROM privacy_timer other
                           JOIN privacy_family ON privacy_family.partner_id = other.partner_id
                           JOIN privacy_rule ON privacy_rule.id = other.rule_id
                          WHERE privacy_rule.start_event = 'relationship_end') THEN 'prospect'
               END""",
            today,
        )

    def _tags_of_timers(self, today):
        # the situation is found once for each timer, and not once more for each line
        return SQL(
            """SELECT timer.partner_id, line.basis_id, line.purpose_id, timer.company_id,
                      line.situation, timer.id AS timer_id,
                      CASE WHEN line.situation != 'running' THEN timer.date_start END AS date_from,
                      CASE WHEN line.situation = 'running' AND timer.date_start > %(today)s
                           THEN timer.date_start ELSE timer.date_until END AS date_until
                 FROM (SELECT timer.id, timer.partner_id, timer.date_start, timer.date_until,
                              rule.company_id, %(situation)s AS situation
                         FROM privacy_timer timer
                         JOIN privacy_family family ON family.partner_id = timer.partner_id
                         JOIN privacy_rule rule ON rule.id = timer.rule_id OFFSET 0) timer
                 JOIN privacy_purpose_line line ON line.situation = timer.situation
                 JOIN privacy_purpose purpose ON purpose.id = line.purpose_id AND purpose.active
                  AND COALESCE(purpose.company_id, timer.company_id, 0)
                      = COALESCE(timer.company_id, purpose.company_id, 0)""",
            today=today, situation=self._situation_sql(today),
        )

    def _tags_of_consents(self):
        return SQL(
            """SELECT consent.partner_id, line.basis_id, consent.purpose_id, NULL::int,
                      'consent', NULL::int, max(consent.date_given), NULL::date
                 FROM privacy_consent_record consent
                 JOIN privacy_family family ON family.partner_id = consent.partner_id
                 JOIN privacy_purpose_line line ON line.purpose_id = consent.purpose_id
                      AND line.situation = 'consent'
                WHERE consent.date_withdrawn IS NULL
                GROUP BY consent.partner_id, line.basis_id, consent.purpose_id"""
        )

    def _tags_of_holds(self, today):
        return SQL(
            """SELECT held.partner_id, line.basis_id, line.purpose_id, NULL::int, 'hold',
                      NULL::int, min(held.date_start), max(held.date_end)
                 FROM (%s) held
                 JOIN privacy_family family ON family.partner_id = held.partner_id
                 JOIN privacy_purpose_line line ON line.situation = 'hold'
                GROUP BY held.partner_id, line.basis_id, line.purpose_id""",
            self.env["privacy.hold"]._held_sql(today),
        )
