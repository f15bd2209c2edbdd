"""Data subjects without a contact (R0): whatever the data map finds by an address or a number
that no living contact has. ``addresses`` reads them, ``subjects`` remembers whose they are.
"""
