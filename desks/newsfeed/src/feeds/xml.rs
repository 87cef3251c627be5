//! What the writers of XML share.

use base::Time;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};
use std::io::{Cursor, Result};

/// A document that is being written.
pub(crate) type Xml = Writer<Cursor<Vec<u8>>>;

/// Returns the document that `write` makes, with its declaration.
pub(crate) fn document(write: impl FnOnce(&mut Xml) -> Result<()>) -> Result<String> {
    let mut xml = Writer::new(Cursor::new(Vec::new()));
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)))?;
    write(&mut xml)?;
    Ok(String::from_utf8_lossy(&xml.into_inner().into_inner()).into_owned())
}

/// Writes an element that holds a text.
pub(crate) fn text(xml: &mut Xml, name: &str, text: &str) -> Result<()> {
    text_with(xml, name, &[], text)
}

/// Writes an element with attributes that holds a text.
pub(crate) fn text_with(xml: &mut Xml, name: &str, attributes: &[(&str, &str)], text: &str) -> Result<()> {
    let element = attributes.iter().fold(xml.create_element(name), |element, (name, value)| {
        element.with_attribute((*name, clean(value).as_str()))
    });
    element.write_text_content(BytesText::new(&clean(text)))?;
    Ok(())
}

/// Writes an element that holds nothing.
pub(crate) fn empty(xml: &mut Xml, name: &str, attributes: &[(&str, &str)]) -> Result<()> {
    let element = attributes.iter().fold(xml.create_element(name), |element, (name, value)| {
        element.with_attribute((*name, clean(value).as_str()))
    });
    element.write_empty()?;
    Ok(())
}

/// Returns the text without the characters that XML cannot hold.
fn clean(text: &str) -> String {
    text.chars().filter(|letter| is_xml(*letter)).collect()
}

fn is_xml(letter: char) -> bool {
    matches!(letter, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
}

/// Returns the time to the second in RFC 3339.
pub(crate) fn rfc3339(time: Time) -> String {
    time.timestamp().strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}
