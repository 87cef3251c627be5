"""The plate that a picture is painted on, and ink: shapes with soft edges that are stamped on it."""

import numpy as np
from PIL import Image, ImageDraw
from scipy import ndimage

from brush.colour import decode, light, ramp, rgb

FINE = 3
LIGHTS = decode(np.arange(256) / 255)


class Plate:
    """Linear light, one value a pixel and band; above 1 is brighter than paper."""

    def __init__(self, width=1800, height=1200):
        self.width, self.height = width, height
        self.px = np.zeros((height, width, 3), np.float32)
        self.y, self.x = np.mgrid[0:height, 0:width].astype(np.float32) + np.float32(0.5)

    def gradient(self, stops, at=None):
        """Fills the plate between `(y, colour)` stops."""
        self.px[:] = ramp(self.y if at is None else at, stops)

    def over(self, mask, colour):
        """Lays a colour on, as far as the mask says."""
        mask = np.asarray(mask, np.float32)[..., None]
        self.px += (light(colour) - self.px) * mask

    def glow(self, mask, colour, gain=1.0):
        """Adds light."""
        self.px += np.asarray(mask, np.float32)[..., None] * light(colour, gain)

    def shade(self, mask, colour="#000000"):
        """Multiplies with a colour, as far as the mask says."""
        mask = np.asarray(mask, np.float32)[..., None]
        self.px *= 1 + (light(colour) - 1) * mask

    def lamp(self, x, y, radius, colour, gain=1.0, power=2.0):
        """Adds the halo of a lamp."""
        reach = int(radius * 6)
        top, low = max(0, int(y) - reach), min(self.height, int(y) + reach)
        left, right = max(0, int(x) - reach), min(self.width, int(x) + reach)
        if top >= low or left >= right:
            return
        part = (slice(top, low), slice(left, right))
        far = np.hypot(self.x[part] - x, self.y[part] - y)
        halo = 1 / (1 + (far / radius) ** 2) ** power
        halo = np.maximum(halo - 1 / 37**power, 0)
        self.px[part] += halo[..., None] * light(colour, gain)

    def bloom(self, above=0.7, size=18, gain=0.5):
        """Lets bright places shine over their edges."""
        bright = np.maximum(self.px - above, 0)
        small = bright[::4, ::4]
        soft = sum(ndimage.gaussian_filter(small, (s, s, 0)) for s in (size / 4, size, size * 3)) / 3
        wide = np.stack([stretched(soft[..., b], self.px.shape[:2]) for b in range(3)], axis=-1)
        self.px += wide * np.float32(gain)


def stretched(band, shape):
    """Returns one band enlarged to a shape."""
    image = Image.fromarray(band.astype(np.float32), "F")
    return np.asarray(image.resize((shape[1], shape[0]), Image.Resampling.BICUBIC))


class Ink:
    """Shapes of one layer, drawn three times as large and reduced."""

    def __init__(self, plate, fine=FINE):
        self.plate, self.fine = plate, fine
        self.image = Image.new("RGBA", (plate.width * fine, plate.height * fine), (0, 0, 0, 0))
        self.pen = ImageDraw.Draw(self.image)

    def _at(self, points):
        return [(float(x) * self.fine, float(y) * self.fine) for x, y in points]

    def shape(self, points, colour="#ffffff"):
        """Draws a filled polygon."""
        self.pen.polygon(self._at(points), fill=(*rgb(colour), 255))

    def box(self, left, top, right, low, colour="#ffffff"):
        """Draws a filled box."""
        if right > left and low > top:
            fine = self.fine
            place = (left * fine, top * fine, max(left * fine, right * fine - 1), max(top * fine, low * fine - 1))
            self.pen.rectangle(place, fill=(*rgb(colour), 255))

    def oval(self, x, y, across, down, colour="#ffffff"):
        """Draws a filled ellipse by its half axes."""
        (left, top), (right, low) = self._at([(x - across, y - down), (x + across, y + down)])
        self.pen.ellipse((left, top, right, low), fill=(*rgb(colour), 255))

    def line(self, points, width=1.0, colour="#ffffff"):
        """Draws a line with round joints."""
        self.pen.line(self._at(points), fill=(*rgb(colour), 255), width=max(1, round(width * self.fine)), joint="curve")

    def curve(self, points, width=1.0, colour="#ffffff"):
        """Draws a smooth line through the points."""
        self.line(spline(points, closed=False), width, colour)

    def blob(self, points, colour="#ffffff"):
        """Draws a smooth closed shape through the points."""
        self.shape(spline(points, closed=True), colour)

    def _seen(self, room=0.0):
        """Returns the part of the plate that is drawn on, with `room` around it."""
        left, top, right, low = self.image.getbbox() or (0, 0, self.fine, self.fine)
        room, fine = int(room) + 1, self.fine
        left, top = max(0, left // fine - room), max(0, top // fine - room)
        right = min(self.plate.width, -(-right // fine) + room)
        low = min(self.plate.height, -(-low // fine) + room)
        return left, top, right, low

    def _reduced(self, part):
        small = self.image.crop(tuple(edge * self.fine for edge in part)).reduce(self.fine)
        eight = np.asarray(small)
        return LIGHTS[eight[..., :3]], eight[..., 3].astype(np.float32) / 255

    def layers(self):
        """Returns colour as linear light and cover, at the plate's size."""
        return self._reduced((0, 0, self.plate.width, self.plate.height))

    def mask(self, blur=0.0):
        """Returns the cover alone."""
        cover = self.layers()[1]
        return ndimage.gaussian_filter(cover, blur) if blur else cover

    def stamp(self, blur=0.0, haze=None, share=0.0, gain=1.0, glow=False, opacity=1.0):
        """Lays the shapes on the plate, `share` of them lost in `haze`."""
        left, top, right, low = part = self._seen(blur * 4)
        tint, cover = self._reduced(part)
        if blur:
            tint = ndimage.gaussian_filter(tint * cover[..., None], (blur, blur, 0))
            cover = ndimage.gaussian_filter(cover, blur)
            tint = tint / np.maximum(cover[..., None], 1e-4)
        if haze is not None:
            tint = tint + (light(haze) - tint) * share
        cover = (cover * opacity)[..., None]
        px = self.plate.px[top:low, left:right]
        px += tint * cover * gain if glow else (tint * np.float32(gain) - px) * cover


def spline(points, closed=True, steps=14):
    """Returns a Catmull-Rom curve through the points."""
    pts = [np.array(p, float) for p in points]
    pts = [pts[-1], *pts, pts[0], pts[1]] if closed else [pts[0], *pts, pts[-1]]
    out = []
    for a, b, c, d in zip(pts, pts[1:], pts[2:], pts[3:]):
        for step in range(steps):
            t = step / steps
            out.append(
                0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3)
            )
    if not closed:
        out.append(pts[-2])
    return [(float(p[0]), float(p[1])) for p in out]
