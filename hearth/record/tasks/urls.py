from django.urls import path

from .views import checklists, making, series, watching, working, worklist


app_name = "tasks"
T = "c/<slug:community>/tasks/"
ONE = f"{T}<uuid:pk>/"
S = "c/<slug:community>/tasks/series/"
W = "c/<slug:community>/watches/"
L = "c/<slug:community>/checklists/"
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
    path(W, watching.view_watches, name="view_watches"),
    path(f"{W}print/", watching.print_watches, name="print_watches"),
    path(f"{W}<uuid:pk>/", watching.view_watch, name="view_watch"),
    path(f"{W}<uuid:pk>/extend/", watching.extend_watch, name="extend_watch"),
    path(f"{W}<uuid:pk>/end/", watching.end_watch, name="end_watch"),
    path(f"{W}entries/<uuid:pk>/", watching.view_watch_entry, name="view_watch_entry"),
    path(
        f"{W}entries/<uuid:pk>/retract/",
        watching.retract_watch_entry,
        name="retract_watch_entry",
    ),
    path(
        "c/<slug:community>/residents/<uuid:resident_id>/start-watch/",
        watching.start_watch,
        name="start_watch",
    ),
    path(
        "c/<slug:community>/residents/<uuid:resident_id>/watches/",
        watching.view_resident_watches,
        name="view_resident_watches",
    ),
    path(L, checklists.view_checklists, name="view_checklists"),
    path(f"{L}start/", checklists.start_checklist, name="start_checklist"),
    path(f"{L}<uuid:pk>/", checklists.view_checklist, name="view_checklist"),
    path(f"{L}<uuid:pk>/change-anchor/", checklists.change_anchor, name="change_anchor"),
    path(f"{L}<uuid:pk>/pass-gate/", checklists.pass_gate, name="pass_gate"),
    path(f"{L}<uuid:pk>/close/", checklists.close_checklist, name="close_checklist"),
    path(f"{L}<uuid:pk>/cancel/", checklists.cancel_checklist, name="cancel_checklist"),
    path(
        f"{W}checks/<uuid:pk>/answer/",
        watching.answer_watch_check,
        name="answer_watch_check",
    ),
    path(f"{W}decisions/<uuid:pk>/", watching.decide_watch, name="decide_watch"),
    path(
        f"{L}steps/<uuid:pk>/prove/",
        checklists.prove_checklist_item,
        name="prove_checklist_item",
    ),
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
