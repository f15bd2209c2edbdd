"""Who wants no direct marketing any more, known again by a keyed hash when no address is left
(Art. 21(3), 17(3)(b)).

``keys`` holds the secrets, ``optout`` remembers, asks and lifts, ``erased`` turns Odoo's own lists
into it, ``living`` keeps what a contact said who stays, ``arrivals`` notices when such an address
comes back, ``journal`` lets a restored backup hear of it.
"""
