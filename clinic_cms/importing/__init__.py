"""From a file to a master in the Library."""
