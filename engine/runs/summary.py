"""What became of a run, as plain values."""

from odoo.tools import SQL

from ...core.requests import rights
from ..labels import Labels
from .books import RunBooks
from .needed import Needed

#: what is counted of records
SUMS = ("found", "erased", "masked", "redacted", "kept", "failed")


class Summary:
    """The sums of one run, and the lines that they are sums of."""

    def __init__(self, env, run):
        """:param run: a privacy.run, read with the rights of whoever asks"""
        self.env, self.run = env, run

    def values(self):
        """Return what became of the run.

        :return: subjects, found, erased, masked, redacted, kept, failed, incomplete, unproven,
            failures = list of {reason, contacts}: why contacts could not be done at all,
            by_model ``{model: {outcome: count}}``, left = list of {model, field, count, ground,
            until}: records, and contacts whom something under way still needs (ground
            "contract"), undecided = list of {model, field, count}: fields that nothing decides (see
            ``privacy.coverage``) and that say something in records of this run's contacts,
            undecided_fields = number of all such fields in the database, unmapped = those of
            undecided that are links to contacts, fallbacks = list of {model, act, modules}: what
            went through the ORM because of a module nobody has read; act is one of the map,
            "name" (a contact's names) or "copy" (documents' copies of them), books = {chains,
            moves, broken_before, broken_since}, proof = {kind: number read}, verdict =
            {anonymised, pseudonymous, and why: contacts}, replay (of a replay) = {runs, known,
            anonymised (before), refused, torn, vouched}
        :rtype: dict
        """
        run, by_model = self.run, {}
        for model, _field, outcome, _ground, _until, count in self.lines():
            counts = by_model.setdefault(model, {})
            counts[outcome] = counts.get(outcome, 0) + count
        return {
            **{name: run[name] for name in ("subjects", *SUMS, "incomplete", "unproven")},
            "failures": self.failures(),
            "by_model": by_model,
            "left": [*self.left(), *Needed(self.env, run).lines()],
            "undecided": run.undecided or [],
            "undecided_fields": self.undecided_fields(),
            "unmapped": run.unmapped or [],
            "fallbacks": run.fallbacks or [],
            "books": RunBooks(self.env, run).summary(),
            "proof": (run.proof or {}).get("read", {}),
            "verdict": self.verdicts(),
            **({"replay": run.replayed} if run.kind == "replay" else {}),
        }

    def lines(self):
        """Return (model, field, outcome, ground, until, count) over all items, in order; the
        stored sums where the details have gone.
        """
        run = self.run.sudo()
        if run.details_gone_on:
            return [tuple(line) for line in run.lines or ()]
        if not run._origin:
            return []
        run.env.flush_all()
        return run.env.execute_query(
            SQL(
                """SELECT line ->> 'model' AS model, line ->> 'field' AS field,
                          CASE WHEN item.state IN ('failed', 'incomplete')
                                AND item.residue IS NULL
                                AND COALESCE(item.reason, '') NOT LIKE 'undecided: %%'
                                AND line ->> 'outcome' != 'kept' THEN 'failed'
                               ELSE line ->> 'outcome' END AS outcome,
                          line ->> 'ground' AS ground, line ->> 'until' AS until,
                          sum((line ->> 'count')::int)::int
                     FROM privacy_run_item item, jsonb_array_elements(item.detail) line
                    WHERE item.run_id = %s AND item.detail IS NOT NULL
                    GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 4, 5, 3""",
                run.id,
            )
        )

    def left(self):
        """Return the records that stay, each with its ground: see :meth:`values`."""
        return [{"model": model, "field": field, "count": count, "ground": ground or outcome,
                 "until": until}
                for model, field, outcome, ground, until, count in self.lines()
                if outcome in ("kept", "failed")]

    def kept(self):
        """Return [(until, ground, model, count)] of what stays, what ends first above; records
        without an end last.
        """
        counts = {}
        for line in [*self.left(), *Needed(self.env, self.run).lines()]:
            if line["ground"] != "failed":
                key = line["until"] or "", line["ground"], line["model"]
                counts[key] = counts.get(key, 0) + line["count"]
        return [(*key, counts[key]) for key in sorted(
            counts, key=lambda each: (each[0] or "9999", *each[1:]))]

    def failures(self):
        """Return [{reason, contacts}] of the contacts that could not be done at all: the class of
        the error, what PostgreSQL names, the module; never a value of a record.
        """
        groups = self.env["privacy.run.item"].sudo()._read_group(
            [("run_id", "=", self.run.id), ("state", "=", "failed")], ["reason"], ["__count"],
            order="reason") if self.run._origin else ()
        return [{"reason": reason or "", "contacts": count} for reason, count in groups]

    def undecided_fields(self):
        """Return how many fields of the database nobody decided on when the run ended, or now."""
        if self.run.date_done:
            return self.run.undecided_fields
        return len(self.env["privacy.coverage"]._verdicts()[0])

    def verdicts(self, rule=None):
        """Return {verdict: contacts, reason: contacts}, of one rule or of the whole run.

        :param int rule: id of a privacy.rule
        """
        of_rule = SQL("AND item.rule_refs @> to_jsonb(%s)", rule) if rule else SQL()
        self.env.flush_all()
        rows = self.env.execute_query(SQL(
            """SELECT each.verdict, count(*)::int FROM privacy_run_item item
                CROSS JOIN LATERAL (SELECT item.verdict UNION ALL
                       SELECT jsonb_object_keys(item.verdict_reasons)) each (verdict)
                WHERE item.run_id = %s AND item.verdict IS NOT NULL %s
                GROUP BY each.verdict ORDER BY each.verdict""", self.run.id, of_rule))
        return dict(rows)

    def kept_rows(self):
        """Return [(what, why, article, until)] of the records that the run keeps, in the reader's
        language; days as ISO has them, and none where no end is known.
        """
        labels, rows = Labels(self.env), {}
        for line in self.left():
            key = (labels.model(line["model"]), labels.ground(line["ground"]),
                   rights.KEPT_LAW.get(line["ground"], ""), line["until"] or "")
            rows[key] = rows.get(key, 0) + line["count"]
        return [(f"{what} ({count})", *rest) for (what, *rest), count in rows.items()]
