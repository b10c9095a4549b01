//! The numbers of the callouts on a document's pictures. They are places, not stored values: a callout that
//! is deleted closes the gap behind it.

use std::collections::{BTreeMap, HashMap};

use crate::model::{DocumentContent, Figure, ShapeForm, ShapeId};

/// Numbers from the document's first one through the whole document: by step, then by figure of the step, then by order among the
/// figure's shapes; a callout with a number of its own begins the count anew. Positions that are equal are ordered by id, so that the result never wavers.
pub fn numbers(content: &DocumentContent) -> BTreeMap<ShapeId, u32> {
    let mut steps: Vec<_> = content.steps.iter().collect();
    steps.sort_by(|a, b| a.position.total_cmp(&b.position).then(a.id.cmp(&b.id)));
    let place: HashMap<_, _> = steps.iter().enumerate().map(|(place, step)| (step.id, place)).collect();
    let mut figures: Vec<(usize, &Figure)> =
        content.figures.iter().filter_map(|figure| Some((*place.get(&figure.step)?, figure))).collect();
    figures.sort_by(|(a_step, a), (b_step, b)| {
        a_step.cmp(b_step).then(a.position.total_cmp(&b.position)).then(a.id.cmp(&b.id))
    });
    let mut next = content.document.first_number;
    let mut numbers = BTreeMap::new();
    for shape in figures.into_iter().flat_map(|(_, figure)| &figure.shapes) {
        if let ShapeForm::Number { from, .. } = shape.form {
            let number = from.unwrap_or(next);
            numbers.insert(shape.id, number);
            next = number.saturating_add(1);
        }
    }
    numbers
}
