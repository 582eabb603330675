"""Translations: their strings and checks, machines, files, and the people who sign them."""
