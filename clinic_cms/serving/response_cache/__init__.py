"""Finished responses, kept until something that they show has changed: pages and the API's."""
