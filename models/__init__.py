from . import (
    restriction, policy, consents, optout, clocks, runs, evidence, requests, notices, packages,
    leaving, extended,
)
