"""Code is coloured as Pygments colours it, only faster."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pygments.lexers import get_lexer_by_name

from potluck.markup import quick_lexing
from potluck.markup.quick_lexing import quickened

SAMPLES = {
    "python": 'class A:\n    """D %s"""\n    x: int = 0x1F if not y else f"{a!r:>{w}}" # c\n\n@d\nasync def é(): ...\n',
    "javascript": "const f = async (x) => `a ${x + `b`} c` / /re[/]g/gi.test(y) // z\n/* q */ class A extends B {}\n",
    "typescript": "interface A<T> { b?: string; c(d: number): void }\nenum E { F = 1 }\n",
    "html": '<!DOCTYPE html><p class="a" b=c>x &amp; y<script>let a = "<b>"</script><style>p{color:red}</style></p>',
    "css": "@media (min-width: 3em) { a:hover, #b .c::before { color: #fff; width: calc(1px + 2%) } }",
    "bash": 'for f in "$@"; do echo "${f%.*}" $((1 + 2)) | grep -v \'x\' > /dev/null; done # c\n',
    "console": "$ ls -la\ntotal 0\n$ echo $HOME\n",
    "pycon": '>>> 1 + 1\n2\n>>> x\nTraceback (most recent call last):\n  File "<stdin>", line 1\nNameError: x\n',
    "sql": "SELECT a, count(*) FROM b WHERE c LIKE '%d' -- e\nGROUP BY a;\n",
    "json": '{"a": [1, -2.5e3, true, null, "b\\n"]}',
    "yaml": "a: &b\n  - c: |\n      text\n    d: *b\n# e\n",
    "toml": '[a.b]\nc = "d"\ne = 2020-01-01\n',
    "c": '#include <a.h>\nint main(void) { char *s = "b\\n"; return sizeof(s) / 2; } /* c */\n',
    "cpp": "template <typename T> auto f(T&& x) -> decltype(x) { return std::move(x); }\n",
    "java": "@Override public final class A<T> implements B { int c = 0b11; }\n",
    "rust": 'fn main() -> Result<(), E> { let x = vec![1u8; 3]; println!("{:?}", x); }\n',
    "go": "func (a *B) C() (d int, err error) { defer e(); return 1, nil }\n",
    "ruby": 'def a(b:) = "#{b} c"\nputs :d, %w[e f], /g/i, <<~H\n  text\nH\n',
    "php": "<?php $a = ['b' => 1]; echo \"c {$a['b']}\"; ?>\n",
    "diff": "--- a\n+++ b\n@@ -1 +1 @@\n-x\n+y\n",
    "ini": "[a]\nb = c ; d\n",
    "make": "a: b\n\t$(CC) -o $@ $<\n",
    "docker": "FROM a:b\nRUN c && \\\n  d\n",
    "haskell": "f :: Int -> Maybe a\nf x | x > 0 = Just y where y = x `div` 2\n",
    "nim": 'import Strutils\nproc f(X: int): STRING = return "a" & $x # c\n',
    "fortran": "      PROGRAM x\n      INTEGER :: i\n      do i=1,3\n      end do\n",
    "lisp": '(defun a (b) `(c ,@b #\'d "e")) ; f\n',
}


@pytest.fixture(autouse=True, scope="module", params=["at once", "with some experience", "never"])
def learns(request: pytest.FixtureRequest) -> Iterator[None]:
    """When it is found out what may begin with a character."""
    often = {"at once": (0, 0), "with some experience": (0, 6), "never": (10_000, 0)}[request.param]
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(quick_lexing, "OFTEN", often[0])
        patched.setattr(quick_lexing, "VERY_OFTEN", often[1])
        yield


@pytest.mark.parametrize("language", SAMPLES)
def test_tokens_are_those_of_pygments(language: str) -> None:
    for text in (SAMPLES[language], *SAMPLES.values(), "\x00 é ſ K\n\n\t", ""):
        quick, plain = quickened(get_lexer_by_name(language)), get_lexer_by_name(language)
        assert list(quick.get_tokens(text)) == list(plain.get_tokens(text))


@settings(max_examples=60, deadline=None)
@given(
    language=st.sampled_from(sorted(SAMPLES)),
    text=st.lists(
        st.one_of(
            st.sampled_from(sorted({piece for sample in SAMPLES.values() for piece in sample.split(" ")})),
            st.text(max_size=4),
            st.sampled_from(list("\"'`()[]{}<>#$/\\\n \t")),
        ),
        max_size=40,
    ).map("".join),
)
def test_strange_texts_are_coloured_alike(language: str, text: str) -> None:
    quick, plain = quickened(get_lexer_by_name(language)), get_lexer_by_name(language)
    assert list(quick.get_tokens(text)) == list(plain.get_tokens(text))
