//! The colour that a pack is themed in: what stands in the place of the route's own.

use roadbook_core::model::PackColour;

use crate::drawing::Tone;

/// A colour on white paper and on a dark screen.
pub type Shade = (&'static str, &'static str);

/// The names are those of [`Tone::name`]. Each keeps 4.5:1 to its paper, as words are written in it.
pub fn shades(colour: PackColour) -> [(&'static str, Shade); 3] {
    let own = |tone: Tone| (tone.light(), tone.dark());
    let (route, soft) = match colour {
        PackColour::Orange => (own(Tone::Route), own(Tone::RouteSoft)),
        PackColour::Blue => (own(Tone::Process), ("#e3ecf7", "#1d2a3b")),
        PackColour::Green => (own(Tone::Sop), ("#e4f1e8", "#1d3024")),
        PackColour::Violet => (own(Tone::Policy), ("#eee7f7", "#2b2438")),
        PackColour::Ink => (own(Tone::Ink), ("#eceae5", "#30353b")),
    };
    [("route", route), ("route-soft", soft), ("on-route", own(Tone::OnRoute))]
}
