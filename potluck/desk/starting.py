"""``invoke new`` and ``adopt`` at the terminal: they ask, show what they will do, and write it."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

from potluck.authoring.adopt import SAMPLE_LIST, digest_of, remove, sample_files, with_settings
from potluck.authoring.new import new_post
from potluck.build.conf import settings_from
from potluck.content.gathering import load
from potluck.content.names import make_date
from potluck.counted import counted
from potluck.desk.answers import DONE, agreed, ask, is_watched, plainly, say, sorry
from potluck.desk.site import settings_of
from potluck.keeping import write_whole
from potluck.settings import Settings, SettingsError

QUESTIONS = {
    "SITENAME": "What is your community called?",
    "PUBLIC_URL": "Where will readers find it (https://…)?",
    "REPOSITORY": "What is the repository's web address?",
    "ACCENT": "Which colour is yours (#rrggbb)?",
    "DEFAULT_LANG": "Which language do you write in (en, es, pt-BR, …)?",
}


@plainly
def new(conf: Path, *, title: str, author: str, day: str, content: str) -> int:
    """Make the files of a new post, asking for what was not given."""
    settings, ours = settings_of(conf, content)
    try:
        when = date.fromisoformat(day) if day else datetime.now(ours.zone).date()
    except ValueError:
        when = None
    if when is None or not make_date(when.year, when.month, when.day):
        return sorry(f"{day!r} is not a date. Write it as {date.today().isoformat()}.")
    title = title or ask("What is the title of your post?")
    author = author or ask("Who are you (your handle, or your name if you're new)?")
    if not title or not author:
        return sorry('Say both: invoke new --title "My first meetup" --author "Your Name"')
    try:
        files = new_post(load(Path(settings["PATH"]), ours), title=title, author=author, day=when)
        for file in files:
            file.write()
    except (ValueError, FileExistsError) as error:
        return sorry(str(error))
    for file in files:
        say(f"Made {file.path}")
    say("Write in it, see it with `invoke serve`, and try `invoke check` when you are done.")
    return DONE


@plainly
def adopt(conf: Path, given: dict[str, str], *, yes: bool) -> int:
    """Put the community's own names into the settings, and remove the sample posts and people."""
    if not (yes or is_watched() or any(given.values())):
        return sorry("Nobody can be asked here. Say what is to change: `invoke --help adopt` names the options.")
    settings = settings_from(conf)
    answers = {name: given[name] or _asked(name, question, settings) for name, question in QUESTIONS.items()}
    answers = {name: answer.strip() for name, answer in answers.items() if answer}
    answers |= {name: answers[name].rstrip("/") for name in ("PUBLIC_URL", "REPOSITORY") if name in answers}
    try:
        Settings.from_pelican({**settings, **answers})
        text = with_settings(conf.read_text(encoding="utf-8-sig"), answers)
    except (SettingsError, ValueError) as error:
        return sorry(str(error))
    write_whole(conf, text.encode("utf-8"))
    say(f"{conf.name} now speaks of {answers.get('SITENAME', settings['SITENAME'])}.")
    return _clear_sample(Path(settings["PATH"]), yes)


def _asked(name: str, question: str, settings: dict[str, Any]) -> str:
    """The answer to a question, which is asked again until it can be used; the others are kept meanwhile."""
    while True:
        answer = ask(question, str(settings.get(name, ""))).strip()
        try:
            Settings.from_pelican({**settings, name: answer})
        except SettingsError as error:
            if not is_watched():
                return answer
            sorry(str(error))
        else:
            return answer


def _clear_sample(content: Path, yes: bool) -> int:
    sample, kept = sample_files(content)
    if sample and (yes or (is_watched() and agreed(f"Remove the {counted(len(sample), 'sample file')}?", "yes"))):
        remove(sample, content)
        again = " Git still has them." if (content.parent / ".git").exists() else ""
        say(f"Removed {counted(len(sample), 'sample file')}.{again}")
    elif sample:
        say(f"{counted(len(sample), 'sample file')} left as they are; `invoke adopt --yes` removes them.")
    for file, why in kept.items():
        say(f"Kept {file}: {why}")
    say("Next: look through pelicanconf.py (TAGLINE, DESCRIPTION, TIMEZONE, ROLES), which readers see as it is there,")
    say("rewrite the pages in content/pages/, which tell of the sample, and commit; then `invoke new`.")
    return DONE


def list_sample(content: Path) -> None:
    """Write the list of sample posts and people, by which `adopt` knows what nobody has changed."""
    files = sorted(file for room in ("posts", "authors") for file in (content / room).rglob("*") if file.is_file())
    lines = [f"{digest_of(file)}  {file.relative_to(content).as_posix()}\n" for file in files]
    SAMPLE_LIST.write_text("".join(lines), encoding="utf-8", newline="\n")
    say(f"{counted(len(files), 'sample file')} listed in {SAMPLE_LIST}.")
