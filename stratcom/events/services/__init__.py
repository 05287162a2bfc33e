"""What can be done with events; one function for each act."""
