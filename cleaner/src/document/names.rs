//! The tags and attributes that anyone here asks for.

/// Most bytes of a name in a [`Lookup`].
const LONGEST: usize = 16;
const SLOTS: usize = 1024;

/// A hash table of short ASCII names, made at compile time: a page asks it some ten thousand times.
struct Lookup<const N: usize> {
    keys: [u128; N],
    slots: [u8; SLOTS],
}

const fn slot(key: u128) -> usize {
    let folded = (key as u64) ^ ((key >> 64) as u64).rotate_left(29);
    (folded.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 54) as usize
}

/// The bytes of a name as a number, in lower case; 0 for what no table holds.
const fn pack(name: &[u8]) -> u128 {
    if name.len() > LONGEST || (name.len() == LONGEST && name[0] == 1) {
        return 0;
    }
    // The leading 1 tells NULs at the beginning from nothing; the longest names have no room for it, and no need.
    let mut key = 1;
    let mut at = 0;
    while at < name.len() {
        key = (key << 8) | name[at].to_ascii_lowercase() as u128;
        at += 1;
    }
    key
}

impl<const N: usize> Lookup<N> {
    const fn new(names: [&str; N]) -> Self {
        let mut lookup = Self { keys: [0; N], slots: [u8::MAX; SLOTS] };
        let mut index = 0;
        while index < N {
            let key = pack(names[index].as_bytes());
            assert!(key != 0 && index < u8::MAX as usize);
            lookup.keys[index] = key;
            let mut at = slot(key);
            while lookup.slots[at] != u8::MAX {
                at = (at + 1) % SLOTS;
            }
            lookup.slots[at] = index as u8;
            index += 1;
        }
        lookup
    }

    fn find(&self, name: &[u8]) -> Option<usize> {
        let key = pack(name);
        let mut at = slot(key);
        loop {
            // A free slot holds an index that no key has, and ends the search.
            let index = usize::from(self.slots[at]);
            match self.keys.get(index) {
                Some(&found) if found == key => return Some(index),
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
