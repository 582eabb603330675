"""What a host name looks like."""

from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

HOSTNAME = RegexValidator(
    r"^(?!-)[a-z0-9-]{1,63}(?<!-)(\.(?!-)[a-z0-9-]{1,63}(?<!-))*$",
    _("Write a host name such as www.example.com: lower case, without https:// and port."),
    code="clinic_cms.H001",
)
