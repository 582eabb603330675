"""Formats a plan, as text for people and as JSON for programs."""

import json
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from clinic_cms.launching.plan import Change, Conflict
from clinic_cms.launching.service import Launched
from clinic_cms.launching.state.values import Value

SHOWN = 70
"""Characters of a value in one line of a plan."""
CONTEXT = 20
"""Characters before the first difference of two long values."""


def from_to(before: Value, after: Value) -> str:
    """Return two values in one line, long ones from where they begin to differ."""
    old, new = line_of(before), line_of(after)
    pairs = enumerate(zip(old, new, strict=False))
    start = next((index for index, (a, b) in pairs if a != b), 0) - CONTEXT
    if max(len(old), len(new)) > SHOWN and start > 0:
        old, new = f"…{old[start:]}", f"…{new[start:]}"
    return f"{_cut(old)} → {_cut(new)}"


def with_slugs(value: Value, slugs: Mapping[str, str]) -> Value:
    """Return a value with the slugs of masters instead of their keys."""
    if isinstance(value, list):
        return sorted(slugs.get(item, item) for item in value)
    return value


def _cut(text: str) -> str:
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"


def line_of(value: Value) -> str:
    """Return a value in one line."""
    if value is None or value in ("", [], {}):
        return "–"
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return ", ".join(value)
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return " ".join(text.split())


def reason_text(conflict: Conflict) -> str:
    """Return why a value is left as it is."""
    reasons = {
        "owner": _("changed by its owner"),
        "both": _("changed by its owner, and in the spec"),
        "unknown": _("set before the spec stated it"),
        "draft": _("the page has unpublished changes"),
        "deleted": _("deleted by its owner"),
    }
    return str(reasons[conflict.reason])


def status(launched: Launched) -> str:
    """Return what a launch does with a clinic: "new", "changed" or "unchanged"."""
    changes = launched.plan.changes
    if not changes:
        return "unchanged"
    is_new = any(change.action == "create" and change.key.kind == "clinic" for change in changes)
    return "new" if is_new else "changed"


def change_as_json(change: Change) -> dict[str, Any]:
    """Return a change for `--json`."""
    return {
        "action": change.action,
        "object": str(change.key),
        "field": change.field,
        "before": change.before,
        "after": change.after,
    }


def as_json(launched: Launched) -> dict[str, Any]:
    """Return a clinic's plan and result for `--json`."""
    plan = launched.plan
    return {
        "slug": plan.slug,
        "name": plan.name,
        "file": str(launched.file),
        "status": status(launched),
        "changes": [change_as_json(change) for change in plan.changes],
        "conflicts": [
            {
                "object": str(conflict.key),
                "field": conflict.field,
                "here": conflict.current,
                "spec": conflict.desired,
                "reason": conflict.reason,
            }
            for conflict in plan.conflicts
        ],
        "warnings": plan.warnings,
        "urls": launched.urls,
        "unserved": [*launched.unserved],
    }
