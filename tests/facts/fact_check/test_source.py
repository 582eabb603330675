"""Of the clinic that an article was written for, every form of a fact is found."""

import pytest

from clinic_cms.facts.fact_check import Kind, check_texts
from clinic_cms.facts.fact_check.finding import Hit, longest_first
from clinic_cms.models import PractitionerPage
from clinic_cms.models.content_paths import MergeText
from tests.factories import make_clinic

AREAS = "{{ location.service_areas }}"

pytestmark = pytest.mark.django_db


@pytest.fixture
def source(kosak):
    kosak.location.street = "1450 Juniper Street, Suite 3"
    kosak.location.postal_code = "94533"
    kosak.location.save()
    return kosak.clinic


def findings(text: str, source, *, rich: bool = False, language: str = "en-us"):
    return check_texts([MergeText("overview", text, rich)], language=language, source=source)


def found(text: str, source, **options) -> list[tuple[str, str]]:
    return [(finding.text, finding.tag) for finding in findings(text, source, **options)]


@pytest.mark.parametrize(
    ("text", "passage", "tag"),
    [
        ("Dr. Mike here!", "Dr. Mike", "{{ doctor.short_name }}"),
        ("Mike uses instruments.", "Mike", "{{ doctor.first_name }}"),
        ("Ask Mike Wilson.", "Mike Wilson", "{{ doctor.first_name }} {{ doctor.last_name }}"),
        ("As Dr. Wilson says.", "Dr. Wilson", "{{ doctor.short_name }}"),
        ("Wilson’s team helps.", "Wilson", "{{ doctor.last_name }}"),
        ("See Dr. Michael J. Wilson, DC, first.", "Dr. Michael J. Wilson, DC", "{{ doctor.name }}"),
        ("M. Wilson wrote this.", "M. Wilson", "{{ doctor.first_name }} {{ doctor.last_name }}"),
        ("DR. WILSON HELPS", "DR. WILSON", "{{ doctor.short_name }}"),
    ],
)
def test_the_doctor_is_found_by_every_form_of_the_name(source, text, passage, tag):
    assert found(text, source) == [(passage, tag)]


@pytest.mark.parametrize(
    "text",
    [
        "Michael Jordan warmed up, too.",
        "Wilson's disease is rare.",
        "Some like Wilson Sporting Goods rackets.",
        "President Woodrow Wilson had headaches.",
    ],
)
def test_other_people_and_things_of_the_name_are_left_alone(source, text):
    assert found(text, source) == []


@pytest.mark.parametrize(
    "text",
    [
        "Dr. Michael van Dyke",
        "Dr. Jane Doe",
        "Dra. Inés Peniche Güemes",
        "Dr. O'Neill",
        "BS. Nguyễn Thị Hoa",
        "Docteur Anne-Marie Le Goff",
        "John Smith, DPT",
    ],
)
def test_anyone_with_a_title_or_a_degree_is_reported(source, text):
    assert found(f"Ask {text} about it.", source) == [(text, "")]


@pytest.mark.parametrize(
    "text", ["the doctor said", "Dr. {{ doctor.last_name }} said", "MS Society"]
)
def test_a_title_without_a_name_is_none(source, text):
    assert [finding for finding in findings(text, source) if finding.text != "Dr. …"] == []


def test_every_practitioner_of_the_clinic_is_found(source, kosak):
    page = PractitionerPage(title="Cyrus Young", slug="young", locale=kosak.home.locale)
    page.clean()
    kosak.home.add_child(instance=page)
    assert found("Cy Young helps, and so does Cyrus. Young people run.", source) == [
        ("Cy Young", ""),
        ("Cyrus", ""),
    ]
    assert found("Young sees it every week.", source) == [("Young", "")]


