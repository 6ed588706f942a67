//! The modes before the body and after it, and those of framesets (WHATWG, 13.2.6.4.1–6 and 19–23).

use super::formatting::Entry;
use super::name::{BASEFONT, BGSOUND, IMPLIED, IMPLIED_IN_TEMPLATE, Name, Space};
use super::{Attributes, Mode, Next, Start, Token, Tree};
use crate::document::{NodeId, Tag};
use crate::tokenizer::RawKind;

impl Tree<'_, '_> {
    pub(super) fn initial(&mut self, token: &Token<'_>) -> Next {
        match token {
            Token::Space(_) | Token::Comment => Next::Done,
            _ => {
                self.quirks = true;
                Next::Again(Mode::BeforeHtml)
            }
        }
    }

    pub(super) fn before_html(&mut self, token: &Token<'_>) -> Next {
        match token {
            Token::Space(_) | Token::Comment => return Next::Done,
            Token::Start(start) if start.is(Tag::Html) => {
                self.create_root(start.attributes);
                self.mode = Mode::BeforeHead;
                return Next::Done;
            }
            Token::End(name) if !ends_head(*name) => return Next::Done,
            _ => {}
        }
        self.create_root((0, 0));
        Next::Again(Mode::BeforeHead)
    }

    fn create_root(&mut self, attributes: Attributes) {
        let root = self.create(Space::Html, Name::of(Tag::Html), attributes);
        self.open.push(root);
        self.put(super::insert::Place::Last(NodeId::ROOT), root.node);
    }

    pub(super) fn before_head(&mut self, token: &Token<'_>) -> Next {
        match token {
            Token::Space(_) | Token::Comment => return Next::Done,
            Token::Start(start) if start.is(Tag::Html) => return self.in_body(token),
            Token::Start(start) if start.is(Tag::Head) => {
                self.head = Some(self.insert(start));
                self.mode = Mode::InHead;
                return Next::Done;
            }
            Token::End(name) if !ends_head(*name) => return Next::Done,
            _ => {}
        }
        self.head = Some(self.insert_implied(Tag::Head));
        Next::Again(Mode::InHead)
    }

    pub(super) fn in_head(&mut self, token: &Token<'_>) -> Next {
        match token {
            Token::Space(text) => self.put_text(text),
            Token::Comment => {}
            Token::Start(start) => return self.start_in_head(start, token),
            Token::End(name) if name.tag == Tag::Head => {
                self.open.pop();
                self.mode = Mode::AfterHead;
            }
            Token::End(name) if name.tag == Tag::Template => self.end_template(),
            Token::End(name) if !ends_head(*name) => {}
            _ => return self.leave_head(),
        }
        Next::Done
    }

    fn start_in_head(&mut self, start: &Start, token: &Token<'_>) -> Next {
        match start.name.tag {
            Tag::Html => return self.in_body(token),
            Tag::Base | Tag::Link | Tag::Meta => self.insert_void(start),
            Tag::Title => return self.raw_text(start, RawKind::Rcdata),
            Tag::Noframes | Tag::Style => return self.raw_text(start, RawKind::Rawtext),
            Tag::Script => return self.raw_text(start, RawKind::Script),
            Tag::Noscript => {
                self.insert(start);
                self.mode = Mode::InHeadNoscript;
            }
            Tag::Template => {
                self.formatting.push(Entry::Marker);
                self.frameset_ok = false;
                self.mode = Mode::InTemplate;
                self.template_modes.push(Mode::InTemplate);
                self.insert(start);
            }
            Tag::Head => {}
            Tag::Unknown if matches!(start.name, BASEFONT | BGSOUND) => self.insert_void(start),
            _ => return self.leave_head(),
        }
        Next::Done
    }

    fn leave_head(&mut self) -> Next {
        self.open.pop();
        Next::Again(Mode::AfterHead)
    }

    fn end_template(&mut self) {
        if !self.is_in_template() {
            return;
        }
        self.close_implied(IMPLIED | IMPLIED_IN_TEMPLATE);
        self.pop_until_named(Name::of(Tag::Template));
        self.leave_template();
    }

    /// After a template was popped.
    pub(super) fn leave_template(&mut self) {
        self.clear_formatting_to_marker();
        self.template_modes.pop();
        self.mode = self.mode_of_stack();
    }

