"""What follows when the policy itself changes."""


def policy_changed(env):
    """Forget what was compiled, and let the clocks follow within minutes."""
    env.registry.clear_cache("stable")
    cron = env.ref("cloudpepper_privacy.ir_cron_refresh_full", raise_if_not_found=False)
    if cron and env.registry.ready:
        cron.sudo()._trigger()
