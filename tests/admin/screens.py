"""The screens of the admin that a clinic's owner opens, and clinics that they show."""

from django.contrib.auth.models import User
from django.utils import timezone
from wagtail.documents.models import Document
from wagtail.log_actions import log
from wagtail.models import Page, Site

from clinic_cms.launching.access import ensure_access
from clinic_cms.models import Clinic, ClinicLocale, ClinicPage, Role, WebhookEndpoint
from clinic_cms.tenancy.roles import grant_homes, group_of
from clinic_cms.translating.memory import ensure_translation
from tests.factories import make_clinic, make_condition, make_image, make_library, translate

OTHERS = ("sol", "marlow")
OWNER = (
    "/admin/",
    "/admin/account/",
    "/admin/pages/",
    "/admin/pages/{home}/",
    "/admin/pages/{home}/?has_child_pages=true",
    "/admin/pages/{home}/?q=o",
    "/admin/pages/search/?q=o",
    "/admin/pages/usage/clinic_cms/cliniclocation/",
    "/admin/pages/{home}/add_subpage/",
    "/admin/pages/add/clinic_cms/clinicpage/{home}/",
    "/admin/pages/{home}/edit/",
    "/admin/pages/{location}/edit/",
    "/admin/pages/{doctor}/edit/",
    "/admin/pages/{contact}/edit/",
    "/admin/pages/{location}/unpublish/",
    "/admin/pages/{location}/move/",
    "/admin/pages/{location}/copy/",
    "/admin/pages/{location}/delete/",
    "/admin/pages/{location}/privacy/",
    "/admin/pages/{location}/usage/",
    "/admin/pages/{location}/history/",
    "/admin/pages/{location}/revisions/compare/earliest...live/",
    "/admin/pages/{location}/workflow_history/",
    "/admin/bulk/wagtailcore/page/publish/?id={location}&id={root}",
    "/admin/bulk/wagtailimages/image/add_to_collection/?id={image}",
    "/admin/choose-page/",
    "/admin/choose-page/{home}/",
    "/admin/choose-page/search/?q=o",
    "/admin/choose-page/chosen-multiple/?id={home}&id={location}",
    "/admin/choose_collection/",
    "/admin/choose_person/",
    "/admin/choose_webhook/",
    "/admin/images/",
    "/admin/images/?q=o",
    "/admin/images/add/",
    "/admin/images/{image}/",
    "/admin/images/usage/{image}/",
    "/admin/images/chooser/",
    "/admin/images/chooser/results/?q=o",
    "/admin/documents/",
    "/admin/documents/?q=o",
    "/admin/documents/add/",
    "/admin/documents/edit/{document}/",
    "/admin/documents/usage/{document}/",
    "/admin/documents/chooser/",
    "/admin/documents/chooser/results/?q=o",
    "/admin/tag-autocomplete/?term=o",
    "/admin/people/{clinic}/",
    "/admin/people/{clinic}/invite/",
    "/admin/people/{clinic}/{owner}/",
    "/admin/api-tokens/",
    "/admin/api-tokens/new/",
    "/admin/webhooks/",
    "/admin/webhooks/new/",
    "/admin/webhook-deliveries/",
    "/admin/reports/locked/",
    "/admin/reports/aging-pages/",
    "/admin/reports/site-history/",
    "/admin/reports/workflow/",
    "/admin/reports/workflow_tasks/",
    "/admin/reports/article-translations/",
    "/admin/localize/reports/translations/",
    "/admin/localize/submit/page/{doctor}/",
    "/admin/pages/{translated}/edit/",
    "/admin/api/main/pages/?child_of={home}&for_explorer=1",
    "/admin/api/main/images/",
    "/admin/api/main/documents/",
)


def install() -> dict[str, int]:
    """Make three clinics with all that a launch gives them; return the first one's primary keys."""
    library = make_library()
    built = [make_clinic(), *(make_clinic(name, host=f"{name}.example") for name in OTHERS)]
    kosak, *_others = built
    owner = None
    for each in built:
        ensure_access(each.clinic)
        each.clinic.site = Site.objects.create(hostname=each.host, root_page=each.home)
        each.clinic.save()
        user = User.objects.create_user(each.clinic.slug)
        user.groups.add(group_of(each.clinic, Role.OWNER))
        grant_homes(each.clinic, [each.home])
        owner = owner or user
        add_work(each.clinic, user)
    kosak.location.save_revision().publish()
    spanish = translate(kosak.home, "es", slug="kosak-es")
    ClinicLocale.objects.create(clinic=kosak.clinic, locale=spanish.locale, home=spanish)
    grant_homes(kosak.clinic, [kosak.home, spanish])
    ensure_translation(kosak.contact, spanish.locale)
    image = make_image("hero")
    image.collection = kosak.clinic.collection
    image.save()
    document = Document.objects.create(title="Fees", collection=image.collection, file="fees.txt")
    return {
        "root": Page.objects.get(depth=1).pk,
        "home": kosak.home.pk,
        "location": kosak.location.pk,
        "doctor": kosak.doctor.pk,
        "contact": kosak.contact.pk,
        "translated": ClinicPage.objects.get(locale=spanish.locale).pk,
        "article": make_condition(library).pk,
        "clinic": kosak.clinic.pk,
        "folder": kosak.clinic.collection_id,
        "image": image.pk,
        "document": document.pk,
        "owner": owner.pk,
        "group": group_of(kosak.clinic, Role.OWNER).pk,
    }


def add_work(clinic: Clinic, user: User) -> None:
    """Add a home that its owner locked, what is logged of it, and a webhook."""
    locked = {"locked": True, "locked_by": user, "locked_at": timezone.now()}
    Page.objects.filter(pk=clinic.home_id).update(owner=user, **locked)
    log(clinic.home, "wagtail.edit", user=user)
    WebhookEndpoint.objects.create(clinic=clinic, url=f"https://hooks.example/{clinic.slug}")
