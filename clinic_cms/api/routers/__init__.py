"""The operations, by what they read."""
