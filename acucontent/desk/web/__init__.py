"""The pages of the desk: routes, templates and the rules for requests."""
