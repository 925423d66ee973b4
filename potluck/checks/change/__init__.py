"""A change to the site: what it touched, who made it, and whether it was theirs to make."""
