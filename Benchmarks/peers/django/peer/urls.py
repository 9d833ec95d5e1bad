from django.contrib.auth.views import LoginView
from django.urls import path

from cases import views

urlpatterns = [
    path("sign-in/", LoginView.as_view(template_name="cases/sign_in.html"), name="sign-in"),
    path("", views.worklist, name="worklist"),
    path("cases/<str:reference>/", views.case, name="case"),
    path("cases/<str:reference>/decisions/", views.decide, name="decide"),
]
