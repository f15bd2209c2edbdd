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
    purpose_line,
    rule,
    signal,
    map,
    coverage,
)
from .clocks import outbox
from .runs import erased_file
from .clocks import (
    timer,
    subject_purpose,
    hold,
    consent_record,
)
from .runs import (
    gateway,
    engine,
    run,
    run_identifier,
    run_hit,
    run_place,
    run_workers,
    run_jobs,
    run_item,
    books,
    run_books,
    kept_item,
)
from .evidence import (
    evidence,
    evidence_screen,
    seal,
)
from .restriction import restricted_mixin
from .extended import (
    mail_thread,
    discuss_channel,
    mail_followers,
    mail_mail,
    mail_blacklist,
    phone_blacklist,
)
from .runs import run_progress
from .runs import (
    run_words,
    run_certificate,
    run_coverage,
)
from .requests import (
    request_identity,
    request_packaging,
    request,
    request_screen,
    request_right,
    request_pending,
    request_pause,
    request_code,
    request_change,
    request_notice,
    request_lock,
)
from .packages import (
    redaction,
    package,
)

from .runs import run_replay
from .extended import (
    res_company,
    res_config_settings,
    res_partner,
    res_partner_screen,
    res_partner_bank,
    res_users,
    res_users_deletion,
    account_move,
    account_payment,
    ir_attachment,
)
