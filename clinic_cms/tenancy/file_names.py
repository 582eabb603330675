"""The names under which uploads are stored, which tell nothing of what is stored already.

A storage adds letters to a name that is taken. All clinics share one storage, so such letters would
tell a clinic that another has a file of that name. Hence each upload gets letters of its own, also
where no one has such a file.
"""

from string import ascii_lowercase, digits
from typing import Any

from django.db.models.signals import pre_save
from django.utils.crypto import get_random_string
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import UploadedFile

LETTERS = 12


def connect() -> None:
    """Name uploads when they are saved, whoever saves them: a form, an API, a launch."""
    for model in (get_image_model(), get_document_model(), UploadedFile):
        pre_save.connect(name_upload, sender=model, dispatch_uid=f"{__name__}.{model.__name__}")


def name_upload(*, instance: Any, **_signal: Any) -> None:
    """Put random letters before the name of a file that is still to be stored.

    A document is stored in a folder of its own, because Wagtail reads from its name as what it is
    downloaded. A picture's name begins with the letters: so do those of its renditions, which
    Wagtail cuts at the end.
    """
    file = instance.file
    if not file or file._committed:
        return
    letters = get_random_string(LETTERS, ascii_lowercase + digits)
    is_document = isinstance(instance, get_document_model())
    file.name = f"{letters}{'/' if is_document else '-'}{file.name}"
