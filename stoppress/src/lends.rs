//! What desks lend to one another: the whole picture on one page.
//!
//! | piece | lent by | to |
//! | --- | --- | --- |
//! | `used-in`: which stories show a picture | stories | the picture's page in the media bank |
//! | `live`, the posts of a coverage | live | the page of a live story |
//! | how a post stands for readers | live | what webhooks and the public log tell |
//! | documents | every desk with tables | archives |
//!
//! A new desk adds its line to `DOCUMENTS`, and its folder of files to `folders`; a test says if a table is forgotten.

use crate::MIGRATIONS;
use crate::newsroom::Newsroom;
use site::Plant;
use site::lends::Lend;
use std::sync::Arc;
use store::documents::Documents;
use store::tables::tables;
use transfer::archive::Archived;
use transfer::folders::Folder;

/// Installs what is lent.
pub fn install(plant: &Plant) {
    let used_in: Lend = Arc::new(|plant, tx, wanted| Box::pin(stories::used_in(plant, tx, wanted)));
    let posts: Lend = Arc::new(|plant, tx, wanted| Box::pin(live::piece(plant, tx, wanted)));
    plant.lends.install([("live", posts), ("used-in", used_in)]);
}

/// Returns what says how a post stands for readers.
pub fn posts() -> office::Posts {
    Arc::new(|tx, post| Box::pin(live::standing(tx, post)))
}

/// What each desk gives, those first that others build on.
pub const DOCUMENTS: [&Documents; 8] = [
    &store::documents::DOCUMENTS,
    &staff::DOCUMENTS,
    &sections::DOCUMENTS,
    &media::DOCUMENTS,
    &stories::DOCUMENTS,
    &live::DOCUMENTS,
    &fronts::DOCUMENTS,
    &office::DOCUMENTS,
];

/// Returns the folders whose files belong to archives and backups of the newsroom; one that is not there holds none.
pub fn folders(newsroom: &Newsroom) -> Vec<Folder> {
    vec![Folder { name: "media", path: newsroom.media.clone() }]
}

/// Returns what goes into an archive of the newsroom.
pub fn archived(newsroom: &Newsroom) -> Archived {
    Archived {
        documents: DOCUMENTS.into(),
        tables: Arc::from(tables(MIGRATIONS)),
        dir: newsroom.dir.clone(),
        folders: folders(newsroom),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_table_is_given_or_named_as_not_given() {
        let forgotten = transfer::archive::forgotten(&DOCUMENTS, &tables(MIGRATIONS));

        assert!(forgotten.is_empty(), "say in the desk's transfer.rs what becomes of {forgotten:?}");
    }

    #[test]
    fn every_table_that_is_given_is_there() {
        let tables = tables(MIGRATIONS);
        for documents in DOCUMENTS {
            for name in
                documents.tables.iter().map(|given| given.table).chain(documents.not_given.iter().copied())
            {
                assert!(Documents::find(&tables, name).is_ok(), "{}: {name}", documents.desk);
            }
        }
    }
}
