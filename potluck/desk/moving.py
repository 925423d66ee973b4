"""``invoke import`` and ``invoke export`` at the terminal."""

from __future__ import annotations

from pathlib import Path

from potluck.counted import counted
from potluck.desk.answers import DONE, ERRORS, Bar, is_watched, plainly, say, sorry
from potluck.desk.site import settings_of
from potluck.keeping import write_whole
from potluck.moving.export import export
from potluck.moving.report.account import Account, as_json
from potluck.moving.report.words import as_markdown, lines
from potluck.moving.run import move_in
from potluck.pages.generators.redirects import REDIRECTS_FILE
from potluck.settings import Settings

REPORT = Path(".cache") / "moving"


@plainly
def bring(conf: Path, path: str, *, kind: str, into: str, dry_run: bool, update: bool, url: str) -> int:
    """Import an old site, and tell what came of it."""
    content, ours = _target(conf, into)
    with Bar(patience=0) as bar:
        moved = move_in(
            Path(path).expanduser(),
            content,
            ours,
            kind=kind,
            dry_run=dry_run,
            update=update,
            url=url,
            step=bar.tell if is_watched() else lambda *_: None,
        )
    account = Account(moved)
    reports = content.parent / REPORT
    write_whole(reports / "report.md", as_markdown(account).encode("utf-8", "replace"))
    write_whole(reports / "report.json", as_json(account).encode("utf-8", "replace"))
    for line in lines(account):
        say(line)
    nothing = not moved.arranged.texts and not moved.arranged.pictures
    say(f"The whole report: {reports / 'report.md'} (and report.json for programs).")
    if nothing:
        return sorry(f"Nothing in {path} could be brought. If it is another kind of site, say which with --from.")
    if dry_run:
        say("Nothing was written to the content folder. Without --dry-run, it moves in.")
    else:
        say("Next: `invoke check`, `invoke serve`, and look through what needs a person.")
    return ERRORS if moved.moves.edited or moved.moves.taken else DONE


@plainly
def send(conf: Path, *, content: str, to: str) -> int:
    """Export everything, and tell what was written."""
    folder, ours = _target(conf, content)
    done = export(folder, ours, Path(to))
    redirects = ", redirects.txt" if (done.folder / REDIRECTS_FILE).is_file() else ""
    say(
        f"Wrote {counted(done.posts, 'post')}, {counted(done.pages, 'page')} and "
        f"{counted(done.people, 'person', 'people')} in {counted(done.files, 'file')} to {done.folder}: "
        f"content/ as it is{redirects}, and site.json for programs (docs/moving-in.md explains it)."
    )
    for inside, reason in done.left_out.items():
        say(f"Left out: {inside}. {reason}")
    return DONE


def _target(conf: Path, into: str) -> tuple[Path, Settings]:
    """The content folder to move into, and the settings of its site."""
    if into and (Path(into) / conf.name).is_file():
        conf, into = Path(into) / conf.name, ""
    if into:
        Path(into).mkdir(parents=True, exist_ok=True)
    settings, ours = settings_of(conf, into)
    return Path(settings["PATH"]), ours
