"""From installed to automatic: seven questions, answered by what the database says today."""
