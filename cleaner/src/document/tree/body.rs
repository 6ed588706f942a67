//! The mode "in body" (WHATWG, 13.2.6.4.7), and "text".

use super::formatting::Entry;
use super::name::{
    APPLET, AREA, BASEFONT, BGSOUND, BUTTONS, Element, HEADINGS, IMAGE, IMPLIED, KEYGEN, LISTING, LISTS, NOEMBED, Name, PLAINTEXT, RB, RTC,
    SCOPE, SPECIAL, Space, XMP,
};
use super::{Mode, Next, Start, Token, Tree, is_space};
use crate::document::{Attribute, Tag};
use crate::tokenizer::RawKind;

impl Tree<'_, '_> {
    pub(super) fn in_body(&mut self, token: &Token<'_>) -> Next {
        match token {
            Token::Start(start) => self.start_in_body(start, token),
            Token::End(name) => self.end_in_body(*name, token),
            Token::Text(text) | Token::Space(text) => {
                self.text_in_body(text);
                Next::Done
            }
            Token::Eof if !self.template_modes.is_empty() => self.in_template(token),
            Token::Null | Token::Comment | Token::Eof => Next::Done,
        }
    }

    pub(super) fn text_in_body(&mut self, text: &str) {
        self.reconstruct_formatting();
        self.frameset_ok = self.frameset_ok && text.bytes().all(is_space);
        self.put_text(text);
    }

    #[rustfmt::skip]
    fn start_in_body(&mut self, start: &Start, token: &Token<'_>) -> Next {
        match start.name.tag {
            Tag::Html => self.add_attributes_to_root(start),
            Tag::Base | Tag::Link | Tag::Meta | Tag::Noframes | Tag::Script | Tag::Style | Tag::Template | Tag::Title => {
                return self.in_head(token);
            }
            Tag::Body => self.add_attributes_to_body(start),
            Tag::Frameset => self.begin_frameset(start),
            Tag::Address | Tag::Article | Tag::Aside | Tag::Blockquote | Tag::Center | Tag::Details | Tag::Dialog | Tag::Dir | Tag::Div
            | Tag::Dl | Tag::Fieldset | Tag::Figcaption | Tag::Figure | Tag::Footer | Tag::Header | Tag::Hgroup | Tag::Main | Tag::Menu
            | Tag::Nav | Tag::Ol | Tag::P | Tag::Search | Tag::Section | Tag::Summary | Tag::Ul => self.insert_block(start),
            Tag::H1 | Tag::H2 | Tag::H3 | Tag::H4 | Tag::H5 | Tag::H6 => self.insert_heading(start),
            Tag::Pre => self.insert_preformatted(start),
            Tag::Form => self.insert_form(start),
            Tag::Li | Tag::Dd | Tag::Dt => self.insert_item(start),
            Tag::Button => self.insert_button(start),
            Tag::A => {
                self.close_link();
                self.reconstruct_formatting();
                self.insert_formatting(start);
            }
            Tag::B | Tag::Big | Tag::Code | Tag::Em | Tag::Font | Tag::I | Tag::S | Tag::Small | Tag::Strike | Tag::Strong | Tag::Tt
            | Tag::U => {
                self.reconstruct_formatting();
                self.insert_formatting(start);
            }
            Tag::Nobr => self.insert_unbroken(start),
            Tag::Marquee | Tag::Object => self.insert_marked(start),
            Tag::Table => self.insert_table(start),
            Tag::Br | Tag::Embed | Tag::Img | Tag::Wbr => self.insert_picture(start),
            Tag::Input => self.insert_input(start),
            Tag::Param | Tag::Source | Tag::Track => self.insert_void(start),
            Tag::Hr => self.insert_rule(start),
            Tag::Textarea => {
                self.ignore_line_feed = true;
                self.frameset_ok = false;
                return self.raw_text(start, RawKind::Rcdata);
            }
            Tag::Iframe => {
                self.frameset_ok = false;
                return self.raw_text(start, RawKind::Rawtext);
            }
            Tag::Select => self.insert_select(start),
            Tag::Option | Tag::Optgroup => self.insert_option(start),
            Tag::Rp | Tag::Rt => {
                if self.has_in_scope(SCOPE, Tag::Ruby) {
                    self.close_implied_except(RTC);
                }
                self.insert(start);
            }
            Tag::Math | Tag::Svg => {
                self.reconstruct_formatting();
                return self.enter_foreign(start, if start.is(Tag::Svg) { Space::Svg } else { Space::MathMl });
            }
            Tag::Caption | Tag::Col | Tag::Colgroup | Tag::Frame | Tag::Head | Tag::Tbody | Tag::Td | Tag::Tfoot | Tag::Th | Tag::Thead
            | Tag::Tr => {}
            Tag::Unknown => return self.start_other_in_body(start, token),
            _ => self.insert_ordinary(start),
        }
        Next::Done
    }

