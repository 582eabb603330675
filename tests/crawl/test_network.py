"""Where translations are missing, no page names one that is not there."""

import pytest

from tests.crawl.crawler import crawl, structure_mistakes
from tests.crawl.network import make_network

pytestmark = pytest.mark.django_db


def test_every_link_and_every_alternate_leads_to_a_page_that_names_it_in_return(client, library):
    hosts = make_network(library, "example")
    sites = [crawl(client, host) for host in hosts]
    assert [mistake for site in sites for mistake in structure_mistakes(site)] == []
    plain, lacking, spanish = (set(site.pages) for site in sites)
    assert "http://plain.example/fr/conditions-fr/everywhere-fr/" in plain
    assert "http://plain.example/es/fees-es/cards-es/" in plain
    assert not any("aliased" in url and "/es/" in url for url in plain)
    assert not any("needing" in url or "/vi/conditions" in url for url in lacking)
    assert "http://spanish.example/en-us/conditions-en-us/own/" in spanish
    assert not any("/fr/" in url for url in spanish)
