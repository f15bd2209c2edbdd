"""One batch of a run, in the order of :meth:`batch.Batch._act`.

``subjects`` and ``due`` (in ``engine``)   who is due now, whole or by category
``sweep``                     what the run met along ways that no index leads
``locate`` (in ``engine``)    every record of theirs, by the data map: the plan
``decide``, ``threads``       what is kept, until when and why; conversations with others
``parties``                   people who share a record are locked and read again
``act``                       erase, mask, redact: by the ORM, by ``shortcuts`` where that is safe
``contacts``, ``values``, ``redact``   what is left of a contact, of a field, of a text
``check``                     a second look: what is still there was not done
``settle``                    what came of it, and what stays with ground and end
"""
