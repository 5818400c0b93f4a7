"""Maple Court: an invented community, so that Hearth can be tried and photographed without anybody's record."""
