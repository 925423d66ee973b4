"""One comment of ours under an issue or pull request, found again and brought up to date."""

from __future__ import annotations

from potluck.github.api import BOT, GitHub


def keep_comment(github: GitHub, number: int, mark: str, words: str) -> None:
    """Say ``words`` below an HTML comment that marks them as ours, in place of what we said there before.

    Somebody else's copy of it is not taken for ours. Raises GitHubError.
    """
    for comment in github.comments(number):
        said = (comment.body or "").replace("\r\n", "\n")
        if comment.user and comment.user.login == BOT and said.startswith(mark):
            return github.say(number, f"{mark}\n{words}", instead_of=comment)
    return github.say(number, f"{mark}\n{words}")
