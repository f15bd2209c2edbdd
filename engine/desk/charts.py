"""Where it all goes: charts, each with the records behind it. Counted with the reader's rights."""

from collections import defaultdict

from dateutil.relativedelta import relativedelta
from odoo import fields
from odoo.tools import SQL, format_date

#: months that are looked ahead, and back
AHEAD, BACK = 36, 12
#: runs that are shown
RUNS = 12


def charts(env):
    """Return the charts that the reader may see, each a dict: ``key``, ``title``, ``kind`` (bar or
    doughnut), ``labels``, ``series`` (``name`` and ``values``), ``model``, ``domain`` of the
    records behind it, ``empty``: words where there is nothing.
    """
    return [chart for make, model in ORDER if env[model].has_access("read")
            for chart in [make(env)]]


def _falling_due(env):
    today = fields.Date.context_today(env["privacy.timer"])
    start = today.replace(day=1)
    months = [start + relativedelta(months=number) for number in range(AHEAD)]
    domain = [("state", "=", "counting"), ("date_until", ">=", start.isoformat()),
              ("date_until", "<", (start + relativedelta(months=AHEAD)).isoformat())]
    counted = defaultdict(dict)
    for month, rule, count in env["privacy.timer"]._read_group(
            domain, ["date_until:month", "rule_id"], ["__count"]):
        counted[rule][month] = count
    return {
        "key": "falling_due", "title": env._("Last days, month by month"), "kind": "bar",
        "labels": [_month(env, month) for month in months],
        "series": [{"name": rule.name, "values": [found.get(month, 0) for month in months]}
                   for rule, found in counted.items()],
        "model": "privacy.timer", "domain": domain,
        "empty": env._("Nobody's last day falls within the next three years."),
    }


def _kept_by_basis(env):
    domain = [("partner_id", "!=", False)]
    rows = env["privacy.subject.purpose"]._read_group(
        domain, ["basis_id"], ["partner_id:count_distinct"])
    return {
        "key": "bases", "title": env._("Contacts by legal basis"), "kind": "doughnut",
        "labels": [basis.name for basis, _count in rows],
        "series": [{"name": env._("Contacts"), "values": [count for _basis, count in rows]}],
        "model": "privacy.subject.purpose", "domain": domain,
        "empty": env._("No contact has a legal basis yet: the clocks were not started."),
    }


def _answers(env):
    model = env["privacy.request"]
    since = fields.Date.context_today(model).replace(day=1) - relativedelta(months=BACK - 1)
    domain = [("state", "=", "answered"), ("answered_on", ">=", since.isoformat())]
    model.flush_model(["state", "answered_on", "received_on"])
    found = {month: (count, days) for month, count, days in env.execute_query(SQL(
        """SELECT date_trunc('month', answered_on)::date, count(*),
                  round(avg(EXTRACT(EPOCH FROM answered_on - received_on) / 86400), 1)::float
             FROM privacy_request WHERE id IN %s GROUP BY 1""",
        model._search(domain).subselect()))}
    months = [since + relativedelta(months=number) for number in range(BACK)] if found else []
    return {
        "key": "answers", "title": env._("Days until the answer, on average"), "kind": "bar",
        "labels": [_month(env, month) for month in months],
        "series": [{"name": env._("Days"), "values": [
            found.get(month, (0, 0))[1] for month in months]}] if found else [],
        "model": "privacy.request", "domain": domain,
        "empty": env._("No request was answered within the last twelve months."),
    }


def _proven(env):
    runs = env["privacy.run"].search(
        [("state", "in", ("done", "incomplete"))], limit=RUNS, order="id desc").sorted("id")
    domain = [("run_id", "in", runs.ids)]
    states = dict(env["privacy.run.item"]._fields["state"]._description_selection(env))
    counted = defaultdict(dict)
    for run, state, count in env["privacy.run.item"]._read_group(
            domain, ["run_id", "state"], ["__count"]) if runs else ():
        counted[state][run.id] = count
    return {
        "key": "proven", "title": env._("What came of people, run by run"), "kind": "bar",
        "labels": runs.mapped("name"),
        "series": [{"name": states.get(state, state),
                    "values": [found.get(run.id, 0) for run in runs]}
                   for state, found in sorted(counted.items())],
        "model": "privacy.run.item", "domain": domain,
        "empty": env._("No run has ended yet."),
    }


def _coverage(env):
    states = dict(env["privacy.coverage"]._fields["state"]._description_selection(env))
    rows = env["privacy.coverage"]._read_group([], ["state"], ["__count"])
    return {
        "key": "coverage", "title": env._("Stored fields, and who decided"), "kind": "doughnut",
        "labels": [states.get(state, state) for state, _count in rows],
        "series": [{"name": env._("Fields"), "values": [count for _state, count in rows]}]
        if rows else [],
        "model": "privacy.coverage", "domain": [],
        "empty": env._("Open Configuration > Coverage once: then the fields are counted."),
    }


def _month(env, day):
    return format_date(env, day, date_format="MMM yyyy")


#: the charts in their order, and the model that each is about
ORDER = (
    (_falling_due, "privacy.timer"), (_kept_by_basis, "privacy.subject.purpose"),
    (_answers, "privacy.request"), (_proven, "privacy.run.item"),
    (_coverage, "privacy.coverage"),
)
