//! Files in a folder, as the picture desk uses them.

use bytes::Bytes;
use files::Files;

#[tokio::test]
async fn what_is_put_is_there_until_it_is_removed() {
    let folder = tempfile::tempdir().unwrap();
    let files = Files::in_folder(&folder.path().join("media"));

    files.put("originals/ab/abcd", Bytes::from_static(b"bytes")).await.unwrap();
    files.put("originals/ab/abcd", Bytes::from_static(b"other bytes")).await.unwrap();

    assert_eq!(files.get("originals/ab/abcd").await.unwrap().unwrap(), "bytes");
    files.remove("originals/ab").await.unwrap();
    assert_eq!(files.get("originals/ab/abcd").await.unwrap(), None);
}

#[tokio::test]
async fn a_file_that_was_half_written_when_the_light_went_out_has_no_name() {
    let folder = tempfile::tempdir().unwrap();
    let files = Files::in_folder(folder.path());
    std::fs::create_dir(folder.path().join("originals")).unwrap();
    std::fs::write(folder.path().join("originals/.77-0"), b"ha").unwrap();

    assert!(files.get("originals/.77-0").await.is_err());
}

#[tokio::test]
async fn a_name_that_leads_elsewhere_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let files = Files::in_folder(folder.path());

    assert!(files.put("../outside", Bytes::new()).await.is_err());
    assert!(files.get("/etc/passwd").await.is_err());
}
