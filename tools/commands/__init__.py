"""The commands of bin/, a module each; a `*_child` runs in the environment's own Python."""
