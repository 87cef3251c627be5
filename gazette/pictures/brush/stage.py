"""A stage of flat walls in space: each pixel's ray finds the nearest, and that says what it looks like there."""

import numpy as np

FINE = 2


class Stage:
    """An eye, a direction and what has been seen so far."""

    def __init__(self, width, height, eye, focal, pitch=0.0, yaw=0.0, fine=None, centre=(0.5, 0.5)):
        fine = fine or FINE
        self.width, self.height, self.fine = width * fine, height * fine, fine
        self.eye, self.focal = np.array(eye, np.float64), focal * fine
        self.mid = (self.width * centre[0], self.height * centre[1])
        turn = np.array([[np.cos(yaw), 0, np.sin(yaw)], [0, 1, 0], [-np.sin(yaw), 0, np.cos(yaw)]])
        tilt = np.array([[1, 0, 0], [0, np.cos(pitch), np.sin(pitch)], [0, -np.sin(pitch), np.cos(pitch)]])
        self.frame = turn @ tilt
        self.depth = np.full((self.height, self.width), np.inf, np.float32)
        self.px = np.zeros((self.height, self.width, 3), np.float32)
        self.cover = np.zeros((self.height, self.width), np.float32)

    def spot(self, place):
        """Returns where on the plate a place is seen, and its depth."""
        seen = self.frame.T @ (np.array(place, np.float64) - self.eye)
        deep = max(seen[2], 1e-6)
        x = self.mid[0] + self.focal * seen[0] / deep
        y = self.mid[1] - self.focal * seen[1] / deep
        return x / self.fine, y / self.fine, seen[2]

    def _part(self, corners):
        spots = [self.spot(c) for c in corners]
        if min(s[2] for s in spots) < 0.2:
            return slice(0, self.height), slice(0, self.width)
        xs, ys = [s[0] * self.fine for s in spots], [s[1] * self.fine for s in spots]
        top, low = max(0, int(min(ys)) - 1), min(self.height, int(max(ys)) + 2)
        left, right = max(0, int(min(xs)) - 1), min(self.width, int(max(xs)) + 2)
        return (slice(top, low), slice(left, right)) if top < low and left < right else None

    def wall(self, corner, along, up, paint):
        """Sets up a wall; `paint(a, b, place, deep)` gives its light for the share along and up, and a cover."""
        corner, along, up = (np.array(v, np.float64) for v in (corner, along, up))
        part = self._part([corner, corner + along, corner + up, corner + along + up])
        if part is None:
            return
        rows = np.arange(part[0].start, part[0].stop)[:, None] + 0.5
        cols = np.arange(part[1].start, part[1].stop)[None, :] + 0.5
        ray = [(cols - self.mid[0]) / self.focal, (self.mid[1] - rows) / self.focal, 1.0]
        ray = [sum(self.frame[i, j] * ray[j] for j in range(3)) for i in range(3)]
        face = np.cross(along, up)
        slope = face[0] * ray[0] + face[1] * ray[1] + face[2] * ray[2]
        slope = np.where(np.abs(slope) < 1e-9, 1e-9, slope)
        far = np.broadcast_to(np.dot(corner - self.eye, face) / slope, np.broadcast_shapes(rows.shape, cols.shape))
        place = [self.eye[i] + far * ray[i] - corner[i] for i in range(3)]
        gram = np.array([[along @ along, along @ up], [along @ up, up @ up]])
        back = np.linalg.inv(gram)
        on = [sum(place[i] * vec[i] for i in range(3)) for vec in (along, up)]
        a, b = back[0, 0] * on[0] + back[0, 1] * on[1], back[1, 0] * on[0] + back[1, 1] * on[1]
        old = self.depth[part]
        seen = (far > 0.05) & (far < old) & (a >= 0) & (a <= 1) & (b >= 0) & (b <= 1)
        if seen.any():
            self._paint(part, seen, a, b, [place[i] + corner[i] for i in range(3)], far, paint)

    def _paint(self, part, seen, a, b, place, far, paint):
        got = paint(a[seen], b[seen], [p[seen] for p in place], far[seen])
        tint, cover = got if isinstance(got, tuple) else (got, None)
        if cover is None:
            self.px[part][seen] = tint
            self.cover[part][seen] = 1
            self.depth[part][seen] = far[seen]
            return
        solid = cover > 0.5
        spots = tuple(axis[solid] for axis in np.nonzero(seen))
        self.px[part][spots] = tint[solid] if np.ndim(tint) > 1 else tint
        self.cover[part][spots] = 1
        self.depth[part][spots] = far[seen][solid]

    def lay(self, plate):
        """Lays what has been seen on the plate; returns its cover and depth there."""
        fine = self.fine
        shape = (plate.height, fine, plate.width, fine)
        cover = self.cover.reshape(shape).mean(axis=(1, 3))
        tint = (self.px * self.cover[..., None]).reshape(*shape, 3).mean(axis=(1, 3))
        plate.px *= 1 - cover[..., None]
        plate.px += tint
        return cover, self.depth[::fine, ::fine]
