//! What the trees see of a block: named features, a byte each, in columns.
//!
//! A byte holds a count (capped), a logarithm, a share or a signed distance by one fixed scale each, so that nothing
//! is quantised between training and use: the trees are trained on these very bytes.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::ops::Range;

use super::columns::{Table, log, share, signed};
use crate::boilerplate::{self, Rule};
use crate::class_names::{self, GROUPS, Groups};
use crate::containers::{Containers, Prefix};
use crate::document::{Attribute, Document, NodeId, Tag};
use crate::segment::{Block, Blocks};
use crate::shape::Shape;

macro_rules! features {
    ($(#[$doc:meta])* $set:ident { $($name:ident),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[repr(usize)]
        #[allow(missing_docs, reason = "the names speak; the code that sets each is its definition")]
        pub enum $set { $($name),* }

        impl $set {
            /// Their names, in the order of the columns.
            pub const NAMES: &'static [&'static str] = &[$(stringify!($name)),*];
            /// How many there are.
            pub const COUNT: usize = Self::NAMES.len();
        }
    };
}
pub(super) use features;

features! {
    /// A named feature of a block.
    Feature {
    // the block's own text
    Words, Chars, LinkDensity, Commas, Stops, Ending, Digits, Upper, WordLength, Marks, Pipes, StartsLower, Repeats, CjkShare,
    // its element
    IsParagraph, IsItem, IsCell, IsDivision, HeadingLevel, IsQuote, IsPre, IsCaption, IsTerm, IsButton, AfterBreak, Hidden, Noscript, Depth, Emphasised,
    // what is around it by tag
    InNav, InHeader, InFooter, InAside, InForm, InFigure, InTable, InList, InQuote, InArticle, InMain, InSection, InDetails, InComplementary, TableDepth, ListDepth, InlineDepth,
    // where it stands
    PositionBlocks, PositionChars, IndexStart, IndexEnd,
    // neighbours
    Words1Before, Words2Before, Words1After, Words2After, Links1Before, Links2Before, Links1After, Links2After,
    SameBefore, SameAfter, LongBefore, LongAfter, LongNear, HeadingBefore, HeadingNext, SharedBefore, SharedAfter,
    // lines that a rule knows
    Rule, RuleBefore, RuleAfter, SinceEnd, EndsBefore, EndsAfter,
    // the headline
    TitleOverlap, IsTitle, TitleDistance,
    // the elements with most long text
    HalfInside, HalfDepth, HalfBefore, HalfAfter, HalfLevels, MostInside, MostDepth, MostBefore, MostAfter, MostLevels, BestInside, BestDepth, BestBefore, BestAfter, BestLevels,
    HalfShare, BestShare,
    // ancestors that add blocks, innermost first
    Long1, Long2, Long3, Long4, Long5, Long6, Density1, Density2, Density3, Density4, Density5, Density6,
    Count1, Count2, Count3, Count4, Count5, Count6, Twins1, Twins2, Twins3, Twins4, Headlines1, Headlines2, Headlines3, Headlines4,
    Images1, Images2, Images3, Mean1, Mean2, Mean3, Place1, Place2, Place3, Dates1, Dates2, Dates3,
    // paths that repeat
    PathCount, PathWords, PathDensity, PathLong, PathSpread,
    // the page
    PageBlocks, PageLong, PageDensity, PageLongBlocks, PageHeadlines, PageParagraphs, PageItems, PageHeadings, PageImages, PageMeanLong, PageHalfBlocks, PageBestLong, PageLargest, PageForms, PageCode, PageDates,
    // how far up the nearest name of a group is (`class_names`, in its order)
    Group0, Group1, Group2, Group3, Group4, Group5, Group6, Group7, Group8, Group9, Group10, Group11, Group12, Group13, Group14, Group15, Group16, Group17, Group18, Group19,
    }
}

const _: () = assert!(Feature::Group19 as usize - Feature::Group0 as usize + 1 == GROUPS);

/// "None on the way up" for distances to a group's name.
const FAR: u8 = 15;

/// A hasher for values that are hashes or small numbers already.
#[derive(Default)]
struct Fold(u64);

impl Hasher for Fold {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        self.0 = xxhash_rust::xxh3::xxh3_64_with_seed(bytes, self.0);
    }
    fn write_u64(&mut self, value: u64) {
        self.0 = (self.0.rotate_left(5) ^ value).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
    fn write_u32(&mut self, value: u32) {
        self.write_u64(u64::from(value));
    }
}

type Map<K, V> = HashMap<K, V, BuildHasherDefault<Fold>>;

