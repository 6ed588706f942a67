//! Tables of data: told from the tables that only lay out a page, and their spans filled in.

use super::extent::Extent;
use crate::article::{Block, RichText};
use crate::document::{Attribute, Document, NodeId, Tag};

/// Most columns that spans may make.
const MAX_COLUMNS: usize = 100;
/// Most cells that a table may have once its spans are filled in.
const MAX_CELLS: usize = 20_000;

/// What a look over a table's own cells tells.
#[derive(Default)]
struct Survey {
    rows: usize,
    /// Rows with two cells of text or more.
    wide_rows: usize,
    /// Rows with any text.
    filled_rows: usize,
    cells: u32,
    words: u32,
    longest: u32,
    headings: bool,
    titled: bool,
    cut: u32,
    kept: u32,
}

/// Whether a table element holds data.
pub(super) fn is_data(extent: &Extent<'_>, table: NodeId) -> bool {
    let role = extent.document.attribute(table, Attribute::Role).unwrap_or_default();
    if role.eq_ignore_ascii_case("presentation") || role.eq_ignore_ascii_case("none") {
        return false;
    }
    let Some(survey) = survey(extent, table) else { return false };
    let mean = survey.words / survey.cells.max(1);
    let (most_words, most_mean) = if survey.titled { (200, 60) } else { (100, 25) };
    survey.rows >= 2
        && survey.wide_rows >= 2
        && survey.wide_rows * 2 >= survey.filled_rows
        && survey.longest <= most_words
        && mean <= most_mean
        && (survey.titled || !survey.headings)
        && survey.kept >= survey.cut
}

/// `None` where a table stands inside.
fn survey(extent: &Extent<'_>, table: NodeId) -> Option<Survey> {
    let document = extent.document;
    let mut survey = Survey::default();
    let mut in_row = 0;
    let close_row = |survey: &mut Survey, in_row: &mut usize| {
        survey.filled_rows += usize::from(*in_row > 0);
        survey.wide_rows += usize::from(*in_row > 1);
        *in_row = 0;
    };
    let mut current = document.first_child(table);
    while let Some(node) = current {
        let tag = document.tag(node);
        match tag {
            Tag::Table => return None,
            Tag::Tr => {
                close_row(&mut survey, &mut in_row);
                survey.rows += 1;
            }
            Tag::Td | Tag::Th => {
                let inside = extent.blocks.inside(node);
                let kept = extent.kept(&inside);
                survey.kept += kept;
                survey.cut += inside.len() as u32 - kept.min(inside.len() as u32);
                survey.titled |= tag == Tag::Th && kept > 0;
                if kept > 0 {
                    let words = extent.words(&inside);
                    survey.cells += 1;
                    survey.words += words;
                    survey.longest = survey.longest.max(words);
                    in_row += 1;
                }
            }
            Tag::Thead | Tag::Caption => survey.titled |= extent.touches(node),
            Tag::H1 | Tag::H2 | Tag::H3 => survey.headings = true,
            _ => {}
        }
        current = document.following(node, table, !tag.is_silent());
    }
    close_row(&mut survey, &mut in_row);
    Some(survey)
}

/// A cell as the page has it.
#[derive(Debug, Default)]
pub(super) struct Cell {
    pub text: RichText,
    pub columns: usize,
    pub rows: usize,
    pub title: bool,
}

impl Cell {
    /// An empty cell with the element's spans.
    pub(super) fn of(document: &Document, node: NodeId) -> Self {
        let span = |name| document.attribute(node, name).and_then(|value| value.trim().parse::<usize>().ok()).unwrap_or(1);
        Self {
            text: RichText::default(),
            columns: span(Attribute::Colspan).clamp(1, MAX_COLUMNS),
            rows: span(Attribute::Rowspan).clamp(1, 1000),
            title: document.tag(node) == Tag::Th,
        }
    }
}

/// A row as the page has it.
#[derive(Debug, Default)]
pub(super) struct Row {
    pub cells: Vec<Cell>,
    /// It stands in `<thead>`.
    pub head: bool,
}

/// A table with its spans filled in, and how it reads as text.
pub(super) struct Filled {
    pub block: Block,
    pub text: String,
}

/// Fills in the spans; rows and columns without text go.
pub(super) fn fill(rows: Vec<Row>) -> Option<Filled> {
    let header = rows.iter().find(|row| row.cells.iter().any(|cell| !cell.text.text.is_empty())).is_some_and(|row| {
        row.head || (row.cells.iter().any(|cell| cell.title) && row.cells.iter().all(|cell| cell.title || cell.text.text.is_empty()))
    });
    let mut grid: Vec<Vec<RichText>> = Vec::with_capacity(rows.len());
    let mut lines: Vec<String> = Vec::with_capacity(rows.len());
    // By column: a cell from above that reaches down, and how many rows more.
    let mut reaching: Vec<(usize, RichText)> = Vec::new();
    let mut budget = MAX_CELLS;
    for row in rows {
        let mut cells: Vec<RichText> = Vec::new();
        let mut line = String::new();
        for cell in row.cells {
            take_reaching(&mut reaching, &mut cells, &mut budget, false);
            let columns = if cells.len() + cell.columns > MAX_COLUMNS || budget < cell.columns { 1 } else { cell.columns };
            budget = budget.saturating_sub(columns);
            if !cell.text.text.is_empty() {
                if !line.is_empty() {
                    line.push_str(" | ");
                }
                line.extend(cell.text.text.chars().map(|c| if c == '\n' { ' ' } else { c }));
            }
            for _ in 0..columns {
                if cell.rows > 1 {
                    reaching.resize_with(reaching.len().max(cells.len() + 1), Default::default);
                    reaching[cells.len()] = (cell.rows - 1, cell.text.clone());
                }
                cells.push(cell.text.clone());
            }
        }
        take_reaching(&mut reaching, &mut cells, &mut budget, true);
        grid.push(cells);
        lines.push(line);
    }
    let width = grid.iter().map(Vec::len).max()?;
    for row in &mut grid {
        row.resize_with(width, RichText::default);
    }
    let mut filled = vec![false; width];
    for row in &grid {
        for (column, cell) in row.iter().enumerate() {
            filled[column] |= !cell.text.is_empty();
        }
    }
    grid.retain(|row| row.iter().any(|cell| !cell.text.is_empty()));
    for row in &mut grid {
        let mut column = 0;
        row.retain(|_| {
            column += 1;
            filled[column - 1]
        });
    }
    lines.retain(|line| !line.is_empty());
    (!grid.is_empty()).then(|| Filled { block: Block::Table { rows: grid, header }, text: lines.join("\n") })
}

/// Places the cells that reach down into this row at the next free columns; to the row's end where it has no cells more.
fn take_reaching(reaching: &mut [(usize, RichText)], cells: &mut Vec<RichText>, budget: &mut usize, to_end: bool) {
    while let Some((rows, text)) = reaching.get_mut(cells.len())
        && *budget > 0
    {
        if *rows > 0 {
            *rows -= 1;
            *budget -= 1;
            cells.push(text.clone());
        } else if to_end {
            cells.push(RichText::default());
        } else {
            return;
        }
    }
}
