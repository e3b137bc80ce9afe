"""What a record was, what it becomes, by whom: history, pending changes, edit conflicts."""
