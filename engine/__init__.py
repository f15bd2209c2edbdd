"""The machine: plain classes made with an environment, and with a plan where there is one.

A night run, in order:

1. ``runs/automatic``   a scheduled action wakes a worker, which opens what is approved or automatic
2. ``runs/preview``     who is due (``due``), and what would become of each
3. ``runs/starting``    date, approval, books; the run is open for any number of workers
4. ``runs/worker``      claims contacts, does a batch, records the evidence, commits; and again
5. ``erasure/batch``    reads again who is due and makes a ``Plan`` of it:
6. ``locate``           each record of each subject, along the ways (``ways``) of the data map
7. ``erasure/decide``   what stays, until when, on which ground
8. ``erasure/act``      erases, masks, redacts what does not
9. ``erasure/check``    looks again: only what is gone was done
10. ``runs/closing``    the proof (``proof/stage``) searches database and files for the subjects
11. ``evidence``        what was done is recorded, sealed, and written to the journal

``scratch`` declares every temporary table, ``runs/worker`` alone says when to commit. A request
goes its way in ``requests``; ``access`` makes its package with the same plan and locator.
"""
