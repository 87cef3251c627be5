//! TLS to PostgreSQL: what is refused, and that the refusal says what is wrong.

use crate::room::HISTORY;
use base::{Chance, Clock};
use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair, date_time_ymd};
use std::path::PathBuf;
use store::testing::OwnServer;
use store::{Store, Tx, sql};

/// Who signs certificates, and its own in a file.
struct Authority {
    file: PathBuf,
    issuer: Issuer<'static, KeyPair>,
    _folder: tempfile::TempDir,
}

impl Authority {
    fn new() -> Self {
        let key = KeyPair::generate().unwrap();
        let mut params = CertificateParams::new(Vec::new()).unwrap();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("authority of ours.pem");
        std::fs::write(&file, params.self_signed(&key).unwrap().pem()).unwrap();
        Self { file, issuer: Issuer::new(params, key), _folder: folder }
    }

    /// Starts a server with a certificate for this name.
    fn server(&self, name: &str, last_year: i32) -> OwnServer {
        let key = KeyPair::generate().unwrap();
        let mut params = CertificateParams::new(vec![name.to_owned()]).unwrap();
        params.not_after = date_time_ymd(last_year, 1, 1);
        let certificate = params.signed_by(&key, &self.issuer).unwrap().pem();
        let files = [("server.crt", certificate.as_str()), ("server.key", &key.serialize_pem())];
        OwnServer::start(&["ssl=on"], &files)
    }

    fn words(&self, mode: &str) -> String {
        format!("sslmode={mode}&sslrootcert={}", self.file.display().to_string().replace(' ', "%20"))
    }
}

/// Opens the server's database with these words in the address, and returns whether the connection is closed to
/// others, or why there is none.
async fn open(server: &OwnServer, words: &str) -> Result<bool, String> {
    let url = format!("{}?{words}", server.url());
    let opened = Store::open(&url, &HISTORY, Clock::Machine, Chance::of_the_machine()).await;
    let store = opened.map_err(|failure| failure.to_string())?;
    let ssl = async |tx: &mut Tx| {
        tx.one::<bool>(sql!("select ssl from pg_stat_ssl where pid = pg_backend_pid()"), &[]).await
    };
    Ok(store.read(ssl).await.unwrap())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_is_the_right_one_is_trusted_and_nobody_listens_in() {
    let ours = Authority::new();
    let server = ours.server("127.0.0.1", 2999);

    for words in [ours.words("verify-full"), ours.words("verify-ca"), ours.words("require")] {
        assert_eq!(open(&server, &words).await, Ok(true), "{words}");
    }
    assert_eq!(open(&server, "sslmode=require").await, Ok(true), "nothing is checked, as libpq has it");
    assert_eq!(open(&server, "sslmode=prefer").await, Ok(true));
    assert_eq!(open(&server, "application_name=edda").await, Ok(true), "TLS is preferred");
    assert_eq!(open(&server, "sslmode=disable").await, Ok(false));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_is_not_trusted_is_refused_and_the_words_say_so() {
    let (ours, other) = (Authority::new(), Authority::new());
    let server = other.server("127.0.0.1", 2999);

    for words in [
        ours.words("verify-full"),
        ours.words("verify-ca"),
        ours.words("require"),
        "sslmode=verify-full".into(),
    ] {
        let why = open(&server, &words).await.unwrap_err();
        assert!(why.contains("not trusted") && why.contains("sslrootcert"), "{words}: {why}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_of_another_name_is_refused_where_the_name_is_looked_at() {
    let ours = Authority::new();
    let server = ours.server("db.paper.example", 2999);

    let why = open(&server, &ours.words("verify-full")).await.unwrap_err();

    assert!(why.contains("another name") && why.contains("db.paper.example"), "{why}");
    assert_eq!(open(&server, &ours.words("verify-ca")).await, Ok(true));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_certificate_that_has_run_out_is_refused() {
    let ours = Authority::new();
    let server = ours.server("127.0.0.1", 2001);

    let why = open(&server, &ours.words("verify-ca")).await.unwrap_err();

    assert!(why.contains("has run out"), "{why}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_is_its_own_authority_is_known_by_its_certificate() {
    let key = KeyPair::generate().unwrap();
    let mut params = CertificateParams::new(vec!["127.0.0.1".to_owned()]).unwrap();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let certificate = params.self_signed(&key).unwrap().pem();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("server.pem");
    std::fs::write(&file, &certificate).unwrap();
    let server =
        OwnServer::start(&["ssl=on"], &[("server.crt", &certificate), ("server.key", &key.serialize_pem())]);

    let words = format!("sslmode=verify-full&sslrootcert={}", file.display());

    assert_eq!(open(&server, &words).await, Ok(true));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_without_tls_is_refused_where_it_is_asked_for() {
    let server = OwnServer::start(&[], &[]);

    for mode in ["require", "verify-full", "verify-ca"] {
        let why = open(&server, &format!("sslmode={mode}")).await.unwrap_err();
        assert!(why.contains("offers no TLS"), "{mode}: {why}");
    }
    assert_eq!(open(&server, "sslmode=prefer").await, Ok(false));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_that_is_not_there_or_holds_no_certificate_is_named() {
    let server = OwnServer::start(&[], &[]);
    let folder = tempfile::tempdir().unwrap();
    let empty = folder.path().join("empty.pem");
    std::fs::write(&empty, "nothing").unwrap();

    for file in ["/nowhere/root.pem", empty.to_str().unwrap()] {
        let why = open(&server, &format!("sslmode=verify-ca&sslrootcert={file}")).await.unwrap_err();
        assert!(why.contains(file), "{why}");
    }
    let why = open(&server, "sslmode=maybe").await.unwrap_err();
    assert!(why.contains("verify-full"), "{why}");
}
