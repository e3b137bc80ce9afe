"""What is drawn of instruments and of what runs under them, from their rows."""
