"""The state of a clinic, desired and current, as values that can be compared."""
