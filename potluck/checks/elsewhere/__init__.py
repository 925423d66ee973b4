"""What other programs and other markups write: other Markdowns, wikis, documents, chats."""
