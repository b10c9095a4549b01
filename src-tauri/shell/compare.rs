//! Another picture held against the one of a figure, before it takes its place. What is shown of it is burned
//! like everything else, with the annotations that it would have.

use std::sync::PoisonError;

use roadbook_core::model::{Figure, FigureId, Rect, Shape};
use roadbook_core::{Error, ErrorCode, Result};

use super::desk::Urgency;
use super::doors::Office;
use super::import;
use super::job::{JobDone, PictureSource};
use super::jobs::Ticket;

/// The figure as it would be.
#[derive(Clone)]
pub struct Compared {
    pub figure: Figure,
    pub version: u32,
}

pub fn compare(office: &Office, ticket: &Ticket, id: FigureId, source: PictureSource) -> Result<JobDone> {
    let asset = import::import_one(office, ticket, source)?;
    let (figure, assets) =
        office.desk.ask(Urgency::Read, move |library| Ok((library.figure(id)?.0, library.assets())))?;
    ticket.go_on()?;
    let plan = assets.carry(&figure, &asset.hash)?;
    let shapes = plan.shapes.iter().map(|carried| carried.shape.clone()).collect();
    let version = keep(office, Figure { asset: asset.hash.clone(), crop: plan.crop, shapes, ..figure });
    Ok(JobDone::ComparePicture { asset, plan, version })
}

pub fn show(office: &Office, crop: Option<Rect>, shapes: Vec<Shape>) -> Result<JobDone> {
    let figure = shown(office)?.figure;
    Ok(JobDone::ShowCompared { version: keep(office, Figure { crop, shapes, ..figure }) })
}

/// The last that was compared.
pub fn shown(office: &Office) -> Result<Compared> {
    let compared = office.compared.lock().unwrap_or_else(PoisonError::into_inner);
    compared.clone().ok_or_else(|| Error::new(ErrorCode::NotFound, "No picture is being compared any more."))
}

/// Forgets what was compared.
pub fn close(office: &Office) {
    *office.compared.lock().unwrap_or_else(PoisonError::into_inner) = None;
}

fn keep(office: &Office, figure: Figure) -> u32 {
    let mut compared = office.compared.lock().unwrap_or_else(PoisonError::into_inner);
    let version = compared.as_ref().map_or(0, |compared| compared.version) + 1;
    *compared = Some(Compared { figure, version });
    version
}
