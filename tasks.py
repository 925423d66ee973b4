"""What you can do here: `invoke` lists it. A task is a few lines over functions in potluck/, which do the work."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from invoke import Collection, Context, Task

sys.dont_write_bytecode = bool(sys.flags.dont_write_bytecode)  # Invoke would have our modules compiled in every run

from potluck.desk import answers  # noqa: E402 - kept compiled, from here on
from potluck.desk.compiled import keep_compiled  # noqa: E402

ROOT = Path(__file__).resolve().parent
CONF = "pelicanconf.py"

if not sys.dont_write_bytecode:
    keep_compiled(Path(__file__))

answers.in_any_letters()

TASKS: dict[str, partial[Task]] = {}
"""All there are, by name. Each is made when a command names it, and imports what it needs when it runs, so that
`invoke` answers at once.
"""


def task(body: Callable[..., None] | None = None, /, name: str = "", **how: Any) -> Callable[..., Any]:
    """Have a function among the tasks, as Invoke's decorator has it, by its own name if no other is given."""
    if body is None:
        return partial(task, name=name, **how)
    called = name or body.__name__.replace("_", "-")
    TASKS[called] = partial(Task, body, name=called, **how)
    return body


@task(default=True)
def help(_: Context) -> None:  # noqa: A001 - the task's name
    """Tell what you can do here."""
    from potluck.desk import welcoming

    welcoming.welcome({name: (each.args[0].__doc__ or "").partition("\n")[0] for name, each in TASKS.items()})


@task(
    help={
        "title": "The post's title.",
        "author": "Your handle or name; a handle is the name of your file in content/authors/.",
        "date": "The date, as 2026-05-31; today if you don't say.",
        "content": "The content folder.",
    }
)
def new(_: Context, title: str = "", author: str = "", date: str = "", content: str = "") -> None:
    """Begin a post: makes its file and, the first time, yours."""
    from potluck.desk import starting

    answers.leave(starting.new(ROOT / CONF, title=title, author=author, day=date, content=content))


@task(
    help={
        "content": "The content folder.",
        "format": "text, github, json, markdown or sarif.",
        "since": "Report only what changed since this git revision.",
        "path": "Report only files that match, for example 'content/posts/2026-*'.",
        "fix": "Mend what can be mended safely, and say what was done.",
        "diff": "With --fix: only show what would be done.",
        "author": "The GitHub account the change comes from: it may only bring what is its own.",
    }
)
def check(
    _: Context,
    content: str = "",
    format: str = "text",  # noqa: A002 - the flag's name
    since: str = "",
    path: str = "",
    fix: bool = False,
    diff: bool = False,
    author: str = "",
) -> None:
    """Tell what is wrong with posts, people and pages, and how to mend it."""
    from potluck.garbage import left_alone

    with left_alone():  # there are many modules, and they stay
        from potluck.desk import checking

    answers.leave(
        checking.check(
            ROOT / CONF, content=content, form=format, since=since, path=path, mend=fix, diff=diff, author=author
        )
    )


@task(
    help={
        "content": "The content folder.",
        "format": "text, github, json, markdown or sarif.",
        "path": "Look only at files that match, for example 'content/posts/2026-*'.",
    }
)
def links(_: Context, content: str = "", format: str = "text", path: str = "") -> None:  # noqa: A002 - the flag's name
    """Ask the web whether the pages that posts link to are still there."""
    from potluck.desk import linking

    answers.leave(linking.links(ROOT / CONF, content=content, form=format, path=path))


@task(
    help={
        "content": "The content folder.",
        "output": "The folder for the site.",
        "settings": "The settings file.",
        "siteurl": "The address the site will be served at.",
        "clean": "Make everything anew, from an empty folder.",
        "verify": "Build a second time, from nothing, and tell every difference.",
    }
)
def build(
    _: Context,
    content: str = "",
    output: str = "",
    settings: str = "",
    siteurl: str = "",
    clean: bool = False,
    verify: bool = False,
) -> None:
    """Build the site into output/: only what is different."""
    from potluck.desk import building

    conf = Path(settings) if settings else ROOT / CONF
    answers.leave(building.build(conf, content=content, output=output, siteurl=siteurl, clean=clean, verify=verify))


@task(help={"content": "The content folder.", "port": "The port to serve at.", "host": "The address to serve at."})
def serve(_: Context, content: str = "", port: str = "8000", host: str = "127.0.0.1") -> None:
    """Show the site on this machine, fresh after every change."""
    from potluck.desk import building

    answers.leave(building.serve(ROOT / CONF, content=content, host=host, port=answers.whole("port", port)))


