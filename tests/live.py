"""The real server, started as people start it, and a phone's Chromium to walk through it."""
