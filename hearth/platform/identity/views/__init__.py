"""The pages of coming in: the way to one's first page, one-time codes, one's own account."""
