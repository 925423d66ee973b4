"""What should not be public: e-mail addresses and telephone numbers, keys and passwords."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from importlib import import_module
from typing import Any

from potluck.checks.registry import text_check
from potluck.checks.text import Text
from potluck.late import late
from potluck.problems import Problem, error, in_post, warning

EMAIL = late(
    r"(?<![\w.+/@:-])[A-Za-z0-9][\w.+-]{0,63}@(?!\dx\.)(?P<host>(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,24})(?![\w@])"
)
EXAMPLE_HOST = late(
    r"(?:.*\.)?(?:example\.(?:com|org|net|edu)|test|invalid|localhost|domain\.com|email\.com|users\.noreply\.github\.com)\Z",
    re.IGNORECASE,
)
PHONE = late(
    r"""
    (?<![A-Za-z0-9_./=#@+-]) (?:
      \+ \d{1,3} [ .-]? (?: \( \d{1,4} \) [ .-]? )? \d{1,4} (?: [ .-] \d{2,5} ){2,4}
    | \( \d{3} \) \ ? \d{3} - \d{4}
    | \d{3} - \d{3} - \d{4}
    | 09\d{2} [ -] \d{3} [ -] \d{3}
    | 0[789]0 - \d{4} - \d{4}
    | 01[016789] - \d{3,4} - \d{4}
    | 0[67] (?: [ .] \d{2} ){4}
    | 01[567]\d [ /-] \d{3,4} [ ]? \d{3,5}
    | \( \d{2} \) \ ? 9?\d{4} - \d{4}
    | 07\d{3} [ ] \d{3} [ ]? \d{3} (?![ ]?\d)
    | 05\d{2} [ ] \d{3} [ ] \d{2} [ ] \d{2}
    | 05\d - ?\d{7}
    | (?: tel | phone | mobile | call\ me ) [^\n\d+]{0,12} \+? \d [\d ()./-]{6,16} \d
    ) (?![A-Za-z0-9_-])
    """,
    re.IGNORECASE | re.VERBOSE,
)
FEWEST_DIGITS = 7
DIGITS = late(r"\d{2,}[\d ()./-]{4,}\d")
MAY_BE_SECRET = late(
    r"AKIA|ASIA|gh[pousr]_|github_pat_|glpat-|xox[abprs]-|sk_live|rk_live|sk-|AIza|SG\.|-----BEGIN|//[^\s/@:]+:[^\s/@:]{3,}@|npm_|:AA|MT[A-Z]|_authToken|pypi-|hf_|AC[a-f0-9]{8}"
    r"|hooks\.slack\.com|/api/webhooks/"
)
SECRET_SIGNS = (
    "AKIA", "ASIA", "ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_", "glpat-", "xox", "k_live", "sk-", "AIza",
    "SG.", "-----BEGIN", "npm_", "_authToken", "pypi-", "hf_", "AC",
    "hooks.slack.com", "/api/webhooks/", ":AA", "MTA", "MTE", "MTI", "MTM",
)  # fmt: skip
"""Something that every match of `MAY_BE_SECRET` has in it, but for a password in an address; faster to look for."""
KEY_BODY = late(r"[A-Za-z0-9+/=]{16}|Proc-Type|Version:")
NO_KEY = late(r"X{4}|\.\.\.|…|your|<", re.IGNORECASE)
EXAMPLE_ADDRESS = late(
    r"//[^\s/@]+@(?:[\w-]+\.)*(?:example\.\w+|localhost|127\.0\.0\.1|host(?:name)?)\b|//(?:user(?:name)?|me|abc):",
    re.IGNORECASE,
)
OWN_PATTERNS = (
    ("a GitHub token", re.compile(r"\b(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{50,})")),
    ("an API key of OpenAI or Anthropic", re.compile(r"\bsk-(?:ant-|proj-)?[A-Za-z0-9_-]{32,}")),
    ("a Google API key", re.compile(r"\bAIza[0-9A-Za-z_-]{35}\b")),
    ("a token of a Telegram bot", re.compile(r"\b\d{8,10}:AA[A-Za-z0-9_-]{32,34}\b")),
    ("a token of a Discord bot", re.compile(r"\bMT[A-Za-z0-9_-]{22,26}\.[A-Za-z0-9_-]{6}\.[A-Za-z0-9_-]{27,40}\b")),
    ("a webhook of Discord", re.compile(r"discord(?:app)?\.com/api/webhooks/\d{15,21}/[A-Za-z0-9_-]{50,100}")),
    (
        "a token of GitLab",
        re.compile(r"\bglpat-(?!(?i:[\w-]{0,50}?(?:your|example|xxxx|1234|changeme|placeholder)))[\w-]{20,}", re.ASCII),
    ),
    ("a token of Hugging Face", re.compile(r"\bhf_[A-Za-z0-9]{30,}\b")),
)
DETECTORS = {
    "aws": "AWSKeyDetector", "basic_auth": "BasicAuthDetector", "npm": "NpmDetector",
    "private_key": "PrivateKeyDetector", "pypi_token": "PypiTokenDetector",
    "sendgrid": "SendGridDetector", "slack": "SlackDetector", "square_oauth": "SquareOAuthDetector",
    "stripe": "StripeDetector", "twilio": "TwilioKeyDetector",
}  # fmt: skip
"""Those of detect-secrets, by their modules."""

NAMED = late(
    r"""
    (?<![A-Za-z]) (?: (?P<password> [\w-]{0,30} (?: passw(?:or)?d | passwd | passphrase | pwd ) )
      | [\w-]{0,30} (?: secret | token | (?:api|app|access|auth|account|consumer|client|private)[_-]?key )
        [\w-]{0,20} )
    ["']? \s{0,5} (?: := | => | [:=] ) \s{0,5}
    (?: (?P<quote> ["'`] ) (?P<quoted> [^\s"'`]{8,200} ) (?P=quote) | (?P<bare> [A-Za-z0-9+/_=-]{20,200} ) (?=\s|\Z) )
    """,
    re.IGNORECASE | re.VERBOSE,
)
NAMED_SIGNS = (
    "passw", "pwd", "passphrase", "secret", "token", "_key", "-key", "apikey", "appkey", "contraseña", "clave", "senha",
    "mot de passe", "kennwort", "hasło", "şifre", "пароль", "密码", "密碼", "パスワード", "비밀번호",
)  # fmt: skip
"""Something that every match of `NAMED` has in it, in lower case; faster to look for."""
TOLD = late(
    r"(?:\b(?:my|the|our|wi-?fi) (?:[\w-]+ )?password(?: is|:| is:) "
    r"|\b(?:contraseña|clave|senha|mot de passe|passwor[td]|kennwort|hasło|şifre|пароль)(?: [\w-]{1,30}){0,3}? ?"
    r"(?:es|é|ist|est|to|это|:):? "
    r"|(?:密[码碼]|パスワード|비밀번호)\w{0,6}?\s?[是：:は는이]\s?)"
    r"(?P<value>[^\s\"'`<>，。、]{8,60})(?=[\s.,，。、]|\Z)",
    re.IGNORECASE,
)
"""A password in a sentence."""
EXAMPLE_VALUE = late(
    r"your|example|sample|dummy|fake|test|demo|foo|bar|xxx|\*\*|\.\.\.|…|abc|1234|0000|qwert|change|placeholder|insert"
    r"|here|secret|s3cr|pass|p[a@4]ss|token|key|hidden|redact|letmein|welcome|admin|user|none|null|[<>{}$%()\[\]]|://|\A/",
    re.IGNORECASE,
)
BY_NAME = "a password"
CHANGE_IT = "Change it wherever you use it, then put something like `YOUR-PASSWORD` here."
FEWEST_SIGNS = 10
"""Different characters that a key or token has at least; what is made by chance has more."""

EMAIL_SHOWN = warning(
    "email-shown",
    "There is an e-mail address in this text.",
    why="Programs that collect addresses for spam read every public page.",
    fix="Leave it out, or put it as `email:` into the person's own file, where spam programs can't read it.",
    bad=in_post("Write to maria@river-walkers.net for the map."),
    good=in_post("Ask any of us for the map."),
)
PHONE_SHOWN = warning(
    "phone-shown",
    "There is a telephone number in this text.",
    why="Once published, it can't be taken back, and strangers may call.",
    fix="Leave it out, unless it is a public one.",
    bad=in_post("Call me: +44 20 7946 0123"),
    good=in_post("Ask any of us for the map."),
)
SECRET = error(
    "secret",
    "This looks like a key or password.",
    why="Programs find published keys within minutes, and use them.",
    fix="Make the key useless where you got it, then put something like `YOUR-KEY` here.",
    bad=in_post("```python\nkey = 'AKIA" + "QYLPMN5HJ4KD3PFA'\n```"),
    good=in_post("```python\nkey = 'YOUR-KEY'\n```"),
)


@text_check(EMAIL_SHOWN, PHONE_SHOWN)
def addresses(text: Text) -> Iterator[Problem]:
    """E-mail addresses and telephone numbers in running text; one problem for each line."""
    digits = sum(map(text.prose.count, "0123456789")) >= FEWEST_DIGITS
    if not digits and "@" not in text.prose:
        return
    for number, line in text.prose_lines.items():
        mails = EMAIL.finditer(line) if "@" in line else ()
        if found := next((each for each in mails if not EXAMPLE_HOST.match(each["host"])), None):
            yield text.at(EMAIL_SHOWN, number, found.start() + 1)
        if digits and DIGITS.search(line) and (phone := PHONE.search(line)):
            yield text.at(PHONE_SHOWN, number, phone.start() + 1)


@text_check(SECRET)
def secrets(text: Text) -> Iterator[Problem]:
    """Keys and tokens anywhere in the file, code too."""
    whole = text.document.source.text
    lower = whole.lower()
    formed = any(sign in whole for sign in SECRET_SIGNS) or ("//" in whole and "@" in whole)
    named = any(sign in lower for sign in NAMED_SIGNS)
    formed = formed and MAY_BE_SECRET.search(whole) is not None
    if not formed and not named:
        return
    for number, line in enumerate(text.lines, 1):
        below = text.lines[number] if number < len(text.lines) else ""
        kind = (formed and _of_known_form(line, below)) or (named and _named(line[:2000].strip()))
        if kind:
            fix = CHANGE_IT if kind == BY_NAME else ""
            yield text.at(SECRET, number, title=f"This looks like {kind}.", fix=fix)


def _of_known_form(line: str, below: str) -> str | None:
    if not MAY_BE_SECRET.search(line) or (EXAMPLE_ADDRESS.search(line) and "PRIVATE KEY" not in line):
        return None
    if "PRIVATE KEY-----" in line:
        behind = f"{line.partition('KEY-----')[2]} {below}"[:200]
        told = len(line.partition("-----BEGIN")[0].split()) > 2 and not KEY_BODY.search(behind)
        return None if told or NO_KEY.search(behind) else "a private key"
    return next((kind for kind, pattern in OWN_PATTERNS if pattern.search(line)), None) or _detected(line[:2000])


def _named(line: str) -> str | None:
    """A value that is called a password, key or token, and is not one of those that books and lessons use."""
    lower = line.lower()
    if not any(sign in lower for sign in NAMED_SIGNS):
        return None
    for found in NAMED.finditer(line):
        value = found["quoted"] or found["bare"]
        mixed = any(each.isdigit() for each in value) and any(each.isalpha() for each in value)
        if not mixed or EXAMPLE_VALUE.search(value):
            continue
        if found["password"]:
            if found["quoted"]:
                return BY_NAME
        elif len(value) >= 16 and len(set(value)) >= FEWEST_SIGNS and not re.search(r"\w[.-][a-z]{4,}", value):
            return "a key or token"
    told = TOLD.search(line)
    if told and re.search(r"\d", told["value"]) and re.search(r"[a-z]", told["value"], re.I):
        return None if EXAMPLE_VALUE.search(told["value"]) else BY_NAME
    return None


def _detected(line: str) -> str | None:
    for plugin in _plugins():
        for secret in plugin.analyze_string(line):
            if secret and not re.search(r"your|example|xxxx|1234|changeme|placeholder|<", str(secret), re.IGNORECASE):
                name: str = plugin.secret_type
                return f"a secret ({name})"
    return None


@lru_cache(maxsize=1)
def _plugins() -> list[Any]:
    """The detectors of detect-secrets that go by a fixed form, so that they rarely err; loaded when first needed."""
    return [getattr(import_module(f"detect_secrets.plugins.{room}"), name)() for room, name in DETECTORS.items()]
