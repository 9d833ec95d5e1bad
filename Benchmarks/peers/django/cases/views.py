from datetime import date

from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from .clocks import recovery_ends
from .forms import DecisionForm
from .models import Case, Clock, Decision, Event

PAGE = 25
NATIONS = dict(Case.Nation.choices)
KINDS = dict(Clock.Kind.choices)


@require_safe
@login_required
def worklist(request):
    """The soonest running clocks; `after` is the last due date and clock of the page before."""
    clocks = Clock.objects.filter(stopped_at__isnull=True)
    if after := request.GET.get("after"):
        try:
            due, last = after.split("_")
            # A row comparison, so that one index range serves the page.
            clocks = clocks.extra(where=["(cases_clock.due, cases_clock.id) > (%s, %s)"], params=[date.fromisoformat(due), int(last)])
        except ValueError:
            return HttpResponseBadRequest("There is no such page.")
    clocks = list(
        clocks.order_by("due", "id")
        .select_related("case")
        .only("kind", "due", "case__reference", "case__nation", "case__first_name", "case__last_name", "case__status")
        [: PAGE + 1]
    )
    more = len(clocks) > PAGE
    del clocks[PAGE:]
    following = f"{clocks[-1].due:%Y-%m-%d}_{clocks[-1].pk}" if more else None
    today = timezone.localdate()
    for clock in clocks:
        clock.days_late = (today - clock.due).days
    return render(request, "cases/worklist.html", {
        "clocks": clocks, "following": following, "nations": NATIONS, "kinds": KINDS})


@require_safe
@login_required
def case(request, reference):
    case = get_object_or_404(Case, reference=reference)
    return case_page(request, case, DecisionForm(auto_id=False) if case.status == Case.Status.REFERRED else None)


def case_page(request, case, form, status=200):
    kinds = [
        key.removeprefix("types-of-exploitation-").replace("-", " ")
        for key, value in case.answers.items()
        if key.startswith("types-of-exploitation-") and value == "true"
    ]
    decisions = []
    if case.status in (Case.Status.RECOVERY, Case.Status.CLOSED):
        decisions = case.decisions.select_related("decided_by").only(
            "outcome", "reasons", "decided_on", "case_id", "decided_by__username").order_by("id")
    context = {
        "case": case,
        "answers": case.answers,
        "kinds": kinds,
        "clocks": case.clocks.order_by("due", "id"),
        "decisions": decisions,
        "events": case.events.select_related("actor").only(
            "kind", "detail", "recorded_at", "case_id", "actor__username").order_by("id"),
        "form": form,
        "today": timezone.localdate(),
    }
    return render(request, "cases/case.html", context, status=status)


@require_POST
@login_required
def decide(request, reference):
    """Records a reasonable grounds decision. The answer leaves after the commit is on disk."""
    form = DecisionForm(request.POST, auto_id=False)
    if not form.is_valid():
        return case_page(request, get_object_or_404(Case, reference=reference), form, status=422)
    answer = form.cleaned_data
    positive = answer["outcome"] == Decision.Outcome.POSITIVE
    with transaction.atomic():
        case = get_object_or_404(
            Case.objects.select_for_update(no_key=True).only("status", "version"), reference=reference)
        if case.status != Case.Status.REFERRED:
            form.add_error(None, "This case has been decided already.")
        else:
            now = timezone.now()
            case.clocks.filter(kind=Clock.Kind.REASONABLE_GROUNDS, stopped_at__isnull=True).update(stopped_at=now)
            Decision.objects.create(case=case, decided_by=request.user, **answer)
            if positive:
                Clock.objects.create(case=case, kind=Clock.Kind.RECOVERY, due=recovery_ends(answer["decided_on"]))
            Event.objects.create(case=case, kind=Event.Kind.DECIDED, actor=request.user, detail=answer["outcome"])
            Case.objects.filter(pk=case.pk).update(
                status=Case.Status.RECOVERY if positive else Case.Status.CLOSED, version=case.version + 1)
    if form.errors:
        return case_page(request, get_object_or_404(Case, reference=reference), form, status=409)
    return redirect("case", reference=reference)
