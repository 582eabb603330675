"""Backends for `WAGTAILFRONTENDCACHE` that purge by key: one request, however many pages.

Wagtail's own purge URLs, of which a shared article has one for each clinic. These do that too, so
a project's other code that purges works with them.
"""

import json
from collections.abc import Mapping, Sequence
from http.client import HTTPException
from typing import Any, Protocol, runtime_checkable
from urllib.error import HTTPError
from urllib.parse import quote, urlsplit
from urllib.request import Request, urlopen

from wagtail.contrib.frontend_cache.backends import BaseBackend, HTTPBackend
from wagtail.contrib.frontend_cache.backends import CloudflareBackend as UrlCloudflareBackend

SECONDS = 15
"""How long a CDN has for its response."""
CLOUDFLARE = "https://api.cloudflare.com/client/v4"
FASTLY = "https://api.fastly.com"


class PurgeError(Exception):
    """A CDN did not purge. What was to be purged stays noted, and is tried again."""


@runtime_checkable
class PurgesKeys(Protocol):
    """A backend that purges all responses that name a key in `Surrogate-Key` or `Cache-Tag`."""

    most_keys: int
    """How many keys one request may name."""

    def purge_keys(self, keys: Sequence[str]) -> None:
        """Purge the responses of some keys; raises PurgeError."""


class CloudflareBackend(UrlCloudflareBackend):
    """Cloudflare, by `Cache-Tag`. Takes the settings of Wagtail's own backend, and `ENDPOINT`."""

    most_keys = 30

    def __init__(self, params: dict[str, Any]) -> None:
        endpoint = params.pop("ENDPOINT", CLOUDFLARE)
        self.tags_url = f"{endpoint}/zones/{params['ZONEID']}/purge_cache"
        self.credentials = _cloudflare_credentials(params)
        super().__init__(params)

    def purge_keys(self, keys: Sequence[str]) -> None:
        body = json.dumps({"tags": [*keys]}).encode()
        headers = {"Content-Type": "application/json", **self.credentials}
        content = _send("Cloudflare", "POST", self.tags_url, headers, body)
        try:
            is_done = json.loads(content)["success"] is True
        except (ValueError, KeyError, TypeError):
            is_done = False
        if not is_done:
            raise PurgeError(f"Cloudflare did not purge: {content[:300].decode(errors='replace')}")


class FastlyBackend(BaseBackend):
    """Fastly, by `Surrogate-Key`: `SERVICE_ID`, `API_TOKEN`, and perhaps another `ENDPOINT`."""

    most_keys = 256

    def __init__(self, params: dict[str, Any]) -> None:
        super().__init__(params)
        self.endpoint = params.get("ENDPOINT", FASTLY)
        self.service = params["SERVICE_ID"]
        self.headers = {"Fastly-Key": params["API_TOKEN"], "Accept": "application/json"}

    def purge_keys(self, keys: Sequence[str]) -> None:
        url = f"{self.endpoint}/service/{quote(self.service)}/purge"
        _send("Fastly", "POST", url, {**self.headers, "Surrogate-Key": " ".join(keys)})

    def purge(self, url: str) -> None:
        parts = urlsplit(url)
        path = f"{parts.netloc}{parts.path}" + (f"?{parts.query}" if parts.query else "")
        _send("Fastly", "POST", f"{self.endpoint}/purge/{path}", self.headers)


class VarnishBackend(HTTPBackend):
    """Varnish with xkey, whose VCL reads the keys in a header: `LOCATION`, perhaps `KEY_HEADER`."""

    most_keys = 200

    def __init__(self, params: dict[str, Any]) -> None:
        self.location = params["LOCATION"]
        self.header = params.pop("KEY_HEADER", "xkey-purge")
        super().__init__(params)

    def purge_keys(self, keys: Sequence[str]) -> None:
        _send("Varnish", "PURGE", self.location, {self.header: " ".join(keys)})


def _cloudflare_credentials(params: Mapping[str, Any]) -> dict[str, str]:
    if "BEARER_TOKEN" in params:
        return {"Authorization": f"Bearer {params['BEARER_TOKEN']}"}
    key = params.get("TOKEN") or params.get("API_KEY") or ""
    return {"X-Auth-Email": params.get("EMAIL") or "", "X-Auth-Key": key}


def _send(
    cdn: str, method: str, url: str, headers: Mapping[str, str], body: bytes | None = None
) -> bytes:
    """Send a request and return the content of its response; raises PurgeError, for any status.

    Neither the URL nor the headers are in the message: they hold what signs in there.
    """
    # The settings of the install name the URL, and no one who edits pages.
    request = Request(url, body, dict(headers), method=method)  # noqa: S310
    try:
        with urlopen(request, timeout=SECONDS) as response:  # noqa: S310
            content: bytes = response.read()
    except HTTPError as error:
        error.close()
        raise PurgeError(f"{cdn} did not purge: {error}") from error
    except (OSError, HTTPException) as error:
        raise PurgeError(f"{cdn} did not purge: {error}") from error
    return content