@pytest.mark.parametrize(
    ("text", "passage", "tag"),
    [
        ("At Kosak we listen.", "Kosak", "{{ clinic.name }}"),
        ("KOSAK CHIROPRACTIC cares.", "KOSAK CHIROPRACTIC", "{{ clinic.name }}"),
        ("Follow @kosakchiropractic today.", "@kosakchiropractic", ""),
        ("Follow @fairfield.backs today.", "@fairfield.backs", ""),
        ("Like facebook.com/backs-of-solano now.", "facebook.com/backs-of-solano", ""),
        ("See instagram.com/drmikespine/ now.", "instagram.com/drmikespine/", ""),
        (
            "See https://www.book.example/fairfield/michael-wilson?ref=1 now.",
            "https://www.book.example/fairfield/michael-wilson?ref=1",
            "",
        ),
        ("See rate.example/dr-michael-wilson.html now.", "rate.example/dr-michael-wilson.html", ""),
        ("See list.example/?who=Wilson+Michael now.", "list.example/?who=Wilson+Michael", ""),
        ("The Wilson method helps.", "Wilson", "{{ doctor.last_name }}"),
        ("Why the Wilson Technique Works", "Wilson", "{{ doctor.last_name }}"),
        ("Do the Wilson exercises daily.", "Wilson", "{{ doctor.last_name }}"),
        ("Call 426-1111 today.", "426-1111", "{{ clinic.phone }}"),
        ("Phone: 707.426.1111 x12.", "707.426.1111 x12", ""),
        ("Call {{ clinic.phone }} ext. 3 now.", "ext. 3", ""),
        ("Call ٧٠٧-٤٢٦-١١١١ now.", "٧٠٧-٤٢٦-١١١١", "{{ clinic.phone }}"),
        ("Fax 707.426.1112 now.", "707.426.1112", ""),
        ("Call 1-800-BACK-FIX now.", "1-800-BACK-FIX", ""),
        ("Write to office@elsewhere.example now.", "office@elsewhere.example", ""),
        (
            "Visit https://www.kosak.example/ today.",
            "https://www.kosak.example/",
            "{{ clinic.url }}",
        ),
        ("Visit https://kosak.example/contact today.", "https://kosak.example/contact", ""),
        ("Visit kosak-care.test today.", "kosak-care.test", ""),
        ("We are at 1450 Juniper St. now.", "1450 Juniper St", "{{ location.street }}"),
        ("Find us on Juniper Street.", "Juniper Street", ""),
        ("Our house in Juniper Street is old.", "Juniper Street", ""),
        ("They gave the Fairfield Hospital a lift.", "Fairfield", ""),
        ("Meet us at Fairfield station.", "Fairfield", ""),
        ("Go to the University of Fairfield.", "Fairfield", ""),
        ("Hãy đến bệnh viện Fairfield.", "Fairfield", ""),
        ("The hospital in Fairfield is near.", "Fairfield", "{{ location.city }}"),
        ("The code is 94533 here.", "94533", "{{ location.postal_code }}"),
        ("The office at 5 High Street helps.", "5 High Street", ""),
        ("People of Fairfield come.", "Fairfield", "{{ location.city }}"),
        ("The office in Fairfield, CA helps.", "Fairfield, CA", "{{ location.place }}"),
        ("It is near Vacaville.", "Vacaville", "{{ location.service_areas }}"),
        ("Open Monday - Thursday 8:30-6.", "Open Monday - Thursday 8:30-6", ""),
        (
            "Mon, Tue, Thu 8:30am-12pm and 1:30pm-6pm; Wed 8:30-12; Fri 8:30-1",
            "Mon, Tue, Thu 8:30am-12pm and 1:30pm-6pm; Wed 8:30-12; Fri 8:30-1",
            "",
        ),
    ],
)
def test_what_is_the_clinics_is_found_however_it_is_written(source, text, passage, tag):
    assert found(text, source) == [(passage, tag)]


@pytest.mark.parametrize(
    "text",
    [
        "In Fairfield, OH, it rains.",
        "Call 911, or Poison Control at 1-800-222-1222.",
        "Between 10 am and 2 pm the sun is strong.",
        "From Monday, rest for 2-4 weeks.",
        "In 2019-2020, 1 200 000 people had it (10.1136/bmj.k5094).",
        "See https://medlineplus.gov/ency/article/007021.htm for more.",
        "It takes 30-45 minutes, 3-5 times a week.",
        "See https://www.youtube.com/watch?v=abc, or do it @ home.",
    ],
)
def test_what_is_no_clinics_is_left_alone(source, text):
    assert found(text, source) == []


def test_a_known_method_is_nobodys(source, kosak):
    kosak.doctor.title, kosak.doctor.last_name = "Michael McKenzie", "McKenzie"
    kosak.doctor.save()
    assert found("The McKenzie method helps.", source) == []


def test_a_link_with_the_doctors_name_is_found(source):
    text = '<p><a href="https://book.example/en/michael-wilson">Book</a></p>'
    kinds = [(finding.kind, finding.text) for finding in findings(text, source, rich=True)]
    assert kinds == [(Kind.WEBSITE, "https://book.example/en/michael-wilson")]


