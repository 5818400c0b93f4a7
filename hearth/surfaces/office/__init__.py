"""The office: who may come in, on which tablets, who looked, how the machinery runs, and the house itself.

For the administrator, the director and whoever the roles table names; nothing clinical is here.
"""
