"""Webhooks go to public addresses, and nowhere else unless the settings say so."""

from ipaddress import IPv4Address, IPv6Address, ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic_cms.publishing.webhooks.allowed_addresses import (
    NotAllowed,
    find_address,
    is_public,
    target_of,
)
from clinic_cms.publishing.webhooks.http_post import post

PRIVATE = [
    "127.0.0.1",
    "10.0.0.8",
    "172.16.4.4",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",
    "224.0.0.1",
    "255.255.255.255",
    "::1",
    "::",
    "fe80::1",
    "fc00::1",
    "ff02::1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "::7f00:1",
    "64:ff9b::7f00:1",
    "64:ff9b::a00:1",
    "64:ff9b:1::1",
    "2002:7f00:1::",
    "2001:0:1::",
    "fec0::1",
    "::ffff:0:127.0.0.1",
    "5f00::1",
    "3fff::1",
    "192.0.0.8",
]
PUBLIC = ["8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"]
BODY, HEADERS = b"{}", {"webhook-id": "msg_1"}


def resolver(*addresses):
    return lambda host, port: addresses


@pytest.mark.parametrize("address", PRIVATE)
def test_no_private_address_is_public(address):
    assert not is_public(ip_address(address))


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses_are(address):
    assert is_public(ip_address(address))


@given(st.ip_addresses(v=4))
def test_an_address_within_another_is_judged_the_same(inner: IPv4Address):
    mapped = IPv6Address(f"::ffff:{inner}")
    translated = IPv6Address(int(IPv6Address("64:ff9b::")) | int(inner))
    assert is_public(mapped) == is_public(translated) == is_public(inner)


@pytest.mark.parametrize("address", PRIVATE)
def test_a_literal_address_is_refused_as_it_is_written(address):
    host = f"[{address}]" if ":" in address else address
    with pytest.raises(NotAllowed, match="not a public address"):
        target_of(f"https://{host}/hook")


@pytest.mark.parametrize(
    "url",
    [
        "http://receiver.example/",
        "ftp://receiver.example/",
        "https://",
        "receiver.example/hook",
        "https://user:secret@receiver.example/",
        "https://receiver.example:99999/",
        "https://receiver.example/ü",
        "https://receiver.example/a b",
        "https://receiver.example/\r\nX: y",
        "https://[::1/",
        "https://localhost/",
        "https://kosak.localhost/",
        "https://127.1/",
        "https://2130706433/",
        "https://0x7f000001/",
    ],
)
def test_what_is_no_address_of_a_receiver_is_refused(url):
    with pytest.raises(NotAllowed):
        target_of(url)


def test_every_address_of_a_name_must_be_public():
    target = target_of("https://receiver.example/hook")
    assert find_address(target, resolver("8.8.8.8", "8.8.4.4")) == "8.8.8.8"
    for found in (["8.8.8.8", "127.0.0.1"], ["10.0.0.1"], ["fe80::1%eth0"], []):
        with pytest.raises(NotAllowed):
            find_address(target, resolver(*found))


def test_a_name_that_turns_private_after_it_was_saved_is_refused_on_sending(receiver):
    """DNS rebinding: what was checked when the form was saved counts for nothing."""
    target_of("https://receiver.example/hook")
    answer = post("https://receiver.example/hook", BODY, HEADERS, resolver=resolver("10.0.0.1"))
    assert answer.error == "receiver.example is 10.0.0.1, which is not a public address."
    assert receiver.received == []


def test_the_connection_goes_to_the_address_that_was_checked(receiver):
    asked = []

    def once(host, port):
        asked.append(host)
        return ["127.0.0.1"] if len(asked) == 1 else ["10.0.0.1"]

    url = f"http://receiver.example:{receiver.server_port}/hook?a=b"
    assert post(url, BODY, HEADERS, resolver=once).status == 200
    assert asked == ["receiver.example"]
    headers, body = receiver.received[0]
    assert headers["host"] == f"receiver.example:{receiver.server_port}"
    assert body == BODY


def test_nothing_private_is_reached_without_the_setting(receiver, settings):
    settings.CLINIC_CMS = {"NETWORK_HOSTS": ["network.example"]}
    answer = post(receiver.url.replace("http:", "https:"), BODY, HEADERS)
    assert "not a public address" in answer.error
    assert post(receiver.url, BODY, HEADERS).error
    assert receiver.received == []


def test_a_host_can_be_allowed_by_its_name(receiver, settings):
    settings.CLINIC_CMS = {"WEBHOOKS_ALLOWED_NETWORKS": ["Front.internal"]}
    url = f"http://front.internal:{receiver.server_port}/"
    assert post(url, BODY, HEADERS, resolver=resolver("127.0.0.1")).status == 200
    with pytest.raises(NotAllowed):
        target_of("http://other.internal/")


def test_an_allowed_network_does_not_allow_http_to_everybody(settings):
    settings.CLINIC_CMS = {"WEBHOOKS_ALLOWED_NETWORKS": ["10.0.0.0/8"]}
    target = target_of("http://receiver.example/")
    assert find_address(target, resolver("10.1.2.3")) == "10.1.2.3"
    with pytest.raises(NotAllowed, match="Only https"):
        find_address(target, resolver("8.8.8.8"))


def test_an_unknown_name_is_a_failure():
    def unknown(host, port):
        raise OSError("Name or service not known")

    answer = post("https://receiver.example/", BODY, HEADERS, resolver=unknown)
    assert answer.error == "No connection: Name or service not known."
