"""This room is for everything that someone must do by some time: the one worklist (FHIR Task).
Each task says who owns it, when it opens, is due and is late, why it exists, and what became of it.
Areas of care register the kinds of task they create; Today, the shift list and every reminder are
readings of this one table.
"""
