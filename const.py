"""What several rooms name, said once: groups, settings, states."""

MODULE = "cloudpepper_privacy"
USER = f"{MODULE}.group_privacy_user"
OFFICER = f"{MODULE}.group_privacy_officer"
AUDITOR = f"{MODULE}.group_privacy_auditor"
ARCHIVE = f"{MODULE}.group_privacy_archive"
#: what the module's settings begin with in ``ir.config_parameter``
PARAMETER_PREFIX = f"{MODULE}."
#: states of a run's subject that a batch has acted on
ACTED = ("done", "kept", "incomplete", "unproven")

#: what a run may be for
RUN_KINDS = [
    ("retention", "Retention"), ("request", "Request"), ("replay", "Replay of a Journal"),
]
RUN_STATES = [
    ("preview", "Preview"),
    ("waiting", "Waiting for Approval"),
    ("approved", "Approved"),
    ("running", "Running"),
    ("proving", "Proving"),
    ("done", "Done"),
    ("incomplete", "Ended With Exceptions"),
    ("stopped", "Stopped"),
    ("cancelled", "Cancelled"),
]
#: states in which a run that was started rests: what it did is written down
RUN_RESTS = ("done", "incomplete", "stopped", "cancelled")
#: {state of a run: states it may be reached from}; the one gate is ``privacy.run._move``
RUN_MOVES = {
    "waiting": {"preview"},
    "approved": {"preview", "waiting"},
    "running": {"approved", "running", "stopped"},
    "proving": {"running"},
    # one that ended with exceptions is done once an officer has settled them
    "done": {"proving", "incomplete"},
    "incomplete": {"proving"},
    "stopped": {"running", "approved", "proving"},
    "cancelled": {"preview", "waiting", "approved", "stopped"},
}
