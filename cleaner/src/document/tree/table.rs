//! The modes inside tables, and inside templates (WHATWG, 13.2.6.4.9–18).

use super::formatting::Entry;
use super::name::{CELLS, IMPLIED, Name, ROW_CONTEXT, Sets, TABLE_BODY_CONTEXT, TABLE_PARTS, TABLE_SCOPE};
use super::{Mode, Next, Start, Token, Tree, is_space};
use crate::document::Tag;

impl Tree<'_, '_> {
    pub(super) fn in_table(&mut self, token: &Token<'_>) -> Next {
        match token {
            Token::Null | Token::Text(_) | Token::Space(_) if self.current_is_in(TABLE_PARTS) => {
                self.original = self.mode;
                Next::Again(Mode::InTableText)
            }
            Token::Comment => Next::Done,
            Token::Start(start) => self.start_in_table(start, token),
            Token::End(name) => self.end_in_table(*name, token),
            Token::Eof => self.in_body(token),
            _ => self.foster(token),
        }
    }

    fn start_in_table(&mut self, start: &Start, token: &Token<'_>) -> Next {
        match start.name.tag {
            Tag::Caption => {
                self.pop_until_current(TABLE_SCOPE);
                self.formatting.push(Entry::Marker);
                self.insert(start);
                self.mode = Mode::InCaption;
            }
            Tag::Colgroup => self.insert_part(start, TABLE_SCOPE, Mode::InColumnGroup),
            Tag::Col => return self.imply_part(Tag::Colgroup, TABLE_SCOPE, Mode::InColumnGroup),
            Tag::Tbody | Tag::Tfoot | Tag::Thead => self.insert_part(start, TABLE_SCOPE, Mode::InTableBody),
            Tag::Td | Tag::Th | Tag::Tr => return self.imply_part(Tag::Tbody, TABLE_SCOPE, Mode::InTableBody),
            Tag::Table => {
                if self.has_in_scope(TABLE_SCOPE, Tag::Table) {
                    self.pop_until_named(start.name);
                    return Next::Again(self.mode_of_stack());
                }
            }
            Tag::Style | Tag::Script | Tag::Template => return self.in_head(token),
            Tag::Input if self.is_hidden_input(start) => self.insert_void(start),
            Tag::Form => {
                if self.form.is_none() && !self.is_in_template() {
                    self.form = Some(self.insert_closed(super::name::Space::Html, start.name, start.attributes).node);
                }
            }
            _ => return self.foster(token),
        }
        Next::Done
    }

    fn end_in_table(&mut self, name: Name, token: &Token<'_>) -> Next {
        match name.tag {
            Tag::Table => {
                if self.has_in_scope(TABLE_SCOPE, Tag::Table) {
                    self.pop_until_named(name);
                    self.mode = self.mode_of_stack();
                }
            }
            Tag::Template => return self.in_head(token),
            Tag::Body | Tag::Html => {}
            tag if is_part(tag) => {}
            _ => return self.foster(token),
        }
        Next::Done
    }

    fn insert_part(&mut self, start: &Start, context: Sets, mode: Mode) {
        self.pop_until_current(context);
        self.insert(start);
        self.mode = mode;
    }

    /// Opens a part of the table that the page leaves out.
    fn imply_part(&mut self, tag: Tag, context: Sets, mode: Mode) -> Next {
        self.pop_until_current(context);
        self.insert_implied(tag);
        Next::Again(mode)
    }

    /// What must not stand in a table goes before it.
    fn foster(&mut self, token: &Token<'_>) -> Next {
        self.fostering = true;
        let next = self.in_body(token);
        self.fostering = false;
        next
    }

    pub(super) fn in_table_text(&mut self, token: &Token<'_>) -> Next {
        match token {
            Token::Text(text) | Token::Space(text) => self.pending.push_str(text),
            Token::Null => {}
            _ => {
                self.settle_table_text();
                return Next::Again(self.original);
            }
        }
        Next::Done
    }

