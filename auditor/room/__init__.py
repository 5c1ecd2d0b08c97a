"""Room for agents: the places that levels 1 and 2 need, what could serve, and the shortest lists of additions."""
