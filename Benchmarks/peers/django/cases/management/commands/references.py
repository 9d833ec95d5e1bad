from django.core.management.base import BaseCommand

from cases.models import Case


class Command(BaseCommand):
    help = "Prints the references of all cases, or of those with one status, one a line."

    def add_arguments(self, parser):
        parser.add_argument("--status", choices=Case.Status.values)

    def handle(self, **options):
        cases = Case.objects.order_by("id")
        if options["status"]:
            cases = cases.filter(status=options["status"])
        for reference in cases.values_list("reference", flat=True).iterator(chunk_size=10_000):
            self.stdout.write(reference)
