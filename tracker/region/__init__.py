"""The region's view over its municipalities: what the observer supervises, without people, notes and costs."""
