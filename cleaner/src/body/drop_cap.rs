//! Drop caps: a first letter that stands apart is joined to the rest of its word.

use super::assemble::Piece;
use super::extent::Extent;
use super::inline::is_word_alone;
use crate::article::Block;

/// The letter of a block that was cut right before one that begins in mid-word.
pub(super) fn cut_before<'a>(extent: &Extent<'a>, block: usize) -> Option<&'a str> {
    let before = block.checked_sub(1)?;
    if extent.stays(before) || extent.blocks[before].chars != 1 || !begins_in_mid_word(extent.blocks.text(block)) {
        return None;
    }
    let letter = extent.blocks.text(before);
    letter.chars().all(|c| c.is_uppercase() && !is_word_alone(c)).then_some(letter)
}

/// Joins paragraphs of one capital letter to the next.
pub(super) fn join(pieces: &mut Vec<Piece>) {
    let mut index = 0;
    while index + 1 < pieces.len() {
        let letter = match &pieces[index].block {
            Block::Paragraph { text } => single_capital(&text.text),
            _ => None,
        };
        if let Some(letter) = letter
            && let Block::Paragraph { text } = &mut pieces[index + 1].block
            && begins_in_mid_word(&text.text)
        {
            let apart = is_word_alone(letter);
            text.text.insert_str(0, if apart { " " } else { "" });
            text.text.insert(0, letter);
            for span in &mut text.spans {
                span.start += 1 + usize::from(apart);
                span.end += 1 + usize::from(apart);
            }
            pieces.remove(index);
        }
        index += 1;
    }
}

fn single_capital(text: &str) -> Option<char> {
    let mut chars = text.chars();
    let first = chars.next()?;
    (chars.next().is_none() && first.is_uppercase()).then_some(first)
}

fn begins_in_mid_word(text: &str) -> bool {
    text.chars().next().is_some_and(char::is_lowercase)
}
