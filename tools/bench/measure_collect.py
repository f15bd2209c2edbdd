"""Collecting all that is held of one person, against core's search for the same person.

Core's ``privacy_lookup`` finds ids; collecting reads every field of every record, names what is
linked, and looks for other people in every text.
"""

from . import inside

#: contacts that are measured, and that are gathered before, so that nothing is read first
PEOPLE, BEFORE = 5, 2


def measure(env, parameters):
    """Return the least seconds of both, summed over the people, and what was found."""
    people = inside.oldest(env, PEOPLE + BEFORE)
    requests = [_request(env, person) for person in people]
    env.cr.commit()
    ours, theirs, records, found = [], [], 0, 0
    for number in range(parameters["rounds"]):
        taken, looked, records, found = 0.0, 0.0, 0, 0
        for place, (person, request) in enumerate(zip(people, requests, strict=True)):
            counts = _both(env, person, request)
            if place >= BEFORE or number:
                taken, looked = taken + counts[0], looked + counts[1]
                records, found = records + counts[2], found + counts[3]
        ours.append(taken / (PEOPLE + (BEFORE if number else 0)))
        theirs.append(looked / (PEOPLE + (BEFORE if number else 0)))
    if not records >= found > 0:
        raise RuntimeError(f"collected {records} records, where core finds {found}")
    return {"collect": min(ours), "lookup": min(theirs), "records": records, "found": found}


def _request(env, person):
    request = env["privacy.request"].intake({
        "rights": ["access"], "name": person.name, "email": person.email})
    request._confirm_identity(person, "known")
    return request


def _both(env, person, request):
    """Return (seconds of collecting, seconds of core's search, records, records core found)."""
    env.invalidate_all()
    with inside.clock() as ours:
        findings = request.action_collect()
        env.cr.commit()
    env.invalidate_all()
    with inside.clock() as theirs:
        wizard = env["privacy.lookup.wizard"].create({
            "name": person.name, "email": person.email})
        wizard.action_lookup()
        env.cr.commit()
    return (ours[0], theirs[0], sum(line["count"] for line in findings), len(wizard.line_ids))