def test_links_are_checked_as_well(source):
    text = (
        '<p><a href="tel:+17074261111">Call now</a> or <a href="mailto:a@b.example">write</a>, '
        '<a href="https://www.facebook.com/KosakChiropractic">like</a> '
        '<a href="https://medlineplus.gov/">or read</a>.</p>'
    )
    kinds = [(finding.kind, finding.text) for finding in findings(text, source, rich=True)]
    assert kinds == [
        (Kind.PHONE, "tel:+17074261111"),
        (Kind.EMAIL, "mailto:a@b.example"),
        (Kind.WEBSITE, "https://www.facebook.com/KosakChiropractic"),
    ]


@pytest.mark.parametrize(
    ("text", "towns"),
    [
        (
            "He serves {{ location.service_areas }}, Suisun City and Travis AFB.",
            ["Suisun City and Travis AFB"],
        ),
        ("In {{ location.city }} and Dixon we treat.", ["Dixon"]),
        ("In {{ location.city }}, CA 94510, we treat.", ["CA"]),
        ("People from Suisun City and {{ location.city }} come.", ["Suisun City"]),
        ("In {{ location.city }}, Doctors say so.", []),
        ("In {{ location.city }}, {{ doctor.name }} says so.", []),
        ("{{ location.city }} and Dr. {{ doctor.last_name }}.", []),
    ],
)
def test_towns_beside_a_merge_tag_are_reported(source, text, towns):
    kinds = [(finding.kind, finding.text) for finding in findings(text, source)]
    assert [text for kind, text in kinds if kind == Kind.TOWN] == towns


@pytest.mark.parametrize(
    ("areas", "text", "towns"),
    [
        (["Fairfield", "Dixon"], "Serving Fairfield and Dixon.", ("Fairfield and Dixon", AREAS)),
        (["Fairfield", "Dixon"], "Dixon or Fairfield is near.", ("Dixon or Fairfield", AREAS)),
        (["Fairfield", "Dixon", "Napa"], "In Napa and Dixon we run.", ("Napa and Dixon", "")),
        (
            ["Fairfield", "Dixon"],
            "In Dixon, Fairfield and Davis.",
            ("Dixon, Fairfield and Davis", ""),
        ),
        (["橙县", "昆山"], "我们服务橙县、昆山的患者。", ("橙县、昆山", AREAS)),
        (
            ["Fairfield", "Dixon"],
            "In {{ location.city }}, Dixon and Davis.",
            ("Dixon and Davis", ""),
        ),
    ],
)
def test_the_towns_of_one_list_are_one_finding(areas, text, towns):
    place = {"city": "Vacaville", "service_areas": [("area", area) for area in areas]}
    clinic = make_clinic("source", host="source.example", location=place).clinic
    assert found(text, clinic) == [towns]


def test_a_town_with_a_tag_of_its_own_keeps_it(source):
    towns = found("We serve Fairfield, Davis and Napa.", source)
    assert towns == [("Fairfield", "{{ location.city }}"), ("Davis and Napa", "")]


def test_a_town_in_a_longer_name_is_reported_without_a_tag(source):
    assert found("We love the Fairfield Tomato Festival.", source) == [("Fairfield", "")]


def test_a_list_of_towns_ends_with_its_sentence(source):
    text = "Near {{ location.city }} and Dixon, Nevada. Dr. Bo Diaz helps."
    assert [text for text, _tag in found(text, source)] == ["Dixon, Nevada", "Dr. Bo Diaz"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Dr. Bo Diaz helps. Ask Bo, or Diaz.", ["Dr. Bo Diaz", "Bo", "Diaz"]),
        ("Ask Dr. Zuzu. We like Zuzu’s advice.", ["Dr. Zuzu", "Zuzu"]),
        ("Mr Tebbit says so, and so does Norman Tebbit.", ["Mr Tebbit"]),
        ("Dr. Rest helps. Rest is good.", ["Dr. Rest"]),
        ("Dr. Baker helps. Baker's cyst hurts.", ["Dr. Baker"]),
    ],
)
def test_a_name_that_follows_a_title_once_is_found_alone_too(source, text, names):
    assert [name for name, _tag in found(text, source)] == names


