"""Drawings of what this room counts and dates: functions from rows to coordinates."""
