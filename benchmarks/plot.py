"""A picture of the figures: CPU seconds over the number of posts, a panel for each scenario, scales logarithmic."""

from __future__ import annotations

import math
from html import escape

from benchmarks.edits import RESTED
from benchmarks.report import LABELS, NAMES
from benchmarks.results import Figures

PANEL, GAP, LEFT, TOP, COLUMNS = (200, 150), (52, 50), 46, 74, 4
COLOURS = {
    "ours": "#b4472d",
    "ours-whole": "#8a5a44",
    "ours-plain": "#d9883f",
    "pelican": "#3b6ea5",
    "pelican-cached": "#7fa6cf",
    "hugo": "#4b7f52",
    "hugo-full": "#93b998",
    "eleventy": "#7d5a9e",
}
STYLE = (
    "text{font:12px system-ui,sans-serif;fill:#3b2a20}.name{font-weight:600;font-size:13px}"
    ".grid{stroke:#d8cfc4;stroke-width:1}.line{fill:none;stroke-width:2}"
    "@media(prefers-color-scheme:dark){text{fill:#e8ded2}.grid{stroke:#4a4038}}"
)


def plot(figures: Figures) -> str:
    """The picture as SVG, readable on light and dark."""
    measured = {each.scenario for each in figures}
    scenarios = [key for key in LABELS if key in measured and key != RESTED]
    everything = [each.cpu for each in figures]
    low, high = math.floor(math.log10(min(everything))), math.ceil(math.log10(max(everything)))
    rows = -(-len(scenarios) // COLUMNS)
    width = LEFT + COLUMNS * (PANEL[0] + GAP[0])
    height = TOP + rows * (PANEL[1] + GAP[1])
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" '
        'aria-labelledby="t"><title id="t">CPU seconds by number of posts, one panel for each kind of change'
        f"</title><style>{STYLE}</style>"
    ]
    for position, key in enumerate(figures.contestants):
        x = LEFT + position * 160
        parts.append(f'<path class="line" stroke="{COLOURS[key]}" d="M{x} 20h24"/>')
        parts.append(f'<text x="{x + 30}" y="24">{escape(NAMES[key])}</text>')
    for position, scenario in enumerate(scenarios):
        left = LEFT + position % COLUMNS * (PANEL[0] + GAP[0])
        top = TOP + position // COLUMNS * (PANEL[1] + GAP[1])
        parts += _panel(figures, scenario, left, top, low, high)
    return "\n".join([*parts, "</svg>", ""])


def _panel(figures: Figures, scenario: str, left: int, top: int, low: int, high: int) -> list[str]:
    smallest, largest = math.log10(figures.sizes[0]), math.log10(figures.sizes[-1])

    def x(posts: int) -> float:
        return left + PANEL[0] * ((math.log10(posts) - smallest) / (largest - smallest) if largest > smallest else 0.5)

    def y(seconds: float) -> float:
        return top + PANEL[1] * (high - math.log10(seconds)) / (high - low)

    parts = [f'<text class="name" x="{left}" y="{top - 10}">{escape(LABELS[scenario])}</text>']
    for power in range(low, high + 1):
        height = y(10.0**power)
        parts.append(f'<path class="grid" d="M{left} {height:.1f}h{PANEL[0]}"/>')
        if left == LEFT:
            parts.append(f'<text x="{left - 6}" y="{height + 4:.1f}" text-anchor="end">{10.0**power:g}</text>')
    parts += [
        f'<text x="{x(posts):.1f}" y="{top + PANEL[1] + 16}" text-anchor="middle">{posts:,}</text>'
        for posts in figures.sizes
    ]
    for key in figures.contestants:
        found = [(posts, figures.get(key, posts, scenario)) for posts in figures.sizes]
        points = [(x(posts), y(max(figure.cpu, 10.0**low))) for posts, figure in found if figure]
        if points:
            line = "L".join(f"{across:.1f} {down:.1f}" for across, down in points)
            parts.append(f'<path class="line" stroke="{COLOURS[key]}" d="M{line}"/>')
            parts += [f'<circle cx="{a:.1f}" cy="{d:.1f}" r="3" fill="{COLOURS[key]}"/>' for a, d in points]
    return parts
