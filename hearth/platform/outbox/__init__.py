"""What has happened, told to whoever asked to hear it: stored with the fact, delivered afterwards.

At least once, each reaction alone; what a reaction writes and the mark that it is done commit together.
"""
