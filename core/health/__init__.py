"""What a monitor reads of how the module is."""
