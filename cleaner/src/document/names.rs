//! The tags and attributes that anyone here asks for.

/// Most bytes of a name in a [`Lookup`].
const LONGEST: usize = 16;
const SLOTS: usize = 1024;

/// A hash table of short ASCII names, made at compile time: a page asks it some ten thousand times.
struct Lookup<const N: usize> {
    keys: [Key; N],
    slots: [u8; SLOTS],
}

/// A short name in lower case: its first and its last bytes, which overlap, and its length.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Key {
    first: u64,
    last: u64,
    length: usize,
}

impl Key {
    const fn of(name: &[u8]) -> Option<Self> {
        let (first, last) = if name.len() > LONGEST {
            return None;
        } else if let (Some(first), Some(last)) = (name.first_chunk::<8>(), name.last_chunk::<8>()) {
            (u64::from_le_bytes(*first), u64::from_le_bytes(*last))
        } else if let (Some(first), Some(last)) = (name.first_chunk::<4>(), name.last_chunk::<4>()) {
            (u32::from_le_bytes(*first) as u64, u32::from_le_bytes(*last) as u64)
        } else if let [first, .., last] = name {
            (*first as u64 | (name[1] as u64) << 8, *last as u64)
        } else if let [only] = name {
            (*only as u64, 0)
        } else {
            return None;
        };
        Some(Self { first: lower_case(first), last: lower_case(last), length: name.len() })
    }

    const fn slot(self) -> usize {
        let folded = self.first ^ self.last.rotate_left(29) ^ self.length as u64;
        (folded.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 54) as usize
    }

    const fn is(self, other: Self) -> bool {
        self.first == other.first && self.last == other.last && self.length == other.length
    }
}

/// Eight bytes at once, ASCII capitals in lower case.
const fn lower_case(bytes: u64) -> u64 {
    const ONES: u64 = 0x0101_0101_0101_0101;
    let low = bytes & (ONES * 0x7f);
    let (from_a, after_z) = (low + ONES * (0x80 - b'A' as u64), low + ONES * (0x7f - b'Z' as u64));
    let capitals = (from_a & !after_z) & !bytes & (ONES * 0x80);
    bytes | capitals >> 2
}

impl<const N: usize> Lookup<N> {
    const fn new(names: [&str; N]) -> Self {
        let mut lookup = Self { keys: [Key { first: 0, last: 0, length: 0 }; N], slots: [u8::MAX; SLOTS] };
        let mut index = 0;
        while index < N {
            let Some(key) = Key::of(names[index].as_bytes()) else { panic!("too long for the table") };
            assert!(index < u8::MAX as usize);
            lookup.keys[index] = key;
            let mut at = key.slot();
            while lookup.slots[at] != u8::MAX {
                at = (at + 1) % SLOTS;
            }
            lookup.slots[at] = index as u8;
            index += 1;
        }
        lookup
    }

    fn find(&self, name: &[u8]) -> Option<usize> {
        let key = Key::of(name)?;
        let mut at = key.slot();
        loop {
            // A free slot holds an index that no key has, and ends the search.
            let index = usize::from(self.slots[at]);
            match self.keys.get(index) {
                Some(found) if found.is(key) => return Some(index),
                Some(_) => at = (at + 1) % SLOTS,
                None => return None,
            }
        }
    }
}

