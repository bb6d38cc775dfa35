"""Count how functions are named: the share that begins with a verb, and the share of one-word names."""
