"""What community organisations hand out."""
