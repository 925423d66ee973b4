"""What Pelican asks for pages and files, one kind each: the posts' own, lists, search, redirects, the sitemap."""
