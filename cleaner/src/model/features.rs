//! What the trees see of a block: named features, a byte each, in columns.
//!
//! A byte holds a count (capped), a logarithm, a share or a signed distance by one fixed scale each, so that nothing
//! is quantised between training and use: the trees are trained on these very bytes.

mod around;
mod elements;
mod neighbours;
mod own;
mod whole;

use std::ops::Range;

use super::columns::Table;
use crate::boilerplate::Rule;
use crate::class_names::GROUPS;
use crate::containers::{Containers, Prefix};
use crate::document::{Document, NodeId};
use crate::segment::{Block, Blocks};
use crate::shape::Shape;
use elements::Elements;

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

const _: () = assert!(Feature::ListDepth as usize - Feature::InNav as usize == 15, "the order of `around`");

/// "None on the way up" for distances to a group's name.
const FAR: u8 = 15;

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
}
