"""What the wording check finds in a text."""
