"""When a colleague leaves, everything they answer for goes to another in one step, with a list to sign."""
