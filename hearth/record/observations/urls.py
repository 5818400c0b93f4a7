from django.urls import path

from . import views


app_name = "observations"
M = "c/<slug:community>/residents/<uuid:resident_id>/measurements/"
urlpatterns = [
    path(M, views.observations, name="observations"),
    path(f"{M}record/", views.record_observation, name="record_observation"),
    path(f"{M}of/<str:code>/", views.chart, name="chart"),
    path(
        f"{M}values/<uuid:pk>/take-back/", views.retract_observation, name="retract_observation"
    ),
]