@task(
    help={
        "yes": "Don't ask before pushing.",
        "dry_run": "Show what would change, and stop.",
        "accept": "A concern that is meant, by its id; may be given several times.",
        "wait": "Seconds to wait until readers get the new site; 0 for not at all.",
    },
    iterable=["accept"],
)
def publish(
    _: Context, yes: bool = False, dry_run: bool = False, accept: list[str] | None = None, wait: str = "120"
) -> None:
    """Check, build and push the site to the branch that readers see."""
    from potluck.desk import publishing

    seconds = answers.whole("wait", wait)
    answers.leave(publishing.publish(ROOT, yes=yes, dry_run=dry_run, accept=accept or [], wait=seconds))


@task
def status(_: Context) -> None:
    """Tell what is live, and from which commit."""
    from potluck.desk import publishing

    answers.leave(publishing.status(ROOT))


@task
def tell_hub(_: Context) -> None:
    """(workflow) Tell the WebSub hub which feeds the last publication changed, once readers get them."""
    from potluck.desk import publishing

    answers.leave(publishing.tell_hub_again(ROOT))


@task(help={"commit": "The publication to go back to; without it, the last ones are listed.", "yes": "Don't ask."})
def rollback(_: Context, commit: str = "", yes: bool = False) -> None:
    """Go back to an earlier publication, as a new one."""
    from potluck.desk import publishing

    answers.leave(publishing.rollback(ROOT, commit, yes=yes))


@task(
    help={
        "name": "The community's name.",
        "url": "The address readers will use.",
        "repository": "The repository's web address.",
        "accent": "Your colour, as #rrggbb.",
        "lang": "The site's language, as en or pt-BR.",
        "yes": "Remove the sample posts without asking.",
    }
)
def adopt(
    _: Context, name: str = "", url: str = "", repository: str = "", accent: str = "", lang: str = "", yes: bool = False
) -> None:
    """Make the site yours: your name and colour in, the sample posts out."""
    from potluck.desk import starting

    given = {"SITENAME": name, "PUBLIC_URL": url, "REPOSITORY": repository, "ACCENT": accent, "DEFAULT_LANG": lang}
    answers.leave(starting.adopt(ROOT / CONF, given, yes=yes))


# What workflows call: each reads its event and its token from the environment, as GitHub sets them.


@task(help={"change": "A clone that stands at the pull request.", "artifact": "The folder to leave the report in."})
def check_pull_request(_: Context, change: str, artifact: str) -> None:
    """(workflow) Check a pull request with this branch's code, and build a preview of it."""
    from potluck.desk import reviewing

    answers.leave(reviewing.check_pull_request(ROOT / CONF, change, artifact))


@task
def review_pull_request(_: Context) -> None:
    """(workflow) Answer the pull request that a finished check was about."""
    from potluck.desk import reviewing

    answers.leave(reviewing.review(ROOT))


@task
def close_preview(_: Context) -> None:
    """(workflow) Take away the preview of a pull request that has been closed."""
    from potluck.desk import reviewing

    answers.leave(reviewing.close_preview(ROOT))


@task(
    help={
        "body_file": "A file with the issue's text; without it, the workflow's event is read and a pull request made.",
        "author": "With a file: the GitHub account that wrote the issue.",
        "author_id": "With a file: that account's number, as GitHub has it.",
        "number": "With a file: the issue's number.",
    }
)
def from_issue(_: Context, body_file: str = "", author: str = "", author_id: int = 1, number: int = 1) -> None:
    """Make a post of a filled-in “Submit a post” form."""
    from potluck.desk import submitting

    if body_file:
        answers.leave(submitting.from_file(ROOT, body_file, author=author, author_id=author_id, number=number))
    answers.leave(submitting.from_event(ROOT))


@task
def links_issue(_: Context) -> None:
    """(workflow) Look up links to other sites, and keep one issue that lists the dead ones."""
    from potluck.desk import reviewing

    answers.leave(reviewing.links_issue(ROOT))


@task(help={"result": "How the tests with the newest releases ended: success or failure."})
def canary_issue(_: Context, result: str) -> None:
    """(workflow) Keep one issue that says whether the newest releases of our libraries still fit."""
    from potluck.desk import reviewing

    answers.leave(reviewing.canary_issue(ROOT, result))


@task(
    name="import",
    help={
        "path": "The old site: its folder, an export, or an archive of either.",
        "from": "The kind of site: jekyll, pelican, hugo, … (docs/moving-in.md lists them); auto finds out.",
        "into": "The content folder; yours if you don't say.",
        "dry_run": "Tell what would come of it, and write nothing to the content folder.",
        "update": "Bring what changed since the last import, and remove what is gone from the source.",
        "url": "The old site's address, where its settings don't tell it.",
    },
)
def import_(
    _: Context,
    path: str,
    from_: str = "auto",
    into: str = "",
    dry_run: bool = False,
    update: bool = False,
    url: str = "",
) -> None:
    """Bring another site's posts, people, pages and pictures in."""
    from potluck.desk import moving

    answers.leave(moving.bring(ROOT / CONF, path, kind=from_, into=into, dry_run=dry_run, update=update, url=url))


