"""How a report quotes what a reader left out of an article."""

LONGEST = 200
"""Characters of a text that a report quotes; a file's own copy has the rest."""


def quoted(text: str, longest: int = LONGEST) -> str:
    """Return a text on one line, cut at a word."""
    line = " ".join(text.split())
    if len(line) <= longest:
        return line
    return f"{line[:longest].rsplit(' ', 1)[0]} …"
