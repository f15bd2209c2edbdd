# Odoo's runner finds the modules that are imported here; test_architecture sees that none is
# missing.
from . import (
    test_architecture,
    test_uninstall,
)
from .clocks import (
    test_decision_table,
    test_found,
    test_new_records,
    test_planner,
    test_protected,
    test_relations,
    test_signal_ids,
    test_signals,
    test_state_machine,
    test_under_way,
    test_vouchers,
)
from .contactless import (
    test_contactless,
    test_contactless_requests,
)
from .core import (
    test_core_coverage,
    test_core_deadlines,
    test_core_detect_rights,
    test_core_documents,
    test_core_files,
    test_core_identifiers,
    test_core_journal,
    test_core_linear,
    test_core_mail_door,
    test_core_matcher,
    test_core_names,
    test_core_normalise,
    test_core_odoo_hashchain,
    test_core_package,
    test_core_parallel_matcher,
    test_core_periods,
    test_core_plan_digest,
    test_core_redact,
    test_core_rights,
    test_core_statutory,
)
from .evidence import (
    test_tamper,
)
from .packages import (
    test_collect,
    test_package,
)
from .policy import (
    test_coverage,
    test_further_links,
    test_languages,
    test_map_rows,
    test_policy,
    test_proposals,
    test_ways,
    test_words,
)
from .requests import (
    test_address_proof,
    test_controller,
    test_form,
    test_limits,
    test_mail_door,
    test_portal,
    test_request,
    test_request_acts,
    test_request_identity,
    test_request_letters,
    test_request_locks,
    test_request_mail,
    test_request_matrix,
    test_request_nothing_leaves,
    test_request_removal,
    test_request_surface,
)
from .restriction import (
    test_companies,
    test_restriction,
    test_security,
)
from .runs import (
    test_books,
    test_books_chains,
    test_brakes,
    test_concurrency,
    test_constraints,
    test_faults,
    test_findings,
    test_golden_run,
    test_guard_lines,
    test_guards,
    test_life,
    test_listeners,
    test_logs,
    test_map_apps,
    test_map_shared,
    test_mend,
    test_names,
    test_nothing_left,
    test_orm_guards,
    test_plan,
    test_progress,
    test_proof,
    test_queries,
    test_queue_job,
    test_replay,
    test_run,
    test_several_addresses,
    test_tasks,
    test_technical,
    test_workers,
)
from .screens import (
    test_buttons,
    test_people_tours,
    test_request_tours,
    test_tours,
)
