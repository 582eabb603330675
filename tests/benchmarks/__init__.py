"""How long everything takes: `make bench`, which writes docs/performance.md.

Three products are measured side by side, each in processes of its own: `ours`, `plain_wagtail` (a
Wagtail as an agency would build it by hand) and `bare` (a view that sends the same bytes).
"""
