"""The page where a named person reads a machine's translation and signs it."""

import hashlib
import html
import re
from collections.abc import Iterable, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import format_html, format_html_join, strip_tags
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.models import Page
from wagtail_localize.models import Translation

from clinic_cms.admin.error_messages import show_errors, with_reasons
from clinic_cms.admin.url_names import edit_url
from clinic_cms.errors import Refused
from clinic_cms.merge import SAMPLES
from clinic_cms.models import MergePage
from clinic_cms.models.gates import Refusal
from clinic_cms.models.translation import managed_translation
from clinic_cms.translating.gates import check_target, sign, unsigned
from clinic_cms.translating.strings import TranslatedString, strings_of

TAG = re.compile(r"(\{\{.*?\}\}|\{%.*?%\})", re.DOTALL)
NAME = re.compile(r"\{\{\s*([\w.]+)")


def signable(strings: Iterable[TranslatedString]) -> list[TranslatedString]:
    """Return the strings that a signature covers: a person fixes what is wrong first."""
    return [string for string in strings if not string.error]


class SignView(WagtailAdminTemplateMixin, TemplateView):
    """Shows the machine's strings beside the source. Who signs must be allowed to publish."""

    template_name = "clinic_cms/admin/translations/sign.html"
    page_title = gettext_lazy("Read and sign")
    header_icon = "edit"

    page: MergePage
    translation: Translation

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        page = get_object_or_404(Page, pk=kwargs["page_id"]).specific
        translation = managed_translation(page) if isinstance(page, MergePage) else None
        if translation is None:
            raise Http404
        if not page.permissions_for_user(request.user).can_publish():
            raise PermissionDenied
        self.page, self.translation = page, translation
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def strings(self) -> list[TranslatedString]:
        """A machine's strings that no one has signed."""
        return unsigned(self.page, strings_of(self.translation))

    @property
    def signer(self) -> str:
        """The user's full name; "" if the account has none."""
        user: Any = self.request.user
        return str(user.get_full_name()).strip()

    def get_page_subtitle(self) -> str:
        return str(self.page.get_admin_display_title())

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        page = {"url": edit_url(self.page), "label": self.get_page_subtitle()}
        return [*self.breadcrumbs_items, page, {"url": "", "label": str(self.page_title)}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        pairs = [
            (
                highlight_tags(string.source),
                highlight_tags(string.translation.data),
                string.translation.tool_name,
                string.error,
            )
            for string in self.strings
            if string.translation is not None
        ]
        return super().get_context_data(
            pairs=pairs,
            waiting=len(signable(self.strings)),
            page=self.page,
            edit_url=edit_url(self.page),
            languages=(self.translation.source.locale, self.translation.target_locale),
            name=self.signer,
            account_url=reverse("wagtailadmin_account"),
            today=timezone.localdate(),
            seen=fingerprint(self.strings),
            **kwargs,
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Sign what was shown, unless a machine has written something else since."""
        if request.POST.get("seen") != fingerprint(self.strings):
            messages.error(request, _("The texts have changed in the meantime. Read them again."))
            return redirect(request.path)
        if not request.POST.get("read"):
            messages.error(request, _("Confirm that you have read the texts, then sign again."))
            return redirect(request.path)
        try:
            record = sign(translation=self.translation, user=request.user)
        except Refused as refused:
            account = messages.button(reverse("wagtailadmin_account"), _("Account"))
            errors = [mistake.text for mistake in refused.mistakes]
            show_errors(request, errors, buttons=[account])
            return redirect(request.path)
        self._show_what_is_next(record.reviewer)
        return redirect(edit_url(self.page))

    def _show_what_is_next(self, name: str) -> None:
        try:
            check_target(self.translation)
        except Refusal as refusal:
            text = _("Signed by %(name)s. Fix this before you publish the translation:")
            messages.warning(self.request, with_reasons(text % {"name": name}, refusal))
        else:
            text = _("Signed by %(name)s. The translation can be published.")
            messages.success(self.request, text % {"name": name})


def fingerprint(strings: Sequence[TranslatedString]) -> str:
    """Return a digest of translated strings, to see whether any of them has changed."""
    digest = hashlib.sha256()
    for string in strings:
        if string.translation is not None:
            digest.update(f"{string.translation.pk}\0{string.translation.data}\0".encode())
    return digest.hexdigest()


def highlight_tags(text: str) -> SafeString:
    """Return a string of wagtail-localize without its markup, with its merge tags highlighted."""
    plain = html.unescape(strip_tags(text))
    return format_html_join("", "{}", ((_highlighted(piece),) for piece in TAG.split(plain)))


def _highlighted(piece: str) -> SafeString | str:
    if not TAG.fullmatch(piece):
        return piece
    name = NAME.match(piece)
    sample = SAMPLES.get(name[1], "") if name else ""
    return format_html('<span class="clinic-tag" title="{}">{}</span>', sample, piece)
