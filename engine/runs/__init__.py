"""A run, from the night's call to its seal.

``automatic``   what a scheduled action does when it is woken, and which runs it opens itself
``preview``     a run before anything is done: its contacts, what would become of them, the digest
``starting``    what is looked at before the first batch, and what opening a run does, in order
``worker``      claim, do a batch (``engine/erasure``), commit; as many workers as one likes
``queue_job``   the second way to carry a run out: a job for each batch
``closing``     proof, books, coverage, evidence, seal, journal: how a run ends, in order
``replay``      the same again in a database that was restored from an older backup

Beside them: ``books`` (hash chains before and after), ``erased_files``, ``journal`` (outside the
database), ``progress``, ``next_step``, ``summary`` and ``certificate`` (what a reader is told).
"""
