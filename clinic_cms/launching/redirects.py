"""Which URLs of a clinic redirect once a plan is applied."""

from collections.abc import Iterator

from clinic_cms.launching.plan import Change, Plan, Redirect
from clinic_cms.launching.state.current import CurrentState
from clinic_cms.launching.state.values import CLINIC, Key
from clinic_cms.routing import host_in_both_forms, path_of
from clinic_cms.serving.navigation import tail_of


def redirects_of(plan: Plan, current: CurrentState) -> Iterator[Redirect]:
    """Yield the redirects that a plan brings, before it is applied."""
    if current.clinic is None:
        return
    clinic = plan.clinic
    dropped = {host for host, _canonical in current.hosts} - {clinic.host, *clinic.other_hosts}
    for host in sorted(dropped):
        yield Redirect(host_in_both_forms(host), host_in_both_forms(clinic.host))
    for change in plan.changes:
        page = current.pages.get(change.key)
        if change.action == "update" and change.key != CLINIC and page is not None and page.live:
            yield from _of_page(change, clinic.default_locale, tail_of(page.url_path))


def _of_page(change: Change, default: str, tail: str) -> Iterator[Redirect]:
    key, above = change.key, tail.rpartition("/")[0]
    if change.field == "slug" and change.before:
        new = f"{above}/{change.after}"
        yield Redirect(_path(key, default, tail), _path(key, default, new))
    elif change.field == "live" and not change.after and key.kind == "location":
        yield Redirect(_path(key, default, tail), _path(key, default, above))


def _path(key: Key, default: str, tail: str) -> str:
    return path_of(key.locale, default, tail)
