"""What the addon stands on: Odoo, Python packages, PostgreSQL and a browser.

Plain Python 3 (3.10 or newer) without any package of its own, because it is what fetches
the packages. Every step writes its stamp last, so that an interrupted step is done again.
"""
