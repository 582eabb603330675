"""The screens of API tokens: an owner's are for their clinic, the agency's for all.

They extend Wagtail's own, which know neither a clinic nor an end.
"""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import Any

from django.db.models import QuerySet
from django.forms import CharField, DateField, Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets import AdminDateInput
from wagtail.log_actions import log
from wagtail.models import APIToken
from wagtail.users.views.api_tokens import (
    APITokenFilterSet,
    CreateView,
    EditView,
    IndexView,
    RevokeView,
)

from clinic_cms.tenancy.api_tokens import check_token, create_token, token_clinic, tokens_visible_to
from clinic_cms.tenancy.policies import SEE_ALL

CREATED = "wagtailusers/api_tokens/created.html"
USUAL = timedelta(days=90)


class TokenFilters(APITokenFilterSet):
    """Wagtail's filters, without the list of all users."""

    user = None


class OwnTokens:
    """A view of the tokens that its user may see, in place of the user's own."""

    request: HttpRequest

    def get_queryset(self) -> QuerySet[APIToken]:
        return tokens_visible_to(self.request.user)


class TokenIndex(OwnTokens, IndexView):
    """The list of tokens, with their clinics and their ends."""

    filterset_class = TokenFilters

    def get_queryset(self) -> QuerySet[APIToken]:
        return super().get_queryset().order_by("-created")

    @cached_property
    def columns(self) -> list[Column]:
        token, name, *others = super().columns
        ours = [Column("expires", label=_("Expires"), accessor=_end_of)]
        if self.request.user.has_perm(SEE_ALL):
            ours.append(Column("clinic", label=_("Clinic"), accessor=_shown_clinic))
        return [token, name, *ours, *others]


def _shown_clinic(token: APIToken) -> str:
    return str(token_clinic(token) or _("All clinics"))


def _end_of(token: APIToken) -> datetime | None:
    scope = getattr(token, "clinic_scope", None)
    return scope.expires_at if scope else None


class TokenForm(Form):
    """Asks for a name and a last day; the token is its maker's."""

    name = CharField(max_length=255, label=gettext_lazy("Name"))
    expires_on = DateField(label=gettext_lazy("Expires"), widget=AdminDateInput)

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["expires_on"].initial = timezone.localdate() + USUAL

    def clean(self) -> None:
        super().clean()
        if "expires_on" in self.cleaned_data:
            check_token(user=self.user, expires_at=self.ends_at())

    def ends_at(self) -> datetime:
        """Return the end of the last day."""
        last: datetime = datetime.combine(self.cleaned_data["expires_on"], time.max)
        return timezone.make_aware(last)


class TokenCreate(CreateView):
    """Makes a token and shows it, once."""

    def get_form_class(self) -> type[Form]:
        return TokenForm

    def get_form_kwargs(self) -> dict[str, Any]:
        """Return what the form takes: not the users from whom Wagtail's lets one choose."""
        given: dict[str, Any] = super().get_form_kwargs()
        del given["manageable_users"]
        return given | {"user": self.request.user}

    def form_valid(self, form: TokenForm) -> HttpResponse:
        name = form.cleaned_data["name"]
        self.object, text = create_token(
            user=self.request.user, name=name, expires_at=form.ends_at()
        )
        return TemplateResponse(self.request, CREATED, self.get_created_context(text))


class TokenEdit(OwnTokens, EditView):
    """Renames a token."""

    def get_history_url(self) -> None:
        """Return none: the site history has what became of it."""


class TokenRevoke(OwnTokens, RevokeView):
    """Revokes a token; its row stays."""

    def get_usage_url(self) -> None:
        """Return none: nothing refers to a token."""

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        self.object = self.get_object()
        self.object.revoke()
        log(self.object, "wagtail.apitoken.revoke", user=request.user)
        message = _("API token '%(name)s' revoked.") % {"name": self.object.name}
        messages.success(request, message)
        return redirect(self.get_success_url())


VIEWS: dict[str, type] = {
    "index": TokenIndex,
    "index_results": TokenIndex,
    "add": TokenCreate,
    "edit": TokenEdit,
    "delete": TokenRevoke,
}


def mixins() -> Iterator[tuple[str, type]]:
    """Yield the names of stock views with what they are derived from."""
    for name, mixin in VIEWS.items():
        yield f"wagtailusers_api_tokens:{name}", mixin
