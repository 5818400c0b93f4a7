from django.urls import path

from .views import filed as views


app_name = "documents"
H = "c/<slug:community>/documents/"
R = "c/<slug:community>/residents/<uuid:resident_id>/documents/"
urlpatterns = [
    path(R, views.documents, name="documents"),
    path(H, views.house_documents, name="house_documents"),
    path(f"{H}running-out/", views.expiring_documents, name="expiring_documents"),
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
