from tracker.imports.views import columns, doing, files, uploading
from tracker.imports.views.area import imports
from tracker.imports.whole import register_all

register_all()

__all__ = ["columns", "doing", "files", "imports", "uploading"]
