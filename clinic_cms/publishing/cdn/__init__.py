"""Purging a CDN: whatever a change concerns is deleted there, by the keys of its responses."""
