"""Days whose month is a word, in the languages that members write most, and days of Asian calendars.

What a date means is only offered to its author, never taken for granted; so a word that could be two months is none.
"""

from __future__ import annotations

import datetime as dt
import re

from potluck.content.names import make_date, transliterated

_NAMES = (
    "january february march april may june july august september october november december",
    "januar februar maerz april mai juni juli august september oktober november dezember",
    "januari februari maart april mei juni juli augustus september oktober november december",
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "janeiro fevereiro marco abril maio junho julho agosto setembro outubro novembro dezembro",
    "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre",
    "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "ocak subat mart nisan mayis haziran temmuz agustos eylul ekim kasim aralik",
)
_IN_FULL = (
    "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь",
    "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
    "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października — grudnia",
    "ledna února března dubna května června července srpna září října listopadu prosince",
    "tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta heinäkuuta elokuuta syyskuuta lokakuuta"
    " marraskuuta joulukuuta",
    "januari februari mars april maj juni juli augusti september oktober november december",
    "januari februari maret april mei juni juli agustus september oktober november desember",
    "január február március április május június július augusztus szeptember október november december",
    "januára februára marca apríla mája júna júla augusta septembra októbra novembra decembra",
    "ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie",
    "gener febrer març abril maig juny juliol agost setembre octubre novembre desembre",
    "januar februar marts april maj juni juli august september oktober november december",
    "januar februar mars april mai juni juli august september oktober november desember",
    "януари февруари март април май юни юли август септември октомври ноември декември",
    "siječnja veljače ožujka travnja svibnja lipnja srpnja kolovoza rujna — studenoga prosinca",
    "জানুয়ারি ফেব্রুয়ারি মার্চ এপ্রিল মে জুন জুলাই আগস্ট সেপ্টেম্বর অক্টোবর নভেম্বর ডিসেম্বর",
    "जनवरी फ़रवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर अक्टूबर नवंबर दिसंबर",
    "ιανουαρίου φεβρουαρίου μαρτίου απριλίου μαΐου ιουνίου ιουλίου αυγούστου σεπτεμβρίου οκτωβρίου"
    " νοεμβρίου δεκεμβρίου",
    "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
    "كانون-الثاني شباط آذار نيسان أيار حزيران تموز آب أيلول تشرين-الأول تشرين-الثاني كانون-الأول",
    "ינואר פברואר מרץ אפריל מאי יוני יולי אוגוסט ספטמבר אוקטובר נובמבר דצמבר",
    "בינואר בפברואר במרץ באפריל במאי ביוני ביולי באוגוסט בספטמבר באוקטובר בנובמבר בדצמבר",
)
IN_FULL = {name: number for names in _IN_FULL for number, name in enumerate(names.split(), 1)}
"""Months that are known only as they are written here, not by their first letters. `listopada` is not among them: it is
November in Polish, and October in Croatian."""
MONTHS = [(name, number) for names in _NAMES for number, name in enumerate(names.split(), 1)]
ERAS = {"令和": 2018, "平成": 1988, "民國": 1911, "民国": 1911, "中華民國": 1911}
"""The year before the first of an era."""
_LETTERS = r"(?:[^\W\d_]|(?!\d)[\u0900-\u0dff])"
"""Signs above and below the letters of India are no letters to a pattern."""
_OF = r"(?:\s+(?:de|del|di|of)(?=\s))?"
DAY_FIRST = re.compile(
    rf"(?<!\d)(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|[º°.ª])?{_OF}\s*[-/.]?(?P<month>{_LETTERS}{{2,13}})\.?,?{_OF}\s*[-/]?(?P<year>\d{{4}}|['’]\d{{2}})(?!\d)",
    re.IGNORECASE,
)
MONTH_FIRST = re.compile(
    rf"(?P<month>{_LETTERS}{{3,12}})[.,]?\s*-?(?:the\s+)?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:\s*,\s*|\s+|-)(?P<year>\d{{4}}|['’]\d{{2}})(?!\d)",
    re.IGNORECASE,
)
YEAR_FIRST = re.compile(
    rf"(?<!\d)(?P<year>\d{{4}})[.,]?[\s-]+(?P<month>{_LETTERS}{{3,12}})\.?[\s-]+(?P<day>\d{{1,2}})(?!\d)"
)
MONTH_ALONE = re.compile(rf"\s*(?P<month>{_LETTERS}{{3,12}})\.?,?{_OF}\s+(?P<year>\d{{4}})\s*\Z", re.IGNORECASE)
ERA = re.compile(
    rf"(?P<era>{'|'.join(sorted(ERAS, key=len, reverse=True))})\s*(?P<year>\d{{1,3}}|元)\s*年"
    r"\s*(?P<month>\d{1,2})\s*月\s*(?P<day>\d{1,2})"
)
SHORT_ERAS = {"R": "令和", "H": "平成"}
SHORT_ERA = re.compile(r"(?P<era>[RHrh])\.?(?P<year>\d{1,2})[./-](?P<month>\d{1,2})[./-](?P<day>\d{1,2})\Z")
CENTURY = 2000
"""What two digits behind an apostrophe leave out."""
FEWEST_LETTERS = 3
THAI = {
    name: number
    for names in (
        "มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม",
        "ม.ค. ก.พ. มี.ค. เม.ย. พ.ค. มิ.ย. ก.ค. ส.ค. ก.ย. ต.ค. พ.ย. ธ.ค.",
    )
    for number, name in enumerate(names.split(), 1)
}
THAI_DATE = re.compile(
    rf"(?P<day>\d{{1,2}})\s*(?P<month>{'|'.join(map(re.escape, THAI))})\s*(?:พ\.ศ\.|ค\.ศ\.)?\s*(?P<year>\d{{4}})"
)
"""Its letters have marks above and below them, which are no letters to a pattern."""
BUDDHIST = 543
"""How far Thailand's years are ahead."""
FIRST_BUDDHIST = 2400
HAN_DATE = re.compile(
    r"(?P<year>[〇零○一二三四五六七八九]{4})年(?P<month>[一二三四五六七八九十]{1,2})月(?P<day>[一二三四五六七八九十]{1,3})[日號号]"
)
HAN_DIGITS = {sign: value for value, sign in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0}
VIETNAMESE = re.compile(
    r"(?P<day>\d{1,2})\s+tháng\s+(?P<month>\d{1,2})(?:\s+năm)?\s+(?P<year>\d{4})(?!\d)", re.IGNORECASE
)


