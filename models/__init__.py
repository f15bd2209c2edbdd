from . import (
    restriction, policy, consents, optout, clocks, runs, evidence, requests, notices, packages,
    breaches, extended,
)
