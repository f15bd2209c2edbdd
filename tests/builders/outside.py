"""Rows of what reaches people outside: breaches, announcements and tasks of who has left."""


def breached(env, user, person, controller):
    """Let a user report a breach, and somebody be affected by it.

    :param res.users user: who reports it, in their company
    :param res.partner person: who is affected
    :param res.partner controller: a customer whose data they are
    :return: {model: records}
    """
    breach = env["privacy.breach"].with_user(user).sudo(False).create(
        {"title": "A list was lost", "facts": "Lost."}).with_env(env)
    beside = {
        "privacy.breach.subject": {"partner_id": person.id, "found_by": "list"},
        "privacy.breach.customer": {"partner_id": controller.id},
        "privacy.breach.notice": {
            "phase": "initial", "authority": "The authority", "lang": "en_US",
            "prepared_on": "2026-11-23", "digest": "0" * 64}}
    return {"privacy.breach": breach, "privacy.breach.decision": breach.decision_ids,
            **{model: env[model].create({"breach_id": breach.id, **vals})
               for model, vals in beside.items()}}


def announced(env, company, person):
    """Make a version of a company's policy, and a person who is to be told of it.

    :return: {model: records}
    """
    draft = env["privacy.policy.version"].create({"company_id": company.id})
    return {"privacy.policy.version": draft, "privacy.policy.notice": env[
        "privacy.policy.notice"].create({"version_id": draft.id, "partner_id": person.id})}


def left(env, firm, day="2026-11-01"):
    """Let a customer leave; return the tasks outside.

    :rtype: privacy.exit.task
    """
    firm.privacy_relationship_end = day
    env["privacy.timer"].refresh(firm)
    return env["privacy.exit.task"].search([("partner_ref", "=", firm.id)])
