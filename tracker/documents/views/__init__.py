"""The pages of documents: list, upload, one document, handing out, and the section on other records' pages."""

from tracker.documents.views import handing_out, listing, lookups, pictures, record, uploading
from tracker.documents.views.area import documents

__all__ = ["documents", "handing_out", "listing", "lookups", "pictures", "record", "uploading"]