/// Sums over the page's blocks that many features ask for.
struct Sums {
    chars: Prefix,
    links: Prefix,
    /// Characters of long, unlinked text.
    long: Prefix,
    long_blocks: Prefix,
    words: Prefix,
    /// Short blocks that are links as a whole: headlines of other stories.
    headlines: Prefix,
    images: Prefix,
    dates: Prefix,
}

/// Whether a block is long and not a link: what an article is made of, and little else.
fn long_chars(block: &Block, shape: &Shape) -> u32 {
    if block.hidden || block.noscript || shape.size < 12 || block.link_chars * 2 > block.chars { 0 } else { block.chars - block.link_chars }
}

fn is_headline(block: &Block, shape: &Shape) -> bool {
    block.link_chars * 5 >= block.chars * 4 && (4..=30).contains(&shape.size)
}

/// Computes the features of all blocks of a page.
#[must_use]
pub fn table(
    document: &Document,
    blocks: &Blocks,
    rules: &[Option<&'static Rule>],
    title: Option<&str>,
    title_block: Option<usize>,
) -> Table {
    let shapes: Vec<Shape> = (0..blocks.len()).map(|index| Shape::of(blocks.text(index))).collect();
    let each = |value: &dyn Fn(&Block, &Shape) -> u32| Prefix::of(blocks.iter().zip(&shapes).map(|(block, shape)| value(block, shape)));
    let sums = Sums {
        chars: each(&|block, _| block.chars),
        links: each(&|block, _| block.link_chars),
        long: each(&long_chars),
        long_blocks: each(&|block, shape| u32::from(long_chars(block, shape) > 0)),
        words: each(&|_, shape| shape.size),
        headlines: each(&|block, shape| u32::from(is_headline(block, shape))),
        images: each(&|block, _| block.images),
        dates: each(&|_, shape| u32::from(shape.date_like)),
    };
    let containers = Containers::of(document, blocks, &sums.long);
    let mut table = Table::new(Feature::NAMES.len(), blocks.len());
    let mut gather = Gather { document, blocks, shapes: &shapes, sums: &sums, elements: Elements::of(document, blocks), out: &mut table };
    gather.own();
    gather.neighbours();
    gather.rules(rules);
    gather.headline(title, title_block);
    gather.containers(containers);
    gather.ancestors();
    gather.paths();
    gather.page(containers);
    table
}

/// A block's container and those ancestors that each hold more blocks than the one before, with the blocks in them.
pub(super) fn widening<'a>(document: &'a Document, blocks: &'a Blocks, index: usize) -> impl Iterator<Item = (NodeId, Range<usize>)> + 'a {
    let container = blocks[index].container;
    let mut size = 0;
    std::iter::once(container).chain(document.ancestors(container)).filter_map(move |node| {
        let range = blocks.inside(node);
        (range.len() > size).then(|| {
            size = range.len();
            (node, range)
        })
    })
}

/// What is known of an element by its name and its class.
#[derive(Debug, Clone, Copy, Default)]
struct Element {
    known: bool,
    groups: Groups,
    /// Tag and class in one number: elements of one template share it.
    signature: u64,
    /// Siblings of the same signature.
    twins: u16,
}

/// The elements that hold blocks.
struct Elements(Vec<Element>);

impl Elements {
    fn of(document: &Document, blocks: &Blocks) -> Self {
        let mut elements = vec![Element::default(); document.node_count()];
        let mut seen: Map<u64, Groups> = Map::default();
        let mut twins: Map<u64, u16> = Map::default();
        for block in blocks {
            let mut node = Some(block.container);
            while let Some(current) = node {
                if elements[current.index()].known {
                    break;
                }
                elements[current.index()] = describe(document, current, &mut seen);
                node = document.parent(current);
            }
        }
        let key = |node: NodeId, element: &Element| {
            let parent = document.parent(node).map_or(0, NodeId::index) as u64;
            element.signature ^ parent.wrapping_mul(0x9e37_79b9_7f4a_7c15)
        };
        let known: Vec<NodeId> = document.all().filter(|node| elements[node.index()].known).collect();
        for &node in &known {
            let count = twins.entry(key(node, &elements[node.index()])).or_insert(0u16);
            *count = count.saturating_add(1);
        }
        for &node in &known {
            elements[node.index()].twins = twins.get(&key(node, &elements[node.index()])).copied().unwrap_or(0);
        }
        Self(elements)
    }

    fn get(&self, node: NodeId) -> Element {
        self.0.get(node.index()).copied().unwrap_or_default()
    }
}

fn describe(document: &Document, node: NodeId, seen: &mut Map<u64, Groups>) -> Element {
    let mut signature = document.tag(node) as u64 + 1;
    let mut groups = 0;
    for (attribute, counts) in [(Attribute::Class, true), (Attribute::Id, false)] {
        let Some(value) = document.attribute(node, attribute) else { continue };
        let hash = xxhash_rust::xxh3::xxh3_64(value.as_bytes());
        groups |= *seen.entry(hash).or_insert_with(|| class_names::groups(value));
        if counts {
            signature ^= hash;
        }
    }
    Element { known: true, groups, signature, twins: 0 }
}

struct Gather<'a> {
    document: &'a Document,
    blocks: &'a Blocks,
    shapes: &'a [Shape],
    sums: &'a Sums,
    elements: Elements,
    out: &'a mut Table,
}

