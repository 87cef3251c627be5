//! XMP: the newer form, RDF in XML. One meaning can be written in many ways: as attribute or element, in languages,
//! in lists, in structures. All come out as texts by name, a structure's as `outer/inner`.

use super::{Raw, clean};
use encoding_rs::{Encoding, UTF_8};
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::{QName, ResolveResult};
use quick_xml::{NsReader, XmlVersion};
use serde_json::Value;

const RDF: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
const LARGEST: usize = 1 << 20;
const DEPTH: usize = 32;
const PROPERTIES: usize = 2000;

/// The names that are asked for, whatever a file calls their vocabularies.
const VOCABULARIES: [(&str, &str); 12] = [
    ("dc", "http://purl.org/dc/elements/1.1/"),
    ("photoshop", "http://ns.adobe.com/photoshop/1.0/"),
    ("xmp", "http://ns.adobe.com/xap/1.0/"),
    ("xmpRights", "http://ns.adobe.com/xap/1.0/rights/"),
    ("Iptc4xmpCore", "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/"),
    ("Iptc4xmpExt", "http://iptc.org/std/Iptc4xmpExt/2008-02-29/"),
    ("plus", "http://ns.useplus.org/ldf/xmp/1.0/"),
    ("cc", "http://creativecommons.org/ns#"),
    ("exif", "http://ns.adobe.com/exif/1.0/"),
    ("tiff", "http://ns.adobe.com/tiff/1.0/"),
    ("rdf", RDF),
    ("xml", "http://www.w3.org/XML/1998/namespace"),
];

/// The properties of a packet.
#[derive(Debug, Default)]
pub(crate) struct Xmp {
    properties: Vec<Property>,
}

#[derive(Debug)]
struct Property {
    name: String,
    is_default: bool,
    text: String,
}

/// Reads a packet as far as it makes sense.
pub(crate) fn read(bytes: &[u8]) -> Xmp {
    let mut xmp = Xmp::default();
    if bytes.len() > LARGEST {
        return xmp;
    }
    let (encoding, _) = Encoding::for_bom(bytes).unwrap_or((UTF_8, 0));
    let xml = encoding.decode(bytes).0;
    let mut reader = NsReader::from_str(xml.trim_matches('\0'));
    let mut open: Vec<Element> = Vec::new();
    while xmp.properties.len() < PROPERTIES {
        match reader.read_event() {
            Ok(Event::Start(tag)) if open.len() < DEPTH => {
                let element = xmp.element(&reader, &tag, &mut open);
                open.push(element);
            }
            Ok(Event::Empty(tag)) => {
                xmp.element(&reader, &tag, &mut open);
            }
            Ok(Event::Text(text)) => write(&mut open, &text.xml10_content()),
            Ok(Event::CData(text)) => write(&mut open, &text.xml10_content()),
            Ok(Event::GeneralRef(reference)) => match reference.resolve_char_ref() {
                Ok(Some(sign)) => write(&mut open, sign.encode_utf8(&mut [0; 4])),
                Ok(None) => write(&mut open, predefined(&reference.xml10_content())),
                Err(_) => {}
            },
            Ok(Event::End(_)) => {
                let Some(element) = open.pop() else { break };
                xmp.close(element);
            }
            Ok(Event::Eof | Event::Start(_)) | Err(_) => break,
            Ok(_) => {}
        }
    }
    xmp
}

/// An element whose end has not come yet.
#[derive(Default)]
struct Element {
    name: String,
    is_default: bool,
    has_children: bool,
    text: String,
}

impl Xmp {
    /// Returns a text: of several languages the default, else the first.
    pub(crate) fn text(&self, name: &str) -> Option<String> {
        let mut named = self.properties.iter().filter(|property| property.name == name);
        let default = named.clone().find(|property| property.is_default);
        clean(&default.or_else(|| named.next())?.text)
    }

    /// Returns all texts of this name, in their order.
    pub(crate) fn all(&self, name: &str) -> Vec<String> {
        let named = self.properties.iter().filter(|property| property.name == name);
        named.filter_map(|property| clean(&property.text)).collect()
    }

    /// Returns what was found, by name.
    pub(crate) fn raw(&self, most: usize) -> Value {
        let mut raw = Raw::new(most);
        for property in &self.properties {
            raw.keep(&property.name, &property.text);
        }
        raw.done()
    }

    /// Reads a start tag: attributes that are properties are kept at once.
    fn element(&mut self, reader: &NsReader<&[u8]>, tag: &BytesStart, open: &mut [Element]) -> Element {
        let outer = open.last_mut().map_or("", |parent| {
            parent.has_children = true;
            parent.name.as_str()
        });
        let mut element =
            Element { name: below(outer, &name(reader, tag.name(), true)), ..Element::default() };
        for attribute in tag.attributes().with_checks(false).filter_map(Result::ok) {
            let Ok(text) = attribute.normalized_value(XmlVersion::Explicit1_0) else { continue };
            match name(reader, attribute.key, false).as_str() {
                "xml:lang" => element.is_default = text == "x-default",
                "rdf:resource" => self.keep(&element.name, false, &text),
                key if is_property(key) => self.keep(&below(&element.name, key), false, &text),
                _ => {}
            }
        }
        element
    }

