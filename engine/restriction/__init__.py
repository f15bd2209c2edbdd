"""Restriction (Art. 18), the archive, and erased people in Odoo's own screens and flows.

``restriction``   who is restricted, and for whom they cannot be found
``archive``       who reads what a legal duty alone keeps, and opens it for a reason
``phases``        who goes to the archive, and comes back; ``returns`` at once
``barred``        a set of contacts of both, which nobody has to read in order to ask it
``opening``       the dialogue before a contact of the archive is read
``spared``        who must lose nothing: contacts under a hold or a restriction
``files``         files and messages of such contacts, wherever they hang
``documents``     whom a new order or invoice may name
``mailing``       who is left out of what is sent
``shown``         what other records show of a restricted contact
``arrivals``      rows that tools of other modules make for contacts
"""
