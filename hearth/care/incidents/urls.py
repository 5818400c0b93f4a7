from django.urls import path

from . import views


app_name = "incidents"
C = "c/<slug:community>/"
E = f"{C}events/"
R = f"{C}residents/<uuid:resident_id>/"
urlpatterns = [
    path(f"{R}record-event/", views.record_incident, name="record_incident"),
    path(f"{R}events/", views.resident_incidents, name="resident_incidents"),
    path(E, views.incidents, name="incidents"),
    path(f"{E}task/<uuid:pk>/", views.open_report, name="open_report"),
    path(f"{E}<uuid:pk>/", views.incident, name="incident"),
    path(f"{E}<uuid:pk>/correct/", views.correct_incident, name="correct_incident"),
    path(f"{E}<uuid:pk>/retract/", views.retract_incident, name="retract_incident"),
    path(f"{E}<uuid:pk>/report/", views.sign_report, name="sign_report"),
    path(f"{E}<uuid:pk>/review/", views.review_report, name="review_report"),
]