macro_rules! names {
    ($(#[$doc:meta])* $name:ident { $($variant:ident = $text:literal),* $(,)? } extra { $($(#[$extra_doc:meta])* $extra:ident),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[repr(u8)]
        pub enum $name {
            $(#[doc = concat!("`", $text, "`")] $variant,)*
            $($(#[$extra_doc])* $extra,)*
        }

        impl $name {
            /// All that have a name.
            pub const ALL: [Self; [$($text),*].len()] = [$(Self::$variant),*];

            /// The value with this name, in any case.
            #[must_use]
            pub fn from_name(name: &str) -> Option<Self> {
                static LOOKUP: Lookup<{ [$($text),*].len() }> = Lookup::new([$($text),*]);
                LOOKUP.find(name.as_bytes()).and_then(|index| Self::ALL.get(index)).copied()
            }

            /// The name as HTML writes it; `""` for what has none.
            #[must_use]
            #[allow(unreachable_patterns)] // where every value has a name
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $text,)*
                    _ => "",
                }
            }
        }
    };
}

names! {
    /// What a node is.
    Tag {
        A = "a", Abbr = "abbr", Acronym = "acronym", Address = "address", Article = "article", Aside = "aside", Audio = "audio",
        B = "b", Base = "base", Bdi = "bdi", Bdo = "bdo", Big = "big", Blockquote = "blockquote", Body = "body", Br = "br", Button = "button",
        Canvas = "canvas", Caption = "caption", Center = "center", Cite = "cite", Code = "code", Col = "col", Colgroup = "colgroup",
        Data = "data", Datalist = "datalist", Dd = "dd", Del = "del", Details = "details", Dfn = "dfn", Dialog = "dialog", Dir = "dir",
        Div = "div", Dl = "dl", Dt = "dt", Em = "em", Embed = "embed", Fieldset = "fieldset", Figcaption = "figcaption", Figure = "figure",
        Font = "font", Footer = "footer", Form = "form", Frame = "frame", Frameset = "frameset", H1 = "h1", H2 = "h2", H3 = "h3", H4 = "h4",
        H5 = "h5", H6 = "h6", Head = "head", Header = "header", Hgroup = "hgroup", Hr = "hr", Html = "html", I = "i", Iframe = "iframe",
        Img = "img", Input = "input", Ins = "ins", Kbd = "kbd", Label = "label", Legend = "legend", Li = "li", Link = "link", Main = "main",
        Map = "map", Mark = "mark", Marquee = "marquee", Menu = "menu", Meta = "meta", Meter = "meter", Nav = "nav", Nobr = "nobr",
        Noframes = "noframes", Noscript = "noscript", Object = "object", Ol = "ol", Optgroup = "optgroup", Option = "option",
        Output = "output", P = "p", Param = "param", Picture = "picture", Pre = "pre", Progress = "progress", Q = "q", Rp = "rp", Rt = "rt",
        Ruby = "ruby", S = "s", Samp = "samp", Script = "script", Search = "search", Section = "section", Select = "select", Slot = "slot",
        Small = "small", Source = "source", Span = "span", Strike = "strike", Strong = "strong", Style = "style", Sub = "sub",
        Summary = "summary", Sup = "sup", Table = "table", Tbody = "tbody", Td = "td", Template = "template", Textarea = "textarea",
        Tfoot = "tfoot", Th = "th", Thead = "thead", Time = "time", Title = "title", Tr = "tr", Track = "track", Tt = "tt", U = "u", Ul = "ul",
        Var = "var", Video = "video", Wbr = "wbr",
        Svg = "svg", Math = "math", Annotation = "annotation",
    } extra {
        /// An HTML element with another name: a custom element, or a misspelt one.
        Unknown,
        /// An element inside `svg` or `math`.
        Foreign,
        /// A run of characters.
        Text,
        /// The document itself.
        Document,
    }
}

names! {
    /// The attributes that are kept.
    Attribute {
        Align = "align", Alt = "alt", Alttext = "alttext", AriaHidden = "aria-hidden", AriaLabel = "aria-label", Charset = "charset", Cite = "cite", Class = "class",
        Colspan = "colspan", Content = "content", DataActualsrc = "data-actualsrc", DataLang = "data-lang", DataLanguage = "data-language",
        DataLazySrc = "data-lazy-src", DataOriginal = "data-original", DataSrc = "data-src",
        DataSrcset = "data-srcset", DataUrl = "data-url", Datetime = "datetime", Display = "display", Encoding = "encoding", Height = "height", Hidden = "hidden",
        Href = "href", HttpEquiv = "http-equiv", Id = "id", Itemprop = "itemprop", Itemscope = "itemscope", Itemtype = "itemtype",
        Lang = "lang", Name = "name", Property = "property", Rel = "rel", Role = "role", Rowspan = "rowspan", Src = "src", Srcset = "srcset",
        Style = "style", Title = "title", Type = "type", Value = "value", Width = "width",
    } extra {}
}

impl Tag {
    /// Whether a heading, and of which level.
    #[must_use]
    pub const fn heading_level(self) -> Option<u8> {
        match self {
            Self::H1 => Some(1),
            Self::H2 => Some(2),
            Self::H3 => Some(3),
            Self::H4 => Some(4),
            Self::H5 => Some(5),
            Self::H6 => Some(6),
            _ => None,
        }
    }

    /// Whether text flows through it, so that it ends no block.
    #[must_use]
    pub fn is_inline(self) -> bool {
        matches!(
            self,
            Self::A
                | Self::Abbr
                | Self::Acronym
                | Self::B
                | Self::Bdi
                | Self::Bdo
                | Self::Big
                | Self::Cite
                | Self::Code
                | Self::Data
                | Self::Del
                | Self::Dfn
                | Self::Em
                | Self::Font
                | Self::I
                | Self::Ins
                | Self::Kbd
                | Self::Label
                | Self::Mark
                | Self::Nobr
                | Self::Q
                | Self::Rp
                | Self::Rt
                | Self::Ruby
                | Self::S
                | Self::Samp
                | Self::Small
                | Self::Span
                | Self::Strike
                | Self::Strong
                | Self::Sub
                | Self::Sup
                | Self::Time
                | Self::Tt
                | Self::U
                | Self::Var
                | Self::Wbr
                | Self::Img
                | Self::Picture
                | Self::Source
                | Self::Svg
                | Self::Math
                | Self::Annotation
                | Self::Foreign
                | Self::Text
                | Self::Script
                | Self::Style
                | Self::Link
                | Self::Meta
        )
    }

    /// Whether what is inside is never a reader's text.
    #[must_use]
    pub fn is_silent(self) -> bool {
        matches!(
            self,
            Self::Script
                | Self::Style
                | Self::Template
                | Self::Head
                | Self::Title
                | Self::Meta
                | Self::Link
                | Self::Svg
                | Self::Iframe
                | Self::Object
                | Self::Embed
                | Self::Canvas
                | Self::Audio
                | Self::Video
                | Self::Select
                | Self::Datalist
                | Self::Textarea
                | Self::Rp
                | Self::Noframes
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_found_in_any_case_and_nothing_else() {
        for tag in Tag::ALL {
            assert_eq!(Tag::from_name(tag.name()), Some(tag));
            assert_eq!(Tag::from_name(&tag.name().to_ascii_uppercase()), Some(tag));
            for wrong in [format!("{}x", tag.name()), format!("x{}", tag.name()), tag.name().replace('e', "\u{5}")] {
                assert!(Tag::from_name(&wrong).is_none_or(|found| found.name() == wrong), "{wrong:?}");
            }
        }
        for attribute in Attribute::ALL {
            assert_eq!(Attribute::from_name(&attribute.name().to_ascii_uppercase()), Some(attribute));
        }
        for none in ["", "\0", "[", "`", "@a", "h\u{11}", "blockquoteblockquote", "標題"] {
            assert_eq!(Tag::from_name(none), None, "{none:?}");
        }
    }
}
