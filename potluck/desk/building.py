"""``invoke build``, ``serve`` and ``clean`` at the terminal."""

from __future__ import annotations

from contextlib import nullcontext, suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from potluck.build import Built, CannotBuild
from potluck.build import build as build_site
from potluck.build.conf import settings_from
from potluck.counted import counted
from potluck.desk import answers
from potluck.desk.answers import DONE, ERRORS, Bar, is_watched, plainly, say, sorry
from potluck.progress import told_to

if TYPE_CHECKING:
    from potluck.checks.run import Heads
    from potluck.problems import Problem
MOST_TOLD = 1_000
"""Problems, errors first, that a build names."""
IN_A_CACHE = frozenset(
    """
    build cards crash.txt images links.json moving publish rendered.sqlite rendered.sqlite-journal search
    """.split()
)
"""All that is ever kept in CACHE_PATH."""
_HELD: list[object] = []
"""What a build made, until the command ends."""


@plainly
def build(
    conf: Path, *, content: str = "", output: str = "", siteurl: str = "", clean: bool = False, verify: bool = False
) -> int:
    """Build the site; the exit status says whether all of ``content/`` is in it.

    With ``verify`` it is built a second time, from nothing, and every difference is told.
    """
    folder, into = Path(content) if content else None, Path(output) if output else None
    different: list[str] = []
    with Bar() as bar, told_to(bar.tell) if is_watched() else nullcontext():
        built = build_site(conf, content=folder, output=into, siteurl=siteurl or None, clean=clean, held=_HELD)
        if verify:
            from potluck.build.verification import differences

            different = differences(conf, built.output, content=folder, siteurl=siteurl or None)
    report(built)
    for each in different:
        answers.errors.print(each, markup=False)
    if verify:
        say("A build from nothing makes the same bytes." if not different else "")
    return ERRORS if built.errors or different else DONE


def report(built: Built) -> None:
    """Say what a build did, problems last."""
    waiting = f" ({built.held_back} not public yet)" if built.held_back else ""
    say(
        f"Built {counted(built.posts, 'post')}{waiting}, {counted(built.people, 'person', 'people')} and "
        f"{counted(built.pages, 'page')} into {built.output} in {built.seconds:.1f} s: "
        f"{counted(built.parsed, 'text')} read anew, {counted(built.rendered, 'page')} filled in, "
        f"{built.written:,} files written, {built.kept:,} as they were, {built.removed:,} removed."
    )
    for problem in built.problems[:MOST_TOLD]:
        tell(problem)
    if len(built.problems) > MOST_TOLD:
        answers.errors.print(f"… and {len(built.problems) - MOST_TOLD:,} more.")
    if built.errors:
        answers.errors.print(
            f"{counted(built.errors, 'error')}. What is named above is missing or broken on the site; "
            "`invoke check` explains each.",
            style="red",
        )


def tell(problem: Problem) -> None:
    """One problem in brief: where, what, and what to do."""
    colour = "red" if problem.is_error else "yellow"
    place = f"{problem.path}:{problem.line}" if problem.line else problem.path
    from rich.markup import escape

    words = f"{escape(place)}: {escape(problem.title)}\n  {escape(problem.fix)}"
    answers.errors.print(f"[{colour}]{problem.severity}[/] {words}")


@plainly
def serve(conf: Path, *, content: str, host: str, port: int) -> int:
    """Serve the site until interrupted, building it again after every change."""
    import asyncio

    from potluck.build.serve import Place, PortTaken, listen
    from potluck.build.serve import serve as serve_site
    from potluck.build.standing import Standing
    from potluck.checks.run import Heads
    from potluck.desk.site import settings_of

    host = host or "127.0.0.1"
    settings, ours = settings_of(conf, content)
    try:
        listening = listen(host, port)
    except PortTaken:
        return sorry(
            f"Port {port} is in use, perhaps by another `invoke serve`. Stop that one, or try "
            f"`invoke serve --port {port + 1}`."
        )
    place = Place(
        output=Path(settings["OUTPUT_PATH"]),
        content=Path(settings["PATH"]).resolve(),
        watched=partial(_watched, conf, content),
        root=conf.resolve().parent,
        host=host,
        port=port,
        base_path=ours.base_path,
    )
    standing = Standing(conf, Path(content) if content else None)
    answers.console.print(f"Your site is at [bold]http://{host}:{port}{ours.base_path}/[/]. Control-C stops it.")
    with suppress(KeyboardInterrupt):
        asyncio.run(serve_site(standing.build, standing.prepare, partial(look, heads=Heads()), place, listening, _tell))
    say("Stopped.")
    return DONE


def _watched(conf: Path, content: str) -> tuple[Path, ...]:
    """The folders that the site is made of, as the settings are now. Raises CannotBuild."""
    from potluck.desk.site import settings_of

    settings, ours = settings_of(conf, content)
    folders = [settings["PATH"], settings["THEME"], *settings["THEME_TEMPLATES_OVERRIDES"]]
    folders += [ours.docs_pages] if ours.docs_pages else []
    return tuple(Path(each).resolve() for each in folders)


def look(built: Built, paths: frozenset[str], heads: Heads | None = None) -> tuple[Problem, ...]:
    """What the check says of these files, and what the build has found; ``heads`` is kept for the next look."""
    from potluck.checks.run import check_files

    edition = built.edition
    return check_files(edition.library, edition.settings, paths, built.problems, edition.at, heads)


def _tell(outcome: Built | CannotBuild) -> None:
    if isinstance(outcome, Built):
        report(outcome)
    else:
        sorry(str(outcome))


@plainly
def clean(conf: Path) -> int:
    """Remove the output folder and the caches, if they are ours and nothing else's."""
    from potluck.build.own_folders import is_ours, may_be_swept
    from potluck.keeping import remove

    settings = settings_from(conf)
    content, root, status = Path(settings["PATH"]), conf.resolve().parent, DONE
    if not any(Path(settings[name]).is_dir() for name in ("OUTPUT_PATH", "CACHE_PATH")):
        say("There is nothing to remove.")
    for name, is_made_by_us in (("OUTPUT_PATH", is_ours), ("CACHE_PATH", _is_cache)):
        folder = Path(settings[name])
        if not folder.is_symlink() and not folder.is_dir():
            continue
        if not may_be_swept(folder, content, root) or not is_made_by_us(folder):
            status = sorry(
                f"{folder} was left alone: it holds more than what was made here. {name} in {conf.name} should name "
                "a folder that holds nothing else."
            )
            continue
        remove(folder)
        say(f"Removed {folder}.")
    return status


def _is_cache(folder: Path) -> bool:
    """Whether a folder holds nothing but a cache of ours; a `.cache` may be of an older version."""
    return folder.is_symlink() or folder.name == ".cache" or all(each.name in IN_A_CACHE for each in folder.iterdir())
