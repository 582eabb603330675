"""An install that the front end has not seen: gaps in translations, and pages with everything."""

from datetime import timedelta

from django.utils import timezone

from tests.crawl.network import make_network, offer
from tests.factories import make_clinic, make_condition, make_image, make_library, translate
from tests.full import block, fill_home, make_full_article

ODD = "Rücken & <Söhne> “Inc.” {0}"
TEXT = "<h3>First &amp; last</h3><p>See <a href='https://example.org/?a=1&amp;b=2'>it</a>.</p><h4>x</h4>"
HOURS = [
    ("hours", {"days": ["mon", "tue"], "intervals": [{"opens": "09:00", "closes": "12:30"}]}),
    (
        "hours",
        {
            "days": ["fri"],
            "intervals": [
                {"opens": "08:00", "closes": "11:00"},
                {"opens": "13:00", "closes": "19:15"},
            ],
        },
    ),
]


def make_install():
    """Make four clinics; one of them has everything that pages can have."""
    library = make_library()
    make_network(library, "localhost")
    picture = make_image("stretch")
    article = make_full_article(library, picture, slug="头痛")
    for number in range(7):
        make_condition(library, f"more-{number}", title=f"More {number}", summary="")
    day = (timezone.localdate() + timedelta(days=3)).isoformat()
    odd = make_clinic(
        "odd",
        name=ODD,
        host="odd.localhost",
        theme="bold",
        primary_color="#5b2a86",
        logo=picture,
        language_help=["zh-hans", "ar", "vi"],
        doctor={"credentials": "DC, <MSc>", "languages": [("language", "ar"), ("language", "es")]},
        location={
            "street": "1 Long & Winding Rd",
            "latitude": "38.25",
            "longitude": "-122.04",
            "directions": TEXT,
            "intro": "<p>Of {{ clinic.name }}.</p>",
            "service_areas": [("area", "Vacaville"), ("area", "Dixon"), ("area", "Napa")],
            "special_days": [("day", {"date": day, "note": "Fair", "intervals": []})],
            "opening_hours": HOURS,
        },
    )
    home = fill_home(odd, picture)
    odd.doctor.bio = TEXT
    odd.doctor.save_revision().publish()
    odd.contact.intro = "<p>Call {{ clinic.phone }}</p>"
    odd.contact.body = [
        block("text", 1, text=TEXT),
        *(
            block("call_to_action", 2, heading="Come", text="Now", contact=contact)
            for contact in ("both", "phone", "appointment")
        ),
        *(
            block("advice_card", 3, urgency=urgency, heading="Ask if:", body=TEXT)
            for urgency in ("non_urgent", "urgent", "emergency")
        ),
    ]
    odd.contact.save_revision().publish()
    listings = [block(kind, 5, heading="×") for kind in ("team", "locations")]
    elsewhere = [block("conditions", 4, heading="×", limit=3), *listings]
    offer(
        odd, "ar", "es", hero_heading="", hero_text="", hero_image=home.hero_image, body=elsewhere
    )
    translate(
        article, "ar", slug="صداع", title="صداع {{ clinic.name }}", when_to_get_help_heading=""
    )