    /// White space stays in the table, other text goes before it.
    fn settle_table_text(&mut self) {
        let text = std::mem::take(&mut self.pending);
        if text.bytes().any(|byte| !is_space(byte)) {
            self.fostering = true;
            self.text_in_body(&text);
            self.fostering = false;
        } else if !text.is_empty() {
            self.put_text(&text);
        }
        self.pending = text;
        self.pending.clear();
    }

    pub(super) fn in_caption(&mut self, token: &Token<'_>) -> Next {
        let ends = match token {
            Token::Start(start) => is_part(start.name.tag),
            Token::End(name) => matches!(name.tag, Tag::Table | Tag::Caption),
            _ => false,
        };
        if ends {
            if !self.has_in_scope(TABLE_SCOPE, Tag::Caption) {
                return Next::Done;
            }
            self.close(Name::of(Tag::Caption));
            self.clear_formatting_to_marker();
            if token.ends(Tag::Caption) {
                self.mode = Mode::InTable;
                return Next::Done;
            }
            return Next::Again(Mode::InTable);
        }
        match token {
            Token::End(name) if matches!(name.tag, Tag::Body | Tag::Html) || is_part(name.tag) => Next::Done,
            _ => self.in_body(token),
        }
    }

    pub(super) fn in_column_group(&mut self, token: &Token<'_>) -> Next {
        match token {
            Token::Space(text) => self.put_text(text),
            Token::Comment => {}
            Token::Start(start) if start.is(Tag::Html) => return self.in_body(token),
            Token::Start(start) if start.is(Tag::Col) => self.insert_void(start),
            Token::Start(start) if start.is(Tag::Template) => return self.in_head(token),
            Token::End(name) if name.tag == Tag::Template => return self.in_head(token),
            Token::End(name) if name.tag == Tag::Col => {}
            Token::End(name) if name.tag == Tag::Colgroup && self.current_is(Tag::Colgroup) => {
                self.open.pop();
                self.mode = Mode::InTable;
            }
            Token::Eof => return self.in_body(token),
            _ if self.current_is(Tag::Colgroup) => {
                self.open.pop();
                return Next::Again(Mode::InTable);
            }
            _ => {}
        }
        Next::Done
    }

    pub(super) fn in_table_body(&mut self, token: &Token<'_>) -> Next {
        match token {
            Token::Start(start) if start.is(Tag::Tr) => self.insert_part(start, TABLE_BODY_CONTEXT, Mode::InRow),
            Token::Start(start) if matches!(start.name.tag, Tag::Th | Tag::Td) => {
                return self.imply_part(Tag::Tr, TABLE_BODY_CONTEXT, Mode::InRow);
            }
            Token::End(name) if matches!(name.tag, Tag::Tbody | Tag::Tfoot | Tag::Thead) => {
                if self.has_in_scope(TABLE_SCOPE, name.tag) {
                    self.leave_part(TABLE_BODY_CONTEXT, Mode::InTable);
                }
            }
            Token::Start(start) if is_part(start.name.tag) => return self.leave_table_body(),
            Token::End(name) if name.tag == Tag::Table => return self.leave_table_body(),
            Token::End(name) if matches!(name.tag, Tag::Body | Tag::Html) || is_part(name.tag) => {}
            _ => return self.in_table(token),
        }
        Next::Done
    }

    fn leave_table_body(&mut self) -> Next {
        // No `thead` in the list: as html5ever has it.
        if !self.in_scope(TABLE_SCOPE, |element| [Tag::Table, Tag::Tbody, Tag::Tfoot].into_iter().any(|tag| element.is(tag))) {
            return Next::Done;
        }
        self.leave_part(TABLE_BODY_CONTEXT, Mode::InTable);
        Next::Again(Mode::InTable)
    }

    fn leave_part(&mut self, context: Sets, mode: Mode) {
        self.pop_until_current(context);
        self.open.pop();
        self.mode = mode;
    }