    fn close(&mut self, element: Element) {
        if !element.has_children {
            self.keep(&element.name, element.is_default, &element.text);
        }
    }

    fn keep(&mut self, name: &str, is_default: bool, text: &str) {
        if !name.is_empty() && !text.trim().is_empty() && self.properties.len() < PROPERTIES {
            self.properties.push(Property { name: name.to_owned(), is_default, text: text.to_owned() });
        }
    }
}

fn write(open: &mut [Element], text: &str) {
    if let Some(element) = open.last_mut().filter(|element| !element.has_children) {
        element.text.push_str(text);
    }
}

/// Returns the name below which texts are kept: the scaffold of RDF does not count.
fn below(outer: &str, name: &str) -> String {
    match (outer, is_property(name)) {
        (outer, false) => outer.to_owned(),
        ("", true) => name.to_owned(),
        (outer, true) => format!("{outer}/{name}"),
    }
}

fn is_property(name: &str) -> bool {
    let scaffold = ["rdf:", "xml:", "xmlns", "x:"];
    name.contains(':') && !scaffold.iter().any(|prefix| name.starts_with(prefix))
}

/// Returns a name with the prefix that is usual for its vocabulary.
fn name(reader: &NsReader<&[u8]>, name: QName, is_element: bool) -> String {
    let (vocabulary, local) = if is_element {
        reader.resolver().resolve_element(name)
    } else {
        reader.resolver().resolve_attribute(name)
    };
    let known = match vocabulary {
        ResolveResult::Bound(address) => VOCABULARIES.iter().find(|(_, known)| *known == address.0),
        _ => None,
    };
    match known {
        Some((prefix, _)) => format!("{prefix}:{}", local.as_ref()),
        None => name.as_ref().to_owned(),
    }
}

fn predefined(name: &str) -> &'static str {
    match name {
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "quot" => "\"",
        "apos" => "'",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Label;
    use crate::label::xmp::packet;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn any_bytes_are_read_without_harm(bytes: Vec<u8>, text: String) {
            read(&bytes).raw(1000);
            let described = format!("<rdf:RDF xmlns:rdf='{RDF}'><rdf:Description {text}>{text}</rdf:Description>");
            read(described.as_bytes()).raw(1000);
        }

        #[test]
        fn a_packet_cut_or_changed_anywhere_is_read_without_harm(at in 0usize..1500, byte: u8) {
            let label = Label { caption: Some("A port".into()), creator: Some("Ana".into()), ..Label::default() };
            let mut bytes = packet(&label).into_bytes();
            read(bytes.get(..at.min(bytes.len())).unwrap()).raw(1000);
            let at = at % bytes.len();
            bytes[at] = byte;
            read(&bytes).raw(1000);
        }

        #[test]
        fn what_a_label_says_is_read_again(text in "\\PC{1,60}") {
            let label = Label {
                caption: Some(text.clone()),
                creator: Some(text.clone()),
                credit: Some(text.clone()),
                ..Label::default()
            };

            let found = read(packet(&label).as_bytes());

            for name in ["dc:description", "dc:creator", "photoshop:Credit"] {
                prop_assert_eq!(found.text(name), clean(&text));
            }
        }
    }

    #[test]
    fn depth_and_number_have_bounds() {
        let deep = format!("<rdf:RDF xmlns:rdf='{RDF}'>{}", "<a:b xmlns:a='x'>".repeat(50_000));
        let many =
            format!("<rdf:RDF xmlns:rdf='{RDF}' xmlns:a='x'>{}</rdf:RDF>", "<a:b>1</a:b>".repeat(50_000));
        let entities =
            "<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><a:b xmlns:a='x'>&b;&amp;&#65;</a:b>";

        assert!(read(deep.as_bytes()).properties.is_empty());
        assert_eq!(read(many.as_bytes()).properties.len(), PROPERTIES);
        assert_eq!(read(entities.as_bytes()).text("a:b").as_deref(), Some("&A"));
    }

    #[test]
    fn a_packet_in_sixteen_bits_is_read() {
        let packet = packet(&Label { credit: Some("東京".into()), ..Label::default() });
        let mut wide = vec![0xff, 0xfe];
        wide.extend(packet.encode_utf16().flat_map(u16::to_le_bytes));

        assert_eq!(read(&wide).text("photoshop:Credit").as_deref(), Some("東京"));
    }
}
