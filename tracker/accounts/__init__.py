"""Who works here: municipalities, users with their roles, sessions and sign-in."""
