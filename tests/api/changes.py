"""Everything that changes what readers see, one function each; all are given the same world."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.utils import timezone
from wagtail.images.models import Image

from clinic_cms.launching.languages import change_locales
from clinic_cms.models import ClinicPage, ConditionPage, PractitionerPage, Subscription
from clinic_cms.publishing import run_due
from clinic_cms.tenancy.hosts import change_hosts
from tests.factories import BuiltClinic, make_condition, make_image, translate

NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)
"""When the world begins, on the day before the special one."""


@dataclass
class World:
    """Two clinics, one in two languages, with articles and pictures."""

    kosak: BuiltClinic
    sol: BuiltClinic
    article: ConditionPage
    full: ConditionPage
    picture: Image
    clock: object

    def pass_time(self, **passed):
        self.clock.shift(timedelta(**passed))


CHANGES = []


def change(make):
    """Add a change. One that yields has a moment at which readers come by."""
    CHANGES.append(make)
    return make


def publish(page, **fields):
    page = type(page).objects.get(pk=page.pk)
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision().publish()
    return page


@change
def correct_a_master(world):
    publish(world.article, summary="Corrected: {{ clinic.name }}.")


@change
def take_a_master_off_line(world):
    world.article.unpublish()


@change
def delete_a_master(world):
    world.article.delete()


@change
def add_a_master(world):
    make_condition(world.article.get_parent(), "new", title="A new one")


@change
def translate_a_master(world):
    more = make_condition(world.article.get_parent(), "more", title="More")
    yield
    translate(more, "es", title="Más", slug="mas")


@change
def correct_a_translation(world):
    spanish = world.article.get_translations().get()
    publish(spanish, summary="Corregido: {{ clinic.name }}.")


@change
def change_a_phone(world):
    publish(world.kosak.location, phone="+17075550123")


@change
def empty_a_fact(world):
    """Withholds an article that prints it."""
    publish(world.kosak.location, phone="")


@change
def rename_a_clinic(world):
    world.kosak.clinic.name = "Kosak Spine"
    world.kosak.clinic.save()


@change
def paint_a_clinic(world):
    world.kosak.clinic.theme = "bold"
    world.kosak.clinic.save(update_fields=["theme"])


@change
def retire_a_clinic(world):
    world.kosak.clinic.retired_at = timezone.now()
    world.kosak.clinic.save()


@change
def move_a_clinic(world):
    change_hosts(clinic=world.kosak.clinic, hostnames=["new.example", world.kosak.host])


@change
def give_a_host_to_another_clinic(world):
    host = world.kosak.clinic.hosts.create(hostname="spare.example")
    host.clinic = world.sol.clinic
    host.save()
    change_hosts(clinic=world.sol.clinic, hostnames=["spare.example", world.sol.host])


@change
def drop_a_locale(world):
    change_locales(clinic=world.kosak.clinic, codes=["en-us"])


@change
def add_a_locale(world):
    change_locales(clinic=world.kosak.clinic, codes=["en-us", "es", "fr"])
    for home in world.kosak.home.get_translations().filter(locale__language_code="fr"):
        publish(home, title="Accueil")


@change
def choose_articles(world):
    world.kosak.clinic.subscribes_to_all = False
    world.kosak.clinic.save()
    key = world.full.translation_key
    Subscription.objects.create(clinic=world.kosak.clinic, condition_key=key)


@change
def hide_a_master(world):
    make_condition(world.kosak.index, "back-spasms", title="Ours")


@change
def rename_a_practitioner(world):
    publish(world.kosak.doctor, title="Mia Wilson", first_name="Mia")


@change
def delete_a_practitioner(world):
    world.kosak.clinic.refresh_from_db()
    PractitionerPage.objects.get(pk=world.kosak.doctor.pk).delete()


@change
def rename_a_page(world):
    publish(world.kosak.contact, title="Find us", slug="find-us")


@change
def move_a_page(world):
    locale = world.kosak.home.locale
    about = ClinicPage(title="About", slug="about", locale=locale, show_in_menus=True)
    world.kosak.home.add_child(instance=about)
    world.kosak.contact.refresh_from_db()
    world.kosak.contact.move(about, pos="last-child")


@change
def reorder_pages(world):
    world.kosak.contact.refresh_from_db()
    world.kosak.contact.move(world.kosak.home, pos="first-child")


@change
def focus_a_picture(world):
    Image.objects.get(pk=world.picture.pk).save()
    picture = Image.objects.get(pk=world.picture.pk)
    picture.focal_point_x = picture.focal_point_y = 10
    picture.focal_point_width = picture.focal_point_height = 4
    picture.save()


@change
def replace_a_picture(world):
    other = make_image("other")
    picture = Image.objects.get(pk=world.picture.pk)
    picture.file, picture.width, picture.height = other.file, other.width, other.height
    picture._set_file_hash()
    picture.save()
    # As Wagtail's own form does.
    picture.renditions.all().delete()


@change
def delete_a_picture(world):
    Image.objects.get(pk=world.picture.pk).delete()


@change
def put_up_a_logo(world):
    world.kosak.clinic.logo = world.picture
    world.kosak.clinic.save()


@change
def let_a_page_expire(world):
    """By the clock alone: nobody runs what is due."""
    publish(world.kosak.contact, expire_at=timezone.now() + timedelta(minutes=5))
    yield
    world.pass_time(minutes=6)


@change
def let_a_master_expire(world):
    publish(world.article, expire_at=timezone.now() + timedelta(minutes=5))
    yield
    world.pass_time(minutes=6)
    yield
    list(run_due())


@change
def let_a_special_day_pass(world):
    day = {"date": date(2026, 1, 5), "note": "Inventory", "intervals": []}
    publish(world.kosak.location, special_days=[("day", day)])
    yield
    world.pass_time(hours=21)


@change
def publish_on_time(world):
    page = ConditionPage.objects.get(pk=world.article.pk)
    page.summary, page.go_live_at = "Scheduled.", timezone.now() + timedelta(minutes=5)
    page.save_revision().publish()
    world.pass_time(minutes=6)
    list(run_due())
