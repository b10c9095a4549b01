//! Finds the rectangles near a place quickly.

use crate::model::Rect;

/// Rectangles by the cells of a coarse grid.
pub struct Near {
    rects: Vec<Rect>,
    /// The numbers of the rectangles that touch each.
    touching: Vec<Vec<u32>>,
    cells: Cells,
}

/// How a grid lies. Rectangles in cells that lie alike are told in the same order.
#[derive(Clone, Copy, PartialEq)]
pub struct Cells {
    origin: (f64, f64),
    side: f64,
    columns: usize,
    rows: usize,
}

/// From so many rectangles on, a grid changes in steps: mostly it lies as it did when one of them was moved.
const MANY: usize = 64;
const STEP: f64 = 640.0;

impl Near {
    pub fn new(rects: Vec<Rect>) -> Self {
        let around = rects.iter().copied().reduce(Rect::union).unwrap_or_default();
        let cells = Cells::new(around, rects.len());
        let mut near = Self { rects: vec![], touching: vec![vec![]; cells.columns * cells.rows], cells };
        for rect in rects {
            near.add(rect);
        }
        near
    }

    /// The same cells with nothing in them.
    pub fn emptied(&self) -> Self {
        Self { rects: vec![], touching: vec![vec![]; self.touching.len()], cells: self.cells }
    }

    pub fn cells(&self) -> Cells {
        self.cells
    }

    /// Adds a rectangle; its number is the count of those before it.
    pub fn add(&mut self, rect: Rect) {
        let number = self.rects.len() as u32;
        self.rects.push(rect);
        let (left, right, top, bottom) = self.cells.range(rect);
        for row in top..=bottom {
            for column in left..=right {
                self.touching[row * self.cells.columns + column].push(number);
            }
        }
    }

    pub fn rect(&self, number: usize) -> Rect {
        self.rects[number]
    }

    /// Calls `each` once with the number of every rectangle that shares area with `with`, until it says stop
    /// by returning true. Was it stopped?
    pub fn any(&self, with: Rect, mut each: impl FnMut(usize) -> bool) -> bool {
        let (left, right, top, bottom) = self.cells.range(with);
        for row in top..=bottom {
            for column in left..=right {
                for &number in &self.touching[row * self.cells.columns + column] {
                    let rect = self.rects[number as usize];
                    // Of the cells that both touch, only the first speaks.
                    if rect.intersects(with)
                        && self.cells.column(rect.x).max(left) == column
                        && self.cells.row(rect.y).max(top) == row
                        && each(number as usize)
                    {
                        return true;
                    }
                }
            }
        }
        false
    }

    pub fn count(&self, with: Rect) -> usize {
        let mut count = 0;
        self.any(with, |_| {
            count += 1;
            false
        });
        count
    }
}

impl Cells {
    fn new(around: Rect, count: usize) -> Self {
        let (around, count) =
            if count < MANY { (around, count.max(1)) } else { (in_steps(around), count.next_power_of_two()) };
        // About one rectangle a cell, however far apart they are.
        let area = around.width.max(1.0) * around.height.max(1.0);
        let side = (area / count as f64).sqrt().max(160.0).max(around.width.max(around.height) / 1_000.0);
        let cells = |length: f64| (length / side) as usize + 1;
        Self { origin: (around.x, around.y), side, columns: cells(around.width), rows: cells(around.height) }
    }

    /// Columns and rows of the grid that a rectangle touches; what lies outside counts to the outermost.
    fn range(&self, rect: Rect) -> (usize, usize, usize, usize) {
        (self.column(rect.x), self.column(rect.right()), self.row(rect.y), self.row(rect.bottom()))
    }

    // A cast from f64 takes what is below zero to zero.
    fn column(&self, x: f64) -> usize {
        (((x - self.origin.0) / self.side) as usize).min(self.columns - 1)
    }

    fn row(&self, y: f64) -> usize {
        (((y - self.origin.1) / self.side) as usize).min(self.rows - 1)
    }
}

fn in_steps(rect: Rect) -> Rect {
    let (left, top) = ((rect.x / STEP).floor() * STEP, (rect.y / STEP).floor() * STEP);
    let (right, bottom) = ((rect.right() / STEP).ceil() * STEP, (rect.bottom() / STEP).ceil() * STEP);
    Rect::new(left, top, right - left, bottom - top)
}
