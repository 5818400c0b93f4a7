from django.urls import path

from .views import making, series, working, worklist


app_name = "tasks"
T = "c/<slug:community>/tasks/"
ONE = f"{T}<uuid:pk>/"
S = "c/<slug:community>/tasks/series/"
urlpatterns = [
    path(T, worklist.worklist, name="worklist"),
    path(f"{T}mine/", worklist.my_tasks, name="my_tasks"),
    path(f"{T}create/", making.create_task, name="create_task"),
    path(
        "c/<slug:community>/residents/<uuid:resident_id>/promise-call-back/",
        making.promise_call_back,
        name="promise_call_back",
    ),
    path(S, series.series, name="series"),
    path(f"{S}start/", series.start_series, name="start_series"),
    path(f"{S}<uuid:pk>/change/", series.change_series, name="change_series"),
    path(f"{S}<uuid:pk>/hold/", series.hold_series, name="hold_series"),
    path(f"{S}<uuid:pk>/resume/", series.resume_series, name="resume_series"),
    path(f"{S}<uuid:pk>/end/", series.end_series, name="end_series"),
    path(ONE, working.task, name="task"),
    path(f"{ONE}complete/", working.complete_task, name="complete_task"),
    path(f"{ONE}claim/", working.claim_task, name="claim_task"),
    path(f"{ONE}release/", working.release_task, name="release_task"),
    path(f"{ONE}begin/", working.begin_task, name="begin_task"),
    path(f"{ONE}hand/", working.hand_task, name="hand_task"),
    path(f"{ONE}snooze/", working.snooze_task, name="snooze_task"),
    path(f"{ONE}undo/", working.undo_task, name="undo_task"),
    path(f"{ONE}cancel/", working.cancel_task, name="cancel_task"),
    path(f"{ONE}retract/", working.retract_task, name="retract_task"),
    path(f"{ONE}comment/", working.comment_task, name="comment_task"),
    path(f"{ONE}change/", making.change_task, name="change_task"),
]
