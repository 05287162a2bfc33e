"""Who may sign in: invitations, roles, leavers."""
