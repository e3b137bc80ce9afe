"""What needs a look before and after it is public: previews, states of translations, content checks."""
