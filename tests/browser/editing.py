"""Wagtail's page editor, in step with the clocks it runs by."""

from contextlib import contextmanager

CLOCKS = """
window.saves = 0;
addEventListener("w-unsaved:watch-edits", () => { window.watched = true; });
addEventListener("w-autosave:success", () => { window.saves += 1; window.savedAt = Date.now(); });
"""
SAVED = "(before) => window.saves > before && Date.now() - window.savedAt > 1200"


def open_editor(page, url):
    """Open a page's editor, and wait until it watches for edits: it does so after two seconds."""
    page.add_init_script(CLOCKS)
    page.goto(url)
    page.wait_for_function("window.watched")


@contextmanager
def typing(page):
    """Type within; the draft is saved by itself before the test goes on.

    What is typed in the very moment a save ends is noticed with the next key only (Wagtail 8.0).
    """
    before = page.evaluate("window.saves")
    yield
    page.wait_for_function(SAVED, arg=before)
