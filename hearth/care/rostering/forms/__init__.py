"""What a person meant about the sheet and its runs."""

from .runs import RunForm
from .sheet import AssignRunForm, EndAssignmentForm, PeopleForm, SplitRunForm


__all__ = ["AssignRunForm", "EndAssignmentForm", "PeopleForm", "RunForm", "SplitRunForm"]
