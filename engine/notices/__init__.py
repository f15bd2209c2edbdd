"""Recipients hear of a rectification, an erasure, a restriction, an objection, a withdrawal."""
