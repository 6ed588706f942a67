//! Content of svg and math (WHATWG, 13.2.6.5).

use super::name::{ANNOTATES_HTML, ANNOTATION_XML, HTML_POINT, LISTING, MALIGNMARK, MGLYPH, Name, Space, TEXT_POINT};
use super::{Next, Start, Token, Tree, is_space};
use crate::document::Tag;

impl Tree<'_, '_> {
    /// Whether a token is for the rules of foreign content.
    pub(super) fn is_foreign(&self, token: &Token<'_>) -> bool {
        let Some(current) = self.current().filter(|current| current.space != Space::Html) else { return false };
        let (text, start) = match token {
            Token::Text(_) | Token::Space(_) | Token::Null => (true, None),
            Token::Start(start) => (false, Some(start.name)),
            Token::Eof => return false,
            Token::End(_) | Token::Comment => return true,
        };
        if current.is_in(TEXT_POINT) && (text || start.is_some_and(|name| !matches!(name, MGLYPH | MALIGNMARK))) {
            return false;
        }
        if current.is_in(HTML_POINT) {
            return false;
        }
        if current.space == Space::MathMl && current.name == ANNOTATION_XML {
            return start != Some(Name::of(Tag::Svg)) && !current.is_in(ANNOTATES_HTML);
        }
        true
    }

    pub(super) fn foreign(&mut self, token: &Token<'_>) -> Next {
        match token {
            Token::Null => self.put_text("\u{fffd}"),
            Token::Text(text) | Token::Space(text) => {
                self.frameset_ok = self.frameset_ok && text.bytes().all(is_space);
                self.put_text(text);
            }
            Token::Start(start) if ends_foreign(start.name) || self.is_styled_font(start) => {
                return self.leave_foreign(token);
            }
            Token::End(name) if matches!(name.tag, Tag::Br | Tag::P) => return self.leave_foreign(token),
            Token::Start(start) => {
                let space = self.current().map_or(Space::Html, |current| current.space);
                return self.enter_foreign(start, space);
            }
            Token::End(name) => return self.end_foreign(*name, token),
            Token::Comment | Token::Eof => {}
        }
        Next::Done
    }

    fn is_styled_font(&self, start: &Start) -> bool {
        let styles = |name: &str| ["color", "face", "size"].iter().any(|style| style.eq_ignore_ascii_case(name));
        start.is(Tag::Font) && self.attributes_of(*start).iter().any(|attribute| styles(attribute.name))
    }

    pub(super) fn enter_foreign(&mut self, start: &Start, space: Space) -> Next {
        let element = self.insert_closed(space, start.name, start.attributes);
        if !start.self_closing {
            self.open.push(element);
        }
        Next::Done
    }

    /// HTML that was forgotten to be told apart.
    fn leave_foreign(&mut self, token: &Token<'_>) -> Next {
        while self.open.pop_if(|element| element.space != Space::Html && !element.is_in(TEXT_POINT | HTML_POINT)).is_some() {}
        self.step(self.mode, token)
    }

    fn end_foreign(&mut self, name: Name, token: &Token<'_>) -> Next {
        for (passed, (at, element)) in self.open.iter().enumerate().rev().enumerate() {
            if at == 0 {
                break;
            }
            if passed > 0 && element.space == Space::Html {
                return self.step(self.mode, token);
            }
            if element.name == name {
                self.open.truncate(at);
                break;
            }
        }
        Next::Done
    }
}

#[rustfmt::skip]
fn ends_foreign(name: Name) -> bool {
    matches!(name.tag,
        Tag::B | Tag::Big | Tag::Blockquote | Tag::Body | Tag::Br | Tag::Center | Tag::Code | Tag::Dd | Tag::Div | Tag::Dl | Tag::Dt | Tag::Em
        | Tag::Embed | Tag::H1 | Tag::H2 | Tag::H3 | Tag::H4 | Tag::H5 | Tag::H6 | Tag::Head | Tag::Hr | Tag::I | Tag::Img | Tag::Li
        | Tag::Menu | Tag::Meta | Tag::Nobr | Tag::Ol | Tag::P | Tag::Pre | Tag::Ruby | Tag::S | Tag::Small | Tag::Span | Tag::Strong
        | Tag::Strike | Tag::Sub | Tag::Sup | Tag::Table | Tag::Tt | Tag::U | Tag::Ul | Tag::Var)
        || name == LISTING
}
