"""What the product computes, without Odoo.

Modules here take plain values and give plain values back. They import neither Odoo nor
their own callers: controllers and wizards -> models -> engine -> core
(``tests/test_architecture.py`` enforces it), so that every one of them can be tested in
milliseconds and read on its own.
"""
