//! Screenshots on steps, and the annotations on them.

use std::collections::BTreeSet;

use super::apply::{Work, between, fits};
use super::{FigureChange, NewStep, PlacedPicture, steps};
use crate::error::{Error, OrNotFound, Result};
use crate::model::{
    Asset, AssetHash, DocumentId, Figure, FigureId, Point, Rect, Shape, ShapeForm, ShapeId, Step, StepId,
};

const MOST_SHAPES: usize = 500;
const MOST_FIGURES: usize = 100;
const MOST_NUMBER: u32 = 9_999;
/// The smallest side of a crop, as a fraction of the picture.
const SMALLEST_CROP: f64 = 0.005;

pub(super) fn place(
    work: &mut Work<'_>,
    document: DocumentId,
    step: Option<StepId>,
    apart: bool,
    pictures: Vec<PlacedPicture>,
) -> Result<()> {
    work.with_steps(document)?;
    let mut behind = match step {
        Some(id) => {
            let found: Step = work.store.need(id)?;
            if found.document != document {
                return Err(Error::invalid("This step belongs to another document."));
            }
            Some(id)
        }
        None if apart => None,
        None => work.store.list::<Step>("document", document)?.last().map(|step| step.id),
    };
    // A step without a picture takes the first one; so does a document's last step when it is empty.
    let mut free = match behind {
        Some(id) if !apart => {
            let bare = work.store.figures_of_step(id)?.is_empty();
            let empty = work.store.need::<Step>(id)?.text.trim().is_empty();
            bare && (step.is_some() || empty)
        }
        _ => false,
    };
    for picture in pictures {
        if work.store.get::<Figure>(picture.figure)?.is_some() {
            return Err(Error::invalid("There is a screenshot with this id already."));
        }
        work.store.get::<Asset>(&picture.asset)?.or_not_found("picture", &picture.asset)?;
        let on = match behind {
            Some(id) if free => id,
            _ => {
                let depth = behind.map(|id| work.store.need::<Step>(id)).transpose()?.map_or(0, |step| step.depth);
                let new = NewStep { id: picture.step, text: String::new(), depth, link: None };
                steps::add(work, document, behind, vec![new])?;
                picture.step
            }
        };
        work.store.put(&Figure {
            id: picture.figure,
            step: on,
            position: 1.0,
            asset: picture.asset,
            alt: String::new(),
            caption: String::new(),
            crop: None,
            shapes: vec![],
        })?;
        (behind, free) = (Some(on), false);
    }
    work.touch(document);
    Ok(())
}

/// A figure with all that it has, on a step whose document is touched by its own.
pub(super) fn put_new(work: &Work<'_>, figure: Figure) -> Result<()> {
    if work.store.get::<Figure>(figure.id)?.is_some() {
        return Err(Error::invalid("There is a screenshot with this id already."));
    }
    fits("alternative text", &figure.alt)?;
    fits("caption", &figure.caption)?;
    check_shapes(&figure.shapes)?;
    let crop = figure.crop.map(check_crop).transpose()?;
    work.store.put(&Figure { crop, ..figure })
}

/// Changes a figure and notes its document as touched.
fn with_figure(work: &mut Work<'_>, id: FigureId, change: impl FnOnce(&mut Figure) -> Result<()>) -> Result<()> {
    let mut figure: Figure = work.store.need(id)?;
    let document = work.store.document_of_step(figure.step)?;
    work.document(document)?;
    change(&mut figure)?;
    work.store.put(&figure)?;
    work.touch(document);
    Ok(())
}

pub(super) fn update(work: &mut Work<'_>, id: FigureId, change: FigureChange) -> Result<()> {
    with_figure(work, id, |figure| {
        match change {
            FigureChange::Alt(text) => {
                fits("alternative text", &text)?;
                figure.alt = text;
            }
            FigureChange::Caption(text) => {
                fits("caption", &text)?;
                figure.caption = text;
            }
            FigureChange::Crop(crop) => figure.crop = crop.map(check_crop).transpose()?,
        }
        Ok(())
    })
}

