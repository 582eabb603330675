"""Which requests for patients' pages may share a kept response."""

from django.conf import settings
from django.http import HttpResponse

from clinic_cms.conf import get_settings
from clinic_cms.routing import host_of
from clinic_cms.serving.response_cache.cache_rules import set_length
from clinic_cms.serving.response_cache.encodings import chosen_coding
from clinic_cms.serving.response_cache.lookup import Request
from clinic_cms.serving.response_cache.representation import Representation
from clinic_cms.serving.visit import ClinicRequest


class PageCacheRules:
    """Patients' pages, and all that no other rules cover."""

    def covers(self, request: ClinicRequest) -> bool:
        return True

    def refuse(self, request: ClinicRequest) -> HttpResponse | None:
        return None

    def asked(self, request: ClinicRequest) -> Request | None:
        # Not `request.headers`, which Django makes of all headers: most requests need no more.
        is_read = request.method in {"GET", "HEAD"}
        is_anyone = settings.SESSION_COOKIE_NAME not in request.COOKIES
        host = host_of(request.get_host())
        known = get_settings()
        is_public = is_anyone and "HTTP_AUTHORIZATION" not in request.META
        if not (is_read and is_public) or host in known.NETWORK_HOSTS:
            return None
        query = ((name, request.GET.getlist(name)) for name in known.PAGE_PARAMETERS)
        given = tuple((name, tuple(values)) for name, values in query if values)
        coding = chosen_coding(request.META.get("HTTP_ACCEPT_ENCODING", ""))
        return Request(host, request.path, given, coding=coding)

    def complete(
        self, request: ClinicRequest, response: HttpResponse, kept: Representation | None
    ) -> HttpResponse:
        if kept is not None:
            set_length(request, response)
        return response
