"""How people write names, phone numbers, slugs, opening hours and time zones. Pure: no database."""
