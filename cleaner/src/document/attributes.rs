//! The attributes on their way past the tree builder.
//!
//! The tree builder needs hardly any attribute, and owns those it is given as strings. So the known ones go straight into
//! the document, and an element carries one short attribute through the builder: the number of its set. Formatting
//! elements are the exception that the builder compares whole (the "Noah's Ark clause"): equal sets get equal numbers,
//! unknown attributes counted in.

use html5ever::tendril::StrTendril;
use html5ever::{LocalName, QualName, local_name, ns};
use xxhash_rust::xxh3::{xxh3_64, xxh3_64_with_seed};

use super::{Attribute, AttributeValue, Document, Tag};
use crate::quick_map::Map;
use crate::tokenizer::{RawAttribute, lower_name};

/// Most attributes of a formatting element that are compared.
const COMPARED: usize = 64;

/// The names met on one tag are the bits of a `u64`.
const _: () = assert!(Attribute::ALL.len() <= 64);

/// Names the attribute that carries a set's number. No real `class` reaches the builder, which asks for none.
const CARRIER: LocalName = local_name!("class");

/// The sets of one page.
#[derive(Debug, Default)]
pub(super) struct Sets {
    /// Ranges of the document's attributes.
    ranges: Vec<(u32, u32)>,
    /// Sets of formatting elements by what they hold.
    formatting: Map<u64, usize>,
    scratch: String,
}

impl Sets {
    /// Takes the attributes of a start tag into the document, and returns those that the tree builder is to have.
    pub(super) fn take(&mut self, tag: Tag, raw: &[RawAttribute<'_>], document: &mut Document) -> Vec<html5ever::Attribute> {
        if raw.is_empty() {
            return vec![];
        }
        let marks = (document.attributes.len(), document.characters.len());
        let mut seen = 0_u64;
        for attribute in raw {
            let Some(name) = Attribute::from_name(attribute.name) else { continue };
            let bit = 1 << name as u32;
            if seen & bit == 0 {
                seen |= bit;
                let start = document.characters.len() as u32;
                attribute.decode(&mut document.characters);
                document.attributes.push(AttributeValue { name, start, end: document.characters.len() as u32 });
            }
        }
        let range = (marks.0 as u32, document.attributes.len() as u32);
        let number = if is_formatting(tag) {
            let key = self.digest(raw);
            let known = self.formatting.get(&key).copied();
            if known.is_some() {
                document.attributes.truncate(marks.0);
                document.characters.truncate(marks.1);
            }
            known.unwrap_or_else(|| {
                self.formatting.insert(key, self.ranges.len());
                self.push(range)
            })
        } else if range.0 == range.1 {
            return self.needed(tag, raw);
        } else {
            self.push(range)
        };
        let mut out = vec![plain(CARRIER, spell(number))];
        out.append(&mut self.needed(tag, raw));
        out
    }

    /// The range of the document's attributes that an element carries.
    pub(super) fn range(&self, carried: &[html5ever::Attribute]) -> (u32, u32) {
        let number = carried.iter().find(|attribute| attribute.name.local == CARRIER).map(|attribute| read(&attribute.value));
        number.and_then(|number| self.ranges.get(number)).copied().unwrap_or_default()
    }

    fn push(&mut self, range: (u32, u32)) -> usize {
        self.ranges.push(range);
        self.ranges.len() - 1
    }

    /// What the tree builder asks for by name.
    fn needed(&mut self, tag: Tag, raw: &[RawAttribute<'_>]) -> Vec<html5ever::Attribute> {
        let asked: &[&str] = match tag {
            Tag::Input => &["type"],
            Tag::Font => &["color", "face", "size"],
            // `annotation-xml`, which has no tag of its own here.
            Tag::Unknown => &["encoding"],
            _ => return vec![],
        };
        let mut out = vec![];
        for name in asked {
            if let Some(attribute) = raw.iter().find(|attribute| attribute.name.eq_ignore_ascii_case(name)) {
                self.scratch.clear();
                attribute.decode(&mut self.scratch);
                out.push(plain(LocalName::from(*name), StrTendril::from_slice(&self.scratch)));
            }
        }
        out
    }

    /// The same for the same attributes in any order.
    fn digest(&mut self, raw: &[RawAttribute<'_>]) -> u64 {
        let mut names = [0_u64; COMPARED];
        let mut count = 0;
        let mut sum = 0_u64;
        for attribute in raw {
            let name = xxh3_64(lower_name(attribute.name).as_bytes());
            if names.iter().take(count).any(|&seen| seen == name) {
                continue;
            }
            let Some(place) = names.get_mut(count) else { break };
            *place = name;
            count += 1;
            self.scratch.clear();
            attribute.decode(&mut self.scratch);
            sum = sum.wrapping_add(xxh3_64_with_seed(self.scratch.as_bytes(), name));
        }
        sum
    }
}

fn plain(name: LocalName, value: StrTendril) -> html5ever::Attribute {
    html5ever::Attribute { name: QualName::new(None, ns!(), name), value }
}

/// A number as a few ASCII characters: a tendril of up to eight bytes needs no memory of its own.
fn spell(mut number: usize) -> StrTendril {
    let mut digits = [0_u8; 8];
    let mut length = 0;
    for digit in &mut digits {
        *digit = b'0' + (number % 64) as u8;
        number /= 64;
        length += 1;
        if number == 0 {
            break;
        }
    }
    StrTendril::from_slice(digits.get(..length).and_then(|digits| std::str::from_utf8(digits).ok()).unwrap_or_default())
}

fn read(digits: &str) -> usize {
    digits.bytes().rev().fold(0, |number, digit| number * 64 + usize::from(digit.wrapping_sub(b'0')))
}

/// The elements that the tree builder opens anew where they were left open.
fn is_formatting(tag: Tag) -> bool {
    matches!(
        tag,
        Tag::A
            | Tag::B
            | Tag::Big
            | Tag::Code
            | Tag::Em
            | Tag::Font
            | Tag::I
            | Tag::Nobr
            | Tag::S
            | Tag::Small
            | Tag::Strike
            | Tag::Strong
            | Tag::Tt
            | Tag::U
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_back() {
        for number in [0, 1, 63, 64, 4095, 4096, 2_000_000, u32::MAX as usize] {
            assert_eq!(read(&spell(number)), number);
        }
    }
}
