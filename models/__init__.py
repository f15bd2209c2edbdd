from .extended import (
    base,
    ir_config_parameter,
)
from .policy import (
    policy_row,
    source,
    legal_basis,
    category,
    recipient,
    purpose,
    rule,
    signal,
    map,
    map_match,
    registry,
    coverage,
    coverage_words,
    grace,
)
from .clocks import outbox
from .runs import erased_file
from .clocks import (
    timer,
    timer_refresh,
    timer_kept,
    subject_purpose,
    hold,
    consent_record,
)
from .runs import (
    plan,
    gateway,
    gateway_apps,
    gateway_consent,
    gateway_coverage,
    gateway_decide,
    gateway_fast,
    gateway_package,
    gateway_partner,
    gateway_redact,
    gateway_request,
    gateway_values,
    engine,
    run,
    run_screen,
    run_identifier,
    run_place,
    search,
    proof,
    verdict,
    plan_parties,
    plan_sweep,
    run_item,
    run_item_screen,
    run_proof,
    kept_item,
    technical,
)
from .evidence import (
    evidence,
    seal,
)
from .restriction import (
    restriction,
    restricted_mixin,
    guard,
)
from .extended import (
    mail_thread,
    mail_followers,
    mail_mail,
    mail_blacklist,
)
from .evidence import (
    housekeeping,
    evidence_cut,
    evidence_export,
)
from .evidence import evidence_words
from .requests import (
    request,
    request_clock,
    request_mail,
    request_door,
    request_portal,
    held,
    request_right,
    request_turn,
    request_letter,
    request_held,
    request_notice,
    request_change,
    request_erasure,
    request_stop,
    request_answer,
    request_identity,
    request_who,
    request_code,
    request_agent,
    request_late,
    request_forms,
)
from .packages import (
    redaction,
    collect,
    collect_read,
    collect_people,
    collect_document,
    collect_files,
    package,
    package_fetch,
    package_facts,
    package_build,
)
from .requests import request_package
from .evidence import journal
from .runs import (
    run_journal,
)
from .extended import (
    res_company,
    res_config_settings,
    res_partner,
    res_partner_bank,
    res_users,
    res_users_deletion,
    account_move,
    account_payment,
    ir_attachment,
)
