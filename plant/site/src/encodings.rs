//! Content codings: which one a request accepts best (RFC 9110, 12.5.3), and making them.

use bytes::Bytes;
use http::{HeaderMap, header::ACCEPT_ENCODING};
use std::io::Write;

/// The codings that a page is kept in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    Identity,
    Gzip,
    Brotli,
    Zstd,
}

impl Encoding {
    /// Every coding, the one preferred among equals first.
    pub const ALL: [Self; 4] = [Self::Brotli, Self::Zstd, Self::Gzip, Self::Identity];

    /// Returns the coding's name in `Content-Encoding`, none for identity.
    pub fn name(self) -> Option<&'static str> {
        match self {
            Self::Identity => None,
            Self::Gzip => Some("gzip"),
            Self::Brotli => Some("br"),
            Self::Zstd => Some("zstd"),
        }
    }

    /// Returns what sets the coding's `ETag` apart from that of the others.
    pub(crate) fn mark(self) -> &'static str {
        match self {
            Self::Identity => "",
            Self::Gzip => "-g",
            Self::Brotli => "-b",
            Self::Zstd => "-z",
        }
    }

    /// Returns the coding that the request likes best, or none where it refuses all, identity too.
    pub fn accepted(headers: &HeaderMap) -> Option<Self> {
        let mut wishes = Wishes::default();
        for value in headers.get_all(ACCEPT_ENCODING) {
            // A value that is no text says nothing.
            wishes.read(value.to_str().unwrap_or_default());
        }
        wishes.best()
    }

    /// Returns `body` in this coding, made quickly: for the request that waits for it.
    pub fn encode(self, body: &[u8]) -> std::io::Result<Vec<u8>> {
        match self {
            Self::Identity => Ok(body.to_vec()),
            Self::Gzip => gzip(body),
            Self::Brotli => brotli(body, 4),
            Self::Zstd => zstd::bulk::compress(body, 3),
        }
    }
}

/// Returns `body` in brotli as small as it pays: for the background.
pub fn small_brotli(body: &[u8]) -> std::io::Result<Bytes> {
    brotli(body, 9).map(Bytes::from)
}

fn gzip(body: &[u8]) -> std::io::Result<Vec<u8>> {
    let room = Vec::with_capacity(body.len() / 3);
    let mut encoder = flate2::write::GzEncoder::new(room, flate2::Compression::new(6));
    encoder.write_all(body)?;
    encoder.finish()
}

fn brotli(body: &[u8], quality: i32) -> std::io::Result<Vec<u8>> {
    let parameters =
        brotli::enc::BrotliEncoderParams { quality, lgwin: 20, size_hint: body.len(), ..Default::default() };
    let mut out = Vec::with_capacity(body.len() / 3);
    brotli::BrotliCompress(&mut &*body, &mut out, &parameters)?;
    Ok(out)
}

/// The weights a request gives, in thousandths; none where a coding is not named.
#[derive(Default)]
struct Wishes {
    gzip: Option<u16>,
    brotli: Option<u16>,
    zstd: Option<u16>,
    identity: Option<u16>,
    rest: Option<u16>,
}

impl Wishes {
    fn read(&mut self, value: &str) {
        for part in value.split(',') {
            let mut pieces = part.split(';');
            let name = pieces.next().unwrap_or_default().trim();
            let weight = pieces.find_map(weight).unwrap_or(1000);
            let place = match name {
                n if n.eq_ignore_ascii_case("gzip") || n.eq_ignore_ascii_case("x-gzip") => &mut self.gzip,
                n if n.eq_ignore_ascii_case("br") => &mut self.brotli,
                n if n.eq_ignore_ascii_case("zstd") => &mut self.zstd,
                n if n.eq_ignore_ascii_case("identity") => &mut self.identity,
                "*" => &mut self.rest,
                _ => continue,
            };
            *place = Some(weight);
        }
    }