    /// Elements that nobody asks for, but that the standard names.
    fn start_other_in_body(&mut self, start: &Start, token: &Token<'_>) -> Next {
        match start.name {
            BASEFONT | BGSOUND => return self.in_head(token),
            LISTING => self.insert_preformatted(start),
            PLAINTEXT => {
                self.insert_block(start);
                return Next::Raw(RawKind::Plaintext);
            }
            APPLET => self.insert_marked(start),
            AREA | KEYGEN => self.insert_picture(start),
            IMAGE => self.insert_picture(&Start { name: Name::of(Tag::Img), ..*start }),
            XMP => {
                self.close_paragraph_in_button_scope();
                self.reconstruct_formatting();
                self.frameset_ok = false;
                return self.raw_text(start, RawKind::Rawtext);
            }
            NOEMBED => return self.raw_text(start, RawKind::Rawtext),
            RB | RTC => {
                if self.has_in_scope(SCOPE, Tag::Ruby) {
                    self.close_implied(IMPLIED);
                }
                self.insert(start);
            }
            _ => self.insert_ordinary(start),
        }
        Next::Done
    }

    #[rustfmt::skip]
    fn end_in_body(&mut self, name: Name, token: &Token<'_>) -> Next {
        match name.tag {
            Tag::Template => return self.in_head(token),
            Tag::Body if self.has_in_scope(SCOPE, Tag::Body) => self.mode = Mode::AfterBody,
            Tag::Html if self.has_in_scope(SCOPE, Tag::Body) => return Next::Again(Mode::AfterBody),
            Tag::Body | Tag::Html => {}
            Tag::Address | Tag::Article | Tag::Aside | Tag::Blockquote | Tag::Button | Tag::Center | Tag::Details | Tag::Dialog | Tag::Dir
            | Tag::Div | Tag::Dl | Tag::Fieldset | Tag::Figcaption | Tag::Figure | Tag::Footer | Tag::Header | Tag::Hgroup | Tag::Main
            | Tag::Menu | Tag::Nav | Tag::Ol | Tag::Pre | Tag::Search | Tag::Section | Tag::Select | Tag::Summary
            | Tag::Ul => {
                self.end_in_scope(name);
            }
            Tag::Form => self.end_form(),
            Tag::P => {
                if !self.has_in_scope(SCOPE | BUTTONS, Tag::P) {
                    self.insert_implied(Tag::P);
                }
                self.close_paragraph();
            }
            Tag::Li => self.end_item(name, SCOPE | LISTS),
            Tag::Dd | Tag::Dt => self.end_item(name, SCOPE),
            Tag::H1 | Tag::H2 | Tag::H3 | Tag::H4 | Tag::H5 | Tag::H6 => {
                if self.in_scope(SCOPE, |element| element.is_in(HEADINGS)) {
                    self.close_implied(IMPLIED);
                    self.pop_until(|element| element.is_in(HEADINGS));
                }
            }
            Tag::A | Tag::B | Tag::Big | Tag::Code | Tag::Em | Tag::Font | Tag::I | Tag::Nobr | Tag::S | Tag::Small | Tag::Strike
            | Tag::Strong | Tag::Tt | Tag::U => self.adopt(name.tag),
            Tag::Marquee | Tag::Object => self.end_marked(name),
            Tag::Br => {
                let start = Start { name, attributes: (0, 0), self_closing: false, source: (0, 0) };
                self.insert_picture(&start);
            }
            Tag::Unknown if name == LISTING => {
                self.end_in_scope(name);
            }
            Tag::Unknown if name == APPLET => self.end_marked(name),
            _ => self.end_other(name),
        }
        Next::Done
    }

