"""The eight portraits: reporters, editors and authors of the four editions."""

import numpy as np

from brush.colour import blend
from brush.noise import smooth
from scenes.faces import Face


def ana():
    """Ana Ferreira: dark curls to the shoulder, a rust-red roll-neck."""
    face = Face(201, ("#d9a441", "#e8c57c"), "#c98d64", "#2a1a16", ("#7d3327", "#93402f", "#93402f"), collar="roll", mouth="open", brows=(9, 16, 48), jaw=0.68, wide=126)
    face.backdrop()
    x, y, dice = face.x, face.y, face.dice

    def mass(ink):
        ink.blob([(x, y - 232), (x + 150, y - 190), (x + 205, y - 40), (x + 220, y + 140), (x + 170, y + 270), (x, y + 250), (x - 170, y + 270), (x - 220, y + 140), (x - 205, y - 40), (x - 150, y - 190)], face.hair)
        for k in range(90):
            angle, far = k / 90 * 6.283, 0.92 + 0.14 * dice.random()
            ink.oval(x + np.cos(angle) * 208 * far, y + 24 + np.sin(angle) * 244 * far, 30 + 14 * dice.random(), 28 + 12 * dice.random(), face.hair)

    face.layer(mass)
    face.shoulders()
    face.head()
    face.features()

    def fringe(ink):
        for k in range(46):
            t = k / 45
            angle = np.pi * (1.06 - 1.12 * t)
            reach = 0.93 + 0.16 * dice.random()
            ink.oval(x + np.cos(angle) * 142 * reach, y - 40 - np.sin(angle) * 150 * reach, 30 + 10 * dice.random(), 27 + 8 * dice.random(), face.hair)

    face.layer(fringe)
    lines = []
    for _ in range(60):
        px, py = x + (dice.random() - 0.5) * 420, y - 210 + dice.random() * 440
        lines.append(([(px, py), (px + 16, py + 10), (px + 8, py + 28), (px - 8, py + 20)], 4))
    curls = face.plate.px.sum(axis=-1) < 0.12
    face.strands(curls, "#5a3a2c", lines, 0.55)
    face.layer(lambda ink: [ink.oval(x + s * 140, y + 74, 9, 9, "#e0b24a") for s in (-1, 1)])
    return face.finished()


def jonah():
    """Jonah Brandt: red-blond, a short beard, round glasses, a waxed coat."""
    face = Face(202, ("#2f5d62", "#4f8a86"), "#e8b592", "#b5622d", ("#3d4a34", "#e4dac4", "#5a6a4a"), jaw=0.78, wide=134, nose=27, mouth="closed", eye="#3f6a7a", lash=4)
    face.backdrop()
    face.shoulders()
    face.head()
    beard(face, full=0.75)
    face.features()
    short_hair(face, 26, part=-0.35)
    face.glasses("#33261e")
    return face.finished()


def mireille():
    """Mireille Sand: a grey bob, heavy glasses, an ink-blue jacket."""
    face = Face(203, ("#8c3b4a", "#b8606a"), "#f0c7aa", "#b9b4ae", ("#22304a", "#efe8da", "#41547a"), jaw=0.7, wide=128, brows=(7, 12, 47), brow="#857d76", lips="#b23a40", eye="#4d6a56")
    face.backdrop()
    x, y = face.x, face.y
    face.layer(lambda ink: ink.blob([(x, y - 226), (x + 150, y - 180), (x + 188, y - 20), (x + 190, y + 130), (x + 120, y + 176), (x - 120, y + 176), (x - 190, y + 130), (x - 188, y - 20), (x - 150, y - 180)], blend(face.hair, "#3a3038", 0.35)))
    face.shoulders()
    face.head()
    face.features()
    face.layer(lambda ink: ink.blob([(x - 20, y - 236), (x + 110, y - 206), (x + 178, y - 90), (x + 192, y + 60), (x + 184, y + 146), (x + 132, y + 150), (x + 126, y + 20), (x + 104, y - 70),
                                     (x + 10, y - 118), (x - 70, y - 92), (x - 118, y - 40), (x - 128, y + 40), (x - 134, y + 150), (x - 186, y + 146), (x - 194, y + 40), (x - 176, y - 96), (x - 110, y - 206)], face.hair))
    lines = [([(x - 40 + k * 4, y - 226 + abs(k) * 2), (x + 60 + k * 14, y - 150), (x + 118 + k * 7, y - 20), (x + 128 + k * 6, y + 140)], 3) for k in range(9)]
    lines += [([(x - 40 - k * 6, y - 222 + k * 4), (x - 90 - k * 8, y - 130), (x - 132 - k * 6, y - 10), (x - 138 - k * 5, y + 140)], 3) for k in range(8)]
    face.strands(1.0, "#7f7878", lines, 0.6)
    face.glasses("#1d1a20", round_=False)
    face.layer(lambda ink: [ink.oval(x + s * 140, y + 118, 8, 12, "#c9483f") for s in (-1, 1)])
    return face.finished()


