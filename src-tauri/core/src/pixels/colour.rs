//! Colour profiles: pictures are kept in sRGB, so that a profile need not be kept with them.

use image::DynamicImage;
use moxcms::{ColorProfile, DataColorSpace, Layout, TransformOptions};

/// Longer profiles are not read; those of displays have a few KiB, of printers up to some hundred.
const PROFILE_BYTES: usize = 4 * 1024 * 1024;

/// Converts the pixels from the profile's colours. A profile that cannot be read or is not of RGB changes
/// nothing, which is how programs without colour management show the picture.
pub(super) fn to_srgb(picture: &mut DynamicImage, profile: &[u8]) {
    let (layout, pixels): (_, &mut [u8]) = match picture {
        DynamicImage::ImageRgb8(pixels) => (Layout::Rgb, pixels),
        DynamicImage::ImageRgba8(pixels) => (Layout::Rgba, pixels),
        _ => return,
    };
    if profile.len() > PROFILE_BYTES {
        return;
    }
    let Ok(source) = ColorProfile::new_from_slice(profile) else { return };
    if source.color_space != DataColorSpace::Rgb {
        return;
    }
    let srgb = ColorProfile::new_srgb();
    let Ok(convert) = source.create_transform_8bit(layout, &srgb, layout, TransformOptions::default()) else { return };
    let convert = |from: &[u8], to: &mut [u8]| convert.transform(from, to).is_ok();
    if is_srgb(layout, convert) {
        return;
    }
    // In slices, so that the copy that the conversion needs stays small.
    let mut source = vec![0; 3 * 4 * 4096];
    for slice in pixels.chunks_mut(source.len()) {
        let source = &mut source[..slice.len()];
        source.copy_from_slice(slice);
        if !convert(source, slice) {
            slice.copy_from_slice(source);
        }
    }
}

/// Most profiles are sRGB under some name: then the pixels stay exactly what they are.
fn is_srgb(layout: Layout, convert: impl Fn(&[u8], &mut [u8]) -> bool) -> bool {
    const STEPS: [u8; 7] = [0, 16, 51, 102, 153, 204, 255];
    let mut probe = Vec::new();
    for red in STEPS {
        for green in STEPS {
            for blue in STEPS {
                probe.extend([red, green, blue]);
                if layout == Layout::Rgba {
                    probe.push(255);
                }
            }
        }
    }
    let mut converted = vec![0; probe.len()];
    convert(&probe, &mut converted) && probe.iter().zip(&converted).all(|(a, b)| a.abs_diff(*b) <= 1)
}