fn check_crop(crop: Rect) -> Result<Rect> {
    if !crop.is_finite() {
        return Err(Error::invalid("A crop is made of numbers between 0 and 1."));
    }
    let left = crop.x.clamp(0.0, 1.0);
    let top = crop.y.clamp(0.0, 1.0);
    let right = crop.right().clamp(0.0, 1.0);
    let bottom = crop.bottom().clamp(0.0, 1.0);
    if right - left < SMALLEST_CROP || bottom - top < SMALLEST_CROP {
        return Err(Error::invalid("Nothing would be left of the picture. Draw the crop larger."));
    }
    Ok(Rect::new(left, top, right - left, bottom - top))
}

pub(super) fn replace(
    work: &mut Work<'_>,
    id: FigureId,
    asset: AssetHash,
    crop: Option<Rect>,
    shapes: Vec<Shape>,
) -> Result<()> {
    work.store.get::<Asset>(&asset)?.or_not_found("picture", &asset)?;
    check_shapes(&shapes)?;
    with_figure(work, id, |figure| {
        let hides = |shape: &&Shape| matches!(shape.form, ShapeForm::Redaction { .. });
        let kept = |old: &Shape| shapes.iter().any(|new| new.id == old.id && hides(&new));
        if !figure.shapes.iter().filter(hides).all(kept) {
            return Err(Error::invalid("A redaction would get lost. Replace the picture with all that it hides."));
        }
        (figure.asset, figure.crop) = (asset, crop.map(check_crop).transpose()?);
        figure.shapes = shapes;
        Ok(())
    })
}

pub(super) fn move_to(work: &mut Work<'_>, id: FigureId, step: StepId, after: Option<FigureId>) -> Result<()> {
    let figure: Figure = work.store.need(id)?;
    let old = work.store.document_of_step(figure.step)?;
    let new = work.store.document_of_step(step)?;
    work.document(new)?;
    let mut others = work.store.figures_of_step(step)?;
    others.retain(|it| it.id != id);
    check_count(others.len() + 1)?;
    let index = after.map(|id| others.iter().position(|it| it.id == id).or_not_found("screenshot", id));
    let index = index.transpose()?;
    let positions: Vec<f64> = others.iter().map(|it| it.position).collect();
    match between(&positions, index) {
        Some(position) => work.store.put(&Figure { step, position, ..figure })?,
        None => {
            others.insert(index.map_or(0, |index| index + 1), Figure { step, ..figure });
            for (index, figure) in others.into_iter().enumerate() {
                work.store.put(&Figure { position: (index + 1) as f64, ..figure })?;
            }
        }
    }
    work.touch(old);
    work.touch(new);
    Ok(())
}

pub(super) fn delete(work: &mut Work<'_>, ids: &[FigureId]) -> Result<()> {
    for id in ids {
        let figure: Figure = work.store.need(*id)?;
        let document = work.store.document_of_step(figure.step)?;
        work.document(document)?;
        work.store.delete::<Figure>(id)?;
        work.touch(document);
    }
    Ok(())
}

pub(super) fn add_shapes(work: &mut Work<'_>, id: FigureId, shapes: Vec<Shape>) -> Result<()> {
    with_figure(work, id, |figure| {
        let mut known: BTreeSet<ShapeId> = figure.shapes.iter().map(|shape| shape.id).collect();
        for shape in shapes {
            check_shape(&shape)?;
            if !known.insert(shape.id) {
                return Err(Error::invalid("There is an annotation with this id on the picture already."));
            }
            figure.shapes.push(shape);
        }
        if figure.shapes.len() > MOST_SHAPES {
            return Err(Error::limit(format!("A picture has at most {MOST_SHAPES} annotations.")));
        }
        Ok(())
    })
}

pub(super) fn update_shapes(work: &mut Work<'_>, id: FigureId, shapes: Vec<Shape>) -> Result<()> {
    with_figure(work, id, |figure| {
        for shape in shapes {
            check_shape(&shape)?;
            let place = figure.shapes.iter_mut().find(|it| it.id == shape.id).or_not_found("annotation", shape.id)?;
            *place = shape;
        }
        Ok(())
    })
}

