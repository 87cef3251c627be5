"""Skies: clouds on a ceiling that runs to the horizon, stars, moon and sun."""

import numpy as np

from brush.colour import light
from brush.noise import chance, fractal, smooth


def clouds(
    plate,
    horizon,
    lit,
    dark,
    cover=0.0,
    soft=0.5,
    scale=1.0,
    stretch=1.0,
    toward=(0.0, 0.4),
    seed=1,
    octaves=6,
    opacity=1.0,
    fade=60.0,
    shift=0.0,
):
    """Lays clouds above the horizon: `lit` where they face the light, which comes from `toward`, else `dark`."""
    rows = slice(0, int(horizon))
    x, y = plate.x[rows], plate.y[rows]
    lift = np.maximum(horizon - y, 0) + 40
    far = 420 / lift
    u = (x - plate.width / 2) * far / 420 * scale * 1.6 / stretch + shift
    v = far * scale * 2.2
    body = fractal(u, v, octaves, 0.52, seed)
    ahead = fractal(u + toward[0] * 0.25, v + toward[1] * 0.25, max(octaves - 2, 3), 0.52, seed)
    mask = smooth(-cover, -cover + soft, body) * opacity
    mask = mask * smooth(0, fade, horizon - y)
    shine = np.clip(0.5 + (body - ahead) * 1.5 - (body + cover) * 0.35, 0, 1)[..., None]
    tint = light(dark) + (light(lit) - light(dark)) * shine
    part = plate.px[rows]
    part += (tint - part) * mask[..., None]
    return mask


def stars(plate, horizon, count, seed, gain=1.0, sizes=(0.5, 1.3)):
    """Scatters stars, most of them faint."""
    dice = chance(seed)
    for _ in range(count):
        x, y = dice.random() * plate.width, dice.random() ** 1.2 * horizon
        might = dice.random() ** 6
        tint = ("#fff4e0", "#e8f0ff", "#ffe2c4", "#ffffff")[int(dice.random() * 4)]
        plate.lamp(x, y, sizes[0] + (sizes[1] - sizes[0]) * might, tint, gain * (0.12 + 1.6 * might), 2.5)


def sun(plate, x, y, radius, colour, gain=1.0, halo=6.0, halo_gain=0.35):
    """Adds a disc and the glow around it."""
    far = np.hypot(plate.x - x, plate.y - y)
    plate.glow(smooth(radius + 1.2, radius - 1.2, far), colour, gain)
    plate.glow(1 / (1 + (far / (radius * halo)) ** 2) ** 1.6, colour, halo_gain)
