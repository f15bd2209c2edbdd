"""What several rooms name, said once: groups, settings, states."""

MODULE = "cloudpepper_privacy"
USER = f"{MODULE}.group_privacy_user"
OFFICER = f"{MODULE}.group_privacy_officer"
AUDITOR = f"{MODULE}.group_privacy_auditor"
#: what the module's settings begin with in ``ir.config_parameter``
PARAMETER_PREFIX = f"{MODULE}."
#: states of a run's subject that a batch has acted on
ACTED = ("done", "kept", "incomplete", "unproven")