    fn add_attributes_to_root(&mut self, start: &Start) {
        if let (Some(root), false) = (self.open.first(), self.is_in_template()) {
            self.document.add_missing_attributes(root.node, start.attributes);
        }
    }

    fn add_attributes_to_body(&mut self, start: &Start) {
        if let (Some(body), false) = (self.body(), self.is_in_template()) {
            self.frameset_ok = false;
            self.document.add_missing_attributes(body, start.attributes);
        }
    }

    fn begin_frameset(&mut self, start: &Start) {
        if let (Some(body), true) = (self.body(), self.frameset_ok) {
            self.take_out(body);
            self.open.truncate(1);
            self.insert(start);
            self.mode = Mode::InFrameset;
        }
    }

    fn insert_block(&mut self, start: &Start) {
        self.close_paragraph_in_button_scope();
        self.insert(start);
    }

    fn insert_ordinary(&mut self, start: &Start) {
        self.reconstruct_formatting();
        self.insert(start);
    }

    fn insert_heading(&mut self, start: &Start) {
        self.close_paragraph_in_button_scope();
        self.open.pop_if(|element| element.is_in(HEADINGS));
        self.insert(start);
    }

    fn insert_preformatted(&mut self, start: &Start) {
        self.insert_block(start);
        self.ignore_line_feed = true;
        self.frameset_ok = false;
    }

    fn insert_form(&mut self, start: &Start) {
        let in_template = self.is_in_template();
        if self.form.is_some() && !in_template {
            return;
        }
        self.close_paragraph_in_button_scope();
        let form = self.insert(start).node;
        if !in_template {
            self.form = Some(form);
        }
    }

    fn end_form(&mut self) {
        if self.is_in_template() {
            if self.has_in_scope(SCOPE, Tag::Form) {
                self.close(Name::of(Tag::Form));
            }
            return;
        }
        let Some(form) = self.form.take() else { return };
        if self.in_scope(SCOPE, |element| element.node == form) {
            self.close_implied(IMPLIED);
            self.remove_from_stack(form);
        }
    }

    fn insert_item(&mut self, start: &Start) {
        self.frameset_ok = false;
        let (item, passed) = (start.name.tag, [Tag::Address, Tag::Div, Tag::P]);
        let closes = |element: &Element| match item {
            Tag::Li => element.is(Tag::Li),
            _ => element.is(Tag::Dd) || element.is(Tag::Dt),
        };
        let stops = |element: &Element| element.is_in(SPECIAL) && !passed.into_iter().any(|tag| element.is(tag));
        let met = self.open.iter().rev().find(|element| closes(element) || stops(element));
        if let Some(open) = met.filter(|element| closes(element)).map(|element| element.name) {
            self.close_implied_except(open);
            self.pop_until_named(open);
        }
        self.insert_block(start);
    }

    fn end_item(&mut self, name: Name, scope: super::name::Sets) {
        if self.has_in_scope(scope, name.tag) {
            self.close_implied_except(name);
            self.pop_until_named(name);
        }
    }

    fn insert_button(&mut self, start: &Start) {
        self.end_in_scope(start.name);
        self.insert_ordinary(start);
        self.frameset_ok = false;
    }

