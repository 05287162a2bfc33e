"""Files under names made from their content, and what is done to them before they are kept."""
