"""Questions of partners and readers, and how long what they left is kept."""
