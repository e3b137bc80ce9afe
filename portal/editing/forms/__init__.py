"""The form of a record: its fields in every language, its rich texts, what people type."""
