//! The shared corpus: real pictures of many cameras and programs, and files that broke other readers.

use crate::samples::worked;
use pixels::{Encoding, Label, Limits, Unreadable, likeness_distance, read, renditions};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

const MOST_MEMORY: u64 = 512 << 10;

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() { files(&path, found) } else { found.push(path) }
    }
}

/// Returns the most memory this process ever had, in KiB.
fn peak() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or("0");
    line.trim().trim_end_matches(" kB").parse().unwrap()
}

#[test]
fn every_file_of_the_corpus_is_read_or_refused_in_words_and_in_time() {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
    let mut found = Vec::new();
    for folder in
        ["E-images", "F-security/made/image", "F-security/upload", "A-iptc/photo-metadata", "B-wire"]
    {
        files(&shared.join(folder), &mut found);
    }
    if found.is_empty() {
        println!("skipped: no shared data here");
        return;
    }
    let mut table: BTreeMap<(String, String), usize> = BTreeMap::new();
    // How many pictures differ from their own renditions in how many of 64 bits.
    let mut distances = [0usize; 65];
    let mut slowest = (Duration::ZERO, PathBuf::new());
    found.sort();

    for path in &found {
        let bytes = fs::read(path).unwrap();
        let begun = worked();
        let facts = read(&bytes, &Limits::default());
        let told = match &facts {
            Ok(facts) => {
                let made = renditions(
                    &bytes,
                    &[320],
                    &[Encoding::Jpeg, Encoding::Webp],
                    &Label::default(),
                    &Limits::default(),
                );
                assert_eq!(made.as_ref().map(Vec::len), Ok(2), "{}", path.display());
                let smaller = read(&made.unwrap()[0].2.bytes, &Limits::default()).unwrap();
                let distance = likeness_distance(facts.likeness, smaller.likeness);
                distances[distance as usize] += 1;
                format!("read: {}", facts.format.media_type())
            }
            Err(Unreadable::NotAPicture) => "not a picture".to_owned(),
            Err(refused) => {
                println!("{}: {refused}", path.display());
                let words = refused.to_string();
                words.split(':').next().unwrap_or_default().to_owned()
            }
        };
        let took = worked() - begun;
        slowest = slowest.max((took, path.clone()));
        assert!(took < Duration::from_secs(10), "{} took {took:?}", path.display());
        let folder = path.strip_prefix(&shared).unwrap().components().take(2);
        *table.entry((folder.collect::<PathBuf>().display().to_string(), told)).or_default() += 1;
    }

    for ((folder, told), count) in &table {
        println!("{count:5}  {folder:28} {told}");
    }
    println!("likeness of a picture and its rendition, by bits that differ: {:?}", &distances[..16]);
    assert!(distances[11..].iter().sum::<usize>() * 50 < distances.iter().sum(), "{distances:?}");
    println!("slowest: {:?} {}; peak {} MiB", slowest.0, slowest.1.display(), peak() >> 10);
    assert!(peak() < MOST_MEMORY, "{} KiB", peak());
    let is_read = |told: &str| told.starts_with("read: image/jpeg");
    assert!(table.iter().any(|((_, told), count)| is_read(told) && *count > 20));
}

#[test]
fn the_reference_picture_of_iptc_says_what_it_is_known_to_say() {
    let picture = "../../../shared/data/A-iptc/photo-metadata/IPTC-PhotometadataRef-Std2021.1.jpg";
    let Ok(bytes) = fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join(picture)) else {
        println!("skipped: no shared data here");
        return;
    };

    let told = read(&bytes, &Limits::default()).unwrap().metadata;

    let texts = [
        (told.headline, "The Headline (ref2021.1)"),
        (told.caption, "The description aka caption (ref2021.1)"),
        (told.alt, "This is the Alt Text description to support accessibility in 2021.1"),
        (told.creator, "Creator1 (ref2021.1)"),
        (told.credit, "Credit Line (ref2021.1)"),
        (told.copyright, "Copyright (Notice) 2021.1 IPTC - www.iptc.org  (ref2021.1)"),
        (told.source, "Source (ref2021.1)"),
        (told.place, "City (Core) (ref2021.1)"),
        (told.country, "Country (Core) (ref2021.1)"),
        (told.licence_url, "https://example.com/WebStatementOfRights/2021.1"),
        (told.usage_terms, "Rights Usage Terms (ref2021.1)"),
        (told.digital_source_type, "http://cv.iptc.org/newscodes/digitalsourcetype/softwareImage"),
    ];
    for (is, wanted) in texts {
        assert_eq!(is.as_deref(), Some(wanted));
    }
    assert_eq!(told.keywords, ["Keyword1ref2021.1", "Keyword2ref2021.1", "Keyword3ref2021.1"]);
    assert_eq!(told.taken_at.unwrap().moment().unwrap().to_string(), "2021-10-20T21:01:01Z");
}
