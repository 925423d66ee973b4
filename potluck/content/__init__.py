"""The content folder, read: sources, front matter, posts, people, pages, and what is wrong with them.

The public face is `gathering.load`. In order: `tree` lists the folder (`homes` knows what belongs where), `source`
reads the text of a file, `front_matter/` what stands at its top, and `reading` makes a post, a page or a person of it,
as `model` has them. `loading` compares all with all (`uniqueness`); `gathering` has them as they were `kept`, where
nothing else can have become of them, and reads no more of these than an edit asks for (`overview`, `shelved`). The
`library` holds what came of it, and knows where links lead (`targets`). What is said of mistakes is in `rules/`.
"""
