"""Do: file a document, change what is said of it, give copies out, let a surveyor in."""

from hearth.kernel.errors import Conflict
from hearth.kernel.words import N_

from .changing import change_document, retract_document
from .charting import (
    chart_failed,
    chart_progress,
    download_chart,
    keep_chart,
    make_chart,
    remove_chart,
)
from .disclosing import record_disclosure, retract_disclosure, take_copy
from .filing import replace_document, upload_document
from .surveying import (
    add_to_sample,
    answer_survey_request,
    end_survey_visit,
    extend_survey_visit,
    log_survey_request,
    open_survey_visit,
    remove_from_sample,
    renew_survey_code,
    retract_survey_request,
)


CONSTRAINTS = {
    "surveysample_once": (
        "sampled",
        N_("That resident is in the sample already."),
        Conflict,
    ),
}

__all__ = [
    "CONSTRAINTS",
    "add_to_sample",
    "answer_survey_request",
    "change_document",
    "chart_failed",
    "chart_progress",
    "download_chart",
    "end_survey_visit",
    "extend_survey_visit",
    "keep_chart",
    "log_survey_request",
    "make_chart",
    "open_survey_visit",
    "record_disclosure",
    "remove_chart",
    "remove_from_sample",
    "renew_survey_code",
    "replace_document",
    "retract_disclosure",
    "retract_document",
    "retract_survey_request",
    "take_copy",
    "upload_document",
]
