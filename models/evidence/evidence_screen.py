"""What the list and form of evidence compute for their screen."""

from odoo import api, fields, models

from ...engine.labels import Labels


class PrivacyEvidenceScreen(models.Model):
    """Computed for the screen: what a row of evidence says, in words; the row itself keeps to
    codes, ids and counts.
    """

    _inherit = "privacy.evidence"

    act_text = fields.Char(string="What Was Done", compute="_compute_words", compute_sudo=True)
    outcome_text = fields.Char(string="Outcome", compute="_compute_words", compute_sudo=True)
    run_name = fields.Char(string="In Run", compute="_compute_names", compute_sudo=True)
    rule_names = fields.Char(string="By Rule", compute="_compute_names", compute_sudo=True)
    user_name = fields.Char(string="By", compute="_compute_names", compute_sudo=True)
    counts_table = fields.Html(
        string="Counted", compute="_compute_counts_table", compute_sudo=True, sanitize=False
    )

    @api.model
    def _acts(self):
        """Return {code: words} of what is filed."""
        return {
            "batch": self.env._("Contact processed"),
            "approve": self.env._("Run approved"),
            "proof": self.env._("Contact searched for"),
            "close": self.env._("Run ended"),
            "books_before": self.env._("Books verified before the run"),
            "books_after": self.env._("Books verified after the run"),
            "hold": self.env._("Hold placed"),
            "release": self.env._("Hold released"),
            "task_done": self.env._("Task done"),
            "settle": self.env._("Kept record settled"),
            "mend": self.env._("Redacted where the proof met it"),
            "finding": self.env._("Finding settled"),
            "delete_rows": self.env._("Technical rows deleted"),
            "stop": self.env._("All erasing stopped"),
            "lift_stop": self.env._("Stop lifted"),
            "setting": self.env._("Setting changed"),
            "ask_automatic": self.env._("Automatic mode asked for"),
            "automatic": self.env._("Rule made automatic"),
            "review": self.env._("Rule taken back to review"),
            "audit_bypass": self.env._("Audit trail bypassed"),
            "audit_bypass_on": self.env._("Bypass of the audit trail switched on"),
            "audit_bypass_off": self.env._("Bypass of the audit trail switched off"),
            "housekeeping": self.env._("The module's own data deleted"),
            "restrict": self.env._("Contact restricted"),
            "lift_restriction": self.env._("Restriction lifted"),
            "unlink": self.env._("Contact deleted by staff or a tool"),
            "merge": self.env._("Contact merged into another"),
            "unlink_user": self.env._("User of a contact deleted"),
            "lookup_unlink": self.env._("Record deleted by the privacy lookup"),
            "spared": self.env._("Left out by a tool because of a hold or restriction"),
            "replay": self.env._("Journal of erasures applied to a restored database"),
            **self._evidence_acts(), **self._staff_acts(), **self._leaving_acts(),
            **self._breach_acts(), **self._request_acts(),
        }

    @api.model
    def _evidence_acts(self):
        """Return {code: words} of what is filed about the evidence itself."""
        return {
            "verify": self.env._("Evidence verified"),
            "companies": self.env._("Evidence of before said its company"),
            "cut": self.env._("Deletion of old evidence announced"),
            "journal": self.env._("Journal of erasures downloaded"),
        }

    @api.model
    def _staff_acts(self):
        """Return {code: words} of what is filed about roles, settings of companies and consents."""
        return {
            "vouchers": self.env._("How long vouchers are kept"),
            "role_given": self.env._("Privacy role given"),
            "role_taken": self.env._("Privacy role taken"),
            "controller": self.env._("What letters say of the controller changed"),
            "register_version": self.env._("Version of the register kept"),
            "register_export": self.env._("Register of processing exported"),
            "policy_published": self.env._("Version of the policy published"),
            "policy_announced": self.env._("Change of the policy announced"),
            "consent_given": self.env._("Consent recorded"),
            "consent_asked": self.env._("Consent taken in, to be confirmed"),
            "consent_confirmed": self.env._("Consent confirmed by the link of a mail"),
            "consent_stop_link": self.env._("All marketing stopped by the link of a mail"),
            "consent_expired": self.env._("Consent expired"),
            "consent_withdrawn": self.env._("Consent withdrawn"),
            "consent_corrected": self.env._("Recorded consent corrected"),
            "optout": self.env._("Refusal of direct marketing kept"),
            "optout_lifted": self.env._("Refusal of direct marketing taken back"),
            "source_key_made": self.env._("Key of a source of consents made"),
            "list_declared": self.env._("Subscriptions of a mailing list declared"),
        }

    @api.model
    def _leaving_acts(self):
        """Return {code: words} of what is filed of who leaves, of the archive and of children."""
        return {
            "archive_night": self.env._("Contacts taken to the archive, and back"),
            "archive_read": self.env._("Contact of the archive opened for a reason"),
            "archive_back": self.env._("Contact brought back from the archive"),
            "archive_switch": self.env._("Closing of the archive turned on or off"),
            "child_flagged": self.env._("Contact flagged as a child"),
            "task_opened": self.env._("Task opened"),
            "task_called_off": self.env._("Task called off"),
            "data_returned": self.env._("Customer's data returned, or waived"),
            "request_passed_on": self.env._("Request passed on to the customer who decides"),
            "request_not_passed_on": self.env._("Customer who decides named to the person"),
        }

    @api.model
    def _breach_acts(self):
        """Return {code: words} of what is filed about breaches: the lines of their log."""
        field = self.env["privacy.breach.decision"]._fields["act"]
        return {f"breach_{act}": self.env._("Breach: %s", words)
                for act, words in field._description_selection(self.env)}

    @api.model
    def _request_acts(self):
        """Return {code: words} of what is filed about requests."""
        return {
            "request": self.env._("Request received"),
            "request_identity": self.env._("Identity asked for"),
            "request_identified": self.env._("Identity confirmed"),
            "request_open": self.env._("Request in progress"),
            "request_received": self.env._("Request taken up again"),
            "request_extended": self.env._("Answer put off, and the person told"),
            "request_granted": self.env._("Right granted"),
            "request_partly": self.env._("Right granted in part"),
            "request_refused": self.env._("Right refused"),
            "request_referred": self.env._("Right referred to the controller"),
            "request_answered": self.env._("Request answered"),
            "request_dropped": self.env._("Request dropped"),
            "request_bounced": self.env._("Letter bounced"),
            "consent_withdraw": self.env._("Consent withdrawn in the portal"),
            "consent_stop": self.env._("Mailings stopped in the portal"),
            "consent_allow": self.env._("Mailings allowed in the portal"),
            "consent_leave": self.env._("Mailing list left in the portal"),
            "consent_join": self.env._("Mailing list joined in the portal"),
            "request_posted": self.env._("Letter posted"),
            "request_right_added": self.env._("Right added to a request"),
            "request_right_removed": self.env._("Right removed: nobody had asked for it"),
            "mail_dismissed": self.env._("Mail set aside asks for nothing"),
            "request_corrected": self.env._("Data corrected"),
            "request_objection": self.env._("Processing stopped until an objection is decided"),
            "request_reviewed": self.env._("Decision reviewed by a human"),
            "request_code": self.env._("Code sent to a known address"),
            "request_code_entered": self.env._("Code given by the person"),
            "address_proven": self.env._("Address shown to be the person's own"),
            "marketing_gate": self.env._("Question for a basis of mailings switched on or off"),
            "address_unproven": self.env._("Proof of an address taken back: new password"),
            "request_mandate": self.env._("Mandate and agent confirmed"),
            "request_evidence_removed": self.env._("Proof of identity removed"),
            "request_at_risk": self.env._("Officer warned: the last day is near"),
            "request_overdue": self.env._("Officer warned: the last day has passed"),
            **self._notice_acts(),
            **self._package_acts(),
        }

    @api.model
    def _notice_acts(self):
        """Return {code: words} of what is filed about notices, of today and of before."""
        return {
            "request_notice_done": self.env._("Recipient told"),
            "request_notice_impossible": self.env._("Recipient cannot be told"),
            "notice_told": self.env._("Recipient told"),
            "notice_acknowledged": self.env._("Recipient acknowledged the notice"),
            "notice_escalated": self.env._("Recipient could not be told: an officer looks"),
            "notice_disproportionate": self.env._("Recipient cannot be told"),
        }

    @api.model
    def _package_acts(self):
        """Return {code: words} of what is filed about the packages that answer requests."""
        return {
            "request_lift_announced": self.env._("End of a restriction announced"),
            "request_lifted": self.env._("Restriction lifted, as announced"),
            "collect": self.env._("A person's data gathered for their answer"),
            "redaction_applied": self.env._("Redactions reviewed and kept"),
            "redaction_released": self.env._("Redactions released"),
            "package_built": self.env._("Package made"),
            "package_sent": self.env._("Link to the package sent"),
            "codes": self.env._("Code for the package sent"),
            "package_wrong_code": self.env._("Wrong code for the package"),
            "package_download": self.env._("Package fetched"),
            "package_deleted": self.env._("Package deleted"),
        }

    @api.depends("act")
    @api.depends_context("lang")
    def _compute_display_name(self):
        acts = self._acts()
        for row in self:
            row.display_name = f"{acts.get(row.act, row.act)} ({row.id})"

    @api.depends("act", "counts")
    @api.depends_context("lang")
    def _compute_words(self):
        acts = self._acts()
        states = dict(self.env["privacy.run.item"]._fields["state"]._description_selection(
            self.env))
        for row in self:
            counts = row.counts if isinstance(row.counts, dict) else {}
            row.act_text = acts.get(row.act, row.act)
            state = counts.get("state")
            row.outcome_text = (
                row._verdict_text(counts) if row.act == "verify"
                else states.get(state, state) or row._setting_text(counts))

    def _setting_text(self, counts):
        """A setting's name as officers know it, and its new value."""
        if self.act != "setting":
            return False
        field = self.env["res.config.settings"]._fields.get(f"privacy_{counts.get('key')}")
        name = field._description_string(self.env) if field else counts.get("key")
        value = counts.get("value")
        return f"{name}: {self.env._('default') if value is None else value}"

    @api.depends("run_ref", "rule_refs", "uid_ref")
    @api.depends_context("lang")
    def _compute_names(self):
        """Names of what is still there; the ids stand for the rest."""
        runs = self._names("privacy.run", {row.run_ref for row in self})
        users = self._names("res.users", {row.uid_ref for row in self})
        rules = self._names("privacy.rule", {
            rule for row in self for rule in self._rule_ids(row)})
        for row in self:
            row.run_name = runs.get(row.run_ref, row.run_ref or False)
            row.user_name = users.get(row.uid_ref, row.uid_ref or False)
            row.rule_names = ", ".join(
                str(rules.get(rule, rule)) for rule in self._rule_ids(row)) or False

    @api.model
    def _rule_ids(self, row):
        return sorted({rule for rule in row.rule_refs or () if rule})

    def _names(self, model_name, ids):
        records = self.env[model_name].with_context(active_test=False).browse(
            {record_id for record_id in ids if record_id}).exists()
        return {record.id: record.name for record in records}

    @api.depends("counts")
    @api.depends_context("lang")
    def _compute_counts_table(self):
        for row in self:
            counts = row.counts if isinstance(row.counts, dict) else {}
            row.counts_table = row._lines_table(counts) or row._plain_table(counts)

    def _lines_table(self, counts):
        """What became of one contact's records, line by line."""
        words = Labels(self.env)
        undone = counts.get("state") in ("failed", "incomplete")
        return words.table(
            (self.env._("How Many"), self.env._("What"), self.env._("What Became of It"),
             self.env._("Why It Stays")),
            [(line["count"], words.model(line["model"]),
              words.outcome("failed" if undone and line["outcome"] != "kept"
                             else line["outcome"]),
              words.ground(line["ground"]) if line.get("ground") else "")
             for line in counts.get("lines") or ()],
        )

    def _plain_table(self, counts):
        """Everything else: names of models in words, other keys as they were filed."""
        words = Labels(self.env)
        return words.table((self.env._("What"), self.env._("Value")), [
            (words.model(key) if key in self.env else key, value)
            for key, value in counts.items()
            if not isinstance(value, (dict, list)) and key not in ("whole", "state")
        ])

    # === VERDICT === #

    def _verdict_text(self, result):
        """Return what verifying came to, as the button says it."""
        if result["ok"]:
            return self.env._(
                "Every seal holds. Rows sealed: %(rows)s, waiting for the next seal: %(unsealed)s.",
                **result)
        why = {
            "rows": self.env._("rows were changed, added or taken away"),
            "chain": self.env._("a seal is missing, or does not follow the one before"),
            "unsigned": self.env._("a seal is not signed"),
            "signature": self.env._("a seal is signed wrongly"),
            "key": self.env._("the key that signed is not known on this server"),
            "anchor": self.env._("the last seal in the journal is not in this database"),
            "journal": self.env._("the journal on this server cannot be read"),
        }[result["why"]]
        return self.env._("The evidence does not hold from row %(row)s on: %(why)s.",
                          row=result["first_bad"], why=why)
