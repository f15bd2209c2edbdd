from . import restriction, policy, clocks, runs, evidence, requests, packages, extended
