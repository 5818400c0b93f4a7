from django.urls import path

from . import views


app_name = "tasks"
T = "c/<slug:community>/tasks/"
urlpatterns = [
    path(T, views.worklist, name="worklist"),
    path(f"{T}<uuid:pk>/", views.task, name="task"),
    path(f"{T}<uuid:pk>/complete/", views.complete_task, name="complete_task"),
    path(f"{T}<uuid:pk>/hand/", views.hand_task, name="hand_task"),
    path(f"{T}<uuid:pk>/claim/", views.claim_task, name="claim_task"),
]
