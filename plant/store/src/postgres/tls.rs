//! TLS to the server: what of its certificate is checked, and in words what is wrong with it.

use base::{Broken, Context, Result};
use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, aws_lc_rs, verify_tls12_signature, verify_tls13_signature};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::server::ParsedCertificate;
use rustls::{CertificateError, ClientConfig, DigitallySignedStruct, Error, RootCertStore, SignatureScheme};
use std::path::Path;
use std::sync::Arc;
use tokio_postgres_rustls::MakeRustlsConnect;

/// What of the server's certificate is checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Checks {
    /// Nothing: who listens on the wire reads nothing, who stands in between reads all.
    Nothing,
    /// That an authority which is trusted has signed it.
    Authority,
    /// That, and that it is for this server's name.
    AuthorityAndName,
}

/// Returns what makes connections with TLS; trusted is the authority in this file, else those of the machine.
pub(super) fn connector(checks: Checks, roots: Option<&Path>) -> Result<MakeRustlsConnect> {
    let provider = Arc::new(aws_lc_rs::default_provider());
    let judge = Judge { checks, authorities: Authorities::read(checks, roots, &provider)?, provider };
    let provider = Arc::clone(&judge.provider);
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .doing("preparing TLS to the database")?
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(judge))
        .with_no_client_auth();
    Ok(MakeRustlsConnect::new(config))
}

/// Who may have signed the certificate.
#[derive(Debug)]
struct Authorities {
    verifier: Arc<WebPkiServerVerifier>,
    /// The certificates of the file: one that is its own authority, as many servers have it, is known by its bytes.
    named: Vec<CertificateDer<'static>>,
}

impl Authorities {
    fn read(checks: Checks, file: Option<&Path>, provider: &Arc<CryptoProvider>) -> Result<Option<Self>> {
        if checks == Checks::Nothing {
            return Ok(None);
        }
        let named = file.map(read_file).transpose()?.unwrap_or_default();
        let mut roots = RootCertStore::empty();
        if file.is_some() {
            roots.add_parsable_certificates(named.iter().cloned());
        } else {
            roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
        }
        let verifier = WebPkiServerVerifier::builder_with_provider(Arc::new(roots), Arc::clone(provider));
        let verifier = verifier
            .build()
            .doing("reading the authorities that this machine trusts: name one with sslrootcert=PATH")?;
        Ok(Some(Self { verifier, named }))
    }
}

fn read_file(path: &Path) -> Result<Vec<CertificateDer<'static>>> {
    let doing = format!("reading sslrootcert {}", path.display());
    let found = CertificateDer::pem_file_iter(path).doing(&doing)?;
    let found = found.collect::<Result<Vec<_>, _>>().doing(&doing)?;
    if found.is_empty() {
        return Err(Broken::new("there is no certificate in it").while_doing(doing).into());
    }
    Ok(found)
}

/// Judges the server's certificate.
#[derive(Debug)]
struct Judge {
    checks: Checks,
    authorities: Option<Authorities>,
    provider: Arc<CryptoProvider>,
}

impl ServerCertVerifier for Judge {
    fn verify_server_cert(
        &self,
        certificate: &CertificateDer<'_>,
        between: &[CertificateDer<'_>],
        name: &ServerName<'_>,
        ocsp: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        let Some(authorities) = &self.authorities else { return Ok(ServerCertVerified::assertion()) };
        let judged = if authorities.named.iter().any(|named| named == certificate) {
            let certificate = ParsedCertificate::try_from(certificate)?;
            rustls::client::verify_server_name(&certificate, name).map(|()| ServerCertVerified::assertion())
        } else {
            authorities.verifier.verify_server_cert(certificate, between, name, ocsp, now)
        };
        match judged {
            // The name is looked at last, so all else is right.
            Err(error) if self.checks == Checks::Authority && is_about_the_name(&error) => {
                Ok(ServerCertVerified::assertion())
            }
            judged => judged,
        }
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        let known = &self.provider.signature_verification_algorithms;
        verify_tls12_signature(message, certificate, signed, known)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        let known = &self.provider.signature_verification_algorithms;
        verify_tls13_signature(message, certificate, signed, known)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider.signature_verification_algorithms.supported_schemes()
    }
}

fn is_about_the_name(error: &Error) -> bool {
    use CertificateError::{NotValidForName, NotValidForNameContext};
    matches!(error, Error::InvalidCertificate(NotValidForName | NotValidForNameContext { .. }))
}

/// Says what is wrong, for the one who has written the address.
pub(super) fn words(error: &Error) -> String {
    use CertificateError::{
        BadSignature, Expired, ExpiredContext, NotValidYet, NotValidYetContext, UnknownIssuer,
    };
    match error {
        // Of another authority, or of another that bears the name of a known one.
        Error::InvalidCertificate(UnknownIssuer | BadSignature) => {
            "the server's certificate is not trusted: no authority \
            that is known here has signed it; name the authority's file with sslrootcert=PATH"
                .into()
        }
        error if is_about_the_name(error) => {
            format!("the server's certificate is for another name than the address has: {error}")
        }
        Error::InvalidCertificate(Expired | ExpiredContext { .. }) => {
            format!("the server's certificate has run out: {error}")
        }
        Error::InvalidCertificate(NotValidYet | NotValidYetContext { .. }) => {
            format!("the server's certificate is not valid yet: {error}")
        }
        error => format!("TLS with the server failed: {error}"),
    }
}
