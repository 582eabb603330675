"""One clinic with every fact, and one with hardly any."""

import pytest

from clinic_cms.merge import ClinicFacts, DoctorFacts, Facts, LocationFacts


@pytest.fixture(scope="session")
def facts() -> Facts:
    return Facts(
        clinic=ClinicFacts(
            name="Harbor & Sons",
            phone="+17075550142",
            country="US",
            url="https://harbor.example/",
            appointment_url="https://harbor.example/appointment/",
        ),
        doctor=DoctorFacts(
            honorific="Dr.",
            name="Jane Doe",
            first_name="Jane",
            last_name="Doe",
            credentials="DC",
            gender="feminine",
        ),
        location=LocationFacts(
            street="12 Harbor Street",
            city="Fairfield",
            region="CA",
            postal_code="94533",
            country="US",
            phone="+17075550143",
            service_areas=("Vacaville", "Dixon"),
        ),
        language="en-us",
    )


@pytest.fixture(scope="session")
def bare() -> Facts:
    return Facts(ClinicFacts(name="Harbor"), DoctorFacts(), LocationFacts(), "en-us")
