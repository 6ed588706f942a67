//! What stands before and after a block: neighbours, lines that a rule knows, the headline.

use super::{Feature, Gather, long_chars};
use crate::boilerplate::{self, Rule};
use crate::document::NodeId;
use crate::model::columns::{log, share, signed};
use crate::quick_map::Set;
use crate::shape::Shape;

impl Gather<'_> {
    /// What stands right before and after, and how far the next long text is.
    pub(super) fn neighbours(&mut self) {
        let count = self.blocks.len();
        let words = |index: Option<usize>| index.and_then(|index| self.shapes.get(index)).map_or(0, |shape| log(shape.size) + 1);
        let links = |index: Option<usize>| {
            index.filter(|&index| index < count).map_or(255, |index| share(self.blocks[index].link_chars, self.blocks[index].chars))
        };
        let mut columns = Vec::with_capacity(count);
        for index in 0..count {
            let (b1, b2, a1, a2) = (index.checked_sub(1), index.checked_sub(2), Some(index + 1), Some(index + 2));
            columns.push([words(b1), words(b2), words(a1), words(a2), links(b1), links(b2), links(a1), links(a2)]);
        }
        for (index, values) in columns.into_iter().enumerate() {
            for (offset, value) in values.into_iter().enumerate() {
                self.out.set(Feature::Words1Before as usize + offset, index, value);
            }
        }
        let (mut since_long, mut since_heading) = (255_u32, 255_u32);
        for index in 0..count {
            let block = self.blocks[index];
            self.set(Feature::LongBefore, index, log(since_long));
            self.set(Feature::HeadingBefore, index, log(since_heading));
            since_long = if long_chars(&block, &self.shapes[index]) > 0 { 0 } else { since_long.saturating_add(1) };
            let heading = self.document.tag(block.container).heading_level().is_some();
            since_heading = if heading { 0 } else { since_heading.saturating_add(1) };
            let before = index.checked_sub(1).map(|before| self.blocks[before].container);
            let after = (index + 1 < count).then(|| self.blocks[index + 1].container);
            self.set(Feature::SameBefore, index, self.kinship(block.container, before));
            self.set(Feature::SameAfter, index, self.kinship(block.container, after));
            self.set(Feature::SharedBefore, index, self.shared(block.container, before));
            self.set(Feature::SharedAfter, index, self.shared(block.container, after));
            let near = index.saturating_sub(4)..(index + 5).min(count);
            self.set(Feature::LongNear, index, log(self.sums.long.over(&near)));
        }
        let (mut until_long, mut until_heading) = (255_u32, 255_u32);
        for index in (0..count).rev() {
            let block = self.blocks[index];
            self.set(Feature::LongAfter, index, log(until_long));
            self.set(Feature::HeadingNext, index, log(until_heading));
            until_long = if long_chars(&block, &self.shapes[index]) > 0 { 0 } else { until_long.saturating_add(1) };
            let heading = self.document.tag(block.container).heading_level().is_some();
            until_heading = if heading { 0 } else { until_heading.saturating_add(1) };
        }
    }

    /// 3 for the same container, 2 for twins under one parent, 1 for one parent.
    fn kinship(&self, node: NodeId, other: Option<NodeId>) -> u8 {
        let Some(other) = other else { return 0 };
        if node == other {
            return 3;
        }
        if self.document.parent(node) != self.document.parent(other) {
            return 0;
        }
        1 + u8::from(self.elements.get(node).signature == self.elements.get(other).signature)
    }

    /// Levels from the container up to the nearest ancestor that holds the other one too.
    fn shared(&self, node: NodeId, other: Option<NodeId>) -> u8 {
        let Some(other) = other else { return 255 };
        let mut levels = 0u8;
        let (mut left, mut right) = (node, other);
        while left != right {
            let (dl, dr) = (self.document.depth(left), self.document.depth(right));
            if dl >= dr {
                levels = levels.saturating_add(1);
                let Some(parent) = self.document.parent(left) else { break };
                left = parent;
            }
            if dr > dl || (dr == dl && left != right) {
                let Some(parent) = self.document.parent(right) else { break };
                right = parent;
            }
        }
        levels
    }

    /// Lines that a rule knows, here and around, and those after which the article is over.
    pub(super) fn rules(&mut self, rules: &[Option<&'static Rule>]) {
        let number = |index: Option<usize>| index.and_then(|index| rules.get(index).copied().flatten()).map_or(0, boilerplate::number);
        let ends = |index: usize| rules[index].is_some_and(|rule| rule.ends_article);
        let total = (0..rules.len()).filter(|&index| ends(index)).count();
        let (mut since, mut seen) = (None, 0_usize);
        for index in 0..rules.len() {
            self.set(Feature::Rule, index, number(Some(index)));
            self.set(Feature::RuleBefore, index, number(index.checked_sub(1)));
            self.set(Feature::RuleAfter, index, number(Some(index + 1)));
            self.set(Feature::SinceEnd, index, since.map_or(255, |at| log((index - at) as u32)));
            self.set(Feature::EndsBefore, index, seen.min(255) as u8);
            self.set(Feature::EndsAfter, index, (total - seen).min(255) as u8);
            if ends(index) {
                (since, seen) = (Some(index), seen + 1);
            }
        }
    }

    /// How much of the headline a block says, and how far from it it stands.
    pub(super) fn headline(&mut self, title: Option<&str>, title_block: Option<usize>) {
        let words: Set<u64> = title.map(|title| Shape::word_hashes(title).collect()).unwrap_or_default();
        for index in 0..self.blocks.len() {
            if !words.is_empty() && self.shapes[index].size <= 40 {
                let (mut common, mut all) = (0, 0);
                for word in Shape::word_hashes(self.blocks.text(index)) {
                    all += 1;
                    common += u32::from(words.contains(&word));
                }
                self.set(Feature::TitleOverlap, index, share(common, all));
            }
            self.set(Feature::IsTitle, index, u8::from(title_block == Some(index)));
            let distance = title_block.map_or(i64::MAX, |title| index as i64 - title as i64);
            self.set(Feature::TitleDistance, index, if distance == i64::MAX { 0 } else { signed(distance) });
        }
    }
}
