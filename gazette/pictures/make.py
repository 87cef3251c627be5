#!/usr/bin/env python3
"""Makes the pictures of the Gazette, every pixel and every credit, or checks that they are what this makes.

python3 make.py                  all pictures, into this folder
python3 make.py harbour-dusk     some of them
python3 make.py --check          makes them anew and compares; 1 if one differs
python3 make.py --stamp          keeps the pixels, writes the credits anew
"""

import argparse
import io
import sys
from concurrent.futures import ProcessPoolExecutor
from importlib import import_module
from pathlib import Path

import numpy as np
from PIL import Image

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from stamp import jpeg  # noqa: E402
from stamp.card import cards  # noqa: E402

SCENES = (
    "harbour",
    "sea",
    "hills",
    "city",
    "assembly",
    "stadium",
    "flood",
    "market",
    "library",
    "concert",
    "coast",
    "lighthouse",
    "bridge",
    "railway",
    "observatory",
    "portraits",
    "portraits_east",
    "portraits_south",
    "estuary",
    "track",
    "charts",
)
ROOM = {"portrait": 110_000, "map": 250_000, "chart": 120_000, "regatta": 330_000, "market": 330_000}
ROOM_OF_SCENES = 262_000
# Another processor may round the last bit of a sine otherwise, and so may change a few pixels by a shade.
ALIKE = 1.0


def painters():
    """Returns what paints each picture."""
    found = {}
    for scene in SCENES:
        found |= import_module(f"scenes.{scene}").PICTURES
    return found


def made(name):
    """Returns the finished file of a picture, and its quality."""
    room = ROOM.get(name.split("-")[0], ROOM_OF_SCENES)
    return jpeg.file(painters()[name](), cards()[name], room)


def restamped(name):
    """Returns the file that lies there, its old credits taken off and the new ones put on; the pixels stay."""
    data = (HERE / f"{name}.jpg").read_bytes()
    head = at = 4 + int.from_bytes(data[4:6], "big")
    while data[at + 1] in (jpeg.APP1, jpeg.APP13):
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return jpeg.stamped(data[:head] + data[at:], cards()[name])


def difference(name, data):
    """Returns how the committed file differs from `data`, or nothing."""
    path = HERE / f"{name}.jpg"
    if not path.exists():
        return "is not there"
    if path.read_bytes() == data:
        return None
    one, other = (Image.open(io.BytesIO(b)).convert("RGB") for b in (path.read_bytes(), data))
    if one.size != other.size:
        return f"is {one.size}, should be {other.size}"
    off = float(np.abs(np.asarray(one, np.int16) - np.asarray(other, np.int16)).mean())
    return f"differs by {off:.3f} shades of 255 on average" + (", as far as processors round" if off < ALIKE else "")


def work(task):
    """Makes or checks one picture; returns a line to print and whether all is well."""
    name, check, stamp = task
    if stamp:
        data, quality = restamped(name), 0
    else:
        data, quality = made(name)
    if check:
        off = difference(name, data)
        return f"{name}: {off or 'the same bytes'}", off is None or off.endswith("round")
    (HERE / f"{name}.jpg").write_bytes(data)
    return f"{name}: {len(data) // 1024} KiB" + (f", quality {quality}" if quality else ""), True


def main():
    """Reads the orders, makes the pictures, says what came of it."""
    orders = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    orders.add_argument("names", nargs="*")
    orders.add_argument("--check", action="store_true")
    orders.add_argument("--stamp", action="store_true")
    orders.add_argument("--jobs", type=int, default=1)
    given = orders.parse_args()
    names = given.names or list(cards())
    unknown = set(names) - set(painters())
    if unknown or set(cards()) - set(painters()):
        print(f"nobody paints {unknown or set(cards()) - set(painters())}")
        return 2
    well = True
    with ProcessPoolExecutor(given.jobs) as pool:
        for line, fine in pool.map(work, [(name, given.check, given.stamp) for name in names]):
            print(line, flush=True)
            well &= fine
    return 0 if well else 1


if __name__ == "__main__":
    sys.exit(main())
