//! Larger and smaller pictures, turned upright.

use crate::decode::{Decoded, Layout, Pixels, damaged};
use crate::encode::LONGEST;
use crate::{Unreadable, colour};
use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};
use image::{DynamicImage, RgbImage, RgbaImage};

/// A part of a picture, in its pixels.
pub(crate) struct Part {
    pub(crate) left: f64,
    pub(crate) top: f64,
    pub(crate) width: f64,
    pub(crate) height: f64,
}

/// Returns the picture at this size.
pub(crate) fn resize(pixels: &Pixels, width: u32, height: u32) -> Result<Pixels, Unreadable> {
    let whole = Part { left: 0.0, top: 0.0, width: pixels.width.into(), height: pixels.height.into() };
    resize_part(pixels, &whole, width, height)
}

/// Returns a part of the picture at this size.
pub(crate) fn resize_part(
    pixels: &Pixels,
    part: &Part,
    width: u32,
    height: u32,
) -> Result<Pixels, Unreadable> {
    let kind = if pixels.layout == Layout::Rgb { PixelType::U8x3 } else { PixelType::U8x4 };
    let source = ImageRef::new(pixels.width, pixels.height, &pixels.data, kind).map_err(damaged)?;
    let mut target = Image::new(width, height, kind);
    // What is made larger shows the halos of the sharper filter.
    let is_larger = f64::from(width) > part.width;
    let filter = if is_larger { FilterType::CatmullRom } else { FilterType::Lanczos3 };
    let options = ResizeOptions::new()
        .resize_alg(ResizeAlg::Convolution(filter))
        .crop(part.left, part.top, part.width, part.height)
        .use_alpha(pixels.layout == Layout::Rgba);
    Resizer::new().resize(&source, &mut target, &options).map_err(damaged)?;
    Ok(Pixels { width, height, layout: pixels.layout, data: target.into_vec() })
}

/// Returns the height that goes with a width, so that the picture keeps its shape.
pub fn height_for(width: u32, (full_width, full_height): (u32, u32)) -> u32 {
    let height = f64::from(full_height) * f64::from(width) / f64::from(full_width.max(1));
    (height.round() as u32).max(1)
}

/// Returns the picture upright, in sRGB, and no wider than this. It is made smaller first: colours and turns cost
/// time and memory for each pixel.
pub(crate) fn upright(decoded: Decoded, width: u32) -> Result<Pixels, Unreadable> {
    let size = decoded.size();
    let on_its_side = decoded.lies_on_its_side();
    let Decoded { mut pixels, profile, orientation } = decoded;
    let (width, height) = (width.min(size.0), height_for(width.min(size.0), size).min(LONGEST));
    if (width, height) != size {
        let (wide, high) = if on_its_side { (height, width) } else { (width, height) };
        pixels = resize(&pixels, wide, high)?;
    }
    let pixels = colour::to_srgb(pixels, profile.as_deref());
    let mut image = image_of(pixels).ok_or_else(|| damaged("it holds fewer pixels than it says"))?;
    image.apply_orientation(orientation);
    Ok(pixels_of(image))
}

fn image_of(pixels: Pixels) -> Option<DynamicImage> {
    let Pixels { width, height, layout, data } = pixels;
    match layout {
        Layout::Rgba => RgbaImage::from_raw(width, height, data).map(DynamicImage::from),
        _ => RgbImage::from_raw(width, height, data).map(DynamicImage::from),
    }
}

fn pixels_of(image: DynamicImage) -> Pixels {
    let (width, height) = (image.width(), image.height());
    match image {
        DynamicImage::ImageRgba8(image) => {
            Pixels { width, height, layout: Layout::Rgba, data: image.into_raw() }
        }
        image => Pixels { width, height, layout: Layout::Rgb, data: image.into_rgb8().into_raw() },
    }
}
