"""What happens to accounts: passwords, sessions, links, the second factor."""
