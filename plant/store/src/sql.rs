//! Statements: literals with the place where they stand, which note where they ran if a test run asks for it.

use std::collections::{BTreeMap, HashSet};
use std::fs::{File, OpenOptions};
use std::io::Write;
use std::path::Path;
use std::sync::{Mutex, OnceLock, PoisonError};

/// A statement and the place of its `sql!`.
#[derive(Debug, Clone, Copy)]
pub struct Sql {
    text: &'static str,
    file: &'static str,
    line: u32,
}

/// Makes a [`Sql`] of a literal, with the file and line where it stands.
#[macro_export]
macro_rules! sql {
    ($text:expr) => {
        $crate::Sql::new($text, file!(), line!())
    };
}

impl Sql {
    /// Returns the statement; use `sql!` instead.
    #[doc(hidden)]
    pub const fn new(text: &'static str, file: &'static str, line: u32) -> Self {
        Self { text, file, line }
    }

    /// Returns the text of the statement.
    pub fn text(&self) -> &'static str {
        self.text
    }

    /// Returns the statement with a list of `count` parameters in the place of `($1)`.
    pub(crate) fn with_list(self, count: usize) -> Self {
        let mut lists = LISTS.lock().unwrap_or_else(PoisonError::into_inner);
        let text = *lists.entry((self.text, count)).or_insert_with(|| {
            let list = (1..=count).map(|n| format!("${n}")).collect::<Vec<_>>().join(", ");
            // Kept for the life of the program: a handful of sizes for each statement that asks for a list.
            Box::leak(self.text.replace("($1)", &format!("({list})")).into_boxed_str())
        });
        Self { text, ..self }
    }

    /// Returns where it stands, as `file:line`.
    pub fn place(&self) -> String {
        format!("{}:{}", self.file, self.line)
    }

    /// Tells whether it would begin, end or bypass a transaction, which is the store's own business.
    pub(crate) fn is_control(&self) -> bool {
        const WORDS: [&str; 12] = [
            "begin",
            "start",
            "commit",
            "end",
            "rollback",
            "abort",
            "savepoint",
            "release",
            "pragma",
            "attach",
            "detach",
            "vacuum",
        ];
        WORDS.iter().any(|control| self.first_word().eq_ignore_ascii_case(control))
    }

    /// Tells whether it is sure to write nothing.
    pub(crate) fn only_reads(&self) -> bool {
        self.first_word().eq_ignore_ascii_case("select")
    }

    fn first_word(&self) -> &'static str {
        let text = self.text.trim_start();
        let end = text.find(|letter: char| !letter.is_ascii_alphabetic()).unwrap_or(text.len());
        text.get(..end).unwrap_or_default()
    }

    /// Notes that it ran on this engine, once per process, in the folder that `STOPPRESS_STATEMENTS` names.
    pub(crate) fn note(&self, engine: &'static str) {
        if let Some(notes) = NOTES.get_or_init(Notes::open) {
            notes.add(engine, self);
        }
    }
}

/// The statements with lists, by their text and the length of the list.
static LISTS: Mutex<BTreeMap<(&'static str, usize), &'static str>> = Mutex::new(BTreeMap::new());

static NOTES: OnceLock<Option<Notes>> = OnceLock::new();

/// The notes of this process: what was noted already, and the file.
struct Notes(Mutex<(HashSet<Note>, File)>);

/// The engine, and the file and line of the statement.
type Note = (&'static str, &'static str, u32);

impl Notes {
    fn open() -> Option<Self> {
        // Read here and not in the settings: it belongs to the test run, not to the newsroom.
        let folder = std::env::var_os("STOPPRESS_STATEMENTS")?;
        let folder = Path::new(&folder);
        std::fs::create_dir_all(folder).ok()?;
        let name = format!("{}.tsv", std::process::id());
        let file = OpenOptions::new().create(true).append(true).open(folder.join(name)).ok()?;
        Some(Self(Mutex::new((HashSet::new(), file))))
    }

    fn add(&self, engine: &'static str, sql: &Sql) {
        let mut notes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (seen, file) = &mut *notes;
        if seen.insert((engine, sql.file, sql.line)) {
            // A note that cannot be written makes the check of the statements fail, which is what it is for.
            let _ = writeln!(file, "{engine}\t{}", sql.place());
        }
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_statement_that_would_end_a_transaction_is_known() {
        assert!(sql!("  COMMIT").is_control());
        assert!(sql!("rollback to s1").is_control());
        assert!(!sql!("select 1").is_control());
        assert!(!sql!("update beginnings set a = 1").is_control());
    }

    #[test]
    fn what_may_write_is_not_taken_for_reading() {
        assert!(sql!("  Select 1").only_reads());
        assert!(!sql!("with a as (select 1) insert into notes select * from a").only_reads());
        assert!(!sql!("insert into notes (line) values ($1) returning id").only_reads());
    }
}
