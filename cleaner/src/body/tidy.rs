//! What is wrong with a body only as a whole: repeats, quotes that quote nothing, headings that own nothing.

use std::collections::HashSet;

use super::assemble::Piece;
use crate::article::{Block, Removed};
use crate::text;

/// Words from which a repeated block is a copy, not a refrain.
const REPEAT: usize = 8;

/// Mends the pieces; what is dropped is told.
pub(super) fn tidy(pieces: &mut Vec<Piece>) -> Vec<Removed> {
    let mut dropped = Vec::new();
    unquote(pieces);
    drop_repeats(pieces, &mut dropped);
    let owns = pieces.iter().any(|piece| !matches!(piece.block, Block::Heading { .. }));
    while owns && let Some(piece) = pieces.pop_if(|piece| matches!(piece.block, Block::Heading { .. })) {
        dropped.push(removed("rule:heading_alone", &piece));
    }
    dropped
}

/// A body that is nearly all quotation was only indented by it.
fn unquote(pieces: &mut [Piece]) {
    let chars = |quoted: bool| -> usize {
        let of = |piece: &Piece| match &piece.block {
            Block::Quote { text } if quoted => text.text.len(),
            Block::Paragraph { text } if !quoted => text.text.len(),
            _ => 0,
        };
        pieces.iter().map(of).sum()
    };
    if chars(true) < 4 * chars(false) || pieces.iter().filter(|piece| matches!(piece.block, Block::Quote { .. })).count() < 3 {
        return;
    }
    for piece in pieces {
        if let Block::Quote { text } = &mut piece.block {
            piece.block = Block::Paragraph { text: std::mem::take(text) };
        }
    }
}

fn drop_repeats(pieces: &mut Vec<Piece>, dropped: &mut Vec<Removed>) {
    let mut seen: HashSet<u64> = HashSet::with_capacity(pieces.len());
    let mut repeats = Vec::new();
    for (index, piece) in pieces.iter().enumerate() {
        let (Block::Paragraph { text } | Block::Quote { text }) = &piece.block else { continue };
        if !seen.insert(xxhash_rust::xxh3::xxh3_64(text.text.as_bytes())) && text::count_words(&text.text) >= REPEAT {
            repeats.push(index);
        }
    }
    repeats.extend(pull_quotes(pieces));
    repeats.sort_unstable();
    repeats.dedup();
    for index in repeats.into_iter().rev() {
        dropped.push(removed("rule:repeat", &pieces.remove(index)));
    }
}

/// Quotes that only repeat a stretch of a paragraph.
fn pull_quotes(pieces: &[Piece]) -> Vec<usize> {
    let bare = |text: &str| text.trim_matches(['"', '“', '”', '„', '«', '»', '「', '」', ' ']).to_owned();
    let mut found = Vec::new();
    for (index, piece) in pieces.iter().enumerate() {
        let Block::Quote { text } = &piece.block else { continue };
        let quote = bare(&text.text);
        let inside = |other: &Piece| matches!(&other.block, Block::Paragraph { text } if memchr::memmem::find(text.text.as_bytes(), quote.as_bytes()).is_some());
        if text::count_words(&quote) >= REPEAT && found.len() < 64 && pieces.iter().any(inside) {
            found.push(index);
        }
    }
    found
}

fn removed(reason: &str, piece: &Piece) -> Removed {
    Removed { reason: reason.to_owned(), text: super::text::of_block(&piece.block) }
}
