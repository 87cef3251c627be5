"""XMP: the same card once more, with what the older forms have no room for."""

from xml.sax.saxutils import escape, quoteattr

SPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
    "Iptc4xmpCore": "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/",
    "Iptc4xmpExt": "http://iptc.org/std/Iptc4xmpExt/2008-02-29/",
    "plus": "http://ns.useplus.org/ldf/xmp/1.0/",
}


def language(name, value):
    """Returns a text that may stand in several languages; here it stands in one."""
    return f'<{name}><rdf:Alt><rdf:li xml:lang="x-default">{escape(value)}</rdf:li></rdf:Alt></{name}>'


def row(name, kind, values):
    """Returns a list: `Seq` in order, `Bag` in none."""
    items = "".join(f"<rdf:li>{escape(value)}</rdf:li>" for value in values)
    return f"<{name}><rdf:{kind}>{items}</rdf:{kind}></{name}>"


def simple(card):
    """Returns the values that are one text each."""
    moment = card["created"].strftime("%Y-%m-%dT%H:%M:%S+00:00")
    return {
        "photoshop:Headline": card["headline"],
        "photoshop:Credit": card["credit"],
        "photoshop:Source": card["source"],
        "photoshop:City": card["city"],
        "photoshop:Country": card["country"],
        "photoshop:DateCreated": moment,
        "photoshop:AuthorsPosition": card["creator_title"],
        "photoshop:CaptionWriter": card["creator"],
        "photoshop:Instructions": card.get("instructions", ""),
        "xmp:CreateDate": moment,
        "xmp:CreatorTool": card["tool"],
        "xmpRights:Marked": "True",
        "xmpRights:WebStatement": card["licence"],
        "Iptc4xmpCore:CountryCode": card["country_code"],
        "Iptc4xmpCore:Location": card.get("location", ""),
        "Iptc4xmpExt:DigitalSourceType": card["source_type"],
    }


def structures(card):
    """Returns the values that have parts: whom to ask, where it was made, who licenses it."""
    contact = f"<Iptc4xmpCore:CiUrlWork>{escape(card['contact'])}</Iptc4xmpCore:CiUrlWork>"
    contact += f"<Iptc4xmpCore:CiEmailWork>{escape(card['email'])}</Iptc4xmpCore:CiEmailWork>"
    place = f"<Iptc4xmpExt:City>{escape(card['city'])}</Iptc4xmpExt:City>"
    place += f"<Iptc4xmpExt:CountryName>{escape(card['country'])}</Iptc4xmpExt:CountryName>"
    licensor = f"<plus:LicensorName>{escape(card['credit'])}</plus:LicensorName>"
    licensor += f"<plus:LicensorURL>{escape(card['contact'])}</plus:LicensorURL>"
    holds = 'rdf:parseType="Resource"'
    return (
        f"<Iptc4xmpCore:CreatorContactInfo {holds}>{contact}</Iptc4xmpCore:CreatorContactInfo>"
        f"<Iptc4xmpExt:LocationShown><rdf:Bag><rdf:li {holds}>{place}</rdf:li></rdf:Bag></Iptc4xmpExt:LocationShown>"
        f"<plus:Licensor><rdf:Seq><rdf:li {holds}>{licensor}</rdf:li></rdf:Seq></plus:Licensor>"
    )


def segment(card):
    """Returns the content of the second APP1 segment."""
    spaces = " ".join(f'xmlns:{short}="{long}"' for short, long in SPACES.items())
    values = " ".join(f"{name}={quoteattr(value)}" for name, value in simple(card).items() if value)
    body = (
        language("dc:title", card["title"])
        + language("dc:description", card["caption"])
        + language("dc:rights", card["copyright"])
        + row("dc:creator", "Seq", [card["creator"]])
        + row("dc:subject", "Bag", card["keywords"])
        + language("xmpRights:UsageTerms", card["terms"])
        + language("Iptc4xmpCore:AltTextAccessibility", card["alt"])
        + structures(card)
    )
    packet = (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n<x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        f'<rdf:Description rdf:about="" {spaces} {values}>{body}</rdf:Description></rdf:RDF></x:xmpmeta>\n'
        '<?xpacket end="r"?>'
    )
    return b"http://ns.adobe.com/xap/1.0/\0" + packet.encode()
