//! The colours of a pack by name: the light values for paper, variables with the same names for HTML.

use roadbook_core::model::{DocumentKind, Mark};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Tone {
    Paper,
    /// What a drawing stands on: white where it is printed, the page's own paper on a screen.
    Ground,
    Card,
    Lane,
    /// Every other lane of a map.
    Band,
    /// A note on a map.
    Note,
    Ink,
    Ink2,
    Ink3,
    Line,
    Line2,
    Route,
    RouteSoft,
    OnRoute,
    Policy,
    Process,
    Procedure,
    Sop,
    Instruction,
    Good,
    Warn,
    Bad,
    /// The marks on pictures: the same in light and dark, since they stand on a picture.
    MarkRoute,
    MarkInk,
    MarkBlue,
    MarkGreen,
    /// The bands of a text marker, which what they lie on shows through.
    MarkerRoute,
    MarkerInk,
    MarkerBlue,
    MarkerGreen,
    White,
    Redaction,
}

impl Tone {
    pub const ALL: [Self; 32] = [
        Self::Paper,
        Self::Ground,
        Self::Card,
        Self::Lane,
        Self::Band,
        Self::Note,
        Self::Ink,
        Self::Ink2,
        Self::Ink3,
        Self::Line,
        Self::Line2,
        Self::Route,
        Self::RouteSoft,
        Self::OnRoute,
        Self::Policy,
        Self::Process,
        Self::Procedure,
        Self::Sop,
        Self::Instruction,
        Self::Good,
        Self::Warn,
        Self::Bad,
        Self::MarkRoute,
        Self::MarkInk,
        Self::MarkBlue,
        Self::MarkGreen,
        Self::MarkerRoute,
        Self::MarkerInk,
        Self::MarkerBlue,
        Self::MarkerGreen,
        Self::White,
        Self::Redaction,
    ];

    /// Name of the variable; none when the colour is the same in light and dark.
    pub fn name(self) -> Option<&'static str> {
        Some(match self {
            Self::Paper | Self::Ground => "paper",
            Self::Card => "card",
            Self::Lane => "lane",
            Self::Band => "band",
            Self::Note => "note",
            Self::Ink => "ink",
            Self::Ink2 => "ink-2",
            Self::Ink3 => "ink-3",
            Self::Line => "line",
            Self::Line2 => "line-2",
            Self::Route => "route",
            Self::RouteSoft => "route-soft",
            Self::OnRoute => "on-route",
            Self::Policy => "policy",
            Self::Process => "process",
            Self::Procedure => "procedure",
            Self::Sop => "sop",
            Self::Instruction => "instruction",
            Self::Good => "good",
            Self::Warn => "warn",
            Self::Bad => "bad",
            Self::MarkRoute | Self::MarkInk | Self::MarkBlue | Self::MarkGreen | Self::White | Self::Redaction => {
                return None;
            }
            Self::MarkerRoute | Self::MarkerInk | Self::MarkerBlue | Self::MarkerGreen => return None,
        })
    }

    /// On white paper.
    pub fn light(self) -> &'static str {
        match self {
            Self::Paper => "#faf8f4",
            Self::Card | Self::Ground | Self::White | Self::OnRoute => "#ffffff",
            Self::Lane => "#f3efe6",
            Self::Band => "#f6f3ec",
            Self::Note => "#f2ebe0",
            Self::Ink | Self::MarkInk => "#22262b",
            Self::Ink2 => "#5b616b",
            Self::Ink3 => "#666b74",
            Self::Line => "#e2dcd1",
            Self::Line2 => "#cfc7b8",
            Self::Route | Self::MarkRoute => "#b93812",
            Self::RouteSoft => "#fbe9e2",
            Self::Policy => "#6d4aa3",
            Self::Process | Self::MarkBlue => "#1d4f8c",
            Self::Procedure => "#1a6e6c",
            Self::Sop | Self::Good | Self::MarkGreen => "#2b7144",
            Self::Instruction => "#8f5508",
            Self::Warn => "#8a5309",
            Self::Bad => "#b3261e",
            Self::MarkerRoute => "#ffb40061",
            Self::MarkerInk => "#8d949e61",
            Self::MarkerBlue => "#56b4e961",
            Self::MarkerGreen => "#4cc38a61",
            Self::Redaction => "#1b1e22",
        }
    }

    pub fn dark(self) -> &'static str {
        match self {
            Self::Paper | Self::Ground => "#17191c",
            Self::Card => "#24282d",
            Self::Lane => "#212529",
            Self::Band => "#1d2024",
            Self::Note => "#2a2722",
            Self::Ink => "#e9e6df",
            Self::Ink2 => "#a7abb2",
            Self::Ink3 => "#949aa3",
            Self::Line => "#30353b",
            Self::Line2 => "#454b53",
            Self::Route => "#f58463",
            Self::RouteSoft => "#3a2720",
            Self::OnRoute => "#1b120e",
            Self::Policy => "#b297e6",
            Self::Process => "#82b1ee",
            Self::Procedure => "#6cc5c2",
            Self::Sop | Self::Good => "#7ccb97",
            Self::Instruction | Self::Warn => "#e2ac5c",
            Self::Bad => "#f2857d",
            fixed => fixed.light(),
        }
    }

    pub fn of_kind(kind: DocumentKind) -> Self {
        match kind {
            DocumentKind::Policy => Self::Policy,
            DocumentKind::Process => Self::Process,
            DocumentKind::Procedure => Self::Procedure,
            DocumentKind::Sop => Self::Sop,
            DocumentKind::Instruction => Self::Instruction,
        }
    }

    pub fn of_mark(mark: Mark) -> Self {
        match mark {
            Mark::Route => Self::MarkRoute,
            Mark::Ink => Self::MarkInk,
            Mark::Blue => Self::MarkBlue,
            Mark::Green => Self::MarkGreen,
        }
    }

    pub fn of_marker(mark: Mark) -> Self {
        match mark {
            Mark::Route => Self::MarkerRoute,
            Mark::Ink => Self::MarkerInk,
            Mark::Blue => Self::MarkerBlue,
            Mark::Green => Self::MarkerGreen,
        }
    }
}
