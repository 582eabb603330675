"""The filters of the closed Liquid: `{{ clinic.phone | default: "…" }}`, and what they do."""

from collections.abc import Callable

from liquid.undefined import Undefined


class Absent(Undefined):
    """A missing fact: false in a condition, replaced by ``default``, noted where it is printed."""

    __slots__ = ("noted",)

    def __init__(self, name: str, noted: set[str]) -> None:
        super().__init__(name)
        self.noted = noted

    def __str__(self) -> str:
        self.noted.add(self.name)
        return ""


def _text_filter(change: Callable[[str], str]) -> Callable[[object], object]:
    def text_filter(value: object) -> object:
        # A missing fact stays one, so that a following `default` still sees it.
        return change(value) if isinstance(value, str) else value

    return text_filter


def _default(value: object, fallback: object) -> object:
    return fallback if value == "" or isinstance(value, Absent) else value


FILTERS: dict[str, Callable[..., object]] = {
    # Liquid's own `capitalize` lowers the rest of the text: "Dr. jane doe".
    "capitalize": _text_filter(lambda text: text[:1].upper() + text[1:]),
    "upcase": _text_filter(str.upper),
    "downcase": _text_filter(str.lower),
    "default": _default,
}
