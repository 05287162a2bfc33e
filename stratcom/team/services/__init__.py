"""Inviting people, changing their accounts, handing their work over."""
