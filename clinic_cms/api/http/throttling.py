"""How many requests to the API one IP address may send, and what responses say of it."""

from django.http import HttpRequest, HttpResponse

from clinic_cms.conf import get_settings
from clinic_cms.serving.rates import Quota, client_of, spend

NAME = "address"
QUOTA = "_clinic_cms_quota"


def quota_of(request: HttpRequest) -> Quota | None:
    """Return what a request's sender has left; the first call counts the request.

    None where there is no limit.
    """
    if QUOTA not in request.__dict__:
        rate = get_settings().RATE_LIMIT
        request.__dict__[QUOTA] = spend(rate, "api", client_of(request)) if rate else None
    quota: Quota | None = request.__dict__[QUOTA]
    return quota


def set_quota_headers(response: HttpResponse, quota: Quota | None) -> None:
    """Report what is left (draft-ietf-httpapi-ratelimit-headers-10)."""
    if quota is not None:
        response["RateLimit-Policy"] = f'"{NAME}";q={quota.requests};w={quota.window}'
        response["RateLimit"] = f'"{NAME}";r={max(quota.left, 0)};t={quota.resets_in}'
