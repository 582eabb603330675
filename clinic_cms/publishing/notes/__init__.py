"""What a machine doubts in an article: open findings, kept warnings, and a person's answers."""
