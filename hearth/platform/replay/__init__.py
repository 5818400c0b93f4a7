"""Every write of a device can be sent again: the first answer is given again, and nothing is lost.

A reference made by the device names the write. The same with other content is a conflict that
people see; a write that a rule or a permission refused is kept for them to look at.
"""
