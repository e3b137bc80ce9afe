"""What a record was, what it becomes, by whom: history, prepared changes, edit conflicts."""
