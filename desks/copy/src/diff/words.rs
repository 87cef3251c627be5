//! Two stretches of text compared word by word, as Unicode parts words: in scripts without spaces character by
//! character.

use super::{Op, Piece};
use similar::{Algorithm, DiffOp, capture_diff_slices};
use unicode_segmentation::UnicodeSegmentation;

/// How much work a comparison may be, in words of one side times words of the other.
const MOST: u64 = 20_000_000;

/// What is left of the work that may be done.
pub(super) struct Budget(u64);

impl Default for Budget {
    fn default() -> Self {
        Self(MOST)
    }
}

/// Returns what differs between two texts, word by word.
pub fn words(before: &str, after: &str) -> Vec<Piece> {
    Budget::default().words(before, after)
}

impl Budget {
    pub(super) fn words(&mut self, before: &str, after: &str) -> Vec<Piece> {
        let (old, new): (Vec<&str>, Vec<&str>) =
            (before.split_word_bounds().collect(), after.split_word_bounds().collect());
        let mut told = Told::default();
        let (start, end) = (common(old.iter(), new.iter()), |start: usize| {
            let most = old.len().min(new.len()) - start;
            common(old.iter().rev(), new.iter().rev()).min(most)
        });
        let end = end(start);
        told.say(Op::Same, &old, 0, start);
        let inner = (middle(&old, start, end), middle(&new, start, end));
        if self.allows(inner.0.len(), inner.1.len()) {
            told.compare(inner.0, inner.1, |told, old, new| told.replace(old, new));
        } else {
            self.by_sentences(&inner.0.concat(), &inner.1.concat(), &mut told);
        }
        told.say(Op::Same, &old, old.len() - end, old.len());
        told.readable()
    }

    fn allows(&mut self, old: usize, new: usize) -> bool {
        let work = (old as u64).saturating_mul(new as u64);
        let left = self.0.checked_sub(work);
        self.0 = left.unwrap_or(self.0);
        left.is_some()
    }

    /// Compares sentence by sentence, and within those that differ word by word as far as the budget goes.
    fn by_sentences(&mut self, before: &str, after: &str, told: &mut Told) {
        let (old, new): (Vec<&str>, Vec<&str>) =
            (before.split_sentence_bounds().collect(), after.split_sentence_bounds().collect());
        if !self.allows(old.len(), new.len()) {
            return told.replace(&[before], &[after]);
        }
        told.compare(&old, &new, |told, old, new| {
            let (one, other) = (old.concat(), new.concat());
            let (one, other): (Vec<&str>, Vec<&str>) =
                (one.split_word_bounds().collect(), other.split_word_bounds().collect());
            if self.allows(one.len(), other.len()) {
                told.compare(&one, &other, |told, old, new| told.replace(old, new));
            } else {
                told.replace(&one, &other);
            }
        });
    }
}

fn common<'a>(old: impl Iterator<Item = &'a &'a str>, new: impl Iterator<Item = &'a &'a str>) -> usize {
    old.zip(new).take_while(|(one, other)| one == other).count()
}

fn middle<'a, 'b>(words: &'b [&'a str], start: usize, end: usize) -> &'b [&'a str] {
    words.get(start..words.len() - end).unwrap_or_default()
}

/// The pieces as they are found.
#[derive(Default)]
struct Told(Vec<Piece>);

impl Told {
    fn compare(&mut self, old: &[&str], new: &[&str], mut differ: impl FnMut(&mut Self, &[&str], &[&str])) {
        for op in capture_diff_slices(Algorithm::Myers, old, new) {
            let (tag, from, to) = (op, op.old_range(), op.new_range());
            if matches!(tag, DiffOp::Equal { .. }) {
                self.say(Op::Same, old, from.start, from.end);
            } else {
                differ(self, old.get(from).unwrap_or_default(), new.get(to).unwrap_or_default());
            }
        }
    }

