"""What the page of a record is made of: its sections, its sources, what belongs to it from elsewhere."""
