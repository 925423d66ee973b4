"""A post as a whole: where it lies, whose it is, of what day, in which language and under which title."""
