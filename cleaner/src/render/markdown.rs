//! Blocks as Markdown: `CommonMark`, with the tables of GitHub's dialect. Formulas are fenced as `math`, as there.

use super::inline::{Place, destination, write};
use crate::article::{Block, Image, ListItem, RichText};

/// What is left to write.
enum Left<'a> {
    Blocks { blocks: std::slice::Iter<'a, Block>, before: Before, tight: bool },
    Items { items: std::slice::Iter<'a, ListItem>, ordered: bool, other: bool, number: usize, tight: bool },
    Outdent(usize),
}

/// What stands before a block under the same parent.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Before {
    Nothing,
    Text,
    /// `other`: it was written with the other marker.
    List {
        ordered: bool,
        other: bool,
    },
}

/// The blocks as Markdown; no line feed at the end.
#[must_use]
pub(crate) fn markdown(blocks: &[Block]) -> String {
    let mut writer = Writer::default();
    let mut stack = vec![Left::Blocks { blocks: blocks.iter(), before: Before::Nothing, tight: false }];
    while let Some(left) = stack.pop() {
        match left {
            Left::Outdent(width) => writer.indent.truncate(writer.indent.len() - width),
            Left::Blocks { mut blocks, before, tight } => {
                let Some(block) = blocks.next() else { continue };
                let is_list = matches!(block, Block::List { .. });
                if before != Before::Nothing && !(tight && is_list) {
                    writer.blank();
                }
                let Block::List { ordered, items } = block else {
                    stack.push(Left::Blocks { blocks, before: Before::Text, tight });
                    writer.block(block);
                    continue;
                };
                // A list right after a list of the same kind would be read as more of it.
                let other = matches!(before, Before::List { ordered: last, other: false } if last == *ordered);
                stack.push(Left::Blocks { blocks, before: Before::List { ordered: *ordered, other }, tight });
                let tight = items.iter().all(|item| item.children.iter().all(|child| matches!(child, Block::List { .. })));
                stack.push(Left::Items { items: items.iter(), ordered: *ordered, other, number: 1, tight });
            }
            Left::Items { mut items, ordered, other, number, tight } => {
                let Some(item) = items.next() else { continue };
                if number > 1 && !tight {
                    writer.blank();
                }
                stack.push(Left::Items { items, ordered, other, number: number + 1, tight });
                let marker = match (ordered, other) {
                    (true, false) => format!("{number}. "),
                    (true, true) => format!("{number}) "),
                    (false, false) => "- ".to_owned(),
                    (false, true) => "* ".to_owned(),
                };
                writer.begin_item(&marker);
                stack.push(Left::Outdent(marker.len()));
                let mut before = Before::Nothing;
                if !item.text.text.is_empty() {
                    writer.text(&item.text, Place::Block, "");
                    before = Before::Text;
                }
                stack.push(Left::Blocks { blocks: item.children.iter(), before, tight });
            }
        }
    }
    writer.out.truncate(writer.out.trim_end_matches('\n').len());
    writer.out
}

#[derive(Default)]
struct Writer {
    out: String,
    /// What stands before each line.
    indent: String,
    /// What stands before the next line in its place: the markers of items that begin there.
    lead: Option<String>,
}

impl Writer {
    fn line(&mut self, line: &str) {
        match self.lead.take() {
            Some(lead) => self.out.push_str(&lead),
            None if line.is_empty() => {}
            None => self.out.push_str(&self.indent),
        }
        self.out.push_str(line);
        self.out.push('\n');
    }

    fn blank(&mut self) {
        if self.lead.is_none() {
            self.out.push('\n');
        }
    }

    fn begin_item(&mut self, marker: &str) {
        let mut lead = self.lead.take().unwrap_or_else(|| self.indent.clone());
        lead.push_str(marker);
        self.lead = Some(lead);
        self.indent.extend(std::iter::repeat_n(' ', marker.len()));
    }

    fn text(&mut self, text: &RichText, place: Place, prefix: &str) {
        for line in write(text, place).split('\n') {
            self.line(&format!("{prefix}{line}"));
        }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Paragraph { text } => self.text(text, Place::Block, ""),
            Block::Quote { text } => self.text(text, Place::Block, "> "),
            Block::Heading { level, text } => {
                self.text(text, Place::Heading, &format!("{} ", "#".repeat(usize::from((*level).clamp(1, 6)))));
            }
            Block::Table { rows, header } => self.table(rows, *header),
            Block::Figure { image } => self.line(&picture(image)),
            Block::Code { language, text } => self.code(language.as_deref().unwrap_or_default(), text),
            Block::Math { text } => self.code("math", text),
            Block::Embed { url } => self.line(&format!("<{url}>")),
            Block::List { .. } => {}
        }
    }

    fn code(&mut self, info: &str, text: &str) {
        let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
        let fence = "`".repeat(longest.max(2) + 1);
        self.line(&format!("{fence}{info}"));
        for line in text.split('\n') {
            self.line(line);
        }
        self.line(&fence);
    }

    fn table(&mut self, rows: &[Vec<RichText>], header: bool) {
        let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
        if columns == 0 {
            return;
        }
        let row = |cells: &[RichText]| {
            let mut line = String::from("|");
            for column in 0..columns {
                line.push(' ');
                line.push_str(&cells.get(column).map(|cell| write(cell, Place::Cell)).unwrap_or_default());
                line.push_str(" |");
            }
            line
        };
        let (head, body) = match rows.split_first() {
            Some((first, rest)) if header => (first.as_slice(), rest),
            _ => (&[][..], rows),
        };
        self.line(&row(head));
        self.line(&format!("|{}", " --- |".repeat(columns)));
        for cells in body {
            self.line(&row(cells));
        }
    }
}

/// A picture; caption and credit are its title, or all there is where nobody knows its address.
fn picture(image: &Image) -> String {
    let plain = |text: &str| write(&RichText { text: text.replace('\n', " "), spans: vec![] }, Place::Cell);
    let title = match (&image.caption, &image.credit) {
        (Some(caption), Some(credit)) => Some(plain(&format!("{caption} ({credit})"))),
        (caption, credit) => caption.as_ref().or(credit.as_ref()).map(|one| plain(one)),
    };
    let alt = plain(image.alt.as_deref().unwrap_or_default());
    match (&image.url, title) {
        (Some(url), Some(title)) => format!("![{alt}]({} \"{}\")", destination(url, Place::Block), title.replace('"', "\\\"")),
        (Some(url), None) => format!("![{alt}]({})", destination(url, Place::Block)),
        (None, Some(title)) => format!("<em>{title}</em>"),
        (None, None) => alt,
    }
}
