"""Passages that stood side by side and were taken out one by one keep their order.

What stood right before a passage may be gone itself when the passage goes back. So each passage
knows the others that stood beside it, as lines of its `before` and `after`, in the order of the
text.
"""

from clinic_cms.facts.fact_check.plain_text import plain_text
from clinic_cms.models import Answer, ArticleNote, NoteKind
from clinic_cms.models.content_paths import MergeText
from clinic_cms.publishing.notes.passage_places import LINE, SENTENCE, WHOLE
from clinic_cms.publishing.notes.placed_sentences import sentences_in

OUT = ("", Answer.DROPPED)
"""Answers of passages that are out of the text and may come back."""
AMONG_OTHERS = (SENTENCE, LINE)
"""As what a passage stood in a text of which something was left."""


def join_neighbours(note: ArticleNote) -> None:
    """Tell a passage that is being taken out, and those beside it that are out, of each other.

    Changes the places of all of them, and saves the others. One query, and one for each of these.
    """
    first, last = _ends(note.text)
    out = ArticleNote.objects.filter(page=note.page, kind=NoteKind.SET_ASIDE, answer__in=OUT)
    others = [*out.exclude(pk=note.pk)] if first else []
    led = [it for it in others if first in _lines(it.after)]
    followed = [it for it in others if last in _lines(it.before)]
    if right_before := next((it for it in led if _lines(it.after)[0] == first), None):
        note.before = _joined(right_before.before, _ends(right_before.text)[1])
    if right_after := next((it for it in followed if _lines(it.before)[-1] == last), None):
        note.after = _joined(_ends(right_after.text)[0], right_after.after)
    for other in led:
        lines = _lines(other.after)
        other.after = _joined(*lines[: lines.index(first) + 1], note.after)
    for other in followed:
        lines = _lines(other.before)
        other.before = _joined(note.before, *lines[lines.index(last) :])
    for other in (*led, *followed):
        if note.stood_as == WHOLE and other.path == note.path and other.stood_as in AMONG_OTHERS:
            other.stood_as = WHOLE
        other.save()


def _ends(text: str) -> tuple[str, str]:
    """Return the first and the last sentence of a passage."""
    plain = plain_text(MergeText("", text, rich=False))
    words = [it.words for it in sentences_in(plain, rich=False)] or [""]
    return words[0], words[-1]


def _lines(words: str) -> list[str]:
    return words.split("\n")


def _joined(*words: str) -> str:
    return "\n".join(filter(None, words))