@pytest.mark.parametrize(
    ("first", "called"),
    [
        ("Theodora", "Teddy"),
        ("Theodora", "Dora"),
        ("Theodore", "Theo"),
        ("Fergus", "Gus"),
        ("Guadalupe", "Lupita"),
        ("Javier", "Javi"),
        ("Grégoire", "Greg"),
    ],
)
def test_a_familiar_form_of_the_doctors_name_is_found(source, kosak, first, called):
    kosak.doctor.title, kosak.doctor.first_name = f"{first} Wilson", first
    kosak.doctor.save()
    assert found(f"Dr. Wilson ({called} to us) helps.", source) == [
        ("Dr. Wilson", "{{ doctor.short_name }}"),
        (called, "{{ doctor.first_name }}"),
    ]


def test_two_findings_that_overlap_in_part_are_both_found(source):
    kept = longest_first([Hit(Kind.NAME, 0, 9), Hit(Kind.TOWN, 6, 12), Hit(Kind.TOWN, 2, 5)])
    assert [(hit.start, hit.end) for hit in kept] == [(0, 9), (6, 12)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Kosak Chiropractic: a leaflet about knees", ["Kosak Chiropractic"]),
        ("Michael Wilson, DC. Knees. 2019", ["Michael Wilson, DC."]),
        ("Sol Chiropractic: a leaflet", ["Sol Chiropractic"]),
        ("https://www.kosak.example/blog/knees/", ["https://www.kosak.example/blog/knees/"]),
        ("Wilson M, Doe J. Knees. Fairfield: Solano Press, 2019", []),
        ("Dr. Jane Doe, DC. My 20 years with knees. Oxford University Press, 1998", []),
        ("https://pubmed.example/2019-4261111/?n=707-555-0199", []),
    ],
)
def test_of_a_source_only_what_is_surely_a_clinics_is_found(source, sol, text, names):
    sol.clinic.name = "Sol Chiropractic"
    sol.clinic.save()
    texts = [MergeText("references", text, False, is_filled=False)]
    found = check_texts(texts, language="en-us", source=source)
    assert [(finding.text, finding.tag) for finding in found] == [(name, "") for name in names]


def test_two_names_from_titles_beside_each_other_are_one(source):
    text = "Dr. Ann Li helps. Ann Li says so, and so does Li."
    assert [name for name, _tag in found(text, source)] == ["Dr. Ann Li", "Ann Li", "Li"]


@pytest.mark.parametrize(
    ("heading", "names"),
    [
        ("Can Dr. Bea Fix It?", ["Dr. Bea"]),
        ("Can Dr. Ngo and Dr. Bea Fix It?", ["Dr. Ngo", "Dr. Bea"]),
        ("What Dr. Bea Can Do", ["Dr. Bea"]),
        ("How Dr. Ona Helps You", ["Dr. Ona"]),
        ("See Dr. Bea Fox.", ["Dr. Bea Fox"]),
    ],
)
def test_a_heading_in_title_case_goes_on_after_a_name(source, heading, names):
    assert [name for name, _tag in found(heading, source)] == names


@pytest.mark.parametrize(
    ("street", "language", "text", "passage"),
    [
        ("2117 Coggin Avenue, Suite B", "en-us", "Swing by 2117 Coggin any day.", "2117 Coggin"),
        (
            "2117 Coggin Ave",
            "en-us",
            "Swing by 2117 Coggin, next to the mill, or call.",
            "2117 Coggin",
        ),
        ("8 Copperbeck Brae", "en-us", "We moved to 8 Copperbeck last May.", "8 Copperbeck"),
        ("Calle Duarte 48", "es", "Estamos en la Duarte 48.", "Duarte 48"),
        ("415, rue du Phare Ouest", "fr", "Venez au 415, du Phare Ouest.", "415, du Phare Ouest"),
        ("Đường Lê Lợi 12", "vi", "Hãy đến Lê Lợi 12 nhé.", "Lê Lợi 12"),
    ],
)
def test_a_street_is_found_without_the_word_for_its_kind(
    source, kosak, street, language, text, passage
):
    kosak.location.street = street
    kosak.location.save()
    assert passage in [written for written, _ in found(text, source, language=language)]


@pytest.mark.parametrize(
    "street", ["10 Main Street", "5 High Street", "3 Church Road", "7 Park Lane"]
)
def test_a_number_before_a_common_word_is_no_street(source, kosak, street):
    kosak.location.street = street
    kosak.location.save()
    text = "There are 10 main causes, 5 high risks, 3 church pews and 7 Park runs."
    assert found(text, source) == []
