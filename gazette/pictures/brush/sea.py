"""Rough water as a height field, and how it takes the light."""

import numpy as np

from brush.colour import light
from brush.ground import View
from brush.noise import fractal, perlin, ridged, smooth


def rough_field(height, length, seed, wind=0.35, chop=1.0, small=0.06):
    """Returns the height of a sea with crests, for `View`."""

    def field(x, z):
        x, z = np.broadcast_arrays(np.float32(x), np.float32(z))
        bent = z + wind * x + 0.35 * length * perlin(x / length / 1.7, z / length / 1.7, seed + 3)
        swell = ridged(x / length / 2.2, bent / length, 2, 0.4, seed) * height
        near = smooth(900, 60, z) * chop
        waves = ridged(x / length * 1.7 + 5, bent / length * 3.4, 2, 0.5, seed + 1) * height * 0.16
        ripples = fractal(x / length * 8, bent / length * 15, 4, 0.58, seed + 2) * height * small
        return swell + (waves + ripples) * near

    return field


def sea(
    plate,
    field,
    eye,
    horizon,
    focal,
    sky,
    deep,
    crest,
    sun=None,
    sun_gain=0.0,
    sun_colour="#ffffff",
    foam=0.5,
    haze="#8899a6",
    thick=900.0,
    high=4.0,
    near=4.0,
    seed=9,
):
    """Renders the sea; `sky(up)` gives the light that comes from that height, 0 to 1."""
    view = View(plate.width, plate.height, field, eye, horizon, focal, near, 6000.0)
    face = view.normals(0.0016)
    ray = np.stack([view.wx, view.wy - eye, view.wz], axis=-1)
    ray /= np.linalg.norm(ray, axis=-1, keepdims=True)
    turn = -np.sum(ray * face, axis=-1)
    bounce = ray + 2 * face * turn[:, None]
    mirror = 0.03 + 0.97 * np.clip(1 - np.clip(turn, 0, 1), 0, 1) ** 4.5
    height = np.clip(view.wy / high, 0, 1.3)
    body = (
        light(deep)
        + (light(crest) - light(deep)) * (smooth(0.45, 1.15, height) * np.clip(0.3 - face[:, 2] * 1.2, 0, 1))[:, None]
    )
    tint = body + (sky(np.clip(bounce[:, 1], 0, 1)) - body) * mirror[:, None]
    if sun is not None:
        toward = np.array(sun, np.float32) / np.linalg.norm(sun)
        spark = np.clip(bounce @ toward, 0, 1)
        tint += light(sun_colour, sun_gain)[None] * (spark[:, None] ** 90 + 0.12 * spark[:, None] ** 12)
    white = _foam(view, height, foam, seed)
    foam_light = (light("#e8eef0") * sky(np.array([0.6], np.float32))[0] * 1.9 + light("#e8eef0", 0.16)) * (
        0.6 + 0.5 * np.clip(face[:, 1], 0, 1)
    )[:, None]
    tint = tint + (foam_light - tint) * white[:, None]
    lost = 1 - np.exp(-view.depth / thick)
    tint = tint + (light(haze) - tint) * lost[:, None]
    view.lay(plate, tint)
    return view


def _foam(view, height, amount, seed):
    lace = 1 - np.abs(fractal(view.wx / 1.3, view.wz / 0.9, 4, 0.6, seed)) * 2.4
    lace = lace * 0.6 + 0.4 * (1 - np.abs(fractal(view.wx / 0.35, view.wz / 0.3, 3, 0.6, seed + 4)) * 2.2)
    patch = fractal(view.wx / 12, view.wz / 7, 3, 0.5, seed + 2)
    streak = smooth(0.25, 0.8, lace * 0.7 + patch * 0.6 - 0.15) * 0.5
    cap = smooth(0.8, 1.0, height + 0.12 * lace + 0.1 * patch)
    far = smooth(700, 150, view.depth) * 0.75 + 0.25
    return np.clip((cap * 1.1 + streak * smooth(0.35, 0.9, height)) * amount * far, 0, 1)
