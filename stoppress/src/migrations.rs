//! The one numbered history of the database, embedded.

use store::Migration;

/// Names the migrations in their order; a file that is not named here does not run.
macro_rules! migrations {
    ($($name:literal),+ $(,)?) => {
        &[$(Migration { name: $name, sql: include_str!(concat!("../../migrations/", $name, ".sql")) }),+]
    };
}

/// All migrations, the oldest first.
pub const MIGRATIONS: &[Migration] = migrations![
    "0001_plant",
    "0002_staff",
    "0003_sections",
    "0004_stories",
    "0005_media",
    "0006_live",
    "0007_nodes",
    "0009_transfer",
    "0010_authors",
    "0011_lists",
    "0012_sign_in",
    "0013_record",
    "0014_fronts",
    "0015_index",
    "0016_desk",
    "0017_webhooks",
    "0018_office",
    "0019_flow",
    "0020_front_drafts",
];
