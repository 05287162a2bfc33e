"""Acts upon messages: what they are for, filing, use, questions."""
