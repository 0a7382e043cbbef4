"""What the parties of an agreement have to do by when, and how far it has come."""
