import os

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Adds an account; the password is taken from PEER_PASSWORD."

    def add_arguments(self, parser):
        parser.add_argument("name")

    def handle(self, name, **options):
        User.objects.create_user(name, password=os.environ["PEER_PASSWORD"])