def edda():
    """Edda Lindqvist, the editor: white hair drawn back, a sea-green scarf."""
    face = Face(204, ("#28394f", "#56779a"), "#edc3a6", "#e6e1d8", ("#2b2f36", "#d9e2dc", "#3f8578"), jaw=0.7, wide=127, collar="scarf", brow="#a39a90", lips="#a8484a", eye="#47708a", brows=(6, 13, 46))
    face.backdrop()
    x, y = face.x, face.y
    face.layer(lambda ink: (ink.oval(x + 26, y - 226, 74, 58, blend(face.hair, "#8a8078", 0.25)), ink.blob([(x, y - 224), (x + 130, y - 168), (x + 158, y - 20), (x + 130, y + 70), (x - 130, y + 70), (x - 158, y - 20), (x - 130, y - 168)], face.hair)))
    face.shoulders()
    face.head()
    face.features()
    wrinkles(face)
    face.layer(lambda ink: ink.blob([(x - 4, y - 222), (x + 96, y - 190), (x + 146, y - 90), (x + 148, y + 6), (x + 122, y - 40), (x + 92, y - 108), (x + 6, y - 142), (x - 86, y - 106),
                                     (x - 118, y - 40), (x - 148, y + 6), (x - 148, y - 90), (x - 100, y - 190)], face.hair))
    lines = [([(x + s * (6 + 12 * k), y - 144 + 5 * k), (x + s * (20 + 13 * k), y - 196 + 5 * k), (x + 20, y - 226)], 2.6) for k in range(9) for s in (-1, 1)]
    face.strands(1.0, "#a8a098", lines, 0.6)
    face.layer(lambda ink: [ink.oval(x + s * 135, y + 66, 8, 8, "#f1ede2") for s in (-1, 1)])
    return face.finished()


def salma():
    """Salma Karim: a plum headscarf, a cream coat."""
    face = Face(205, ("#7fa6a0", "#b5cfc4"), "#d2a17a", "#2a1c18", ("#d9ccb4", "#5c3354", "#b7a88c"), ears=False, jaw=0.68, wide=122, collar="none", brows=(9, 16, 46), brow="#2a1a14", lips="#a8484a", lash=6.5, tilt=5)
    face.backdrop()
    x, y, scarf = face.x, face.y, "#6a3a60"
    deep, pale = blend(scarf, "#1c0a1c", 0.4), blend(scarf, "#e6c6d8", 0.28)
    face.layer(lambda ink: ink.blob([(x, y - 250), (x + 140, y - 206), (x + 186, y - 60), (x + 190, y + 100), (x + 220, y + 290), (x, y + 330), (x - 220, y + 290), (x - 190, y + 100), (x - 186, y - 60), (x - 140, y - 206)], deep))
    face.shoulders()
    face.head()
    face.features()

    def cloth(ink):
        outer = [(x, y - 250), (x + 140, y - 206), (x + 184, y - 60), (x + 178, y + 90), (x + 196, y + 250), (x + 120, y + 370), (x, y + 400), (x - 130, y + 370), (x - 210, y + 250), (x - 180, y + 90), (x - 184, y - 60), (x - 140, y - 206)]
        ink.blob(outer, scarf)

    def opening(ink):
        ink.blob([(x, y - 146), (x + 82, y - 118), (x + 112, y - 30), (x + 106, y + 70), (x + 72, y + 146), (x, y + 182), (x - 72, y + 146), (x - 106, y + 70), (x - 112, y - 30), (x - 82, y - 118)])

    bare = face.plate.px.copy()
    face.layer(cloth)
    folds = [([(x - 150, y + 60 + 34 * k), (x - 40, y + 190 + 40 * k), (x + 100, y + 150 + 46 * k), (x + 180, y + 60 + 40 * k)], 7) for k in range(5)]
    folds += [([(x - 60 + 24 * k, y - 246 + abs(k - 2) * 6), (x + 60 + 26 * k, y - 170), (x + 130 + 12 * k, y - 20), (x + 128 + 10 * k, y + 120)], 5) for k in range(4)]
    face.strands(1.0, deep, folds, 0.55)
    face.strands(1.0, pale, [([(px - 5, py - 8) for px, py in line], 3) for line, _ in folds], 0.45)
    from brush.plate import Ink

    window = Ink(face.plate)
    opening(window)
    hole = window.mask()
    face.plate.px += (bare - face.plate.px) * hole[..., None]
    rim = np.clip(window.mask(9) * 2 - 0.35, 0, 1) * hole
    face.plate.shade((1 - rim) * hole * 0.3, "#5a2030")
    face.layer(lambda ink: (ink.oval(x + 96, y + 232, 11, 11, "#d8b25c"), ink.oval(x + 96, y + 232, 5, 5, "#fff0c8")))
    return face.finished()


