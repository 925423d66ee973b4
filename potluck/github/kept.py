"""What we say there again and again: one comment, or one issue, found again and brought up to date."""

from __future__ import annotations

from potluck.github.api import LONGEST, GitHub, is_ours


def keep_comment(github: GitHub, number: int, mark: str, words: str) -> None:
    """Say ``words`` below an HTML comment that marks them as ours, in place of what we said there before.

    Somebody else's copy of it is not taken for ours. Raises GitHubError.
    """
    kept = next((each for each in github.comments(number) if is_ours(each, mark)), None)
    github.say(number, f"{mark}\n{words}", instead_of=kept)


def keep_issue(github: GitHub, label: str, title: str, body: str) -> str:
    """Make the open issue with this label say ``body``, which is empty when all is well; answers what was done.

    Only an issue that our own workflow opened counts as that one, whoever else uses the label. Raises GitHubError.
    """
    mark = f"<!-- potluck: {label} -->\n"
    kept = next((each for each in github.open_issues(label) if is_ours(each, mark)), None)
    text = mark + (body if len(body) <= LONGEST else f"{body[:LONGEST].rpartition(chr(10))[0]}\n\n… and more.")
    if not body.strip():
        if kept is None:
            return "All is well."
        github.change_issue(kept.number, state="closed")
        return f"All is well again; issue {kept.number} is closed."
    if kept is None:
        github.open_issue(title, text, label)
        return "Opened an issue."
    github.change_issue(kept.number, title=title, body=text)
    return f"Issue {kept.number} is up to date."
