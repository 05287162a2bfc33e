"""Who did what, with before and after; nothing here is ever changed or removed."""
