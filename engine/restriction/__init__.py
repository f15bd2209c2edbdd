"""Restriction (Art. 18) and erased people in Odoo's own screens and flows.

``restriction``   who is restricted, and for whom they cannot be found
``spared``        who must lose nothing: contacts under a hold or a restriction
``files``         files and messages of such contacts, wherever they hang
``documents``     whom a new order or invoice may name
``mailing``       who is left out of what is sent
``shown``         what other records show of a restricted contact
``arrivals``      rows that tools of other modules make for contacts
"""
