"""The first desk page: what waits for the person today."""
