//! Where a block stands in the page: containers, ancestors, paths that repeat, the page as a whole.

use std::ops::Range;

use super::{Feature, Gather, long_chars, widening};
use crate::containers::Containers;
use crate::document::{NodeId, Tag};
use crate::model::columns::{log, share};
use crate::quick_map::Map;

impl Gather<'_> {
    pub(super) fn containers(&mut self, containers: Containers) {
        let total = self.sums.long.total();
        for (first, node) in
            [(Feature::HalfInside, containers.half), (Feature::MostInside, containers.most), (Feature::BestInside, containers.best)]
        {
            let range = self.blocks.inside(node);
            let depth = self.document.depth(node);
            let around: Vec<NodeId> = std::iter::once(node).chain(self.document.ancestors(node)).collect();
            for index in 0..self.blocks.len() {
                let inside = range.contains(&index);
                let container = self.blocks[index].container;
                let below = if inside { self.document.depth(container).saturating_sub(depth).min(254) as u8 + 1 } else { 0 };
                let levels = if inside { 0 } else { self.levels_to(container, &around, depth) };
                let before = log(range.start.saturating_sub(index) as u32);
                let after = log((index + 1).saturating_sub(range.end) as u32);
                for (offset, value) in [u8::from(inside), below, before, after, levels].into_iter().enumerate() {
                    self.out.set(first as usize + offset, index, value);
                }
            }
        }
        let half = share(self.sums.long.over(&self.blocks.inside(containers.half)), total);
        let best = share(self.sums.long.over(&self.blocks.inside(containers.best)), total);
        self.out.fill(Feature::HalfShare as usize, half);
        self.out.fill(Feature::BestShare as usize, best);
    }

    /// Levels from an element up to the first of `around` that holds a block outside: how foreign it is.
    fn levels_to(&self, node: NodeId, around: &[NodeId], depth: u16) -> u8 {
        let mut current = Some(node);
        while let Some(here) = current {
            let at = self.document.depth(here);
            if at <= depth && around.get(usize::from(depth - at)) == Some(&here) {
                return (depth - at).min(255) as u8;
            }
            current = self.document.parent(here);
        }
        255
    }

    /// The ancestors that add blocks, innermost first.
    pub(super) fn ancestors(&mut self) {
        let total = self.sums.long.total();
        for index in 0..self.blocks.len() {
            for (level, (node, range)) in widening(self.document, self.blocks, index).take(6).enumerate() {
                self.ancestor(index, level, node, &range, total);
            }
        }
    }

    fn ancestor(&mut self, index: usize, level: usize, node: NodeId, range: &Range<usize>, total: u32) {
        let sums = self.sums;
        let chars = sums.chars.over(range);
        self.out.set(Feature::Long1 as usize + level, index, share(sums.long.over(range), total));
        self.out.set(Feature::Density1 as usize + level, index, share(sums.links.over(range), chars));
        self.out.set(Feature::Count1 as usize + level, index, log(range.len() as u32));
        if level < 4 {
            self.out.set(Feature::Twins1 as usize + level, index, self.elements.get(node).twins.min(255) as u8);
            self.out.set(Feature::Headlines1 as usize + level, index, log(sums.headlines.over(range)));
        }
        if level < 3 {
            self.out.set(Feature::Images1 as usize + level, index, log(sums.images.over(range)));
            self.out.set(Feature::Mean1 as usize + level, index, log(sums.words.over(range) / range.len().max(1) as u32));
            self.out.set(Feature::Place1 as usize + level, index, share(index.saturating_sub(range.start) as u32, range.len() as u32));
            self.out.set(Feature::Dates1 as usize + level, index, log(sums.dates.over(range)));
        }
    }

    /// Blocks under the same path of tags and classes: a template's slot that is filled again and again.
    pub(super) fn paths(&mut self) {
        #[derive(Default, Clone, Copy)]
        struct Path {
            count: u32,
            words: u32,
            chars: u32,
            links: u32,
            long: u32,
            first: u32,
            last: u32,
        }
        let mut paths: Map<u64, Path> = Map::default();
        let keys: Vec<u64> = self
            .blocks
            .iter()
            .map(|block| {
                let mut key = self.elements.get(block.container).signature;
                for ancestor in self.document.ancestors(block.container).take(3) {
                    key = key.rotate_left(7).wrapping_mul(31) ^ self.elements.get(ancestor).signature;
                }
                key
            })
            .collect();
        for (index, &key) in keys.iter().enumerate() {
            let path = paths.entry(key).or_insert(Path { first: index as u32, ..Path::default() });
            path.count += 1;
            path.words += self.shapes[index].size;
            path.chars += self.blocks[index].chars;
            path.links += self.blocks[index].link_chars;
            path.long += long_chars(&self.blocks[index], &self.shapes[index]);
            path.last = index as u32;
        }
        let total = self.sums.long.total();
        for (index, key) in keys.iter().enumerate() {
            let path = paths.get(key).copied().unwrap_or_default();
            self.set(Feature::PathCount, index, log(path.count));
            self.set(Feature::PathWords, index, log(path.words / path.count.max(1)));
            self.set(Feature::PathDensity, index, share(path.links, path.chars));
            self.set(Feature::PathLong, index, share(path.long, total));
            self.set(Feature::PathSpread, index, share(path.last - path.first, self.blocks.len() as u32));
        }
        self.out.set_keys(keys);
    }

    /// The page as a whole: the same on each block.
    pub(super) fn page(&mut self, containers: Containers) {
        let count = self.blocks.len() as u32;
        let sums = self.sums;
        let tags =
            |wanted: &dyn Fn(Tag) -> bool| self.blocks.iter().filter(|block| wanted(self.document.tag(block.container))).count() as u32;
        let half = self.blocks.inside(containers.half);
        let values = [
            (Feature::PageBlocks, log(count)),
            (Feature::PageLong, log(sums.long.total())),
            (Feature::PageDensity, share(sums.links.total(), sums.chars.total())),
            (Feature::PageLongBlocks, log(sums.long_blocks.total())),
            (Feature::PageHeadlines, share(sums.headlines.total(), count)),
            (Feature::PageParagraphs, share(tags(&|tag| tag == Tag::P), count)),
            (Feature::PageItems, share(tags(&|tag| tag == Tag::Li), count)),
            (Feature::PageHeadings, log(tags(&|tag| tag.heading_level().is_some()))),
            (Feature::PageImages, log(sums.images.total())),
            (Feature::PageMeanLong, log(sums.long.total() / sums.long_blocks.total().max(1))),
            (Feature::PageHalfBlocks, share(half.len() as u32, count)),
            (Feature::PageBestLong, share(sums.long.over(&self.blocks.inside(containers.best)), sums.long.total())),
            (
                Feature::PageLargest,
                share((0..self.blocks.len()).map(|index| sums.long.over(&(index..index + 1))).max().unwrap_or(0), sums.long.total()),
            ),
            (Feature::PageForms, log(self.document.elements(Tag::Form).count() as u32)),
            (Feature::PageCode, log(tags(&|tag| tag == Tag::Pre))),
            (Feature::PageDates, log(sums.dates.total())),
        ];
        for (feature, value) in values {
            self.out.fill(feature as usize, value);
        }
    }
}
