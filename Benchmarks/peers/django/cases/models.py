import secrets

from django.conf import settings
from django.db import models

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def new_reference():
    return "".join(ALPHABET[byte % 32] for byte in secrets.token_bytes(10))


class PlainJSONField(models.JSONField):
    """JSON that `bulk_create` sends as ordinary values.

    Django sends many rows to PostgreSQL as one array a column. For large JSON the quoting of those arrays takes more
    time than all the rest of the import; a field with a placeholder of its own is spared it.
    """

    def get_placeholder(self, value, compiler, connection):
        return "%s"


class Case(models.Model):
    class Nation(models.TextChoices):
        ENGLAND = "england", "England"
        WALES = "wales", "Wales"
        SCOTLAND = "scotland", "Scotland"
        NORTHERN_IRELAND = "northern-ireland", "Northern Ireland"

    class Status(models.TextChoices):
        REFERRED = "referred", "Referred"
        NOTIFIED = "notified", "Duty to notify"
        RECOVERY = "recovery", "Recovery period"
        CLOSED = "closed", "Closed"

    reference = models.CharField(max_length=12, default=new_reference)
    external_id = models.UUIDField(unique=True)
    nation = models.CharField(max_length=16, choices=Nation)
    status = models.CharField(max_length=16, choices=Status)
    version = models.PositiveIntegerField(default=1)
    first_name = models.TextField(blank=True)
    last_name = models.TextField(blank=True)
    date_of_birth = models.DateField(null=True)
    organisation = models.TextField()
    submitted_at = models.DateTimeField()
    recorded_at = models.DateTimeField(auto_now_add=True)
    answers = PlainJSONField()

    class Meta:
        # Not `unique=True`, which would bring a second index for LIKE that nothing here uses.
        constraints = [models.UniqueConstraint(fields=["reference"], name="case_reference")]

    @property
    def name(self):
        return f"{self.first_name} {self.last_name}".strip() or "Name not given"


class Clock(models.Model):
    class Kind(models.TextChoices):
        REASONABLE_GROUNDS = "reasonable_grounds", "Reasonable grounds decision"
        RECOVERY = "recovery", "Recovery period"

    case = models.ForeignKey(Case, models.CASCADE, related_name="clocks")
    kind = models.CharField(max_length=24, choices=Kind)
    due = models.DateField()
    stopped_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["due", "id"], name="clock_running", condition=models.Q(stopped_at__isnull=True)),
        ]


class Decision(models.Model):
    class Outcome(models.TextChoices):
        POSITIVE = "positive", "Positive"
        NEGATIVE = "negative", "Negative"

    case = models.ForeignKey(Case, models.CASCADE, related_name="decisions")
    outcome = models.CharField(max_length=16, choices=Outcome)
    reasons = models.TextField()
    decided_on = models.DateField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, db_index=False)
    recorded_at = models.DateTimeField(auto_now_add=True)


class Event(models.Model):
    class Kind(models.TextChoices):
        RECEIVED = "received", "Referral received"
        NOTIFIED = "notified", "Notification received"
        DECIDED = "decided", "Reasonable grounds decided"

    case = models.ForeignKey(Case, models.CASCADE, related_name="events", db_index=False)
    kind = models.CharField(max_length=16, choices=Kind)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, db_index=False)
    detail = models.TextField(blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["case", "id"], name="event_timeline")]
