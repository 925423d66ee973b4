"""``invoke publish``, ``status`` and ``rollback`` at the terminal: check, build, show, ask, push."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import wraps
from pathlib import Path
from typing import ParamSpec

from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from potluck.counted import counted
from potluck.desk.answers import DONE, ERRORS, agreed, console, errors, is_watched, plainly, say, sorry, without_asking
from potluck.desk.fitness import HELD_BACK, Fit, fit_for_readers, kept_site, tell_latest
from potluck.desk.site import settings_at, settings_of
from potluck.github.events import answer, with_token
from potluck.pages.documentation import Shelf
from potluck.pages.generators.files import theme_files
from potluck.pages.generators.redirects import REDIRECTS_FILE, answering, read_redirects
from potluck.publish import (
    CONCERNS,
    Changes,
    Host,
    Latecomers,
    Overtaken,
    Plan,
    Published,
    PublishRefused,
    Seen,
    host_of,
    preflight,
    tell_hub,
    watch,
    write_host_files,
)
from potluck.publish.report import (
    show_plan,
    show_publications,
    show_published,
    show_refusal,
    show_rollback,
    show_status,
)
from potluck.settings import Settings
from potluck.verify import promised

P = ParamSpec("P")
SAMPLE_URL = "https://potluck.example.org"
"""The address that `pelicanconf.py` comes with, at which nobody is."""


def explained(outcome: str) -> Callable[[Callable[P, int]], Callable[P, int]]:
    """Say why a task was refused, after what came of it in a few words; answers the exit status for that."""

    def explain(task: Callable[P, int]) -> Callable[P, int]:
        @wraps(task)
        def careful(*args: P.args, **kwargs: P.kwargs) -> int:
            try:
                return task(*args, **kwargs)
            except PublishRefused as refused:
                errors.print(show_refusal(refused, outcome))
                return ERRORS

        return plainly(careful)

    return explain


@explained("Not published.")
def publish(root: Path, *, yes: bool, dry_run: bool, accept: list[str], wait: int = 0) -> int:
    """Bring the site to its readers, and watch for ``wait`` seconds until they get it; answers the exit status."""
    if unknown := next((each for each in accept if each not in CONCERNS), ""):
        return sorry(f"Nothing is called {unknown!r} that --accept could go on with. It takes: {', '.join(CONCERNS)}.")
    conf = root / "publishconf.py"
    settings, ours = settings_of(conf)
    _refuse_drafts(ours)
    with_token()
    checkout = preflight(root, remote=ours.publish_remote, branch=ours.publish_branch, source_branch=ours.branch)
    with kept_site(Path(settings["CACHE_PATH"])) as (output, memory):
        host = _host(root, ours)
        fit = fit_for_readers(conf, host, output, memory, hold_back=HELD_BACK in accept)
        if fit is None:
            return ERRORS
        write_host_files(output, custom_domain=ours.custom_domain)
        edition = fit.built.edition
        led = answering(read_redirects(Path(settings["PATH"]).parent / REDIRECTS_FILE))
        beside = [*(path for path, _ in theme_files(settings)), *Shelf.of(ours).paths(), *led, *fit.built.by_plugins]
        is_promised = promised(edition, beside)
        checkout = replace(checkout, held_back=tuple(fit.waiting))
        proposal = host.plan(output, checkout, is_promised, memory)
        meant = accept if not dry_run else [each.id for each in proposal.concerns]
        console.print(show_plan(proposal, but=proposal.unaccepted(meant)))
        _tell_address(ours)
        for path, reason in fit.waiting.items():
            errors.print(f"{path} waits, so that all else can be published. {reason}", style="red", markup=False)
        if dry_run:
            return ERRORS if proposal.unaccepted(accept) else _status(fit)
        if (concern := proposal.unaccepted(accept)) and concern.id in ("vanished", "smaller"):
            tell_latest(Latecomers(Path(settings["PATH"]), proposal.live))
        proposal.refuse_unaccepted(accept)
        if not yes and not agreed("Publish this?"):
            return sorry("Nothing was published." + without_asking("invoke publish --yes"))
        with _on_its_way():
            published = host.publish(proposal, accept, lambda *news: yes or _still(*news), say)
        console.print(show_published(published))
        if published.changed:
            _bring_to_readers(published, ours, wait)
    answer("pages", ours.github_pages)  # the workflow goes on to deploy, where that is how the site is served
    return _status(fit)


@contextmanager
def _on_its_way() -> Iterator[None]:
    """Tell somebody who stops what goes out how to find out whether it had arrived."""
    try:
        yield
    except KeyboardInterrupt:
        errors.print("It may be live already: `invoke status` tells.")
        raise


def _refuse_drafts(ours: Settings) -> None:
    """Raises PublishRefused where the settings for readers keep nothing back."""
    if not ours.publishing:
        raise PublishRefused(
            "publishconf.py does not say `PUBLISHING = True`, so drafts and posts that are not due would go out.",
            "Say it there, commit that, and publish again.",
        )


def _tell_address(ours: Settings) -> None:
    """Say so where feeds and shared links would lead readers to somebody else's site, or nowhere."""
    if ours.siteurl in ("", SAMPLE_URL):
        now = (
            "PUBLIC_URL in pelicanconf.py is still the sample's"
            if ours.siteurl
            else "SITEURL in publishconf.py is empty"
        )
        errors.print(
            f"{now}, so feeds and shared links lead nobody to this site. Say there at which address readers find it.",
            style="yellow",
            markup=False,
        )


