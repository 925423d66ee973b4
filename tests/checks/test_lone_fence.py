"""One fence of many that is missing or mistyped: it is told where it is, though all below it change places."""

from __future__ import annotations

import pytest

from potluck.checks.mending.fixing import apply
from tests.checks.conftest import POST, TOP, Community

PIECES = [
    "We met on Saturday and counted the words of a long poem about the rain.",
    "```\ndef count(poem):\n    words = poem.split()\n    return len(words)\n```",
    "That was quick, and so we went on with the letters of the very same poem.",
    "```\nletters = len(poem)\nprint(letters)\n```",
    "There were a great many of them, which nobody had thought before we began.",
    "```\nfor word in words:\n    print(word)\n```",
    "In the end we read it aloud to each other, and everybody went home happy.",
]
SOUND = "\n\n".join(PIECES)
BROKEN = [
    # the fence that begins the second block, or ends it, and what is told of which line of the text
    ("```\nletters = len(poem)", "``\nletters = len(poem)", "fence-wrong", 11),
    ("```\nletters = len(poem)", "'''\nletters = len(poem)", "fence-wrong", 11),
    ("```\nletters = len(poem)", "letters = len(poem)", "fence-open", 11),
    ("went on with the letters of the very same poem.\n\n```", "went on:```", "fence-late", 9),
    ("print(letters)\n```", "print(letters)\n``", "fence-wrong", 14),
    ("print(letters)\n```", "print(letters)```", "fence-tail", 13),
    ("print(letters)\n```", "print(letters)\n      ```", "fence-open", 11),
    ("print(letters)\n```", "print(letters)", "fence-open", 11),
    ("return len(words)\n```", "return len(words)", "fence-open", 3),
]


@pytest.mark.parametrize(("right", "wrong", "rule", "line"), BROKEN)
def test_the_fence_at_fault_is_the_one_that_is_told(
    community: Community, right: str, wrong: str, rule: str, line: int
) -> None:
    community.post(SOUND.replace(right, wrong))
    (found,) = community.problems()
    assert (found.id, found.line) == (rule, line + TOP.count("\n"))
    assert found.edit
    community.write(POST, "\n".join(apply([found.edit], community.read().split("\n"))))
    assert community.problems() == []


@pytest.mark.parametrize("sign", ["``", "```"])
def test_a_single_block_without_its_beginning_is_told_where_it_begins(community: Community, sign: str) -> None:
    code = PIECES[1].replace("```", sign, 1).removeprefix("```\n")
    community.post(f"{PIECES[0]}\n\n{code}\n\n{PIECES[2]}")
    (found,) = community.problems()
    assert (found.id, found.line) == ("fence-wrong" if sign == "``" else "fence-open", 8)


def test_a_last_block_that_nothing_ends_is_still_the_one(community: Community) -> None:
    community.post(SOUND.replace("    print(word)\n```", "    print(word)"))
    (found,) = community.problems()
    assert (found.id, found.line) == ("fence-open", 18 + TOP.count("\n"))


def test_what_a_program_answers_is_not_taken_for_text(community: Community) -> None:
    said = "```\nThe result of all this counting of words is: 35\n```"
    text = f"{PIECES[1]}\n\nThere are two of them.\nIf I count the first:\n\n{said}\n\nIf the other:\n\n{said}\n```"
    community.post(text)
    (found,) = community.problems()
    assert (found.id, found.line) == ("fence-open", 24)


ANSWERS = """\
First we print the title of the poem.

```python
print(poem.title())
```

It says this, as we had hoped:

```
The rain falls on the river
and nobody minds it at all
```

Then we count all of the words in it.

```python
print(len(words))
```

And it answers with a sentence:

```
There are nine words in it
```

That was all that we did on this day.""".split("\n")
FENCES = [number for number, line in enumerate(ANSWERS) if line.startswith("```")]


@pytest.mark.parametrize("lost", FENCES)
def test_blank_lines_beside_fences_tell_which_one_is_lost_among_answers_that_read_like_prose(
    community: Community, lost: int
) -> None:
    community.post("\n".join(ANSWERS[:lost] + ANSWERS[lost + 1 :]))
    at = FENCES.index(lost)
    begins = lost if at % 2 == 0 else FENCES[at - 1]
    assert community.told() == [("fence-open", begins + 1 + TOP.count("\n"))]
    assert community.mended().replace("```python", "```") == "\n".join([*TOP.split("\n")[:-1], *ANSWERS, ""]).replace(
        "```python", "```"
    )


def test_fences_without_end_are_held_against_one_another_in_no_time(community: Community) -> None:
    community.post("```\nIt rained and rained, and nobody minded that at all.\n\n" * 3_001)
    assert community.check()
