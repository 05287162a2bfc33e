"""Review by several agencies: rounds, comments on passages, the picture."""
