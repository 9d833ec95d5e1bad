from django import forms

from .models import Decision


class DecisionForm(forms.Form):
    outcome = forms.ChoiceField(choices=Decision.Outcome.choices)
    decided_on = forms.DateField()
    reasons = forms.CharField(max_length=15_000, widget=forms.Textarea)
