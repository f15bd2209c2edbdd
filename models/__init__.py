from . import (
    restriction, policy, consents, clocks, runs, evidence, requests, packages, extended,
)
