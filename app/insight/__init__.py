"""What survivors said yes to being counted in. This room cannot reach their words."""
