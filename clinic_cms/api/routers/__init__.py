"""The operations, by what they answer about."""
