from . import (
    restriction, policy, register, consents, optout, clocks, runs, evidence, requests, notices,
    packages, extended,
    restriction, policy, consents, optout, clocks, runs, evidence, requests, notices, packages,
    policy_page,
    extended,
    leaving, extended,
    breaches, extended,
)
