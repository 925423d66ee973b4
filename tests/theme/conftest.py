"""A site with everything that strains a theme: long names, other scripts, bare people, drafts, one of each mark."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import CONF
from tests.files import built_at, put_all
from tests.web import serving

LONG = "Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh"

FILES = {
    "siteconf.py": CONF,
    "content/authors/ines-duarte.md": """
        ---
        name: Inês Duarte
        pronouns: she/her
        role: organiser
        joined: 2019-02-01
        github: ines-example
        mastodon: "@ines@social.example"
        website: https://ines.example.org
        ---

        Inês teaches *chemistry*.
        """,
    "content/authors/tom-oak.md": "---\nname: Tom Oak\n---\n",
    "content/authors/max.md": f"---\nname: Max {LONG}\ngithub: max-example\n---\n\nShort bio, long name.\n",
    "content/posts/2025-03-01-hello.md": "---\ntitle: Hello, table\nauthor: ines-duarte\n---\n\nFirst `git --all`.\n",
    "content/posts/2026-04-02-everything.md": f"""
        ---
        title: 'Everything "at once" & <b>more</b>'
        authors: [ines-duarte, tom-oak, max]
        tags: [meetups, a-rather-long-tag-of-one-word]
        summary: 'A <i>summary</i> with "quotes"'
        series: Evenings
        updated: 2026-04-09
        math: true
        event:
          name: An evening
          start: 2026-04-20 19:00
          place: The library
        ---

        A word: `{LONG}{LONG}`, and https://example.org/{LONG}/{LONG}.

        ## One

        | a | b | c | d | e |
        |---|---|---|--:|---|
        | {LONG} | two words | `{LONG}` | 1 | 2 |

        ## Two

        > Quoted.

        ```python
        print("{LONG} {LONG} {LONG}")
        ```

        ## Three

        - [x] done
        - [ ] to do

        Text.[^1]

        > [!TIP]
        > A tip, with <kbd>Ctrl</kbd>.

        ```bash
        echo "$HOME"  # where it is
        ```

        The sum $a + b$ is a formula.

        [^1]: A note.
        """,
    "content/posts/2026-04-10-arabic.md": "---\ntitle: مرحبا\nauthor: tom-oak\nlang: ar\n---\n\nأهلا *وسهلا* `f()`.\n",
    "content/posts/2026-05-01-not-yet.md": "---\ntitle: Not yet\nauthor: max\nstatus: draft\n---\n\nSoon.\n",
    "content/pages/about.md": "---\ntitle: About us\n---\n\nWe meet on Tuesdays.\n",
}


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the built site."""
    root = tmp_path_factory.mktemp("theme")
    put_all(root, {path: textwrap.dedent(text).lstrip("\n") for path, text in FILES.items()})
    return built_at(root)


@pytest.fixture(scope="session")
def served(pages: Path) -> Iterator[str]:
    """The address at which that site is served."""
    with serving(pages) as address:
        yield address
