from django.urls import path

from .views import filed as views
from .views import releasing, surveyed, surveying


app_name = "documents"
H = "c/<slug:community>/documents/"
R = "c/<slug:community>/residents/<uuid:resident_id>/documents/"
urlpatterns = [
    path(R, views.documents, name="documents"),
    path(H, views.house_documents, name="house_documents"),
    path(f"{H}running-out/", views.expiring_documents, name="expiring_documents"),
]
S = "c/<slug:community>/survey/"
V = f"{S}<uuid:visit_id>/"
G = "c/<slug:community>/residents/<uuid:resident_id>/copies-given/"
urlpatterns += [
    path(S, surveying.survey_visits, name="survey_visits"),
    path(f"{S}new/", surveying.open_survey_visit, name="open_survey_visit"),
    path(V, surveying.view_survey_visit, name="view_survey_visit"),
    path(f"{V}print/", surveying.print_survey_visit, name="print_survey_visit"),
    path(f"{V}code/", surveying.renew_survey_code, name="renew_survey_code"),
    path(f"{V}longer/", surveying.extend_survey_visit, name="extend_survey_visit"),
    path(f"{V}end/", surveying.end_survey_visit, name="end_survey_visit"),
    path(f"{V}sample/", surveying.add_to_sample, name="add_to_sample"),
    path(
        f"{V}sample/<uuid:resident_id>/take-off/",
        surveying.remove_from_sample,
        name="remove_from_sample",
    ),
    path(f"{V}asked/", surveying.log_survey_request, name="log_survey_request"),
    path(
        f"{V}asked/<uuid:request_id>/given/",
        surveying.answer_survey_request,
        name="answer_survey_request",
    ),
    path(
        f"{V}asked/<uuid:request_id>/take-back/",
        surveying.retract_survey_request,
        name="retract_survey_request",
    ),
    path(f"{S}mine/", surveyed.view_own_survey, name="view_own_survey"),
    path(f"{S}mine/roster/", surveyed.view_own_roster, name="view_own_roster"),
    path(f"{S}mine/staff/", surveyed.view_own_staff, name="view_own_staff"),
    path(f"{S}mine/policies/", surveyed.view_own_policies, name="view_own_policies"),
    path(
        f"{S}mine/policies/<uuid:pk>/", surveyed.download_own_policy, name="download_own_policy"
    ),
    path(G, releasing.disclosures, name="disclosures"),
    path(f"{G}print/", releasing.print_disclosures, name="print_disclosures"),
    path(f"{G}new/", releasing.record_disclosure, name="record_disclosure"),
    path(f"{G}<uuid:pk>/take-back/", releasing.retract_disclosure, name="retract_disclosure"),
]
# Everything one does with a document has an address under its resident and one under the house.
for base in (R, H):
    urlpatterns += [
        path(f"{base}upload/", views.upload_document, name="upload_document"),
        path(f"{base}<uuid:pk>/", views.view_document, name="view_document"),
        path(f"{base}<uuid:pk>/file/", views.download_document, name="download_document"),
        path(f"{base}<uuid:pk>/change/", views.change_document, name="change_document"),
        path(f"{base}<uuid:pk>/replace/", views.replace_document, name="replace_document"),
        path(f"{base}<uuid:pk>/take-back/", views.retract_document, name="retract_document"),
    ]
