"""A made-up language for the corpus: as varied and as compressible as prose, and nobody's text."""

from __future__ import annotations

import random
from itertools import accumulate

LITTLE = """
the a of and to in that it is was for on with as at by from this which or but not are be have had its their our we
they you she he one two some any all no more most other than then when while where who what how why there here out up
down over under again once after before until because though still also only just even very too so such each both few
many much own same new old long small first last next back well never always often soon later now today maybe almost
""".split()
STARTS = "b c d f g h j k l m n p r s t v w br cl cr dr fl fr gl gr pl pr sc sk sl sm sn sp st sw tr".split()
MIDDLES = "a e i o u ai ay ea ee ie oa oo ou".split()
ENDS = "n r l t s m d k p ck ld lt mp nd nt rd rk rm rn rt sk st th".split()
TAILS = "ed ing er ly ness able ful ment s".split()
WITH_ACCENTS = ("fiancée", "über", "señal", "crème", "Łódź", "naïf", "piñata", "größer")

FIRST_NAMES = """
Abena Agnes Aiko Alma Amir Anders Anil Asha Aylin Bilal Bruno Camila Celia Dario Dina Edda Elias Emre Enzo Esther
Farah Filip Freya Gita Goran Hamza Hanne Hiro Ida Ilya Imani Iris Isak Jamila Javier Jelena Jun Kaia Kenji Kira Lale
Lars Leo Lidia Linh Luca Magda Malik Marta Mateo Minh Mira Nadir Naomi Nuno Oda Omid Oskar Pablo Pia Quentin Rania Ravi
Rhea Rui Sami Selma Sven Talia Teo Thea Tuva Ulla Vito Wanda Xenia Yael Yusuf Zara
""".split()
LAST_NAMES = """
Acheampong Aguilar Albers Amara Arnaud Asante Barros Bauer Bello Blom Brandt Caruso Chowdhury Correia Danso Devries
Diallo Dietrich Dubois Eklund Esposito Faye Ferrari Fonseca Frank Goh Greco Hagen Halvorsen Hashimoto Holm Horvat Iyer
Jain Juarez Kato Khalil Kirk Klaus Kone Kruger Lang Leroy Lim Lund Maier Mancini Marin Mensah Molina Mori Moser Nagy
Noel Oduya Olsen Ortega Otieno Palmer Pinto Popov Qureshi Reyes Ricci Roth Saito Salas Santos Seidel Shah Sokolov Steen
Tembo Thorsen Tran Vidal Wagner Winter Yamada Zeman
""".split()

TAGS = """
asking-for-help backups batteries books bots bugs buses calendars charts classes command-line cooking csv-files dates
debugging dictionaries emoji errors evenings exercises files first-steps functions games git hardware images interviews
jobs json libraries lists loops maps meetups mentoring music names notebooks packages printing pull-requests radio
refactoring regex robots scraping sensors servers sorting spreadsheets strings talks teaching testing time tools
translation typing unicode walks weather
""".split()


class Language:
    """Words by how common they are (Zipf's law), the same for a seed."""

    def __init__(self, seed: int, size: int = 5_000) -> None:
        chance = random.Random(f"words {seed}")
        known = dict.fromkeys(LITTLE)
        while len(known) < size:
            parts = [chance.choice(STARTS) + chance.choice(MIDDLES) for _ in range(chance.choice((1, 1, 2, 2, 3)))]
            word = "".join(parts) + chance.choice(ENDS) + (chance.choice(TAILS) if chance.random() < 0.3 else "")
            if len(word) < 14:
                known[word] = None
        self.words = list(known)
        self._rarer = list(accumulate(1 / (rank + 3) for rank in range(size)))

    def some(self, chance: random.Random, count: int) -> list[str]:
        """``count`` words as prose has them."""
        return chance.choices(self.words, cum_weights=self._rarer, k=count)

    def term(self, chance: random.Random) -> str:
        """A word that means something: none of the little ones."""
        return self.words[len(LITTLE) + int(chance.random() ** 2 * (len(self.words) - len(LITTLE)))]
