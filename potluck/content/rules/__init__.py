"""The rules whose problems are found while content is read, one module for each topic."""
