"""What waits for approval and how a text came to be approved."""
