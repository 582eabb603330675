"""What HTTP asks of every response: caching, CORS, throttling, tokens."""
