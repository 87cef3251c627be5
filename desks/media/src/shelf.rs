//! The shelf: originals by their hash, and the forms that are made of them when they are first asked for.

use crate::picture::{Picture, limits};
use crate::store;
use ::store::Tx;
use base::{Broken, Context, Result};
use bytes::Bytes;
use pixels::{Encoding, Focus, Rendition};
use site::Plant;
use std::sync::LazyLock;
use tokio::sync::{Mutex, Semaphore, SemaphorePermit};

/// How many pictures are worked on at once; a large one, which may take some 400 MB, alone.
const AT_ONCE: u32 = 2;
/// More pixels than this are large.
const LARGE: u64 = 25_000_000;
static TURNS: Semaphore = Semaphore::const_new(AT_ONCE as usize);
/// Pictures that are being made: who asks for the same one waits for it.
static MAKING: LazyLock<[Mutex<()>; 16]> = LazyLock::new(|| std::array::from_fn(|_| Mutex::new(())));

/// Waits until a picture of so many pixels may be worked on; one of which that is not known yet may be large.
pub(crate) async fn turn(pixels: Option<u64>) -> Result<SemaphorePermit<'static>> {
    let turns = if pixels.is_some_and(|pixels| pixels <= LARGE) { 1 } else { AT_ONCE };
    TURNS.acquire_many(turns).await.doing("waiting for a turn with a picture")
}

/// Keeps an original.
pub(crate) async fn keep(plant: &Plant, hash: &[u8; 32], bytes: Bytes) -> Result<()> {
    let name = original(&blake3::Hash::from_bytes(*hash).to_hex());
    plant.files.put(&name, bytes).await
}

/// Where an original lies.
fn original(hash: &str) -> String {
    format!("originals/{}/{hash}", hash.get(..2).unwrap_or("00"))
}

fn folder(picture: &Picture) -> String {
    format!("renditions/{}/{}", picture.hash, picture.label_name())
}

/// One form of a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    Width(u32, Encoding),
    /// What other sites show: 1200 × 630.
    Card,
}

impl Form {
    /// Returns the form that a file's name asks for, if the picture is made in it.
    pub(crate) fn of(name: &str, picture: &Picture) -> Option<Self> {
        if name == "card.jpg" {
            return Some(Self::Card);
        }
        let (width, ending) = name.split_once('.')?;
        let encodings = [Encoding::Jpeg, Encoding::Webp, Encoding::Avif];
        let encoding = encodings.into_iter().find(|encoding| encoding.extension() == ending)?;
        let width = picture.widths().into_iter().find(|own| own.to_string() == width)?;
        Some(Self::Width(width, encoding))
    }

    /// Returns the media type.
    pub(crate) fn media_type(self) -> &'static str {
        match self {
            Self::Width(_, encoding) => encoding.media_type(),
            Self::Card => Encoding::Jpeg.media_type(),
        }
    }

    fn name(self) -> String {
        match self {
            Self::Width(width, encoding) => format!("{width}.{}", encoding.extension()),
            Self::Card => "card.jpg".into(),
        }
    }
}

/// Returns a form of a picture, made now if it was never asked for; none of AVIF, which a job makes.
pub(crate) async fn form(plant: &Plant, picture: &Picture, form: Form) -> Result<Option<Bytes>> {
    let name = format!("{}/{}", folder(picture), form.name());
    if let Some(bytes) = plant.files.get(&name).await? {
        return Ok(Some(bytes));
    }
    if matches!(form, Form::Width(_, Encoding::Avif)) {
        return Ok(None);
    }
    let place = picture.hash.bytes().next().map_or(0, usize::from) % MAKING.len();
    let Some(making) = MAKING.get(place) else { return Ok(None) };
    let _alone = making.lock().await;
    if let Some(bytes) = plant.files.get(&name).await? {
        return Ok(Some(bytes));
    }
    match form {
        Form::Card => make_card(plant, picture).await?,
        Form::Width(..) => make(plant, picture, &[Encoding::Jpeg, Encoding::Webp]).await?,
    }
    plant.files.get(&name).await
}

/// Makes all widths of a picture in these encodings.
pub(crate) async fn make(plant: &Plant, picture: &Picture, encodings: &'static [Encoding]) -> Result<()> {
    let (widths, label) = (picture.widths(), picture.label());
    let made =
        work(plant, picture, move |bytes| pixels::renditions(&bytes, &widths, encodings, &label, &limits()));
    let folder = folder(picture);
    for (width, encoding, rendition) in made.await? {
        let Rendition { bytes, .. } = rendition;
        plant.files.put(&format!("{folder}/{}", Form::Width(width, encoding).name()), bytes.into()).await?;
    }
    Ok(())
}

async fn make_card(plant: &Plant, picture: &Picture) -> Result<()> {
    let label = picture.label();
    let (x, y) = picture.focus;
    let focus = Focus { x: f64::from(x) / 20.0, y: f64::from(y) / 20.0 };
    let card = work(plant, picture, move |bytes| pixels::card(&bytes, focus, &label, &limits())).await?;
    plant.files.put(&format!("{}/card.jpg", folder(picture)), card.into()).await
}

async fn work<T: Send + 'static>(
    plant: &Plant,
    picture: &Picture,
    work: impl FnOnce(Bytes) -> Result<T, pixels::Unreadable> + Send + 'static,
) -> Result<T> {
    let name = original(&picture.hash);
    let bytes = plant.files.get(&name).await?;
    let bytes = bytes.ok_or_else(|| Broken::new(format!("the file {name} is gone")))?;
    let _turn = turn(Some(u64::from(picture.width) * u64::from(picture.height))).await?;
    let done = tokio::task::spawn_blocking(move || work(bytes)).await.doing("making a picture's forms")?;
    done.doing("making a picture's forms")
}

/// Returns a line for each original that is missing or not what it was.
pub(crate) async fn faults(plant: &Plant) -> Result<Vec<String>> {
    let originals = plant.store.read(async |tx: &mut Tx| store::originals(tx).await).await?;
    let mut faults = Vec::new();
    for (id, hash) in originals {
        match plant.files.get(&original(&hash)).await? {
            None => faults.push(format!("picture {id}: its file is gone")),
            Some(bytes) if blake3::hash(&bytes).to_hex().as_str() != hash => {
                faults.push(format!("picture {id}: its file is not what it was"));
            }
            Some(_) => {}
        }
    }
    Ok(faults)
}
