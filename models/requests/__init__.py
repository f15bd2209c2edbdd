"""What data subjects ask for."""

from . import (
    address_proof,
    disclosure,
    request_identity,
    request_letters,
    request_packaging,
    request,
    request_screen,
    request_attempt,
    request_change,
    request_code,
    request_lock,
    request_mail,
    request_pause,
    request_pending,
    request_removal,
    request_right,
)
