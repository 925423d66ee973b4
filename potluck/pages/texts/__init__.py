"""Texts as HTML: made, or taken as they were kept, with links and pictures set right, and which go well together."""