def _from_han(number: str) -> int:
    """A number up to 99 as Chinese writes it: `二十一` is 21."""
    tens, ten, ones = number.partition("十")
    if not ten:
        return HAN_DIGITS.get(number, 0)
    return HAN_DIGITS.get(tens, 1) * 10 + HAN_DIGITS.get(ones, 0)


def month_of(word: str) -> int | None:
    """The month that a word, or the first letters of one, means; none where it may be several, or none."""
    if number := IN_FULL.get(word.lower().strip(". ")):
        return number
    plain = transliterated(word.lower().replace("ä", "ae")).strip(". ")
    if len(plain) < FEWEST_LETTERS:
        return None
    meant = {number for name, number in MONTHS if name.startswith(plain)} or (
        {9} if plain == "sept" else {number for name, number in MONTHS if plain == name[:3]}
    )
    return meant.pop() if len(meant) == 1 else None


def spelt_date(text: str) -> dt.date | None:
    """The day that a text names in words, whatever stands around it."""
    if found := ERA.search(text):
        year = 1 if found["year"] == "元" else int(found["year"])
        return make_date(ERAS[found["era"]] + year, int(found["month"]), int(found["day"]))
    if found := SHORT_ERA.match(text.strip()):
        return make_date(
            ERAS[SHORT_ERAS[found["era"].upper()]] + int(found["year"]), int(found["month"]), int(found["day"])
        )
    if found := HAN_DATE.search(text):
        year = int("".join(str(HAN_DIGITS[sign]) for sign in found["year"]))
        return make_date(year, _from_han(found["month"]), _from_han(found["day"]))
    if found := VIETNAMESE.search(text):
        return make_date(*(int(found[part]) for part in ("year", "month", "day")))
    if found := THAI_DATE.search(text):
        year = int(found["year"])
        year -= BUDDHIST if year > FIRST_BUDDHIST else 0
        return make_date(year, THAI[found["month"]], int(found["day"]))
    for pattern in (DAY_FIRST, MONTH_FIRST, YEAR_FIRST):
        if (found := pattern.search(text)) and (month := month_of(found["month"])):
            year = int(found["year"].strip("'’"))
            return make_date(year + CENTURY * (year < 100), month, int(found["day"]))
    return None


def spelt_month(text: str) -> str | None:
    """`November 2026` as `2026-11`."""
    found = MONTH_ALONE.match(text)
    month = month_of(found["month"]) if found else None
    return f"{found['year']}-{month:02}" if found and month else None