@task(help={"to": "The folder to write: a new one, or an earlier export.", "content": "The content folder."})
def export(_: Context, to: str = "export", content: str = "") -> None:
    """Write everything as plain Markdown and JSON, to take elsewhere."""
    from potluck.desk import moving

    answers.leave(moving.send(ROOT / CONF, content=content, to=to))


@task(
    help={
        "to": "The version, as v1.2; the newest if you don't say.",
        "source": "Where it comes from: the project's repository, or a copy of it.",
        "since": "The version this repository began as, where that can't be told.",
        "dry_run": "Tell what would change, and change nothing.",
        "yes": "Don't ask.",
        "undo": "Take the last upgrade back.",
    }
)
def upgrade(
    _: Context,
    to: str = "",
    source: str = "",
    since: str = "",
    dry_run: bool = False,
    yes: bool = False,
    undo: bool = False,
) -> None:
    """Bring a new version of the project in; your content and your changes stay."""
    from potluck.desk import upgrading

    answers.leave(upgrading.upgrade(ROOT, to=to, source=source, since=since, dry_run=dry_run, yes=yes, back=undo))


@task(help={"lang": "A language to begin, as it or pt-BR; without it, those that are there are brought up to date."})
def translate(_: Context, lang: str = "") -> None:
    """Bring the theme's words in other languages up to date, and say what is still to do."""
    from potluck.desk import translating

    answers.leave(translating.translate(ROOT / "theme", lang))


@task(help={"args": "Anything more for pytest, in quotes."})
def test(context: Context, args: str = "") -> None:
    """Run the tests."""
    answers.needs("pytest", "xdist")
    with context.cd(str(ROOT)):
        context.run(f"python -m pytest -n auto --dist loadfile {args}", pty=False)


@task
def lint(context: Context) -> None:
    """Check the code: format, types, templates, workflows."""
    answers.needs("ruff", "mypy", "djlint")
    with context.cd(str(ROOT)):
        for command in (
            "ruff format --check .",
            "ruff check .",
            "mypy --strict potluck",
            "djlint theme/templates --lint --quiet",
            "actionlint",
            "zizmor --offline --persona pedantic --strict-collection --quiet .github",
        ):
            context.run(command, pty=False, echo=True)


@task(
    help={
        "posts": "How many posts the sites have, with commas between.",
        "only": "Who is measured, of ours, ours-whole, ours-plain, pelican, pelican-cached, hugo, hugo-full, eleventy.",
        "scenarios": "Of cold, nothing, body, title, post, bio, template, served; all without it.",
        "rounds": "How often everything is measured; the least counts.",
        "args": "Anything more for `python -m benchmarks`, in quotes; --help lists it.",
    }
)
def bench(
    context: Context, posts: str = "1000", only: str = "", scenarios: str = "", rounds: int = 1, args: str = ""
) -> None:
    """Measure builds of large sites, beside Pelican and Hugo (docs/performance.md)."""
    chosen = f"--posts {posts} --rounds {rounds}"
    chosen += f" --only {only}" if only else ""
    chosen += f" --scenarios {scenarios}" if scenarios else ""
    with context.cd(str(ROOT)):
        context.run(f"python -m benchmarks {chosen} {args}", pty=False)


@task
def clean(_: Context) -> None:
    """Remove the built site and the caches."""
    from potluck.desk import building

    answers.leave(building.clean(ROOT / CONF))


@task
def sample(_: Context) -> None:
    """Take all that is in content/ now for the sample, which `invoke adopt` removes."""
    from potluck.desk import starting

    starting.list_sample(ROOT / "content")


FIRST = {"new": "title", "serve": "port", "check": "path", "links": "path", "rollback": "commit", "upgrade": "to"}
"""What a word behind the name of a task most likely is, which Invoke takes for the name of another task."""


def _say_how(words: list[str]) -> None:
    """End here, with the command that somebody may have meant, where a word lacks its flag."""
    if len(words) > 1 and words[0] in FIRST and words[1] not in TASKS and not words[1].startswith("-"):
        name, word = words[0], " ".join(words[1:]) if words[0] == "new" else words[1]
        meant = f'"{word}"' if {" ", "*"} & {*word} else word
        answers.leave(answers.sorry(f"That word needs its name before it: invoke {name} --{FIRST[name]} {meant}"))


def _asked_for(words: list[str]) -> list[Task]:
    """The tasks that a command names, if it begins with one and asks for no list; else all."""
    asks_for_all = TASKS.keys().isdisjoint(words[:1]) or any(each.startswith(("-l", "--list")) for each in words)
    return [make() for name, make in TASKS.items() if name in words or asks_for_all]


_say_how(sys.argv[1:])
namespace = Collection(*_asked_for(sys.argv[1:]))
