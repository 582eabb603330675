"""Which phone numbers, mails and links of a text are a clinic's, and whose."""

import re
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import unquote, urlsplit

from clinic_cms.facts.fact_check.finding import Hit, Kind, Owner
from clinic_cms.facts.fact_check.folding import key_of, words_of
from clinic_cms.facts.fact_check.install_facts import InstallFacts, Owners
from clinic_cms.facts.fact_check.own_facts import SHORTEST_LABEL, OwnFacts
from clinic_cms.facts.fact_check.plain_text import PlainText
from clinic_cms.facts.fact_check.word_lists import EVERYDAY, street_words
from clinic_cms.facts.fact_check.written_contacts import (
    Contact,
    emails_in,
    handles_in,
    is_map,
    is_profile,
    is_written_as_phone,
    national_numbers,
    parents_of,
    phone_key,
    phones_in,
    urls_in,
)
from clinic_cms.formats.emergency_numbers import ALL as EMERGENCY_NUMBERS
from clinic_cms.formats.phone_words import extension_at
from clinic_cms.routing import host_of

PHONE = ".phone"
WEBSITE = "{{ clinic.url }}"
TAG = re.compile(
    r"(?<![\w&/#])(?:#(?P<tag>\w+)|(?i:drs?|dra|doc|doctor)(?P<title>\w{4,}))(?![\w@])"
)
"""A hash tag, or a name that its title is glued to: "drwilson"."""


class ContactOwners:
    """Finds the clinics that are reached by what a text has of numbers, addresses and links."""

    def __init__(self, known: InstallFacts, own: OwnFacts | None, *, is_shared: bool) -> None:
        self.known = known
        self.own = own
        self.is_shared = is_shared

    def hits_in(self, plain: PlainText) -> Iterator[Hit]:
        """Yield what is a clinic's; in a shared text also numbers and mails of unknown ones."""
        text, countries = plain.text, self.own.countries if self.own else ()
        for phone in phones_in(text):
            hit = self._phone(phone)
            if hit.owner or (self.is_shared and is_written_as_phone(text, phone, countries)):
                yield hit
        for position, variable in plain.tags.items() if self.is_shared else ():
            extension, end = extension_at(text, position + 1)
            if extension and variable.endswith(PHONE):
                yield Hit(Kind.PHONE, position + 1, end)
        for mail in emails_in(text):
            hit = self._mail(mail)
            if hit.owner or self.is_shared:
                yield hit
        for url in urls_in(text):
            hit = self._url(url)
            written = text[url.start : url.end]
            hit = replace(hit, owner=hit.owner or self._named_in(written))
            if hit.owner or (self.is_shared and (is_profile(written) or is_map(written))):
                yield hit
        for handle in handles_in(text) if self.is_shared else ():
            yield Hit(Kind.WEBSITE, handle.start, handle.end, self._named_in(handle.key))

        yield from self._tags_in(text) if self.is_shared else ()

    def _tags_in(self, text: str) -> Iterator[Hit]:
        """Yield words that the article's own clinic or doctor is in: "#wilsonmethod"."""
        labels = sorted(self.own.labels - EVERYDAY) if self.own else []
        for match in TAG.finditer(text) if labels else ():
            key = key_of(match["tag"] or match["title"])
            is_own = any(label in key for label in labels if len(label) >= SHORTEST_LABEL)
            if self.own and is_own:
                yield Hit(Kind.WEBSITE, *match.span(), Owner(self.own.clinic_id))

    def links_in(self, plain: PlainText) -> Iterator[Hit]:
        """Yield links that lead to a clinic; their offsets are those in the stored text."""
        for kind, contact, target in contacts_linked(plain):
            if kind is Kind.PHONE:
                yield self._phone(contact)
            elif kind is Kind.EMAIL:
                yield self._mail(contact)
            else:
                hit = self._url(contact)
                hit = replace(hit, owner=hit.owner or self._named_in(target))
                if hit.owner or (self.is_shared and (is_profile(target) or is_map(target))):
                    yield hit

    def _phone(self, phone: Contact) -> Hit:
        for number in national_numbers(phone.key):
            if self.own and (fact := self.own.phones.get(number)):
                owner = Owner(self.own.clinic_id, fact.page_id)
                # What the tag does not print would be lost.
                is_whole = phone.more in ("", self.own.extensions[number])
                tag = fact.tag if is_whole else ""
                return Hit(Kind.PHONE, phone.start, phone.end, owner, tag)
            if owners := self.known.phones.get(number):
                return Hit(Kind.PHONE, phone.start, phone.end, owners[0])
        return Hit(Kind.PHONE, phone.start, phone.end)

    def _mail(self, mail: Contact) -> Hit:
        owner = self._owner(self.known.emails, mail.key)
        owner = owner or self._host_owner(host_of(mail.key.partition("@")[2]))
        return Hit(Kind.EMAIL, mail.start, mail.end, owner)

    def _url(self, url: Contact) -> Hit:
        owner = self._host_owner(url.key)
        is_own = self.own and not self.own.hosts.isdisjoint(parents_of(url.key))
        tag = WEBSITE if is_own and url.is_whole else ""
        return Hit(Kind.WEBSITE, url.start, url.end, owner, tag)

    def _host_owner(self, host: str) -> Owner | None:
        """Return whose a host is: of a clinic of the install, or like the article's own one."""
        for parent in parents_of(host):
            if owner := self._owner(self.known.hosts, parent):
                return owner
        if self.own and self.is_shared and self.own.is_like(host):
            return Owner(self.own.clinic_id)
        return None

    def _owner(self, owners: Owners, key: str) -> Owner | None:
        found = owners.get(key)
        own = self.own.clinic_id if self.own else None
        return next((one for one in found if one.clinic_id == own), found[0]) if found else None

    def _named_in(self, written: str) -> Owner | None:
        """Return the article's own clinic if its name, its people's or its street is in a URL."""
        if not (self.own and self.is_shared):
            return None
        text = unquote(written)
        key = "".join(key_of(text).split())
        street = "".join(word.key for word in street_words(text, words_of(text)))
        is_own = any(name in key for name in self.own.handles) or any(
            name in street for name in self.own.streets_in_urls
        )
        return Owner(self.own.clinic_id) if is_own else None


def contacts_linked(plain: PlainText) -> Iterator[tuple[Kind, Contact, str]]:
    """Yield the number, mail or host that each link leads to, with its target.

    Their offsets are those in the stored text; a number to call in an emergency is no clinic's.
    """
    for target, start, end in plain.links:
        scheme, _sep, rest = unquote(target).partition(":")
        if scheme in {"tel", "sms", "callto"}:
            number = phone_key(rest.partition(";")[0])
            if number not in EMERGENCY_NUMBERS:
                yield Kind.PHONE, Contact(number, start, end), target
        elif scheme == "mailto":
            mail = rest.casefold().partition("?")[0]
            yield Kind.EMAIL, Contact(mail, start, end), target
        elif host := _host_of(target):
            yield Kind.WEBSITE, Contact(host, start, end, is_whole=False), target


def _host_of(target: str) -> str:
    try:
        return host_of(urlsplit(target).hostname or "")
    except ValueError:
        return ""
