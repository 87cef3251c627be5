//! What an import says while it runs, and the figures that it ends with.

/// Who listens to an import: a command line, a desk page, a test.
pub trait Report {
    /// Something did not go in; the line is `FILE: why`.
    fn failure(&mut self, line: &str);

    /// Something went in otherwise than the source had it; the line is `FILE: what`.
    fn warning(&mut self, line: &str);

    /// Something worth knowing, once a file; the line is `FILE: what`.
    fn note(&mut self, line: &str);

    /// So far `done` stories are through, and `bytes` of `total` are read, where the total is known.
    fn progress(&mut self, done: u64, bytes: u64, total: Option<u64>);
}

/// What became of the stories of an import.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub imported: u64,
    pub updated: u64,
    pub skipped: u64,
    pub failed: u64,
}

impl Counts {
    /// Adds the figures of another file.
    pub fn add(&mut self, other: Counts) {
        self.imported += other.imported;
        self.updated += other.updated;
        self.skipped += other.skipped;
        self.failed += other.failed;
    }

    /// Returns how many stories came by.
    pub fn all(&self) -> u64 {
        self.imported + self.updated + self.skipped + self.failed
    }
}

/// The last line that a command says.
impl std::fmt::Display for Counts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { imported, updated, skipped, failed } = self;
        write!(f, "imported {imported}, updated {updated}, skipped {skipped}, failed {failed}")
    }
}
