"""Ground and sea as height fields: what lies where, seen from an eye that looks straight ahead."""

import numpy as np

FINE = 2


class View:
    """For each pixel what it shows: `hit`, and of the hits `depth`, `wx`, `wz`, `wy` (world places)."""

    def __init__(self, width, height, field, eye, horizon, focal, near=2.0, far=4000.0, slices=1500, fine=None):
        fine = fine or FINE
        self.width, self.height, self.fine, self.field = width * fine, height * fine, fine, field
        self.eye, self.horizon, self.focal = eye, horizon * fine, focal * fine
        depths = np.geomspace(near, far, slices).astype(np.float32)
        across = (np.arange(self.width, dtype=np.float32) + 0.5 - self.width / 2) / self.focal
        tall = np.empty((slices, self.width), np.float32)
        for start in range(0, slices, 250):
            z = depths[start : start + 250, None]
            tall[start : start + 250] = self.horizon + self.focal * (eye - field(across[None, :] * z, z)) / z
        self._look(depths, across, tall)

    def _look(self, depths, across, tall):
        rows = np.arange(self.height, dtype=np.float32) + 0.5
        best = np.minimum.accumulate(tall, axis=0)
        depth = np.full((self.height, self.width), np.inf, np.float32)
        for col in range(self.width):
            # The first slice that reaches up to the row hides all that come behind it.
            at = np.searchsorted(-best[:, col], -rows, side="left")
            seen = (at > 0) & (at < len(depths))
            k, ys = at[seen], tall[:, col]
            share = (ys[k - 1] - rows[seen]) / np.maximum(ys[k - 1] - ys[k], 1e-6)
            depth[seen, col] = depths[k - 1] + (depths[k] - depths[k - 1]) * np.clip(share, 0, 1)
            depth[at == 0, col] = depths[0]
        self.hit = np.isfinite(depth)
        self.depth = depth[self.hit]
        self.rows, cols = np.nonzero(self.hit)
        self.wx, self.wz = across[cols] * self.depth, self.depth
        self.wy = self.eye - (self.rows + 0.5 - self.horizon) * self.depth / self.focal

    def normals(self, step=0.002):
        """Returns the way the ground faces, for each hit."""
        gap = np.maximum(self.depth * step, 0.02).astype(np.float32)
        here = self.field(self.wx, self.wz)
        dx = (self.field(self.wx + gap, self.wz) - here) / gap
        dz = (self.field(self.wx, self.wz + gap) - here) / gap
        long = np.sqrt(dx * dx + dz * dz + 1)
        return np.stack([-dx / long, 1 / long, -dz / long], axis=-1)

    def shadow(self, sun, steps=14, reach=60.0, soft=0.05):
        """Returns how much of the sun each hit gets."""
        free = np.ones_like(self.depth)
        here = self.field(self.wx, self.wz)
        for far in np.geomspace(reach / 60, reach, steps).astype(np.float32):
            ground = self.field(self.wx + sun[0] * far, self.wz + sun[2] * far)
            free = np.minimum(free, 0.5 + (here + sun[1] * far - ground) / (far * soft))
        return np.clip(free, 0, 1)

    def lay(self, plate, tint):
        """Lays the tint of the hits on the plate, the edges softened."""
        fine = self.fine
        full = np.zeros((self.height, self.width, 4), np.float32)
        full[self.hit, :3] = tint
        full[self.hit, 3] = 1
        small = full.reshape(plate.height, fine, plate.width, fine, 4).mean(axis=(1, 3))
        plate.px *= 1 - small[..., 3:]
        plate.px += small[..., :3]
        return small[..., 3]

    def spot(self, x, z, up=0.0):
        """Returns where on the plate a place of the ground is seen, and how large a metre is there."""
        ground = float(self.field(np.array([x], np.float32), np.array([z], np.float32))[0]) + up
        size = self.focal / self.fine / z
        return (self.width / self.fine / 2 + x * size, self.horizon / self.fine + (self.eye - ground) * size, size)
