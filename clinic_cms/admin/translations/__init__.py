"""The translators' desk: the matrix, what is told on a page, and the signature."""