    fn best(&self) -> Option<Encoding> {
        let mut best = None;
        let mut most = 0;
        for encoding in Encoding::ALL {
            let weight = match encoding {
                Encoding::Gzip => self.gzip.or(self.rest).unwrap_or(0),
                Encoding::Brotli => self.brotli.or(self.rest).unwrap_or(0),
                Encoding::Zstd => self.zstd.or(self.rest).unwrap_or(0),
                Encoding::Identity => self.identity(),
            };
            // Identity that is not named is the last resort, and weighs less than any weight one can write.
            let weight = u32::from(weight) * 2 + u32::from(encoding == Encoding::Identity && weight == 0);
            let refused = encoding == Encoding::Identity && self.refuses_identity();
            if weight > most && !refused {
                (best, most) = (Some(encoding), weight);
            }
        }
        best
    }

    fn identity(&self) -> u16 {
        self.identity.or(self.rest).unwrap_or(0)
    }

    fn refuses_identity(&self) -> bool {
        self.identity.or(self.rest) == Some(0)
    }
}

/// Reads `q=0.5`; what is no weight is passed over, what is a wrong weight counts as none at all.
fn weight(piece: &str) -> Option<u16> {
    let (name, value) = piece.split_once('=')?;
    if !name.trim().eq_ignore_ascii_case("q") {
        return None;
    }
    let weight: f32 = value.trim().parse().unwrap_or(0.0);
    if !(0.0..=1.0).contains(&weight) {
        return Some(0);
    }
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it lies between 0 and 1000")]
    Some((weight * 1000.0).round() as u16)
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::HeaderValue;

    fn accepted(value: &str) -> Option<Encoding> {
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT_ENCODING, HeaderValue::from_str(value).unwrap());
        Encoding::accepted(&headers)
    }

    #[test]
    fn the_heaviest_wish_wins_and_brotli_among_equals() {
        assert_eq!(accepted("gzip, deflate, br, zstd"), Some(Encoding::Brotli));
        assert_eq!(accepted("gzip;q=1.0, br;q=0.8"), Some(Encoding::Gzip));
        assert_eq!(accepted("br;q=0, GZIP ; Q=0.5"), Some(Encoding::Gzip));
        assert_eq!(accepted("identity, gzip;q=0.5"), Some(Encoding::Identity));
        assert_eq!(accepted("gzip;q=0.001"), Some(Encoding::Gzip));
        assert_eq!(accepted("*"), Some(Encoding::Brotli));
        assert_eq!(accepted("*;q=0, zstd"), Some(Encoding::Zstd));
    }

    #[test]
    fn identity_is_the_last_resort_unless_it_is_refused() {
        assert_eq!(Encoding::accepted(&HeaderMap::new()), Some(Encoding::Identity));
        assert_eq!(accepted(""), Some(Encoding::Identity));
        assert_eq!(accepted("deflate"), Some(Encoding::Identity));
        assert_eq!(accepted("identity;q=0"), None);
        assert_eq!(accepted("*;q=0"), None);
        assert_eq!(accepted("*;q=0, identity;q=0.1"), Some(Encoding::Identity));
        assert_eq!(accepted("gzip, identity;q=0"), Some(Encoding::Gzip));
    }

    #[test]
    fn what_was_encoded_can_be_decoded() {
        use std::io::Read;
        let body = "A line of the front page.\n".repeat(400);

        let gzip = Encoding::Gzip.encode(body.as_bytes()).unwrap();
        let zstd = Encoding::Zstd.encode(body.as_bytes()).unwrap();
        let brotli = small_brotli(body.as_bytes()).unwrap();

        let (mut from_gzip, mut from_brotli) = (String::new(), Vec::new());
        flate2::read::GzDecoder::new(&*gzip).read_to_string(&mut from_gzip).unwrap();
        brotli::BrotliDecompress(&mut &*brotli, &mut from_brotli).unwrap();
        assert_eq!(from_gzip, body);
        assert_eq!(from_brotli, body.as_bytes());
        assert_eq!(zstd::bulk::decompress(&zstd, body.len()).unwrap(), body.as_bytes());
    }
}
