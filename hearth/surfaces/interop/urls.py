"""The addresses of imports."""

from django.urls import path

from .views import imports, records


app_name = "interop"
BASE = "c/<slug:community>/import/"
urlpatterns = [
    path(BASE, imports.imports, name="imports"),
    path(f"{BASE}file/", imports.import_file, name="import_file"),
    path(f"{BASE}<uuid:batch_id>/", imports.view_import, name="view_import"),
    path(f"{BASE}<uuid:batch_id>/columns/", imports.prepare_import, name="prepare_import"),
    path(f"{BASE}<uuid:batch_id>/start/", imports.start_import, name="start_import"),
    path(f"{BASE}<uuid:batch_id>/go-on/", imports.resume_import, name="resume_import"),
    path(f"{BASE}<uuid:batch_id>/give-up/", imports.drop_import, name="drop_import"),
    path(f"{BASE}<uuid:batch_id>/set-aside/", records.view_set_aside, name="view_set_aside"),
    path(
        f"{BASE}<uuid:batch_id>/set-aside/export/",
        records.export_set_aside,
        name="export_set_aside",
    ),
    path(f"{BASE}<uuid:batch_id>/kept/<str:kind>/", records.view_kept, name="view_kept"),
    path(
        f"{BASE}entries/<uuid:record_id>/correct/",
        records.correct_source_record,
        name="correct_source_record",
    ),
]
