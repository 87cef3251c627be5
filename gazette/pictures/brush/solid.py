"""Round bodies: towers, columns, domes."""

import numpy as np

from brush.colour import light


def turned(plate, x, profile, colour, lit, side=-0.5, bands=None):
    """Paints a round body, given as `(y, half width)` from top to foot, shaded as a round thing is."""
    ys, halves = [p[0] for p in profile], [p[1] for p in profile]
    half = np.interp(plate.y, ys, halves)
    off = (plate.x - x) / np.maximum(half, 0.5)
    inside = np.clip((1 - np.abs(off)) * half + 0.5, 0, 1) * (plate.y >= ys[0]) * (plate.y <= ys[-1])
    bright = np.clip(np.sqrt(np.clip(1 - off**2, 0, 1)) * 0.75 + side * off * 0.9, 0.03, 1.3)
    base = light(colour) if bands is None else np.where(bands[..., None], light(colour), light("#8f2f2a"))
    plate.over(inside, base * bright[..., None] * light(lit))