impl Gather<'_> {
    fn set(&mut self, feature: Feature, index: usize, value: u8) {
        self.out.set(feature as usize, index, value);
    }

    /// The block's own text, its element, its position.
    fn own(&mut self) {
        let count = self.blocks.len();
        let total = self.sums.chars.total();
        let mut repeats: Map<u64, u8> = Map::default();
        let hashes: Vec<u64> = (0..count).map(|index| xxhash_rust::xxh3::xxh3_64(self.blocks.text(index).as_bytes())).collect();
        for &hash in &hashes {
            let seen = repeats.entry(hash).or_insert(0);
            *seen = seen.saturating_add(1);
        }
        for (index, hash) in hashes.iter().enumerate() {
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
            self.surroundings(index, block);
        }
    }

    /// Tags of the container and of all around it, and the nearest names of each group.
    fn surroundings(&mut self, index: usize, block: Block) {
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
        let (mut groups_seen, mut near) = (0, [FAR; GROUPS]);
        let (mut tables, mut lists, mut level) = (0_u8, 0_u8, 0_u8);
        let mut node = Some(block.container);
        while let Some(current) = node {
            let distance = level.min(FAR - 1);
            let fresh = self.elements.get(current).groups & !groups_seen;
            if fresh != 0 {
                groups_seen |= fresh;
                for (bit, near) in near.iter_mut().enumerate() {
                    if fresh & (1 << bit) != 0 {
                        *near = distance;
                    }
                }
            }
            let feature = match self.document.tag(current) {
                Tag::Nav | Tag::Menu => Some(Feature::InNav),
                Tag::Header | Tag::Hgroup => Some(Feature::InHeader),
                Tag::Footer => Some(Feature::InFooter),
                Tag::Aside => Some(Feature::InAside),
                Tag::Form | Tag::Fieldset => Some(Feature::InForm),
                Tag::Figure => Some(Feature::InFigure),
                Tag::Table => {
                    tables = tables.saturating_add(1);
                    Some(Feature::InTable)
                }
                Tag::Ul | Tag::Ol => {
                    lists = lists.saturating_add(1);
                    Some(Feature::InList)
                }
                Tag::Blockquote => Some(Feature::InQuote),
                Tag::Article => Some(Feature::InArticle),
                Tag::Main => Some(Feature::InMain),
                Tag::Section => Some(Feature::InSection),
                Tag::Details | Tag::Dialog => Some(Feature::InDetails),
                _ => None,
            };
            if let Some(feature) = feature {
                self.out.set_if_zero(feature as usize, index, distance + 1);
            }
            if let Some(role) = self.document.attribute(current, Attribute::Role) {
                let role = match role {
                    "navigation" | "menu" | "menubar" => Some(Feature::InNav),
                    "banner" => Some(Feature::InHeader),
                    "contentinfo" => Some(Feature::InFooter),
                    "complementary" => Some(Feature::InComplementary),
                    "main" => Some(Feature::InMain),
                    "article" => Some(Feature::InArticle),
                    "dialog" | "alertdialog" => Some(Feature::InDetails),
                    _ => None,
                };
                if let Some(role) = role {
                    self.out.set_if_zero(role as usize, index, distance + 1);
                }
            }
            level = level.saturating_add(1);
            node = self.document.parent(current);
        }
        self.set(Feature::TableDepth, index, tables);
        self.set(Feature::ListDepth, index, lists);
        for (bit, distance) in near.into_iter().enumerate() {
            self.out.set(Feature::Group0 as usize + bit, index, distance);
        }
    }

    /// What stands right before and after, and how far the next long text is.
    fn neighbours(&mut self) {
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
    fn rules(&mut self, rules: &[Option<&'static Rule>]) {
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
    fn headline(&mut self, title: Option<&str>, title_block: Option<usize>) {
        let words: std::collections::HashSet<u64, BuildHasherDefault<Fold>> =
            title.map(|title| Shape::word_hashes(title).collect()).unwrap_or_default();
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

    fn containers(&mut self, containers: Containers) {
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
    fn ancestors(&mut self) {
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
    fn paths(&mut self) {
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
    fn page(&mut self, containers: Containers) {
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
