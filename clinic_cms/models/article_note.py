"""What a machine doubts in an article, kept until a person answers it, and the answers."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from clinic_cms.models.condition import ConditionPage


class NoteKind(models.TextChoices):
    """Where a note comes from."""

    WARNING = "warning"
    SET_ASIDE = "set_aside"
    FINDING = "finding"


class Answer(models.TextChoices):
    """What a person decided; a note without an answer is open."""

    READ = "read", _("Ticked off")
    RESTORED = "restored", _("Restored")
    DROPPED = "dropped", _("Dropped")
    MOVED = "moved", _("Moved to the practitioner's page")
    RIGHT = "right", _("This is right")
    TAGGED = "tagged", _("Made a merge tag")
    REMOVED = "removed", _("Removed")


class ArticleNote(models.Model):
    """A warning or a passage of an import, or a finding that was answered.

    Open findings are no rows: `facts.fact_check` finds them again in each draft.
    """

    page = models.ForeignKey(ConditionPage, models.CASCADE, related_name="notes")
    kind = models.CharField(max_length=20, choices=NoteKind.choices)
    finding_kind = models.CharField(max_length=40, blank=True)
    """The kind of a finding: "phone", "claim" …"""
    path = models.CharField(max_length=500, blank=True)
    """A finding's content path; that of a passage that was set aside, or its section."""
    text = models.TextField()
    passage = models.TextField(blank=True)
    """The sentence in which a finding stands."""
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)
    """The sentences before and after a passage that was set aside, where it stood."""
    stood_as = models.CharField(max_length=10, blank=True)
    """As what it stood there; see `publishing.notes.passage_places.Place`."""
    reason = models.TextField(blank=True)
    """Why a passage was set aside; the file in which a finding was answered."""
    created_at = models.DateTimeField(auto_now_add=True)
    answer = models.CharField(max_length=20, choices=Answer.choices, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    answerer = models.CharField(_("answered by"), max_length=200, blank=True)
    """The name of who answered; it stays when the account is deleted."""
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("note on an article")
        verbose_name_plural = _("notes on articles")
        indexes = [models.Index(fields=["page", "kind", "answer"], name="clinic_cms_notes")]

    def __str__(self) -> str:
        return f"{self.page_id} {self.kind}: {self.text[:60]}"
