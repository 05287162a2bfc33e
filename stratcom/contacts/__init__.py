"""The history of contacts, and agreements with their terms."""
