"""Texts that come from a word processor, a chat, a notebook or another keyboard: one problem, and its mend lasts."""

from __future__ import annotations

import pytest

from potluck.checks.mending.fixing import fix
from tests.checks.conftest import BODY_STARTS, POST, TOP, Community

SLIPS = [
    # between letters and signs, where words have no spaces between them
    ("我們用**「終端機」**學習。", "emphasis-sign", 1, "我們用「**終端機**」學習。"),
    ("他說**好！**我們就走。", "emphasis-sign", 1, "他說**好**！我們就走。"),
    ("我們學** 迴圈 **和列表。", "emphasis-space", 1, "我們學**迴圈** 和列表。"),
    ("用**`git`**吧。", "emphasis-sign", 1, "用 **`git`** 吧。"),
    ("It was *very good** soup.", "emphasis-uneven", 1, "It was **very good** soup."),
    ("It was **very good* soup.", "emphasis-uneven", 1, "It was **very good** soup."),
    # wide signs
    ("請看［地圖］（https://example.org/map）。", "full-width-sign", 1, "請看[地圖](https://example.org/map)。"),
    ("請看[地圖]（https://example.org/map）。", "full-width-sign", 1, "請看[地圖](https://example.org/map)。"),
    ("請看【地圖】(https://example.org/map)。", "full-width-sign", 1, "請看[地圖](https://example.org/map)。"),
    ("這是＊＊重點＊＊。", "full-width-sign", 1, "這是**重點**。"),
    ("輸入｀git push｀。", "full-width-sign", 1, "輸入`git push`。"),
    (
        "｜ 日 ｜ 湯 ｜\n｜ －－－ ｜ －－－ ｜\n｜ 一 ｜ 二 ｜",
        "full-width-sign",
        1,
        "| 日 | 湯 |\n| --- | --- |\n| 一 | 二 |",
    ),
    ("１．打開\n２．輸入", "list-marker", 1, "1. 打開\n2. 輸入"),
    ("　１．打開\n　２．輸入", "list-marker", 1, "1. 打開\n2. 輸入"),
    ("1、打開\n2、輸入", "list-marker", 1, "1. 打開\n2. 輸入"),
    ("① 打開\n② 輸入", "list-marker", 1, "- ① 打開\n- ② 輸入"),
    ("・麵包\n・湯", "list-marker", 1, "- 麵包\n- 湯"),
    # marks of other languages
    ("See <https://example.org/map|the map>.", "other-markdown", 1, "See [the map](https://example.org/map)."),
    ("See <https://example.org/map the map>.", "other-markdown", 1, "See [the map](https://example.org/map)."),
    ("See [the map|https://example.org/map].", "other-markdown", 1, "See [the map](https://example.org/map)."),
    ("See [[https://example.org/map][the map]].", "other-markdown", 1, "See [the map](https://example.org/map)."),
    ("See `the map <https://example.org/map>`_.", "other-markdown", 1, "See [the map](https://example.org/map)."),
    ("See [url=https://example.org/map]the map[/url].", "other-markdown", 1, "See [the map](https://example.org/map)."),
    ("It was [b]very good[/b].", "other-markdown", 1, "It was **very good**."),
    ("@[youtube](dQw4w9WgXcQ)", "other-markdown", 1, "<https://www.youtube.com/watch?v=dQw4w9WgXcQ>"),
    ("It rained. %%a note%%", "other-markdown", 1, "It rained. <!-- a note -->"),
    ("It %%not for all%% rained.", "other-markdown", 1, "It <!-- not for all --> rained."),
    ("== The soup ==\n\nIt was hot.", "other-markdown", 1, "## The soup\n\nIt was hot."),
    ("h3. The soup\n\nIt was hot.", "other-markdown", 1, "### The soup\n\nIt was hot."),
    ("> [!faq] Why?\n> Because.", "other-markdown", 1, "> [!NOTE]\n> **Why?**\n>\n> Because."),
    (
        ".. code-block:: python\n\n    bake(3)\n\nIt rained.",
        "other-markdown",
        1,
        "```python\nbake(3)\n```\n\nIt rained.",
    ),
    ("𝗩𝗲𝗿𝘆 𝗴𝗼𝗼𝗱 soup, 𝘤𝘰𝘭𝘥.", "other-markdown", 1, "Very good soup, 𝘤𝘰𝘭𝘥."),
    ("*𝘝𝘦𝘳𝘺 𝘨𝘰𝘰𝘥* `𝗦𝗼𝗺𝗲𝗼𝗻𝗲`", "other-markdown", 1, "*Very good* `𝗦𝗼𝗺𝗲𝗼𝗻𝗲`"),
    ("𝘝𝘦𝘳𝘺 good soup, 𝓈𝓊𝓇𝑒𝓁𝓎.", "other-markdown", 1, "𝘝𝘦𝘳𝘺 good soup, surely."),
    ("[code]\nbake(3)\n[/code]", "other-markdown", 1, "```\nbake(3)\n```"),
    # lists
    ("- [] bread\n- [] soup", "list-marker", 1, "- [ ] bread\n- [ ] soup"),
    ("- rain\n-bread, *all* of it\n- soup", "list-marker", 2, "- rain\n- bread, *all* of it\n- soup"),
    ("- rain\n– soup and bread", "list-marker", 2, "- rain\n- soup and bread"),
    ("-- rain\n- soup", "list-marker", 1, "- rain\n- soup"),
    ("1.Rain\n2. Soup", "list-marker", 1, "1. Rain\n2. Soup"),
    ("1. Rain\n2, Soup", "list-marker", 2, "1. Rain\n2. Soup"),
    ("1. Rain\n2 . Soup", "list-marker", 2, "1. Rain\n2. Soup"),
    ("[ ] bread\n[x] soup", "list-marker", 1, "- [ ] bread\n- [x] soup"),
    ("✅ bread\n✅ soup", "list-marker", 1, "- ✅ bread\n- ✅ soup"),
    ("-> bread\n-> soup", "list-marker", 1, "- bread\n- soup"),
    ("a. bread\nb. soup", "list-marker", 1, "- bread\n- soup"),
    # what a terminal and a notebook wrote
    ("PS C:\\Users\\Ada> git push\nDone.", "code-not-fenced", 1, "```\nPS C:\\Users\\Ada> git push\nDone.\n```"),
    ("ada@laptop blog % git push\nDone.", "code-not-fenced", 1, "```\nada@laptop blog % git push\nDone.\n```"),
    ("(.venv) $ pip list\nDone.", "code-not-fenced", 1, "```\n(.venv) $ pip list\nDone.\n```"),
    ("In [1]: 1 + 1\nOut[1]: 2", "code-not-fenced", 1, "```\nIn [1]: 1 + 1\nOut[1]: 2\n```"),
    # fences
    ("'``python\nbake(3)\n```", "fence-wrong", 1, "```python\nbake(3)\n```"),
    ("`` `python\nbake(3)\n```", "fence-wrong", 1, "```python\nbake(3)\n```"),
    ("```python\nbake(3)\n``'\n\nIt rained.", "fence-wrong", 3, "```python\nbake(3)\n```\n\nIt rained."),
    ("```python\nbake(3)\n`´`\n\nIt rained.", "fence-wrong", 3, "```python\nbake(3)\n```\n\nIt rained."),
    ("‘’‘\nbake(3)\n’’’", "fence-wrong", 1, "```\nbake(3)\n```"),
    ("···\nbake(3)\n···", "fence-wrong", 1, "```\nbake(3)\n```"),
    ("```git push origin main\ngit log\n```", "fence-first-line", 1, "```\ngit push origin main\ngit log\n```"),
    ("```for one in soup:\n    bake(one)\n```", "fence-first-line", 1, "```\nfor one in soup:\n    bake(one)\n```"),
    (
        "```python\nbake(3)\n```python\n\nAnd so we all went home, and it rained again.",
        "fence-wrong",
        3,
        "```python\nbake(3)\n```\n\nAnd so we all went home, and it rained again.",
    ),
    ("```python\nprint（”hello”）\n```", "smart-quotes-in-code", 2, '```python\nprint("hello")\n```'),
    ("```python\nfor one in soup()：\n    bake(one)\n```", "smart-quotes-in-code", 2,
     "```python\nfor one in soup():\n    bake(one)\n```"),
    ("```python\nbake(one）\n```", "smart-quotes-in-code", 2, "```python\nbake(one)\n```"),
    ("```python\nbake(\u00a03)\n```", "smart-quotes-in-code", 2, "```python\nbake( 3)\n```"),
    ("Type `git commit —amend` now.", "smart-quotes-in-code", 1, "Type `git commit --amend` now."),
    ("```\npip install –r bread.txt\n```", "smart-quotes-in-code", 2, "```\npip install -r bread.txt\n```"),
    ("> It rained. [name=Maria] [color=red]", "other-markdown", 1, "> It rained. — Maria"),
    ("See [the map](https://example,org/map).", "link-address", 1, "See [the map](https://example.org/map)."),
    ("See [below](the-soup).\n\n## The soup\n\nIt was hot.", "link-missing", 1,
     "See [below](#the-soup).\n\n## The soup\n\nIt was hot."),
    # tables
    ("| Sign | Does |\n| --- | --- |\n| `a | b` | pipes |", "table-broken", 3,
     "| Sign | Does |\n| --- | --- |\n| `a \\| b` | pipes |"),
    ("| Day  Soup |\n| --- | --- |\n| Mon | 1 |", "table-broken", 1, "| Day | Soup |\n| --- | --- |\n| Mon | 1 |"),
    ("|| Day | Soup |\n| --- | --- |\n| Mon | 1 |", "table-broken", 1, "| Day | Soup |\n| --- | --- |\n| Mon | 1 |"),
    ("| Day | Soup |\n| --- | --- |\n| Mon || 1 |", "table-broken", 3, "| Day | Soup |\n| --- | --- |\n| Mon | 1 |"),
    ("| 日 ｜ 湯 |\n| --- | --- |\n| 一 | 二 |", "full-width-sign", 1, "| 日 | 湯 |\n| --- | --- |\n| 一 | 二 |"),
    ("See [the map](https://example.org/map)).", "bracket-alone", 1, "See [the map](https://example.org/map)."),
    ("See [[the map](https://example.org/map).", "bracket-alone", 1, "See [the map](https://example.org/map)."),
    ("It rained[^1]].\n\n[^1]: All day.", "bracket-alone", 1, "It rained[^1].\n\n[^1]: All day."),
    ("Day\tSoup\nMon\t1\nTue\t2", "table-broken", 1, "| Day | Soup |\n| --- | --- |\n| Mon | 1 |\n| Tue | 2 |"),
    (
        "+-----+------+\n| Day | Soup |\n+-----+------+\n| Mon | 1    |\n+-----+------+",
        "table-broken",
        1,
        "| Day | Soup |\n| --- | --- |\n| Mon | 1    |",
    ),
    (
        '<iframe src="https://www.youtube.com/watch?v=aqz-KE-bpKQ" title="A film"></iframe>',
        "embed-page",
        1,
        '<iframe src="https://www.youtube.com/embed/aqz-KE-bpKQ" title="A film"></iframe>',
    ),
    ("| Day | Soup |\n\n| --- | --- |\n\n| Mon | 1 |", "table-broken", 1, "| Day | Soup |\n| --- | --- |\n| Mon | 1 |"),
    # signs that an editor made harmless
    ("It was \\*\\*very good\\*\\* soup.", "sign-escaped", 1, "It was **very good** soup."),
    ("\\# The soup\n\nIt was hot.", "sign-escaped", 1, "# The soup\n\nIt was hot."),
    ("We had:\n\n1\\. bread\n2\\. soup", "sign-escaped", 3, "We had:\n\n1. bread\n2. soup"),
    ("We had:\n\\- bread\n\\- soup", "sign-escaped", 2, "We had:\n\n- bread\n- soup"),
    ("It rained.\\n\\nThen it was dry.\\nWe ate.", "line-end-shown", 1, "It rained.\n\nThen it was dry.\nWe ate."),
    ("&lt;p&gt;It was &lt;b&gt;good&lt;/b&gt;.&lt;/p&gt;", "html-shown", 1, "<p>It was <b>good</b>.</p>"),
    ("```python\nif a &lt; 3:\n    b = a -&gt; c\n```", "code-entity", 2, "```python\nif a < 3:\n    b = a -> c\n```"),
    ("Ask whether `a &lt; 3`.", "code-entity", 1, "Ask whether `a < 3`."),
    # LaTeX outside of formulas
    ("\\section{The soup}\n\nIt was hot.", "other-markdown", 1, "## The soup\n\nIt was hot."),
    ("It was \\textbf{very} \\emph{good}.", "other-markdown", 1, "It was **very** *good*."),
    ("See \\href{https://example.org/map}{the map}.", "other-markdown", 1, "See [the map](https://example.org/map)."),
    (
        "\\begin{enumerate}\n\\item bread\n\n\\item soup\n  and rye\n\\end{enumerate}",
        "other-markdown",
        1,
        "1. bread\n2. soup and rye",
    ),
    # what stands in front of a sign
    ("\u00a0## The soup\n\nIt was hot.", "heading-space", 1, "## The soup\n\nIt was hot."),
    ("\u3000- bread\n\u3000- soup", "list-marker", 1, "- bread\n- soup"),
    ("It rained.\n\n    ## The soup\n\nIt was hot.", "heading-space", 3, "It rained.\n\n## The soup\n\nIt was hot."),
    ("We had:\n\no bread and soup\n\nNothing else.", "list-marker", 3, "We had:\n\n- bread and soup\n\nNothing else."),
    ("- bread\no rye\no wheat\n- soup", "list-marker", 2, "- bread\n  - rye\n  - wheat\n- soup"),
    ("“`python\nbake(3)\n“`", "fence-wrong", 1, "```python\nbake(3)\n```"),
    ("~~~python\nbake(3)\n```\n\nIt rained.", "fence-wrong", 3, "~~~python\nbake(3)\n~~~\n\nIt rained."),
    # links
    (
        "See [the map](https://www.google.com/url?q=https://example.org/map%3Fa%3D1&sa=D).",
        "link-detour",
        1,
        "See [the map](https://example.org/map?a=1).",
    ),
    ("> [NOTE!]\n> It rained.", "other-markdown", 1, "> [!NOTE]\n> It rained."),
    ("> [!NOTE\n> It rained.", "other-markdown", 1, "> [!NOTE]\n> It rained."),
    ("> [！NOTE]\n> It rained.", "other-markdown", 1, "> [!NOTE]\n> It rained."),
    ("- [ ] bread\n- [x soup", "list-marker", 2, "- [ ] bread\n- [x] soup"),
    ("- [ ] bread\n- (x) soup", "list-marker", 2, "- [ ] bread\n- [x] soup"),
    ('<a href"https://example.org/map">the map</a>', "html-broken", 1,
     '<a href="https://example.org/map">the map</a>'),
    ('<iframe src=\'https://trinket.io/embed/python/1" title="A turtle"></iframe>', "html-unfinished", 1,
     '<iframe src="https://trinket.io/embed/python/1" title="A turtle"></iframe>'),
    ("Press <kbd>Ctrl</ kbd>.", "html-open", 1, "Press <kbd>Ctrl</kbd>."),
    ("Press <kbd>Ctrl/kbd>.", "html-open", 1, "Press <kbd>Ctrl</kbd>."),
    ("<details>\n\nIt rained.\n\n/details>", "html-open", 5, "<details>\n\nIt rained.\n\n</details>"),
    (
        '<iframe src="https://trinket.io/embed/python/1" title="A turtle"\n\n> It rained.',
        "html-unfinished",
        1,
        '<iframe src="https://trinket.io/embed/python/1" title="A turtle"></iframe>\n\n> It rained.',
    ),
    ("See [the map](https ://example.org/map).", "link-address", 1, "See [the map](https://example.org/map)."),
    ("See [the map](https://example .org/map).", "link-address", 1, "See [the map](https://example.org/map)."),
    ("See [the map](https/:/example.org/map).", "link-address", 1, "See [the map](https://example.org/map)."),
    ("See [the map](https://example。org/map).", "link-address", 1, "See [the map](https://example.org/map)."),
    ("See [the map]((https://example.org/map).", "link-unclosed", 1, "See [the map](https://example.org/map)."),
    ("See [the map】(https://example.org/map).", "link-reversed", 1, "See [the map](https://example.org/map)."),
    ("It rained^1].\n\n[^1]: All day.", "link-undefined", 1, "It rained[^1].\n\n[^1]: All day."),
    ("It rained[1].\n\n[^1]: All day.", "link-undefined", 1, "It rained[^1].\n\n[^1]: All day."),
    ("It rained[1^].\n\n[^1]: All day.", "link-undefined", 1, "It rained[^1].\n\n[^1]: All day."),
    ("It rained[^1].\n\n^1]: All day.", "link-undefined", 3, "It rained[^1].\n\n[^1]: All day."),
    ("It rained[^1].\n\n[^^1]: All day.", "link-undefined", 3, "It rained[^1].\n\n[^1]: All day."),
    ("See [the map](https://example.org/ map).", "link-address", 1, "See [the map](https://example.org/map)."),
    (
        '<a href="https://example.org/map title="The map">the map</a>, they "say".',
        "html-unfinished",
        1,
        '<a href="https://example.org/map" title="The map">the map</a>, they "say".',
    ),
    ("See [the map]((https://example.org/map)).", "link-address", 1, "See [the map](https://example.org/map)."),
    (
        "See [the map](https://example.org/map “The map”).",
        "link-address",
        1,
        'See [the map](https://example.org/map "The map").',
    ),
    ("It was hot. ^soup1\n\nWe ate.", "other-markdown", 1, "It was hot.\n\nWe ate."),
    # marks of forums, wikis and trackers
    ("[quote]It rained.[/quote]", "other-markdown", 1, "> It rained."),
    ("[list]\n[*]bread\n[*]soup\n[/list]", "other-markdown", 1, "- bread\n- soup"),
    ("It was [color=red]hot[/color].", "other-markdown", 1, "It was hot."),
    ("{code:python}\nbake(3)\n{code}", "other-markdown", 1, "```python\nbake(3)\n```"),
    ("See [https://example.org/map the map].", "other-markdown", 1, "See [the map](https://example.org/map)."),
    ("See \"the map\":https://example.org/map.", "other-markdown", 1, "See [the map](https://example.org/map)."),
    ("It was \'\'\'hot\'\'\' and \'\'good\'\'.", "other-markdown", 1, "It was **hot** and *good*."),
    ("Use :code:`bake(3)`.", "other-markdown", 1, "Use `bake(3)`."),
    ("It was ||soup||.", "other-markdown", 1, "It was soup."),
    ("<p>It was <span>hot.<o:p></o:p></span></p>", "other-markdown", 1, "<p>It was <span>hot.</span></p>"),
    ("{% highlight python %}\nbake(3)\nserve(3)\n{% endhighlight %}", "template-tag", 1,
     "```python\nbake(3)\nserve(3)\n```"),
    ("It was hot :contentReference[oaicite:0]{index=0}.", "chat-text", 1, "It was hot."),
    ("Certainly! Here's a shorter version:\n\nIt was hot.", "chat-text", 1, "It was hot."),
    ("It was >!soup!<.", "other-markdown", 1, "It was soup."),
    ("====== The soup ======\n\nIt was hot.", "other-markdown", 1, "# The soup\n\nIt was hot."),
    ("So \\(x^2 = 4\\) it is.", "other-markdown", 1, "So $x^2 = 4$ it is."),
    ("::: {.callout-note}\nBring a spoon.\n:::", "other-markdown", 1, "> [!NOTE]\n> Bring a spoon."),
    ("[caption id=\"1\"]The soup[/caption]", "other-markdown", 1, "The soup"),
    ("※ bread\n※ soup", "list-marker", 1, "- bread\n- soup"),
    ("－ 麵包\n－ 湯", "list-marker", 1, "- 麵包\n- 湯"),
    ("1\ufe0f\u20e3 bread\n2\ufe0f\u20e3 soup", "list-marker", 1, "- 1\ufe0f\u20e3 bread\n- 2\ufe0f\u20e3 soup"),
    ("## ## The soup\n\nIt was hot.", "heading-space", 1, "## The soup\n\nIt was hot."),
    ("See [it](https://example.org/my map).", "link-address", 1, "See [it](https://example.org/my%20map)."),
    ("See [it](https;//example.org/map).", "link-address", 1, "See [it](https://example.org/map)."),
    ("cd soup\nls -la\ngit push", "code-not-fenced", 1, "```\ncd soup\nls -la\ngit push\n```"),
    ("# bake it\npip install oven", "comment-heading", 1, "```\n# bake it\npip install oven\n```"),
    ("| Day | Soup |\n\n| --- | --- |\n| Mon | 1 |", "table-broken", 1, "| Day | Soup |\n| --- | --- |\n| Mon | 1 |"),
    ("- one\n-two\n- three", "list-marker", 2, "- one\n- two\n- three"),
    ("1. one\n2.two\n3. three", "list-marker", 2, "1. one\n2. two\n3. three"),
    ("- [ ] bread\n-[x] soup", "list-marker", 2, "- [ ] bread\n- [x] soup"),
    ("＊麵包\n＊湯", "list-marker", 1, "- 麵包\n- 湯"),
    ("-- bread\n-- soup", "list-marker", 1, "- bread\n- soup"),
    # brackets, rows and ends that changed places
    ("See [it][m].\n\n[m] https://example.org/map", "link-undefined", 3, "See [it][m].\n\n[m]: https://example.org/map"),
    ("It rained[^1].\n\n[^1] All day.", "link-undefined", 3, "It rained[^1].\n\n[^1]: All day."),
    ("See [it] [m].\n\n[m]: https://example.org/map", "link-gap", 1, "See [it][m].\n\n[m]: https://example.org/map"),
    ("Type `git status' now.", "backtick-alone", 1, "Type `git status` now."),
    ("١. خبز\n٢. حساء", "list-marker", 1, "1. خبز\n2. حساء"),
    ("1.. bread\n2.. soup", "list-marker", 1, "1. bread\n2. soup"),
    ("☑ bread\n☐ soup", "list-marker", 1, "- ☑ bread\n- ☐ soup"),
    ("A cafÃ© and a crÃªpe.\n\nItâ€™s good.", "broken-letters", 1, "A café and a crêpe.\n\nIt’s good."),
    (
        "SELECT name\nFROM soup\nWHERE hot = 1;",
        "code-not-fenced",
        1,
        "```sql\nSELECT name\nFROM soup\nWHERE hot = 1;\n```",
    ),
    (
        'Traceback (most recent call last):\n  File "bake.py", line 1, in <module>\nNameError: bread',
        "code-not-fenced",
        1,
        '```\nTraceback (most recent call last):\n  File "bake.py", line 1, in <module>\nNameError: bread\n```',
    ),
    ("\t• bread\n\t• soup", "list-marker", 1, "- bread\n- soup"),
    ("It rained.\n\n    - rye bread\n    - hot soup", "list-marker", 3, "It rained.\n\n- rye bread\n- hot soup"),
    ("• bread\n- soup\n* rye", "list-marker", 1, "- bread\n- soup\n* rye"),
    ("````python\nbake(3)\n```\n\nIt rained.", "fence-wrong", 3, "````python\nbake(3)\n````\n\nIt rained."),
    (
        "- One:\n  ```python\n  bake(3)\n```\n- Two",
        "fence-open",
        2,
        "- One:\n  ```python\n  bake(3)\n  ```\n- Two",
    ),
    ("See [it](#The Soup).\n\n## The soup\n\nHot.", "link-anchor", 1, "See [it](#the-soup).\n\n## The soup\n\nHot."),
    ("See [https://example.org/map](the map).", "link-reversed", 1, "See [the map](https://example.org/map)."),
    ("一、打開\n二、輸入", "list-marker", 1, "- 一、打開\n- 二、輸入"),
    ("| Day | Soup |\n|---\n| Mon | 1 |", "table-broken", 1, "| Day | Soup |\n| --- | --- |\n| Mon | 1 |"),
    ("| Day | Soup |\n| —— | —— |\n| Mon | 1 |", "table-broken", 1, "| Day | Soup |\n| --- | --- |\n| Mon | 1 |"),
    ("```python\nbake(3)\n``` and so we ate.", "fence-tail", 3, "```python\nbake(3)\n```\n\nand so we ate."),
    (
        "%matplotlib inline\nimport oven\noven.bake(3)",
        "code-not-fenced",
        1,
        "```python\n%matplotlib inline\nimport oven\noven.bake(3)\n```",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("body", "rule", "line", "better"), SLIPS)
def test_a_text_from_elsewhere_is_one_problem_with_one_mend(
    community: Community, body: str, rule: str, line: int, better: str
) -> None:
    community.is_mended_at_once(body, rule, line, better)


TAGGED = ["###### tags: `soup` `rain`\n\nIt rained.", "It rained.\n\n#soup #rain", "Tags: soup, rain\n\nIt rained."]


@pytest.mark.parametrize("body", TAGGED)
def test_tags_in_the_text_move_to_the_top(community: Community, body: str) -> None:
    community.post(body)
    (problem,) = community.problems()
    assert (problem.id, "`tags: soup, rain`" in problem.fix) == ("other-markdown", True)
    assert community.mended() == TOP.replace("\n---\n\n", "\ntags: soup, rain\n---\n\n") + "It rained.\n"


@pytest.mark.parametrize(
    "body", ["The sides 𝐀𝐁, 𝐂𝐃 and 𝐄𝐅 of 𝐴𝐵𝐶𝐷𝐸, and 𝐚, 𝐞, 𝐢, 𝐨.", "See [map].\n\n[map]: <https://example.org/a b>"]
)
def test_formulas_and_addresses_by_name_are_left_alone(community: Community, body: str) -> None:
    community.post(body)
    assert "other-markdown" not in community.ids()


def test_a_formula_asks_for_formulas_at_the_top(community: Community) -> None:
    community.post("So it is $\\frac{a}{b}$ of $5, and $6.")
    assert community.ids() == {"math-off"}
    fix(community.problems, community.root)
    assert "\nmath: true\n---\n" in community.read()
    assert community.problems() == []


UNMENDED = [
    ("**The walk**\n\nIt rained.\n\n**The soup**\n\nIt was hot.", "heading-bold", 1),
    ("It was cold[^cold].", "link-undefined", 1),
    ("See [the map](#).", "link-empty", 1),
    ("It rained.\n\n[Insert picture here]", "template-text", 3),
    ("See [the map](https://the-address).", "template-text", 1),
    ("We typed ```git push and waited.", "backtick-alone", 1),
    ("It rained.\n\nLet me know if you'd like me to make it shorter!", "chat-text", 3),
    ("當然！以下是一篇關於湯的文章：\n\n下雨了。", "chat-text", 1),
    ("手機 0912-345-678", "phone-shown", 1),
    ("My password: Kettle77soup", "secret", 1),
    ("**Soup\n\nIt was hot.", "emphasis-open", 1),
    ("![]( )\n\nIt rained.", "image-missing", 1),
    ("![The river in the rain](attachment:river.png)", "image-missing", 1),
    ("![The river in the rain]({{ site.baseurl }}/images/river.png)", "image-missing", 1),
    ("![The river in the rain](blob:https://example.org/1a2b)", "image-missing", 1),
    ("Here's a short blog post about soup:\n\nIt rained.", "chat-text", 1),
    ("It rained.\n\n![][image1]", "link-undefined", 3),
    ("It rained.\n\nSent from my iPhone", "note-to-self", 3),
    ("7123456789:AAHk3jX9qLw2VbT7yRfHcN5mPs8DgUeQa1K", "secret", 1),
    ("We push with glpat-" + "Ab3dEfGh1jKlMn0pQrSt", "secret", 1),
    ("We publish with pypi-AgEIcHlwaS5vcmc" + "Ab3dEfGh1jKlMn0pQrSt" * 4, "secret", 1),
    ("| Day | Soup |\n| --- | --- |\n| Mon | 1 | good |", "table-broken", 3),
]


@pytest.mark.parametrize(("body", "rule", "line"), UNMENDED)
def test_what_only_the_author_can_mend_is_one_problem(community: Community, body: str, rule: str, line: int) -> None:
    community.post(body)
    assert community.told() == [(rule, line + BODY_STARTS - 1)]


def test_a_link_that_leads_nowhere_is_told_beside_what_else_is_wrong_with_its_line(community: Community) -> None:
    community.post("It was [b]hot[/b], says [the map][map].")
    assert community.ids() == {"other-markdown", "link-undefined"}


FINE = [
    "A Map\\<K, V\\> leads from keys to values, and \\<br> is shown.",
    "- it was cold,\n-5 degrees\n- and wet",
    "[//]: # (nobody is to see this)\n\nIt rained.",
    '```css\n.said::before { content: "“"; }\n```',
    "```{r, echo=FALSE}\nx <- 1\n```",
    "\\[not a link\\](x), \\(in brackets\\) and a \\[b\\].",
    "FROM time to time we SELECT a soup.\nWHERE do we eat it?",
    "A. Turing met B. Russell.\nC. Shannon did not.",
    '```python title="bake.py" linenums=1\nbake(3)\n```',
    "It rained:\n\n    - name: bread\n      bake: 3\n    - name: soup\n",
    "It is x^2], or so[^1]. See [2].\n\n[^1]: They say.",
    "```\n輸入name：\n```\n\n| 地點 | 湯 |\n| --- | --- |\n| 台北｜中山 | 二 |",
    "1. (see [the map](https://example.org/map)) :)\n\n(It rained, and\n\nso did [the map](https://example.org/map))",
    "([the map](https://example.org/map)) and [see [the map](https://example.org/map)].",
    "We print f(x)[0], (index.html)(style.css) and [one] (or two.md).",
    "- [ ] bread\n- [soup](https://example.org/soup)\n- x is one\n\n> WARNING!\n\n> [!NOTE]\n> It rained.",
    '<a href="https://example.org/map" title="src">the map</a>',
    "Points:\n\n1. It is 2,\n3, or 4.",
    "- bread\n\n    - rye and wheat\n    - spelt and oats",
    "````markdown\n```python\nbake(3)\n```\n````",
    "In C `a || b` means or; we ate || drank. Strings stand in '''three quotes'''.",
    'She said "the map": it was wrong. See [1], [2, p. 3] and [sic].',
    "[link]: https://example.org/map\n\nSee [the map][link].",
    "一、打開：先看書。\n\n然後吃飯。",
    "|x| is how far x is from 0; |a| + |b|.",
    'Write `\\n` for a new line. The file is in C:\\new\\notes. Print it with "a\\nb".',
    "Use \\*stars\\* and \\# signs; 2 \\* 3 is 6.\n\n2024\\. That was the year.",
    "In LaTeX one writes `\\section{Soup}`, and $5 is less than $6; $HOME is a folder.",
    "```python\nprint(html.unescape('&lt;b&gt;'))  # &lt; is <\n```\n\nWrite `&lt;` for `<`, and `&amp;` for `&`.",
    "```html\n<p>a &lt; b &amp;&amp; c</p>\n```",
    "Tea &amp; soup; 5 &lt; 6; the &lt;b&gt; tag makes text bold.",
    "Comprámos o bolo,\no pão e a manteiga.\n\n- o pão\n- o bolo",
    "```python\n# one\n```\n\n    # a comment\n    bake(3)",
    "1. bread\n\n    ## The soup\n\n2. soup",
    "　　下雨了，我們喝湯。\n\n\u00a0\u00a0It rained.",
    "See [what others cook](https://www.google.com/search?q=soup).",
    "#soup is a word of ours.\n\nTags: they are at the top.",
    "It is 2 ^ 16, and x^soup.",
    "我們讀了《湯》和【第一章】，（很好）。[官網](https://www.python.org)（英文）也看了。",
    "今天（星期五）我們學了「**終端機**」：很好玩！",
    "步驟有兩個：① 打開 ② 輸入。",
    "— Where is the soup?\n\n— In the pot.",
    "A. Smith came.\nB. Jones came as well.",
    "I wrote a program that makes lorem ipsum.",
    "The template says “your title here”, and nobody minds.",
    "Git shows this:\n\n```diff\n<<<<<<< HEAD\nsoup\n=======\nbread\n>>>>>>> main\n```",
    "The file begins with `-----BEGIN PRIVATE KEY-----`, so we hid it.",
    "My password: a secret, of course. The password is the hardest part.",
    "**Thank you all!**",
    "**Soup.** It was good.\n\n**Bread.** It was better.",
    "We used grep | sort | uniq all evening, and `a|b` as well.",
    "Text with `＊＊` and `[b]` in code.",
    "A list [a, b] | and more, and <b>bold</b> words.",
    "Now if a == b, then c == d.",
    "```python\nprint('你好（hello）')  # 中文（說明）\nx = 1  # first — then\n```",
    "| Sign | Does |\n| --- | --- |\n| `a \\| b` | pipes |",
    "We met ada@example.org at 10 % off, and it cost 5 $ more.",
]


@pytest.mark.parametrize("body", FINE)
def test_what_only_looks_like_it_is_left_alone(community: Community, body: str) -> None:
    community.is_fine(body)


@pytest.mark.parametrize("key", ["", "1", "¡"])  # where the sign for `!` is on keyboards
def test_a_link_to_a_picture_is_asked_to_show_it(community: Community, key: str) -> None:
    community.picture()
    community.post(f"{key}[The river in the rain](../images/river.png)")
    assert community.ids() == {"image-as-link"}
    fix(community.problems, community.root)
    assert community.read(POST) == f"{TOP}![The river in the rain](../images/river.png)\n"


def test_a_picture_pasted_in_obsidian_keeps_its_words_and_not_its_width(community: Community) -> None:
    community.picture()
    for inside, better in (("river.png|300", ""), ("river.png|The river", "The river")):
        community.post(f"![[{inside}]]")
        mend = f"Write: `![{better}](../images/river.png)`"
        assert mend in [each.fix for each in community.problems("image-syntax")]


@pytest.mark.parametrize(
    "image",
    "![Rain]](r.png) !(Rain](r.png) ![Rain)(r.png) ![Rain](r.png] ![Rain]r.png) ![Rain]((r.png)".split(),
)
def test_a_picture_in_odd_brackets_is_told_with_the_right_ones(community: Community, image: str) -> None:
    community.post(image)
    (found,) = community.problems("image-syntax")
    assert found.fix == "Write: `![Rain](r.png)`"


@pytest.mark.parametrize("link", ["[me] ({})", "[me)({})", "[me]{})", "[me]]({})", "(me)[{}]", "[me】({})", "[me]({}]"])
def test_a_link_to_a_file_of_the_site_is_told_like_one_to_the_web(community: Community, link: str) -> None:
    community.post(f"Ask {link.format('../authors/maria-silva.md')}.")
    assert len(community.problems()) == 1
    assert community.mended() == f"{TOP}Ask [me](../authors/maria-silva.md).\n"
