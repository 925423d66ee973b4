"""One comment of ours under an issue or pull request, found again and brought up to date."""

from __future__ import annotations

from potluck.github.api import GitHub, is_ours


def keep_comment(github: GitHub, number: int, mark: str, words: str) -> None:
    """Say ``words`` below an HTML comment that marks them as ours, in place of what we said there before.

    Somebody else's copy of it is not taken for ours. Raises GitHubError.
    """
    kept = next((each for each in github.comments(number) if is_ours(each, mark)), None)
    github.say(number, f"{mark}\n{words}", instead_of=kept)
