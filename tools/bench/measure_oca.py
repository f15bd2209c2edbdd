"""OCA's privacy_partner_to_be_forgotten, as its users run it: its action on a selection."""

from . import inside


def measure(env, parameters):
    """Return the seconds of the wizard's confirmation, commit included."""
    admin = env.ref("base.user_admin")
    partners = inside.oldest(env, parameters["subjects"])
    wizard = env(user=admin)["partner.anonymize.wizard"].with_context(
        active_model="res.partner", active_ids=partners.ids, default_partner_ids=partners.ids,
        active_test=False,
    ).create({})
    if wizard.partner_ids != partners:
        raise RuntimeError(f"the wizard took {len(wizard.partner_ids)} contacts")
    env.cr.commit()
    with inside.clock() as taken:
        wizard.action_confirm()
        env.cr.commit()
    left = partners.filtered(lambda partner: "@anonymized.oca" not in (partner.email or ""))
    messages = env["mail.message"].search_count([
        ("model", "=", "res.partner"), ("res_id", "in", partners.ids),
        ("message_type", "=", "email")])
    if left or messages:
        raise RuntimeError(f"left: {len(left)} contacts, {messages} messages")
    return {"seconds": taken[0]}
