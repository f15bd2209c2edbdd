from . import (
    restriction, policy, register, consents, optout, clocks, runs, evidence, requests, notices,
    packages, policy_page, leaving, breaches, health, extended,
)
