"""The delivery API: what patients read, as JSON. Thin: routers, schemas and their contract."""