def yusuf():
    """Yusuf Nader: black hair, a full short beard, a mustard jumper."""
    face = Face(206, ("#b5532f", "#d98552"), "#b98158", "#1b1413", ("#c39a35", "#c39a35", "#e0b957"), collar="round", jaw=0.76, wide=132, nose=28, brows=(12, 12, 42), mouth="open", lips="#8a3f38", lash=5.5)
    face.backdrop()
    face.shoulders()
    face.head()
    beard(face, full=1.0)
    face.features()
    short_hair(face, 44, part=0.3)
    return face.finished()


def lucia():
    """Lucía: a straight black fringe, a long plait, a yellow raincoat."""
    face = Face(207, ("#355a8c", "#7fa3cc"), "#b57a4f", "#14101a", ("#e3b52c", "#f4efe2", "#b88a1a"), jaw=0.66, wide=124, brows=(8, 12, 44), lips="#a33c3c", mouth="open", lash=6, tilt=6)
    face.backdrop()
    x, y = face.x, face.y
    face.layer(lambda ink: ink.blob([(x, y - 222), (x + 140, y - 176), (x + 166, y - 20), (x + 150, y + 150), (x + 60, y + 230), (x - 60, y + 230), (x - 152, y + 160), (x - 166, y - 20), (x - 140, y - 176)], face.hair))
    face.shoulders()
    face.head()
    face.features()
    face.layer(lambda ink: ink.blob([(x, y - 230), (x + 112, y - 196), (x + 164, y - 70), (x + 160, y + 100), (x + 124, y + 110), (x + 122, y - 30), (x + 100, y - 66), (x, y - 62), (x - 100, y - 66),
                                     (x - 122, y - 30), (x - 124, y + 110), (x - 160, y + 100), (x - 164, y - 70), (x - 112, y - 196)], face.hair))
    lines = [([(x + (k - 9) * 3, y - 226), (x + (k - 9) * 11, y - 150), (x + (k - 9) * 12.2, y - 70)], 2.4) for k in range(19)]
    face.strands(1.0, "#4a4262", lines, 0.55)

    def plait(ink):
        for k in range(11):
            px, py = x - 150 - 10 * np.sin(k / 3), y + 110 + 38 * k
            ink.blob([(px - 34, py - 20), (px + 6, py - 26), (px + 30, py + 10), (px - 4, py + 30)], face.hair)
            ink.blob([(px + 36, py - 6), (px - 2, py - 12), (px - 28, py + 24), (px + 8, py + 42)], blend(face.hair, "#4a4262", 0.45))

    face.layer(plait)
    return face.finished()


def dmitri():
    """Dmitri: an old man with a moustache, a flat cap, a heavy navy jumper."""
    face = Face(208, ("#5c6b4a", "#94a27a"), "#e3b094", "#c9c4bc", ("#26303f", "#34425a", "#34425a"), collar="roll", jaw=0.78, wide=136, nose=32, brows=(14, 8, 40), brow="#b8b2aa", eye="#50707c", mouth="flat", lash=4)
    face.backdrop()
    x, y = face.x, face.y
    face.layer(lambda ink: [ink.blob([(x + s * 118, y - 110), (x + s * 158, y - 70), (x + s * 156, y + 20), (x + s * 128, y + 40)], face.hair) for s in (-1, 1)])
    face.shoulders()
    face.head()
    face.features()
    wrinkles(face)
    face.layer(lambda ink: ink.blob([(x, y + 92), (x + 40, y + 86), (x + 88, y + 116), (x + 96, y + 138), (x + 52, y + 126), (x, y + 116), (x - 52, y + 126), (x - 96, y + 138), (x - 88, y + 116), (x - 40, y + 86)], face.hair))
    lines = [([(x + s * (6 + k * 9), y + 94), (x + s * (12 + k * 10), y + 108), (x + s * (16 + k * 11), y + 124)], 2.4) for k in range(7) for s in (-1, 1)]
    face.strands(1.0, "#8d867e", lines, 0.6)
    cap = "#4a4640"
    face.layer(lambda ink: ink.blob([(x - 168, y - 92), (x - 170, y - 170), (x - 90, y - 236), (x + 30, y - 248), (x + 140, y - 214), (x + 178, y - 130), (x + 164, y - 84), (x, y - 112)], cap))
    face.layer(lambda ink: ink.blob([(x - 150, y - 104), (x - 20, y - 134), (x + 120, y - 116), (x + 176, y - 84), (x + 110, y - 74), (x - 20, y - 88), (x - 138, y - 74)], blend(cap, "#000000", 0.45)))
    weave = [([(x - 160 + 22 * k, y - 100), (x - 90 + 18 * k, y - 236 + abs(k - 6) * 6)], 2) for k in range(14)]
    weave += [([(x - 164, y - 110 - 26 * k), (x, y - 140 - 24 * k), (x + 168, y - 110 - 22 * k)], 2) for k in range(4)]
    top = smooth(y - 84, y - 92, face.plate.y) * (np.abs(face.plate.x - x) < 165) * smooth(y - 236, y - 224, face.plate.y)
    face.strands(top, "#8a8478", weave, 0.35)
    return face.finished()