    fn insert_unbroken(&mut self, start: &Start) {
        self.reconstruct_formatting();
        if self.has_in_scope(SCOPE, Tag::Nobr) {
            self.adopt(Tag::Nobr);
            self.reconstruct_formatting();
        }
        self.insert_formatting(start);
    }

    /// An element that formatting does not reach into.
    fn insert_marked(&mut self, start: &Start) {
        self.insert_ordinary(start);
        self.formatting.push(Entry::Marker);
        self.frameset_ok = false;
    }

    fn end_marked(&mut self, name: Name) {
        if self.end_in_scope(name) {
            self.clear_formatting_to_marker();
        }
    }

    fn insert_table(&mut self, start: &Start) {
        if !self.quirks {
            self.close_paragraph_in_button_scope();
        }
        self.insert(start);
        self.frameset_ok = false;
        self.mode = Mode::InTable;
    }

    /// A void element in a line of text.
    fn insert_picture(&mut self, start: &Start) {
        self.reconstruct_formatting();
        self.insert_void(start);
        self.frameset_ok = false;
    }

    fn insert_input(&mut self, start: &Start) {
        if self.has_in_scope(SCOPE, Tag::Select) {
            self.pop_until_named(Name::of(Tag::Select));
        }
        self.reconstruct_formatting();
        self.insert_void(start);
        self.frameset_ok &= self.is_hidden_input(start);
    }

    pub(super) fn is_hidden_input(&self, start: &Start) -> bool {
        self.document.attribute_in(start.attributes, Attribute::Type).is_some_and(|kind| kind.eq_ignore_ascii_case("hidden"))
    }

    fn insert_rule(&mut self, start: &Start) {
        self.close_paragraph_in_button_scope();
        if self.has_in_scope(SCOPE, Tag::Select) {
            self.close_implied(IMPLIED);
        }
        self.insert_void(start);
        self.frameset_ok = false;
    }

    fn insert_select(&mut self, start: &Start) {
        if self.has_in_scope(SCOPE, Tag::Select) {
            self.pop_until_named(Name::of(Tag::Select));
        } else {
            self.insert_ordinary(start);
            self.frameset_ok = false;
        }
    }

    fn insert_option(&mut self, start: &Start) {
        if !self.has_in_scope(SCOPE, Tag::Select) {
            self.open.pop_if(|element| element.is(Tag::Option));
        } else if start.is(Tag::Option) {
            self.close_implied_except(Name::of(Tag::Optgroup));
        } else {
            self.close_implied(IMPLIED);
        }
        self.insert_ordinary(start);
    }

    /// Closes an element where one of its name is in scope, and says whether.
    fn end_in_scope(&mut self, name: Name) -> bool {
        let found = self.in_scope(SCOPE, |element| element.is_named(name));
        if found {
            self.close(name);
        }
        found
    }

    /// Any other end tag.
    pub(super) fn end_other(&mut self, name: Name) {
        let met = self.open.iter().rposition(|element| element.is_named(name) || element.is_in(SPECIAL));
        let Some(at) = met.filter(|&at| self.open.get(at).is_some_and(|element| element.is_named(name))) else { return };
        self.close_implied_except(name);
        self.open.truncate(at);
    }

    /// Opens an element whose content is no markup.
    pub(super) fn raw_text(&mut self, start: &Start, kind: RawKind) -> Next {
        self.insert(start);
        self.original = self.mode;
        self.mode = Mode::Text;
        Next::Raw(kind)
    }

    pub(super) fn in_text(&mut self, token: &Token<'_>) -> Next {
        match token {
            Token::Text(text) | Token::Space(text) => self.put_text(text),
            Token::Eof => {
                self.open.pop();
                return Next::Again(self.original);
            }
            Token::End(_) => {
                self.open.pop();
                self.mode = self.original;
            }
            Token::Start(_) | Token::Null | Token::Comment => {}
        }
        Next::Done
    }
}
