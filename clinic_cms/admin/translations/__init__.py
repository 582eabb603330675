"""Translations in the admin: the matrix, the edit page of a translation, and its signature."""
