"""One Wagtail install, one article, many clinics' own websites, in many languages."""

__version__ = "0.1.0"
