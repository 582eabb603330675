"""URLs of pages as links: a path within the site of the request, else with the host."""

from django.http import HttpRequest
from wagtail.models import Page, Site


class LinkedPage(Page):
    """Replaces Wagtail's rule, by which a page of the only site has a path on every host.

    To know that, it reads the root paths of all sites; and on the network host, which is no site,
    such a path leads nowhere.
    """

    class Meta:
        abstract = True

    def get_url(
        self, request: HttpRequest | None = None, current_site: Site | None = None
    ) -> str | None:
        """Return the URL for a link on the current site; None without one."""
        parts = self.get_url_parts(request=request)
        if parts is None or parts[1] is None:
            return None
        site_id, root_url, path = parts
        if current_site is None and request is not None:
            current_site = Site.find_for_request(request)
        is_here = current_site is not None and current_site.pk == site_id
        return path if is_here else f"{root_url}{path}"

    url = property(get_url)
