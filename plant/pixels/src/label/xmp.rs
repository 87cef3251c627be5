//! The label as XMP, the form that search engines and picture desks read.

use super::{Label, bounded};
use quick_xml::escape::minimal_escape;
use std::fmt::Write as _;

const NAMES: [(&str, &str); 7] = [
    ("dc", "http://purl.org/dc/elements/1.1/"),
    ("photoshop", "http://ns.adobe.com/photoshop/1.0/"),
    ("xmpRights", "http://ns.adobe.com/xap/1.0/rights/"),
    ("Iptc4xmpCore", "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/"),
    ("Iptc4xmpExt", "http://iptc.org/std/Iptc4xmpExt/2008-02-29/"),
    ("plus", "http://ns.useplus.org/ldf/xmp/1.0/"),
    ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
];

/// How a property holds its text.
enum Form {
    Plain,
    /// In languages; ours is the default.
    Languages,
    /// A list in order.
    List,
}

/// Returns the packet.
pub(crate) fn packet(label: &Label) -> String {
    let mut xml = String::from("<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>");
    xml.push_str("<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF");
    for (prefix, address) in NAMES {
        let _ = write!(xml, " xmlns:{prefix}=\"{address}\"");
    }
    xml.push_str("><rdf:Description rdf:about=\"\">");
    for (name, form, text) in properties(label) {
        if let Some(text) = text {
            write_property(&mut xml, name, &form, &text);
        }
    }
    if let Some(address) = bounded(label.licence_url.as_ref(), 800) {
        let _ = write!(
            xml,
            "<plus:Licensor><rdf:Seq><rdf:li rdf:parseType=\"Resource\"><plus:LicensorURL>{}</plus:LicensorURL>\
             </rdf:li></rdf:Seq></plus:Licensor>",
            minimal_escape(&address)
        );
    }
    xml.push_str("</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end=\"r\"?>");
    xml
}

/// Returns the packet as the first application segment of a JPEG holds it.
pub(crate) fn segment(label: &Label) -> Vec<u8> {
    let mut held = b"http://ns.adobe.com/xap/1.0/\0".to_vec();
    held.extend_from_slice(packet(label).as_bytes());
    held
}

fn properties(label: &Label) -> [(&'static str, Form, Option<String>); 10] {
    let short = |text: &Option<String>| bounded(text.as_ref(), 800);
    [
        ("photoshop:Headline", Form::Plain, short(&label.headline)),
        ("dc:description", Form::Languages, bounded(label.caption.as_ref(), 3000)),
        ("Iptc4xmpCore:AltTextAccessibility", Form::Languages, short(&label.alt)),
        ("dc:creator", Form::List, short(&label.creator)),
        ("photoshop:Credit", Form::Plain, short(&label.credit)),
        ("dc:rights", Form::Languages, short(&label.copyright)),
        ("photoshop:Source", Form::Plain, short(&label.source)),
        ("xmpRights:WebStatement", Form::Plain, short(&label.licence_url)),
        ("xmpRights:UsageTerms", Form::Languages, bounded(label.usage_terms.as_ref(), 2000)),
        ("Iptc4xmpExt:DigitalSourceType", Form::Plain, short(&label.digital_source_type)),
    ]
}

fn write_property(xml: &mut String, name: &str, form: &Form, text: &str) {
    let text = minimal_escape(text);
    let _ = match form {
        Form::Plain => write!(xml, "<{name}>{text}</{name}>"),
        Form::Languages => {
            write!(xml, "<{name}><rdf:Alt><rdf:li xml:lang=\"x-default\">{text}</rdf:li></rdf:Alt></{name}>")
        }
        Form::List => write!(xml, "<{name}><rdf:Seq><rdf:li>{text}</rdf:li></rdf:Seq></{name}>"),
    };
}
