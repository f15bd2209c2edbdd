"""Data subjects' requests, in the order in which one goes its way.

Ways in        ``public_form``, ``portal``, ``routing`` and ``incoming_mail``, or the desk's form
Taking in      ``intake`` (what a request is made of), ``fixed`` (what nobody edits by hand)
The clock      ``clock`` (deadline, pause, extension), ``reminders`` (the officer hears in time)
What is taken  ``door`` (the pages), ``../entered`` (every value), ``../refusals``
How often      ``limits`` (counted where everybody sees it)
Who it is      ``identity`` of a ``statement``, ``address_proof`` (link, ``login_code``,
               ``mailed_tokens``), ``codes`` (to a known address), ``request_files`` (proof)
Its states     ``moving``, ``locks`` (of two requests for one person one acts)
Each right     ``acting`` (carry it out), ``closing`` (decide), ``rights/`` (one file for each)
The answer     ``letters``, ``paper`` (their one layout), ``decision_letter``, ``notices``
               (recipients, Art. 19), ``lifting`` (the end of a restriction), ``words``,
               ``writing`` (nothing by another way before identity holds)

The models of ``models/requests`` hold fields and buttons and call these.
"""
