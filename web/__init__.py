"""The web interface and the HTTP API, over a snapshot of the index."""
