"""A static site: the files of guides in folders by region, an index, and a search without server and network."""
