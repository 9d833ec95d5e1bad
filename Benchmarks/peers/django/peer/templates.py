"""The Jinja environment: how dates read."""
from django.utils import timezone
from jinja2 import Environment


def day(value):
    return f"{value.day} {value:%B %Y}" if value else "Not known"


def local_day(value):
    return day(timezone.localtime(value))


def moment(value):
    value = timezone.localtime(value)
    return f"{value.day} {value:%B %Y, %H:%M}"


def environment(**options):
    made = Environment(**options)
    made.filters |= {"day": day, "local_day": local_day, "moment": moment}
    return made
