//! Finds the rectangles near a place quickly.

use crate::model::Rect;

/// Rectangles by the cells of a coarse grid.
pub struct Near {
    rects: Vec<Rect>,
    cells: Vec<Vec<u32>>,
    origin: (f64, f64),
    cell: f64,
    columns: usize,
    rows: usize,
}

impl Near {
    pub fn new(rects: Vec<Rect>) -> Self {
        let around = rects.iter().copied().reduce(Rect::union).unwrap_or_default();
        // About one rectangle a cell, however far apart they are.
        let area = around.width.max(1.0) * around.height.max(1.0);
        let cell =
            (area / (rects.len().max(1) as f64)).sqrt().max(160.0).max(around.width.max(around.height) / 1_000.0);
        let count = |length: f64| (length / cell) as usize + 1;
        let (columns, rows) = (count(around.width), count(around.height));
        let mut near = Self {
            rects: vec![],
            cells: vec![vec![]; columns * rows],
            origin: (around.x, around.y),
            cell,
            columns,
            rows,
        };
        for rect in rects {
            near.add(rect);
        }
        near
    }

    /// The same cells with nothing in them.
    pub fn emptied(&self) -> Self {
        Self { rects: vec![], cells: vec![vec![]; self.cells.len()], ..*self }
    }

    /// Adds a rectangle; its number is the count of those before it.
    pub fn add(&mut self, rect: Rect) {
        let number = self.rects.len() as u32;
        self.rects.push(rect);
        let (left, right, top, bottom) = self.range(rect);
        for row in top..=bottom {
            for column in left..=right {
                self.cells[row * self.columns + column].push(number);
            }
        }
    }

    pub fn rect(&self, number: usize) -> Rect {
        self.rects[number]
    }

    /// Calls `each` once with the number of every rectangle that shares area with `with`, until it says stop
    /// by returning true. Was it stopped?
    pub fn any(&self, with: Rect, mut each: impl FnMut(usize) -> bool) -> bool {
        let (left, right, top, bottom) = self.range(with);
        for row in top..=bottom {
            for column in left..=right {
                for &number in &self.cells[row * self.columns + column] {
                    let rect = self.rects[number as usize];
                    // Of the cells that both touch, only the first speaks.
                    if rect.intersects(with)
                        && self.column(rect.x).max(left) == column
                        && self.row(rect.y).max(top) == row
                        && each(number as usize)
                    {
                        return true;
                    }
                }
            }
        }
        false
    }

    /// The numbers of all rectangles that share area with `with`, ascending.
    pub fn all(&self, with: Rect) -> Vec<usize> {
        let mut found = vec![];
        self.any(with, |number| {
            found.push(number);
            false
        });
        found.sort_unstable();
        found
    }

    pub fn count(&self, with: Rect) -> usize {
        let mut count = 0;
        self.any(with, |_| {
            count += 1;
            false
        });
        count
    }

    /// Columns and rows of the grid that a rectangle touches; what lies outside counts to the outermost.
    fn range(&self, rect: Rect) -> (usize, usize, usize, usize) {
        (self.column(rect.x), self.column(rect.right()), self.row(rect.y), self.row(rect.bottom()))
    }

    // A cast from f64 takes what is below zero to zero.
    fn column(&self, x: f64) -> usize {
        (((x - self.origin.0) / self.cell) as usize).min(self.columns - 1)
    }

    fn row(&self, y: f64) -> usize {
        (((y - self.origin.1) / self.cell) as usize).min(self.rows - 1)
    }
}