def beard(face, full):
    """Draws a beard along the jaw."""
    x, y, w = face.x, face.y, face.wide
    lip = y + 96
    face.layer(lambda ink: ink.blob([(x - w * 0.99, y + 10), (x - w * 0.78, y + 60), (x - 60, lip - 4), (x, lip - 10), (x + 60, lip - 4), (x + w * 0.78, y + 60), (x + w * 0.99, y + 10), (x + w * 0.98, y + 80),
                                     (x + w * 0.78, y + 150 + 8 * full), (x + w * 0.34, y + 190 + 16 * full), (x - w * 0.34, y + 190 + 16 * full), (x - w * 0.78, y + 150 + 8 * full), (x - w * 0.98, y + 80)], face.hair), opacity=0.93)
    face.layer(lambda ink: ink.blob([(x - 46, y + 118), (x, y + 108), (x + 46, y + 118), (x + 30, y + 150), (x, y + 156), (x - 30, y + 150)], face.skin), opacity=0.9)
    lines = []
    for k in range(90):
        px = x + (face.dice.random() - 0.5) * w * 1.8
        py = y + 60 + face.dice.random() * 130
        lines.append(([(px, py), (px + (px - x) * 0.04, py + 12), (px + (px - x) * 0.05, py + 24)], 2))
    area = smooth(0.02, 0.5, face.mask) * (face.plate.y > y + 30) * ((np.abs(face.plate.x - x) > 50) | (face.plate.y > y + 160))
    face.strands(area, blend(face.hair, "#f0d0b0", 0.3), lines, 0.35)


def short_hair(face, height, part):
    """Draws short hair with a parting."""
    x, y, w = face.x, face.y, face.wide
    lean = part * w
    face.layer(lambda ink: ink.blob([(x - w - 10, y + 6), (x - w - 14, y - 90), (x - w * 0.8, y - 178 - height * 0.4), (x - lean * 0.3, y - 196 - height), (x + w * 0.8, y - 178 - height * 0.4), (x + w + 14, y - 90),
                                     (x + w + 10, y + 6), (x + w - 10, y - 50), (x + w * 0.78, y - 108), (x + lean, y - 132), (x - w * 0.5, y - 104), (x - w * 0.84, y - 84), (x - w + 10, y - 50)], face.hair))
    lines = []
    for k in range(26):
        t = k / 25
        lines.append(([(x + lean + (t - 0.5) * 30, y - 180 - height * 0.7), (x - w * 0.9 + 1.8 * w * t, y - 160 - height * 0.2 * (1 - abs(t - 0.5))), (x - w * 0.98 + 1.96 * w * t, y - 112 + 36 * abs(t - 0.5))], 3))
    face.strands(face.plate.y < y - 96, blend(face.hair, "#f2c9a0", 0.28), lines, 0.45)


def wrinkles(face):
    """Draws the lines that years leave."""
    x, y = face.x, face.y
    lines = [([(x + s * 92, y + 6 + 9 * k), (x + s * 108, y + 2 + 13 * k)], 2.4) for k in range(3) for s in (-1, 1)]
    lines += [([(x + s * 34, y + 82), (x + s * 58, y + 108), (x + s * 62, y + 136)], 3) for s in (-1, 1)]
    lines += [([(x - 54, y - 92 - 16 * k), (x, y - 98 - 16 * k), (x + 54, y - 92 - 16 * k)], 2.2) for k in range(2)]
    face.strands(1.0, face.dark, lines, 0.6)


PICTURES = {"portrait-ana": ana, "portrait-jonah": jonah, "portrait-mireille": mireille, "portrait-edda": edda,
            "portrait-salma": salma, "portrait-yusuf": yusuf, "portrait-lucia": lucia, "portrait-dmitri": dmitri}
