"""Files, what came in from other systems, what was given out, and the visits of surveyors."""

from .filed import Document, ImportBatch, ImportPreview, SourceKey, SourceRecord
from .released import ChartFile, Disclosure
from .surveyed import SurveyRequest, SurveySample, SurveyVisit


__all__ = [
    "ChartFile",
    "Disclosure",
    "Document",
    "ImportBatch",
    "ImportPreview",
    "SourceKey",
    "SourceRecord",
    "SurveyRequest",
    "SurveySample",
    "SurveyVisit",
]