def _status(fit: Fit) -> int:
    """The exit status: that of errors as long as something waits."""
    return ERRORS if fit.waiting else DONE


def _bring_to_readers(published: Published, ours: Settings, wait: int) -> None:
    """Watch until readers get it, then let the hub know; where a later job deploys the site, it comes after that."""
    has_news = bool(ours.websub_hub and ours.siteurl and published.plan.feeds)
    if ours.github_pages == "deployment" and os.environ.get("CI"):
        answer("hub", "later" if has_news else "")
        return
    seen = _watch(published, ours.siteurl, wait) if wait > 0 and ours.siteurl else Seen.UNREACHABLE
    if not has_news:
        return
    if seen is Seen.NOT_YET:
        say(
            "The hub was not told of new feeds, since it would find the old ones. Once readers get the new site, "
            "`invoke tell-hub` tells it."
        )
        return
    _tell_hub(published.plan.changes, ours)


@explained("The hub was not told.")
def tell_hub_again(root: Path) -> int:
    """Tell the hub which feeds the last publication changed; answers the exit status."""
    ours = settings_at(root, "publishconf.py")
    if not ours.websub_hub or not ours.siteurl:
        return sorry("There is no hub to tell: publishconf.py or pelicanconf.py names none as WEBSUB_HUB.")
    with_token()
    newest = _host(root, ours).publications()[:1]
    if not newest:
        return sorry("Nothing has been published yet, so there is nothing to tell a hub. `invoke publish` does that.")
    _tell_hub(newest[0][1], ours)
    return DONE


def _watch(published: Published, address: str, patience: int) -> Seen:
    """Wait until readers get the site, and say how that went; it is published either way."""
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True, disable=not is_watched()) as progress:
        bar = progress.add_task(f"Waiting for {address} to show it", total=patience)
        seen = watch(published, address, patience=patience, tick=lambda waited: progress.update(bar, completed=waited))
    said = {
        Seen.LIVE: f"Readers get it: {address} shows the new site.",
        Seen.NOT_YET: f"{address} still shows the site as it was, after {patience} seconds. Mostly it needs a little "
        "longer; on GitHub, look at the repository's Actions tab and at Settings → Pages.",
        Seen.UNREACHABLE: f"{address} can't be reached from here, so this did not wait for it.",
    }
    say(said[seen])
    return seen


def _tell_hub(changes: Changes, ours: Settings) -> None:
    """Let the hub know, and say how that went; it is published either way."""
    told = tell_hub(ours.websub_hub, changes, ours.siteurl)
    if told.trouble:
        say(
            f"The site is published, but the hub {ours.websub_hub} was not told of all new feeds: {told.trouble}. "
            "Feed readers will find the new posts when they next look."
        )
    elif told.feeds:
        say(f"The hub {ours.websub_hub} knows of {counted(told.feeds, 'new feed')}.")


def _still(overtaken: Overtaken, newer: Plan) -> bool:
    """Somebody else published meanwhile: show what is different now, and ask again."""
    say(overtaken.reason)
    console.print(show_plan(newer))
    return agreed("Publish this instead?")


@explained("What is live could not be found out.")
def status(root: Path) -> int:
    """Say what is live, from which commit, and what has changed since."""
    ours = settings_at(root, "publishconf.py")
    with_token()
    console.print(show_status(_host(root, ours).status()))
    return DONE


@explained("Nothing was brought back.")
def rollback(root: Path, commit: str, *, yes: bool) -> int:
    """List the last publications, or bring one back."""
    ours = settings_at(root, "publishconf.py")
    with_token()
    host = _host(root, ours)
    if not commit:
        listed = host.publications()
        console.print(show_publications(listed) if listed else "Nothing has been published yet.")
        if listed:
            say("`invoke rollback --commit PUBLICATION` brings one of them back.")
        return DONE
    planned = host.going_back(commit)
    console.print(show_rollback(planned))
    if not yes and not agreed("Bring this one back?"):
        return sorry("Nothing was changed." + without_asking(f"invoke rollback --commit {commit} --yes"))
    with _on_its_way():
        brought = planned.do()
    say(f"Done: {brought[:10]} is live.")
    return DONE


def _host(root: Path, ours: Settings) -> Host:
    """Where this community publishes."""
    return host_of(root, remote=ours.publish_remote, branch=ours.publish_branch, place=ours.publish_to)
