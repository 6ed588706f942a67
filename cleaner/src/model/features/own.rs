//! A block's own text, its element, its place, and the elements around it by tag and name.

use super::around::{self, Around};
use super::{Feature, Gather};
use crate::document::Tag;
use crate::model::columns::{log, share};
use crate::quick_map::Map;
use crate::segment::Block;

impl Gather<'_> {
    /// The block's own text, its element, its position.
    pub(super) fn own(&mut self) {
        let count = self.blocks.len();
        let total = self.sums.chars.total();
        let mut repeats: Map<u64, u8> = Map::default();
        let hashes: Vec<u64> = (0..count).map(|index| xxhash_rust::xxh3::xxh3_64(self.blocks.text(index).as_bytes())).collect();
        for &hash in &hashes {
            let seen = repeats.entry(hash).or_insert(0);
            *seen = seen.saturating_add(1);
        }
        let arounds = around::of_blocks(self.document, self.blocks, &self.elements);
        for (index, (hash, around)) in hashes.iter().zip(&arounds).enumerate() {
            let (block, shape) = (self.blocks[index], self.shapes[index]);
            self.set(Feature::Words, index, log(shape.size));
            self.set(Feature::Chars, index, log(block.chars));
            self.set(Feature::LinkDensity, index, share(block.link_chars, block.chars));
            self.set(Feature::Commas, index, log(shape.commas));
            self.set(Feature::Stops, index, log(shape.stops));
            self.set(Feature::Ending, index, shape.ending);
            self.set(Feature::Digits, index, share(shape.digits, block.chars));
            self.set(Feature::Upper, index, share(shape.upper, block.chars));
            self.set(Feature::WordLength, index, (block.chars * 8 / shape.size.max(1)).min(255) as u8);
            self.set(Feature::Marks, index, shape.marks);
            self.set(Feature::Pipes, index, shape.pipes.min(255) as u8);
            self.set(Feature::StartsLower, index, u8::from(shape.starts_lower));
            self.set(Feature::Repeats, index, repeats.get(hash).copied().unwrap_or(0));
            self.set(Feature::CjkShare, index, share(shape.cjk, block.chars));
            self.set(Feature::AfterBreak, index, u8::from(block.after_break));
            self.set(Feature::Hidden, index, u8::from(block.hidden));
            self.set(Feature::Noscript, index, u8::from(block.noscript));
            self.set(Feature::Emphasised, index, share(block.strong_chars, block.chars));
            self.set(Feature::Depth, index, self.document.depth(block.container).min(255) as u8);
            self.set(Feature::PositionBlocks, index, share(index as u32, count as u32));
            self.set(Feature::PositionChars, index, share(self.sums.chars.over(&(0..index)), total));
            self.set(Feature::IndexStart, index, log(index as u32));
            self.set(Feature::IndexEnd, index, log((count - index) as u32));
            self.surroundings(index, block, around);
        }
    }

    /// Tags of the container and of all around it, and the nearest names of each group.
    fn surroundings(&mut self, index: usize, block: Block, around: &Around) {
        let tag = self.document.tag(block.container);
        self.set(Feature::IsParagraph, index, u8::from(tag == Tag::P));
        self.set(Feature::IsItem, index, u8::from(tag == Tag::Li));
        self.set(Feature::IsCell, index, u8::from(matches!(tag, Tag::Td | Tag::Th)));
        self.set(Feature::IsDivision, index, u8::from(tag == Tag::Div));
        self.set(Feature::HeadingLevel, index, tag.heading_level().unwrap_or(0));
        self.set(Feature::IsQuote, index, u8::from(tag == Tag::Blockquote));
        self.set(Feature::IsPre, index, u8::from(tag == Tag::Pre));
        self.set(Feature::IsCaption, index, u8::from(matches!(tag, Tag::Figcaption | Tag::Caption)));
        self.set(Feature::IsTerm, index, u8::from(matches!(tag, Tag::Dt | Tag::Dd)));
        self.set(Feature::IsButton, index, u8::from(matches!(tag, Tag::Button | Tag::Summary | Tag::Option)));
        let inline = self.document.ancestors(block.first).take_while(|&node| node != block.container);
        let inline_depth = inline.count().min(255) as u8;
        self.set(Feature::InlineDepth, index, inline_depth);
        for (offset, levels) in around.inside.into_iter().chain([around.tables, around.lists]).enumerate() {
            self.out.set(Feature::InNav as usize + offset, index, levels);
        }
        for (bit, levels) in around.groups.into_iter().enumerate() {
            self.out.set(Feature::Group0 as usize + bit, index, levels);
        }
    }
}