    pub(super) fn in_row(&mut self, token: &Token<'_>) -> Next {
        match token {
            Token::Start(start) if matches!(start.name.tag, Tag::Th | Tag::Td) => {
                self.insert_part(start, ROW_CONTEXT, Mode::InCell);
                self.formatting.push(Entry::Marker);
                Next::Done
            }
            Token::Start(start) if is_part(start.name.tag) => self.leave_row(true),
            Token::End(name) => match name.tag {
                Tag::Tr => self.leave_row(false),
                Tag::Table => self.leave_row(true),
                Tag::Tbody | Tag::Tfoot | Tag::Thead if self.has_in_scope(TABLE_SCOPE, name.tag) => self.leave_row(true),
                Tag::Body | Tag::Html => Next::Done,
                tag if is_part(tag) => Next::Done,
                _ => self.in_table(token),
            },
            _ => self.in_table(token),
        }
    }

    fn leave_row(&mut self, again: bool) -> Next {
        if !self.has_in_scope(TABLE_SCOPE, Tag::Tr) {
            return Next::Done;
        }
        self.leave_part(ROW_CONTEXT, Mode::InTableBody);
        if again { Next::Again(Mode::InTableBody) } else { Next::Done }
    }

    pub(super) fn in_cell(&mut self, token: &Token<'_>) -> Next {
        match token {
            Token::Start(start) if is_part(start.name.tag) => {
                if !self.in_scope(TABLE_SCOPE, |element| element.is_in(CELLS)) {
                    return Next::Done;
                }
                self.close_cell();
                Next::Again(Mode::InRow)
            }
            Token::End(name) => self.end_in_cell(*name, token),
            _ => self.in_body(token),
        }
    }

    fn end_in_cell(&mut self, name: Name, token: &Token<'_>) -> Next {
        match name.tag {
            Tag::Td | Tag::Th if self.has_in_scope(TABLE_SCOPE, name.tag) => {
                self.close_implied(IMPLIED);
                self.pop_until_named(name);
                self.clear_formatting_to_marker();
                self.mode = Mode::InRow;
                Next::Done
            }
            Tag::Table | Tag::Tbody | Tag::Tfoot | Tag::Thead | Tag::Tr if self.has_in_scope(TABLE_SCOPE, name.tag) => {
                self.close_cell();
                Next::Again(Mode::InRow)
            }
            Tag::Body | Tag::Html | Tag::Table => Next::Done,
            tag if is_part(tag) => Next::Done,
            _ => self.in_body(token),
        }
    }

    pub(super) fn in_template(&mut self, token: &Token<'_>) -> Next {
        match token {
            Token::Text(_) | Token::Space(_) | Token::Comment => self.in_body(token),
            Token::Start(start) if start.is_of_head() => self.in_head(token),
            Token::Start(start) => {
                let mode = match start.name.tag {
                    Tag::Caption | Tag::Colgroup | Tag::Tbody | Tag::Tfoot | Tag::Thead => Mode::InTable,
                    Tag::Col => Mode::InColumnGroup,
                    Tag::Tr => Mode::InTableBody,
                    Tag::Td | Tag::Th => Mode::InRow,
                    _ => Mode::InBody,
                };
                self.template_modes.pop();
                self.template_modes.push(mode);
                Next::Again(mode)
            }
            Token::End(name) if name.tag == Tag::Template => self.in_head(token),
            Token::Eof if self.is_in_template() => {
                self.pop_until_named(Name::of(Tag::Template));
                self.leave_template();
                Next::Again(self.mode)
            }
            Token::End(_) | Token::Null | Token::Eof => Next::Done,
        }
    }
}

/// The parts that a table has.
fn is_part(tag: Tag) -> bool {
    matches!(tag, Tag::Caption | Tag::Col | Tag::Colgroup | Tag::Tbody | Tag::Td | Tag::Tfoot | Tag::Th | Tag::Thead | Tag::Tr)
}
