"""A factory per noun. Each makes one thing, whole, with a default for everything."""
