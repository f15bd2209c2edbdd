"""What other systems say of tasks that they have done."""
