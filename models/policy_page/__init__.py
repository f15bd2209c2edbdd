"""The policy as people read it: its words, its versions, who was told of them."""

from . import (
    policy_text,
    policy_version,
    policy_notice,
    policy_sentence,
)
