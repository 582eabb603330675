"""A clinic: from spec to plan to rows. Services for commands and faces."""
