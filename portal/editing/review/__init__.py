"""Quality of the content: previews, states of translations, words to avoid, content checks."""
