"""The card of each picture: what `credits.toml` says of all, of this one, and its English words in `pictures.toml`."""

import tomllib
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
NEEDED = ("headline", "city", "created", "keywords", "source_type")


def cards():
    """Returns the cards by name, in the order of `pictures.toml`."""
    credits = tomllib.loads((HERE / "credits.toml").read_text("utf-8"))
    bank = tomllib.loads((HERE.parent / "pictures.toml").read_text("utf-8"))["picture"]
    names = [entry["name"] for entry in bank]
    if sorted(names) != sorted(credits["picture"]):
        raise ValueError(f"credits.toml and pictures.toml differ: {set(names) ^ set(credits['picture'])}")
    found = {}
    for entry in bank:
        card = credits["all"] | credits["picture"][entry["name"]]
        card |= {
            "name": entry["name"],
            "title": entry["name"],
            "caption": entry["caption"]["en"],
            "alt": entry["alt"]["en"],
        }
        for field in NEEDED:
            if not card.get(field):
                raise ValueError(f"{entry['name']}: {field} is missing")
        card["source_type"] = credits["source_types"][card["source_type"]]
        found[entry["name"]] = card
    return found
