//! What an element is called, and what the tree construction asks of it: names and sets of names as numbers.

use crate::document::{NodeId, Tag};
use crate::tokenizer::lower_name;

/// An element's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Name {
    /// The tag, or [`Tag::Unknown`].
    pub(super) tag: Tag,
    /// A hash of a name that is no tag's. Two that share it would close each other, which costs nothing but that.
    other: u32,
}

impl Name {
    /// The name of a tag.
    pub(super) const fn of(tag: Tag) -> Self {
        Self { tag, other: 0 }
    }

    /// A name that is no tag's, in lower case.
    const fn other(name: &str) -> Self {
        let bytes = name.as_bytes();
        let (mut hash, mut at) = (0x811c_9dc5_u32, 0);
        while at < bytes.len() {
            hash = (hash ^ bytes[at] as u32).wrapping_mul(0x0100_0193);
            at += 1;
        }
        Self { tag: Tag::Unknown, other: hash }
    }

    /// A name as a page writes it.
    pub(super) fn read(raw: &str) -> Self {
        Tag::from_name(raw).map_or_else(|| Self::other(&lower_name(raw)), Self::of)
    }
}

pub(super) const ANNOTATION_XML: Name = Name::other("annotation-xml");
pub(super) const APPLET: Name = Name::other("applet");
pub(super) const AREA: Name = Name::other("area");
pub(super) const BASEFONT: Name = Name::other("basefont");
pub(super) const BGSOUND: Name = Name::other("bgsound");
pub(super) const IMAGE: Name = Name::other("image");
pub(super) const KEYGEN: Name = Name::other("keygen");
pub(super) const LISTING: Name = Name::other("listing");
pub(super) const MALIGNMARK: Name = Name::other("malignmark");
pub(super) const MGLYPH: Name = Name::other("mglyph");
pub(super) const NOEMBED: Name = Name::other("noembed");
pub(super) const PLAINTEXT: Name = Name::other("plaintext");
pub(super) const RB: Name = Name::other("rb");
pub(super) const RTC: Name = Name::other("rtc");
pub(super) const XMP: Name = Name::other("xmp");
const DESC: Name = Name::other("desc");
const FOREIGN_OBJECT: Name = Name::other("foreignobject");
const ISINDEX: Name = Name::other("isindex");
const MI: Name = Name::other("mi");
const MN: Name = Name::other("mn");
const MO: Name = Name::other("mo");
const MS: Name = Name::other("ms");
const MTEXT: Name = Name::other("mtext");

/// The vocabulary that an element is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Space {
    Html,
    Svg,
    MathMl,
}

/// Sets of elements, a bit each.
pub(super) type Sets = u16;

/// Ends "in scope".
pub(super) const SCOPE: Sets = 1;
/// What ends a list item's scope besides.
pub(super) const LISTS: Sets = 1 << 1;
/// What ends a button's scope besides.
pub(super) const BUTTONS: Sets = 1 << 2;
pub(super) const TABLE_SCOPE: Sets = 1 << 3;
/// Closed wherever something else ends.
pub(super) const IMPLIED: Sets = 1 << 4;
/// Closed where a template ends besides.
pub(super) const IMPLIED_IN_TEMPLATE: Sets = 1 << 5;
pub(super) const HEADINGS: Sets = 1 << 6;
pub(super) const SPECIAL: Sets = 1 << 7;
/// Table parts that hold no text.
pub(super) const TABLE_PARTS: Sets = 1 << 8;
pub(super) const TABLE_BODY_CONTEXT: Sets = 1 << 9;
pub(super) const ROW_CONTEXT: Sets = 1 << 10;
pub(super) const CELLS: Sets = 1 << 11;
/// Elements of svg that HTML may stand in.
pub(super) const HTML_POINT: Sets = 1 << 12;
/// Elements of math that text may stand in.
pub(super) const TEXT_POINT: Sets = 1 << 13;
/// An `annotation-xml` that says it holds HTML.
pub(super) const ANNOTATES_HTML: Sets = 1 << 14;

/// An open element.
#[derive(Debug, Clone, Copy)]
pub(super) struct Element {
    pub(super) node: NodeId,
    pub(super) name: Name,
    pub(super) space: Space,
    pub(super) sets: Sets,
}

