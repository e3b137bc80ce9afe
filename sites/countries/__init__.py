"""A page per country, a page per continent, and the cards that other sites may show."""
