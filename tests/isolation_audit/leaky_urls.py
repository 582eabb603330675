"""The project's URLs, and some that know nothing of clinics."""

from django.core.mail import send_mail
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import path
from django.views.decorators.csrf import csrf_exempt
from wagtail.images import get_image_model
from wagtail.models import Page

from sites.urls import urlpatterns as urls_of_the_project


def show(request, page_id):
    return HttpResponse(get_object_or_404(Page, pk=page_id).title)


def name_in_a_header(request, page_id):
    page = get_object_or_404(Page, pk=page_id)
    return HttpResponse(status=302, headers={"Location": f"/{page.slug}/"})


@csrf_exempt
def rename(request, page_id):
    if request.method == "POST":
        Page.objects.filter(pk=page_id).update(title="Renamed")
    return HttpResponse("Done.")


@csrf_exempt
def copy_title(request, page_id):
    """Copies what it reads into a page of the user's own clinic."""
    if request.method == "PUT":
        title = get_object_or_404(Page, pk=page_id).title
        home = request.clinic and Page.objects.get(pk=request.clinic.clinic.home_id)
        Page.objects.filter(pk=home and home.pk).update(seo_title=title)
    return HttpResponse("Done.")


def tell_later(request, page_id):
    page = get_object_or_404(Page, pk=page_id)
    transaction.on_commit(
        lambda: send_mail("Read", page.title, None, ["someone@elsewhere.example"])
    )
    return HttpResponse("Done.")


@csrf_exempt
def drop_file(request, image_id):
    image = get_object_or_404(get_image_model(), pk=image_id)
    if request.method == "DELETE":
        transaction.on_commit(lambda: image.file.storage.delete(image.file.name))
        image.save()
    return HttpResponse("Done.")


def fails(request, page_id):
    raise RuntimeError("This view is broken.")


def echo(request, page_id):
    return HttpResponse(f"Page {page_id} on {request.get_host()} is not yours.")


urlpatterns = [
    path("leaks/show/<int:page_id>/", show),
    path("leaks/header/<int:page_id>/", name_in_a_header),
    path("leaks/rename/<int:page_id>/", rename),
    path("leaks/copy/<int:page_id>/", copy_title),
    path("leaks/later/<int:page_id>/", tell_later),
    path("leaks/file/<int:image_id>/", drop_file),
    path("leaks/fails/<int:page_id>/", fails),
    path("leaks/echo/<int:page_id>/", echo),
    *urls_of_the_project,
]
