"""A block of code that is as it was keeps its colours, and gets no other than colouring would give it."""

from __future__ import annotations

import json
import subprocess
import sys
import textwrap

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from potluck.markup import Renderer
from potluck.markup.coloured import coloured_in
from potluck.markup.colouring import Colouring

BLOCKS = (
    "```python\nprint('a', \"b\") if x < 3 & 1 else None  # é\u00a0\n```",
    "```py\nprint('a', \"b\") if x < 3 & 1 else None  # é\u00a0\n```",
    '```python hl_lines="1"\nprint(1)\nprint(2)\n```',
    "```python {2}\nprint(1)\nprint(2)\n```",
    "```python\nprint(1)\nprint(2)\n```",
    "```python\n\n\n```",
    "```python\n\ufeffprint(1)\nprint(2)\n```",
    "```python\nprint(1)&#1;\nprint(2)\n```",
    "- in a list\n\n  ```html\n  <b title='x'>&lt;y&gt;</b>\n  ```",
    "A note[^1]\n\n[^1]: With code\n\n    ```sql\n    SELECT 1;\n    ```",
    "```yaml\na:\n  - b\n```",
    "```nobody-knows-this\nprint(1)\nprint(2)\n```",
    "```\nprint(1)\nprint(2)\n```",
    "```mermaid\ngraph TD; A-->B\n```",
    "```math\nx^2\n```",
    '<pre><code class="language-python"><span class="nb">print</span>(1)\nprint(2)\n</code></pre>',
    '<pre><code class="language-python">print(1)\nprint(2)\n</code></pre>',
    '<code class="language-python">',
    "Words, and “more” of them.",
)


@pytest.mark.parametrize("block", [each for each in BLOCKS if "```" in each])
def test_code_keeps_its_colours_where_words_around_it_change(
    block: str, renderer: Renderer, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = f"After.\n\n{block}\n\nMore."
    before, after = renderer.render(f"Before.\n\n{block}"), renderer.render(text)
    monkeypatch.delattr(Colouring, "colour")
    assert Renderer().render(text, coloured=coloured_in(before)) == after


def test_code_that_is_new_is_coloured_and_the_other_is_as_it_was(renderer: Renderer) -> None:
    before = renderer.render("```python\nprint(1)\n```")
    text = "```python\nprint(2)\n```\n\n```python\nprint(1)\n```"
    assert renderer.render(text, coloured=coloured_in(before)) == Renderer().render(text)


@settings(max_examples=150, deadline=None)
@given(
    before=st.lists(st.sampled_from(BLOCKS), max_size=5),
    after=st.lists(st.sampled_from(BLOCKS), max_size=5),
    prefix=st.sampled_from(("", "ada-")),
)
def test_whatever_stood_there_before_the_text_comes_out_as_ever(
    before: list[str], after: list[str], prefix: str, renderer: Renderer
) -> None:
    coloured = coloured_in(renderer.render("\n\n".join(before)))
    text = "\n\n".join(after)
    assert renderer.render(text, id_prefix=prefix, coloured=coloured) == renderer.render(text, id_prefix=prefix)


def test_html_that_looks_like_coloured_code_is_not_taken_for_it(renderer: Renderer) -> None:
    forged = '<div class="highlight"><pre><code class="language-python"><b>print</b>(1)\n</code></pre></div>'
    before = renderer.render(f"{forged}\n\n```python\nprint(1)\n```")
    assert "<b>print</b>" in before.html
    assert not any("<b>" in each for each in coloured_in(before).values())


def test_html_that_is_not_what_was_kept_is_not_taken(renderer: Renderer) -> None:
    before = renderer.render("```python\nprint(1)\n```")
    assert coloured_in(before)
    assert not coloured_in(replace(before, html=before.html.replace("print", "input")))
    assert not coloured_in(replace(before, html=""))
    assert not coloured_in(replace(before, coloured=("", "0", "é" * 64)))


@pytest.mark.parametrize("code", ["Words.", "```python\nprint(1)\n```\n\n```nobody-knows-this\nx\n```"])
def test_whoever_edits_words_waits_for_no_pygments(code: str, renderer: Renderer) -> None:
    """The library, and the patterns of a language or two, take longer to read than all else that is done to a text."""
    edit = """
        import json, sys
        from potluck.markup.worker import Options, render_one, set_up
        text, coloured = json.loads(sys.argv[1])
        set_up(Options((), (), "", ""))
        print(json.dumps([render_one(text, "", False, "en", coloured).html, "pygments.lexer" in sys.modules]))
    """
    given = json.dumps([f"Other words.\n\n{code}", coloured_in(renderer.render(code))])
    run = subprocess.run([sys.executable, "-c", textwrap.dedent(edit), given], capture_output=True, check=True)
    assert json.loads(run.stdout) == [renderer.render(f"Other words.\n\n{code}").html, False]
