"""The words of each language in which people write; see :mod:`..wording`."""
