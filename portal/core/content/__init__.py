"""The content files: what they hold, how they are read, checked, loaded and written back."""
