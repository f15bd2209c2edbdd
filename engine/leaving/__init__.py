"""What the end of a relationship asks to be done outside this database (P8, Art. 28(3)(g))."""