impl Element {
    /// Whether it is an HTML element with this name.
    pub(super) fn is_named(&self, name: Name) -> bool {
        self.space == Space::Html && self.name == name
    }

    /// Whether it is an HTML element with this tag.
    pub(super) fn is(&self, tag: Tag) -> bool {
        self.is_named(Name::of(tag))
    }

    pub(super) fn is_in(&self, sets: Sets) -> bool {
        self.sets & sets != 0
    }
}

/// The sets that an element belongs to.
pub(super) fn sets(space: Space, name: Name) -> Sets {
    match space {
        Space::Html if name.tag != Tag::Unknown => TAGS[name.tag as usize],
        Space::Html => sets_of_others(name),
        Space::Svg if name == Name::of(Tag::Title) || matches!(name, DESC | FOREIGN_OBJECT) => SCOPE | HTML_POINT,
        Space::MathMl if matches!(name, MI | MO | MN | MS | MTEXT) => SCOPE | TEXT_POINT,
        Space::Svg | Space::MathMl => 0,
    }
}

fn sets_of_others(name: Name) -> Sets {
    match name {
        APPLET => SCOPE | SPECIAL,
        AREA | BASEFONT | BGSOUND | ISINDEX | LISTING | NOEMBED | PLAINTEXT | XMP => SPECIAL,
        RB | RTC => IMPLIED,
        _ => 0,
    }
}

/// The sets by tag.
static TAGS: [Sets; Tag::ALL.len()] = {
    let mut sets = [0; Tag::ALL.len()];
    let mut at = 0;
    while at < sets.len() {
        sets[at] = sets_of_tag(Tag::ALL[at]);
        at += 1;
    }
    sets
};

#[rustfmt::skip]
const fn sets_of_tag(tag: Tag) -> Sets {
    use Tag as T;
    const fn bit(set: Sets, holds: bool) -> Sets {
        if holds { set } else { 0 }
    }
    bit(SCOPE, matches!(tag, T::Caption | T::Html | T::Table | T::Td | T::Th | T::Marquee | T::Object | T::Select | T::Template))
        | bit(LISTS, matches!(tag, T::Ol | T::Ul))
        | bit(BUTTONS, matches!(tag, T::Button))
        | bit(TABLE_SCOPE, matches!(tag, T::Html | T::Table | T::Template))
        | bit(IMPLIED, matches!(tag, T::Dd | T::Dt | T::Li | T::Option | T::Optgroup | T::P | T::Rp | T::Rt))
        | bit(IMPLIED_IN_TEMPLATE,
            matches!(tag, T::Caption | T::Colgroup | T::Tbody | T::Td | T::Tfoot | T::Th | T::Thead | T::Tr))
        | bit(HEADINGS, tag.heading_level().is_some())
        | bit(SPECIAL, matches!(tag,
            T::Address | T::Article | T::Aside | T::Base | T::Blockquote | T::Body | T::Br | T::Button | T::Caption | T::Center
            | T::Col | T::Colgroup | T::Dd | T::Details | T::Dir | T::Div | T::Dl | T::Dt | T::Embed | T::Fieldset | T::Figcaption
            | T::Figure | T::Footer | T::Form | T::Frame | T::Frameset | T::H1 | T::H2 | T::H3 | T::H4 | T::H5 | T::H6 | T::Head
            | T::Header | T::Hgroup | T::Hr | T::Html | T::Iframe | T::Img | T::Input | T::Li | T::Link | T::Main | T::Marquee
            | T::Menu | T::Meta | T::Nav | T::Noframes | T::Noscript | T::Object | T::Ol | T::P | T::Param | T::Pre | T::Script
            | T::Section | T::Select | T::Source | T::Style | T::Summary | T::Table | T::Tbody | T::Td | T::Template | T::Textarea
            | T::Tfoot | T::Th | T::Thead | T::Title | T::Tr | T::Track | T::Ul | T::Wbr))
        | bit(TABLE_PARTS, matches!(tag, T::Table | T::Tbody | T::Tfoot | T::Thead | T::Tr))
        | bit(TABLE_BODY_CONTEXT, matches!(tag, T::Tbody | T::Tfoot | T::Thead | T::Template | T::Html))
        | bit(ROW_CONTEXT, matches!(tag, T::Tr | T::Template | T::Html))
        | bit(CELLS, matches!(tag, T::Td | T::Th))
}
