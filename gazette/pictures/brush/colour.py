"""Colours. Pictures are painted in linear light and written as sRGB; colours are named as in style sheets."""

import numpy as np


def encode(light):
    """Returns linear light as sRGB values, both from 0 to 1."""
    light = np.clip(light, 0.0, 1.0)
    return np.where(light <= 0.0031308, light * 12.92, 1.055 * np.power(light, 1 / 2.4) - 0.055)


def decode(value):
    """Returns sRGB values as linear light, both from 0 to 1."""
    value = np.asarray(value, np.float32)
    return np.where(value <= 0.04045, value / 12.92, np.power((value + 0.055) / 1.055, 2.4)).astype(np.float32)


def rgb(name):
    """Returns `#rrggbb` as three values from 0 to 255."""
    return tuple(int(name[at : at + 2], 16) for at in (1, 3, 5))


def light(name, gain=1.0):
    """Returns `#rrggbb` as linear light; an array of light is only multiplied."""
    if isinstance(name, str):
        name = decode(np.array(rgb(name), np.float32) / 255)
    return np.asarray(name, np.float32) * np.float32(gain)


def blend(one, other, share):
    """Returns the colour that lies at `share` between two named ones, as the eye sees it."""
    pair = [np.array(rgb(c), np.float32) for c in (one, other)]
    mixed = pair[0] + (pair[1] - pair[0]) * share
    return "#%02x%02x%02x" % tuple(int(round(float(c))) for c in mixed)


def ramp(at, stops):
    """Returns light for each value of `at`, between `(position, "#rrggbb")` stops."""
    places = [s[0] for s in stops]
    names = np.array([rgb(s[1]) for s in stops], np.float32) / 255
    bands = [np.interp(at, places, names[:, band]) for band in range(3)]
    return decode(np.stack(bands, axis=-1))