pub(super) fn delete_shapes(work: &mut Work<'_>, id: FigureId, ids: &[ShapeId]) -> Result<()> {
    with_figure(work, id, |figure| {
        for id in ids {
            figure.shapes.iter().find(|it| it.id == *id).or_not_found("annotation", id)?;
        }
        figure.shapes.retain(|shape| !ids.contains(&shape.id));
        Ok(())
    })
}

/// Puts the shapes of a picture in this order, from back to front.
pub(super) fn order_shapes(work: &mut Work<'_>, id: FigureId, order: &[ShapeId]) -> Result<()> {
    with_figure(work, id, |figure| {
        let wanted: BTreeSet<&ShapeId> = order.iter().collect();
        let there: BTreeSet<&ShapeId> = figure.shapes.iter().map(|shape| &shape.id).collect();
        if wanted != there || wanted.len() != order.len() {
            return Err(Error::invalid("An order names each annotation of the picture once."));
        }
        figure.shapes.sort_by_key(|shape| order.iter().position(|id| *id == shape.id));
        Ok(())
    })
}

pub(super) fn check_count(figures: usize) -> Result<()> {
    if figures <= MOST_FIGURES {
        return Ok(());
    }
    Err(Error::limit(format!("A step has at most {MOST_FIGURES} screenshots.")))
}

/// What a count of callouts may begin at.
pub(super) fn check_number(number: u32) -> Result<u32> {
    if (1..=MOST_NUMBER).contains(&number) {
        return Ok(number);
    }
    Err(Error::invalid(format!("Callouts are counted from a number between 1 and {MOST_NUMBER}.")))
}

fn check_shapes(shapes: &[Shape]) -> Result<()> {
    shapes.iter().try_for_each(check_shape)?;
    if shapes.len() > MOST_SHAPES {
        return Err(Error::limit(format!("A picture has at most {MOST_SHAPES} annotations.")));
    }
    let ids: BTreeSet<ShapeId> = shapes.iter().map(|shape| shape.id).collect();
    if ids.len() != shapes.len() {
        return Err(Error::invalid("There are two annotations with one id."));
    }
    Ok(())
}

/// Shapes may stick out of the picture, but not get lost.
pub(super) fn check_shape(shape: &Shape) -> Result<()> {
    let (least, most) = Shape::TURN;
    if !(least..=most).contains(&shape.turn) {
        return Err(Error::invalid(format!("A mark is turned by {least} to {most} degrees.")));
    }
    if shape.turn != 0.0 && !shape.form.turns() {
        return Err(Error::invalid("A mark of this kind cannot be turned."));
    }
    let near = |point: Point| point.is_finite() && point.x.abs() <= 10.0 && point.y.abs() <= 10.0;
    let area = |rect: Rect| {
        near(Point::new(rect.x, rect.y))
            && near(Point::new(rect.right(), rect.bottom()))
            && rect.width >= 0.0
            && rect.height >= 0.0
    };
    let sound = match &shape.form {
        ShapeForm::Arrow { from, to } | ShapeForm::Line { from, to } => near(*from) && near(*to),
        ShapeForm::Rectangle { rect }
        | ShapeForm::Ellipse { rect }
        | ShapeForm::Highlight { rect }
        | ShapeForm::Redaction { rect }
        | ShapeForm::Blur { rect }
        | ShapeForm::Spotlight { rect, .. } => area(*rect),
        ShapeForm::Number { at, pointer, from } => {
            from.map(check_number).transpose()?;
            near(*at) && pointer.is_none_or(near)
        }
        ShapeForm::Click { at } => near(*at),
        ShapeForm::Text { at, text } | ShapeForm::Key { at, text } => {
            fits("text on the picture", text)?;
            near(*at)
        }
        ShapeForm::Magnifier { source, at, zoom, .. } => {
            let (least, most) = ShapeForm::ZOOM;
            if !(least..=most).contains(zoom) {
                return Err(Error::invalid(format!("A magnifier enlarges {least} to {most} times.")));
            }
            area(*source) && near(*at)
        }
    };
    if sound {
        return Ok(());
    }
    Err(Error::invalid("An annotation lies outside its picture, or is not made of numbers."))
}