    pub(super) fn in_head_noscript(&mut self, token: &Token<'_>) -> Next {
        match token {
            Token::Space(_) | Token::Comment => return self.in_head(token),
            Token::Start(start) => match start.name.tag {
                Tag::Html => return self.in_body(token),
                Tag::Link | Tag::Meta | Tag::Noframes | Tag::Style => return self.in_head(token),
                Tag::Unknown if matches!(start.name, BASEFONT | BGSOUND) => return self.in_head(token),
                Tag::Head | Tag::Noscript => return Next::Done,
                _ => {}
            },
            Token::End(name) if name.tag == Tag::Noscript => {
                self.open.pop();
                self.mode = Mode::InHead;
                return Next::Done;
            }
            Token::End(name) if name.tag != Tag::Br => return Next::Done,
            _ => {}
        }
        self.open.pop();
        Next::Again(Mode::InHead)
    }

    pub(super) fn after_head(&mut self, token: &Token<'_>) -> Next {
        match token {
            Token::Space(text) => {
                self.put_text(text);
                return Next::Done;
            }
            Token::Comment => return Next::Done,
            Token::Start(start) => match start.name.tag {
                Tag::Html => return self.in_body(token),
                Tag::Body => {
                    self.insert(start);
                    self.frameset_ok = false;
                    self.mode = Mode::InBody;
                    return Next::Done;
                }
                Tag::Frameset => {
                    self.insert(start);
                    self.mode = Mode::InFrameset;
                    return Next::Done;
                }
                Tag::Head => return Next::Done,
                _ if start.is_of_head() => return self.back_in_head(token),
                _ => {}
            },
            Token::End(name) if name.tag == Tag::Template => return self.in_head(token),
            Token::End(name) if name.tag == Tag::Head || !ends_head(*name) => return Next::Done,
            _ => {}
        }
        self.insert_implied(Tag::Body);
        Next::Again(Mode::InBody)
    }

    /// What belongs into the head goes there, though that is closed.
    fn back_in_head(&mut self, token: &Token<'_>) -> Next {
        let Some(head) = self.head else { return Next::Done };
        self.open.push(head);
        let next = self.in_head(token);
        self.remove_from_stack(head.node);
        next
    }

    pub(super) fn after_body(&mut self, token: &Token<'_>) -> Next {
        match token {
            Token::Space(_) => self.in_body(token),
            Token::Start(start) if start.is(Tag::Html) => self.in_body(token),
            Token::End(name) if name.tag == Tag::Html => {
                self.mode = Mode::AfterAfterBody;
                Next::Done
            }
            Token::Comment | Token::Eof => Next::Done,
            _ => Next::Again(Mode::InBody),
        }
    }

    pub(super) fn after_after_body(&mut self, token: &Token<'_>) -> Next {
        match token {
            Token::Space(_) => self.in_body(token),
            Token::Start(start) if start.is(Tag::Html) => self.in_body(token),
            Token::Comment | Token::Eof => Next::Done,
            _ => Next::Again(Mode::InBody),
        }
    }

    pub(super) fn in_frameset(&mut self, token: &Token<'_>) -> Next {
        match token {
            Token::Space(text) => self.put_text(text),
            Token::Start(start) => match start.name.tag {
                Tag::Html => return self.in_body(token),
                Tag::Frameset => {
                    self.insert(start);
                }
                Tag::Frame => self.insert_void(start),
                Tag::Noframes => return self.in_head(token),
                _ => {}
            },
            Token::End(name) if name.tag == Tag::Frameset && self.open.len() > 1 => {
                self.open.pop();
                if !self.current_is(Tag::Frameset) {
                    self.mode = Mode::AfterFrameset;
                }
            }
            _ => {}
        }
        Next::Done
    }

    pub(super) fn after_frameset(&mut self, token: &Token<'_>) -> Next {
        match token {
            Token::Space(text) => self.put_text(text),
            Token::Start(start) if start.is(Tag::Html) => return self.in_body(token),
            Token::Start(start) if start.is(Tag::Noframes) => return self.in_head(token),
            Token::End(name) if name.tag == Tag::Html => self.mode = Mode::AfterAfterFrameset,
            _ => {}
        }
        Next::Done
    }

    pub(super) fn after_after_frameset(&mut self, token: &Token<'_>) -> Next {
        match token {
            Token::Space(_) => self.in_body(token),
            Token::Start(start) if start.is(Tag::Html) => self.in_body(token),
            Token::Start(start) if start.is(Tag::Noframes) => self.in_head(token),
            _ => Next::Done,
        }
    }
}

/// End tags that count where the head or the body is still to begin.
fn ends_head(name: Name) -> bool {
    matches!(name.tag, Tag::Head | Tag::Body | Tag::Html | Tag::Br)
}
