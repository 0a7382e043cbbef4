"""The administrator's page about the municipality itself."""
