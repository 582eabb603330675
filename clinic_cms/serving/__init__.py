"""Reads: from a request to the one view of a page that every face shows."""
