"""A post in another language than its site says so; nobody is told what the letters don't prove."""

from __future__ import annotations

import pytest

from potluck.settings import Settings
from tests.checks.conftest import POST, Community

ARABIC = "مشينا بجانب النهر طوال الصباح وكان المطر ينزل علينا ولم يشتك أحد ثم عدنا إلى البيت متأخرين"
JAPANESE = "朝からずっと雨が降っていましたが、だれも文句を言いませんでした。橋まで歩いて帰りました。"
ENGLISH = "It rained all morning, and nobody complained. We walked as far as the bridge and came back late."
RUSSIAN = "Всё утро шёл дождь, и никто не жаловался. Мы дошли до моста и поздно вернулись домой, мокрые и довольные."


def told(community: Community, site: str, title: str, body: str, top: str = "") -> list[str]:
    community.write(POST, f"---\ntitle: {title}\nauthor: maria-silva\n{top}---\n\n{body}\n")
    found = community.check(Settings(default_lang=site)).problems
    return [each.fix for each in found if each.id == "language-untold"]


@pytest.mark.parametrize(
    ("site", "title", "body", "said"),
    [
        ("en", "نزهة", ARABIC, "`lang: ar`"),
        ("pt-BR", "Git と散歩", JAPANESE, "`lang: ja`"),
        ("de", "東京散歩", JAPANESE, "`lang: ja`"),
        ("en", "Прогулка с Python", RUSSIAN + " `print(1)` https://example.org/a/b/c", "`lang: ru`"),
        ("ar", "A walk", ENGLISH, "`lang: en`"),
        ("ja", "A walk", ENGLISH, "`lang: en`"),
        ("he", "نزهة", ARABIC, "`lang: ar`"),
    ],
)
def test_letters_that_the_site_has_no_use_for_prove_it(
    community: Community, site: str, title: str, body: str, said: str
) -> None:
    (fix,) = told(community, site, title, body)
    assert said in fix


@pytest.mark.parametrize(
    ("site", "title", "body", "top"),
    [
        ("en", "نزهة", ARABIC, "lang: ar\n"),
        ("ar", "نزهة", ARABIC, ""),
        ("en", "A poem by the river", ARABIC, ""),
        ("en", "A walk, نزهة", f"{ENGLISH}\n\n{ARABIC}", ""),
        ("en", "Ω", "The sign Ω stands for an ohm.", ""),
        ("en", "نزهة", "مشينا", ""),
        ("ja", "Git の使いかた", ENGLISH, ""),
        ("ja", "Git", f"{ENGLISH} 終わり。", ""),
        ("sr", "Прогулка", RUSSIAN, ""),
        ("es", "Un paseo por la orilla, ¿no?", "Llovió toda la mañana, y nadie se quejó.", ""),
    ],
    ids="said its-own quoted both a-sign short title-own a-word-own two-scripts same-letters".split(),
)
def test_nothing_less_does(community: Community, site: str, title: str, body: str, top: str) -> None:
    assert told(community, site, title, body, top) == []
