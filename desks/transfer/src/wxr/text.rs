//! The text of one element while it is read: pieces, CDATA, references, and markup that should have been escaped.

use quick_xml::events::BytesRef;

/// Gathers the text of an element.
#[derive(Debug, Default)]
pub(super) struct Text {
    text: String,
    is_behind_cdata: bool,
}

impl Text {
    /// Adds plain text. `]]>` in it is the end of a CDATA that an earlier `]]>` ended by mistake: the earlier one
    /// was meant to be text.
    pub(super) fn plain(&mut self, piece: &str) {
        match piece.rsplit_once("]]>") {
            Some((before, after)) if self.is_behind_cdata => {
                self.text.push_str("]]>");
                self.text.push_str(before);
                self.text.push_str(after);
            }
            _ => self.text.push_str(piece),
        }
        self.is_behind_cdata = false;
    }

    pub(super) fn cdata(&mut self, piece: &str) {
        self.text.push_str(piece);
        self.is_behind_cdata = true;
    }

    /// Adds what a reference stands for. No DTD is read, so that any but XML's own five stays as it is.
    pub(super) fn reference(&mut self, reference: &BytesRef<'_>) {
        let name: &str = reference;
        let meant = match name {
            "amp" => Some('&'),
            "lt" => Some('<'),
            "gt" => Some('>'),
            "quot" => Some('"'),
            "apos" => Some('\''),
            _ if reference.is_char_ref() => {
                Some(reference.resolve_char_ref().ok().flatten().unwrap_or(char::REPLACEMENT_CHARACTER))
            }
            _ => None,
        };
        match meant {
            Some(letter) => self.text.push(letter),
            None => self.text.extend(["&", name, ";"]),
        }
    }

    /// Adds markup that stands unescaped in the text, so that it can be read as HTML.
    pub(super) fn markup(&mut self, parts: [&str; 3]) {
        self.text.extend(parts);
    }

    /// Returns the text, without space around it and without characters that no text has.
    pub(super) fn finish(self) -> String {
        let text = self.text.trim();
        let is_foreign = |letter: char| letter.is_control() && !matches!(letter, '\n' | '\r' | '\t');
        if text.contains(is_foreign) {
            text.chars().filter(|letter| !is_foreign(*letter)).collect()
        } else if text.len() == self.text.len() {
            self.text
        } else {
            text.to_owned()
        }
    }
}
