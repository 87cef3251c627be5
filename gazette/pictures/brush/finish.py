"""The last touches: bloom, vignette, grading, grain, and the way into eight bits."""

import numpy as np
from PIL import Image
from scipy import ndimage

from brush.colour import encode, light
from brush.noise import chance


def finish(plate, seed, grain=0.012, vignette=0.35, contrast=1.0, warmth=0.0, saturation=1.0, bloom=None):
    """Returns the finished picture."""
    if bloom:
        plate.bloom(*bloom)
    px = plate.px
    if vignette:
        across = (plate.x / plate.width - 0.5) * 2
        down = (plate.y / plate.height - 0.5) * 2
        px = px * (1 - vignette * np.clip((across**2 + down**2) / 2, 0, 1) ** 1.3)[..., None]
    grey = (px @ light([0.2126, 0.7152, 0.0722]))[..., None]
    px = np.maximum(grey + (px - grey) * saturation, 0)
    px = px * light([1 + warmth, 1, 1 - warmth])
    value = encode(shoulder(px))
    if contrast != 1:
        value = np.clip(0.45 + (value - 0.45) * contrast, 0, 1)
    if grain:
        value = value + grained(value, seed, grain)
    eight = np.clip(np.rint(value * 255), 0, 255).astype(np.uint8)
    return Image.fromarray(eight, "RGB")


def shoulder(px, knee=0.7):
    """Returns light with everything above the knee pressed below 1."""
    room = 1 - knee
    over = np.maximum(px - knee, 0)
    return np.minimum(px, knee) + room * (over / (over + room))


def grained(value, seed, size):
    """Returns film grain, strongest in the middle tones."""
    dust = chance(seed).standard_normal(value.shape[:2]).astype(np.float32)
    dust = ndimage.gaussian_filter(dust, 0.7) * 2.2
    middle = value.mean(axis=-1)
    return (dust * size * (0.35 + 2.6 * middle * (1 - middle)))[..., None]
