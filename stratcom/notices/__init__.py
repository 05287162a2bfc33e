"""What people are told of, on the desk and by e-mail."""
