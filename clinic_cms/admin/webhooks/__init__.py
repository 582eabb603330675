"""Webhooks in the admin: where events are sent, and what became of them."""