    fn replace(&mut self, old: &[&str], new: &[&str]) {
        self.say(Op::Removed, old, 0, old.len());
        self.say(Op::Added, new, 0, new.len());
    }

    fn say(&mut self, op: Op, words: &[&str], from: usize, to: usize) {
        let text = words.get(from..to).unwrap_or_default().concat();
        if text.is_empty() {
            return;
        }
        match self.0.last_mut() {
            Some(last) if last.op == op => last.text.push_str(&text),
            _ => self.0.push(Piece { op, text }),
        }
    }

    /// Joins changes that nothing but white space stands between: two words that were replaced are one replacement.
    fn readable(self) -> Vec<Piece> {
        let mut pieces: Vec<Piece> = Vec::new();
        let (mut removed, mut added, mut space) = (String::new(), String::new(), String::new());
        for piece in self.0 {
            let is_space = piece.op == Op::Same && piece.text.chars().all(char::is_whitespace);
            let is_between = !(removed.is_empty() && added.is_empty());
            match piece.op {
                Op::Same if is_space && is_between && space.is_empty() => space = piece.text,
                Op::Same => {
                    put(&mut pieces, &mut removed, &mut added);
                    push(&mut pieces, Op::Same, &format!("{}{}", std::mem::take(&mut space), piece.text));
                }
                changed => {
                    let space = std::mem::take(&mut space);
                    removed.push_str(&space);
                    added.push_str(&space);
                    let side = if changed == Op::Removed { &mut removed } else { &mut added };
                    side.push_str(&piece.text);
                }
            }
        }
        put(&mut pieces, &mut removed, &mut added);
        push(&mut pieces, Op::Same, &space);
        pieces
    }
}

fn put(pieces: &mut Vec<Piece>, removed: &mut String, added: &mut String) {
    push(pieces, Op::Removed, &std::mem::take(removed));
    push(pieces, Op::Added, &std::mem::take(added));
}

fn push(pieces: &mut Vec<Piece>, op: Op, text: &str) {
    if text.is_empty() {
        return;
    }
    match pieces.last_mut() {
        Some(last) if last.op == op => last.text.push_str(text),
        _ => pieces.push(Piece { op, text: text.to_owned() }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn told(before: &str, after: &str) -> String {
        let piece = |piece: Piece| match piece.op {
            Op::Same => piece.text,
            Op::Added => format!("[+{}]", piece.text),
            Op::Removed => format!("[-{}]", piece.text),
        };
        words(before, after).into_iter().map(piece).collect()
    }

    #[test]
    fn words_are_compared_whole_in_every_script() {
        let cases = [
            ("There are forty ships.", "There are thirty ships.", "There are [-forty][+thirty] ships."),
            ("", "New", "[+New]"),
            ("Gone", "", "[-Gone]"),
            ("The same", "The same", "The same"),
            ("كان الميناء مغلقاً أمس", "كان الميناء مفتوحاً أمس", "كان الميناء [-مغلقاً][+مفتوحاً] أمس"),
            ("Порт закрыт", "Порт открыт", "Порт [-закрыт][+открыт]"),
            ("港は月曜に閉鎖", "港は火曜に閉鎖", "港は[-月][+火]曜に閉鎖"),
            ("The old red ship", "The new blue ship", "The [-old red][+new blue] ship"),
            ("1,200 people", "1,300 people", "[-1,200][+1,300] people"),
        ];
        for (before, after, expected) in cases {
            assert_eq!(told(before, after), expected);
        }
    }

    proptest! {
        #[test]
        fn each_side_reads_as_it_was(before in "[a-d ]{0,60}", after in "[a-d ]{0,60}") {
            let pieces = words(&before, &after);
            let side = |without: Op| -> String {
                pieces.iter().filter(|piece| piece.op != without).map(|piece| piece.text.as_str()).collect()
            };
            prop_assert_eq!(side(Op::Added), before);
            prop_assert_eq!(side(Op::Removed), after);
        }
    }
}
