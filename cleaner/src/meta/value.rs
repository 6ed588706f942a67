//! The last look at the values of all fields: one line, no markup, no word of a template that knew nothing, and nothing at the edges
//! that parted a value from its neighbours.

use super::Metadata;
use super::head::said;
use crate::text::fold_space;

/// What parts values wherever it stands.
const PARTING: &[char] = &[',', ';', ':', '|', '·', '•', '‧', '・', '/', '\\', '_', '、', '，', '；', '：', '｜', '–', '—', '－', '→'];

/// What parts values at a start where no word follows at once: `- Quay opens`, but `-40°`, `.org`.
const PARTING_APART: &[char] = &['-', '.', '*', '=', '~', '>', '<', '。'];

/// Brackets that stand in pairs. Quotes are left alone: what opens one in one language closes it in another.
const PAIRS: &[(char, char)] = &[('(', ')'), ('[', ']'), ('（', '）'), ('【', '】'), ('《', '》')];

/// Elements of formatting, whose tags stand in values that were escaped once too often.
const FORMATTING: &[&str] =
    &["a", "b", "br", "div", "em", "font", "h1", "h2", "h3", "i", "img", "mark", "p", "small", "span", "strong", "sub", "sup", "u"];

impl Metadata {
    /// Tidies all values; what is nothing then is gone, with its provenance.
    pub(crate) fn tidy(&mut self) {
        let lines = [
            ("title", &mut self.title, Kind::Line),
            ("subtitle", &mut self.subtitle, Kind::Line),
            ("description", &mut self.description, Kind::Prose),
            ("issue", &mut self.issue, Kind::Line),
            ("dateline", &mut self.dateline, Kind::Prose),
            ("copyright", &mut self.copyright, Kind::Prose),
        ];
        for (field, slot, kind) in lines {
            if let Some(value) = slot.take() {
                *slot = tidied(&value, kind);
                if slot.is_none() {
                    self.provenance.remove(field);
                }
            }
        }
        for (field, list) in [("authors", &mut self.authors), ("section", &mut self.section), ("tags", &mut self.tags)] {
            let mut kept: Vec<String> = Vec::with_capacity(list.len());
            for value in list.iter().filter_map(|value| tidied(value, Kind::Name)) {
                if !kept.contains(&value) {
                    kept.push(value);
                }
            }
            if kept.is_empty() {
                self.provenance.remove(field);
            }
            *list = kept;
        }
        self.contributors.retain_mut(|person| tidied(&person.name, Kind::Name).map(|name| person.name = name).is_some());
        if self.contributors.is_empty() {
            self.provenance.remove("contributors");
        }
        if let Some(publisher) = &mut self.publisher {
            publisher.name = publisher.name.as_deref().and_then(|name| tidied(name, Kind::Name));
        }
        self.source = self.source.take().and_then(|mut source| {
            source.name = tidied(&source.name, Kind::Name)?;
            Some(source)
        });
        if self.source.is_none() {
            self.provenance.remove("source");
        }
    }
}

/// What a value is, and so what may end it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// A name or keyword: no sentence.
    Name,
    /// A headline: a sentence or none.
    Line,
    /// Sentences.
    Prose,
}

fn tidied(value: &str, kind: Kind) -> Option<String> {
    let unmarked = if value.contains('<') { without_formatting(value, kind) } else { value.to_owned() };
    let folded = fold_space(&unmarked);
    said(bare(&folded, kind)).map(str::to_owned)
}

/// A value without what parts it from others.
fn bare(value: &str, kind: Kind) -> &str {
    let mut rest = value;
    loop {
        let before = rest;
        rest = rest.trim();
        let mut chars = rest.chars();
        if let Some(first) = chars.next() {
            let apart = chars.next().is_none_or(|next| !next.is_alphanumeric());
            let opens = |&(open, close): &(char, char)| first == close || (first == open && !rest.contains(close));
            if PARTING.contains(&first) || (PARTING_APART.contains(&first) && apart && !rest.starts_with("..")) || PAIRS.iter().any(opens) {
                rest = rest.trim_start_matches(first);
            }
        }
        if let Some(last) = rest.chars().next_back() {
            let closes = |&(open, close): &(char, char)| last == open || (last == close && !rest.contains(open));
            let stop = kind == Kind::Name && matches!(last, '.' | '。' | '*') && !ends_in_abbreviation(rest);
            if PARTING.contains(&last) || matches!(last, '-' | '=' | '~' | '<') || stop || PAIRS.iter().any(closes) {
                rest = rest.trim_end_matches(last);
            }
        }
        if rest == before {
            return rest;
        }
    }
}

/// `Jr.`, `Inc.`, `U.S.`, `J. R.`, `…`: the stop is part of the name.
fn ends_in_abbreviation(name: &str) -> bool {
    let last = name.rsplit(char::is_whitespace).next().unwrap_or(name);
    let word = last.strip_suffix('.').unwrap_or_default();
    let known = ["jr", "sr", "inc", "ltd", "co", "corp", "bros", "esq", "ph", "st"];
    word.contains('.') || word.chars().count() == 1 || known.iter().any(|known| word.eq_ignore_ascii_case(known))
}

/// A value without the tags of formatting: those with their other half, or attributes, and such as stand alone. In a headline `<b>` alone
/// may be what it is about.
fn without_formatting(value: &str, kind: Kind) -> String {
    let mut out = String::with_capacity(value.len());
    let mut rest = value;
    while let Some((before, after)) = rest.split_once('<') {
        out.push_str(before);
        let tag = after.split_once('>').filter(|(tag, _)| is_formatting(tag, value, kind));
        match tag {
            Some((tag, after)) => {
                if matches!(name_of(tag), name if ["br", "div", "p", "h1", "h2", "h3"].iter().any(|block| name.eq_ignore_ascii_case(block)))
                {
                    out.push(' ');
                }
                rest = after;
            }
            // half a tag, cut off with the rest
            None if after.strip_prefix('/').is_some_and(|name| FORMATTING.iter().any(|known| name.trim().eq_ignore_ascii_case(known))) => {
                rest = "";
            }
            None => {
                out.push('<');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

fn name_of(tag: &str) -> &str {
    tag.trim_start_matches('/').split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default()
}

fn is_formatting(tag: &str, value: &str, kind: Kind) -> bool {
    let name = name_of(tag).to_ascii_lowercase();
    let shaped = tag.len() < 500 && !tag.contains('<') && !name.is_empty();
    let alone = || tag.starts_with('/') || tag.contains([' ', '/']) || matches!(name.as_str(), "br" | "img");
    shaped
        && (kind == Kind::Name || FORMATTING.contains(&name.as_str()))
        && (kind != Kind::Line || alone() || value.to_ascii_lowercase().contains(&format!("</{name}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(value: &str) -> String {
        tidied(value, Kind::Name).unwrap_or_default()
    }

    fn line(value: &str) -> String {
        tidied(value, Kind::Line).unwrap_or_default()
    }

    #[test]
    fn names_have_bare_edges_and_keep_their_own_marks() {
        for (value, wanted) in [
            ("Anna Berg -", "Anna Berg"),
            (", Anna Berg;", "Anna Berg"),
            ("| Anna\nBerg /", "Anna Berg"),
            ("<b>Anna Berg</b>", "Anna Berg"),
            ("Anna<br>Berg", "Anna Berg"),
            ("Anna Berg)", "Anna Berg"),
            ("Anna Berg (Oban)", "Anna Berg (Oban)"),
            ("Anna Berg.", "Anna Berg"),
            ("Tom Lee.", "Tom Lee"),
            ("Tom Hill Jr.", "Tom Hill Jr."),
            ("Harbour Works Inc.", "Harbour Works Inc."),
            ("J. R.", "J. R."),
            ("王一帆、", "王一帆"),
            ("Yahoo!", "Yahoo!"),
            ("C++", "C++"),
            ("None", ""),
            ("- null -", ""),
            ("undefined", ""),
            (" | ", ""),
        ] {
            assert_eq!(name(value), wanted, "{value}");
        }
    }

    #[test]
    fn headlines_keep_what_is_theirs() {
        for (value, wanted) in [
            ("- Quay opens -", "Quay opens"),
            ("Quay opens: ", "Quay opens"),
            ("“Quay opens”", "“Quay opens”"),
            ("The «quay opens»", "The «quay opens»"),
            ("Das Amt: „Der Kai öffnet.“", "Das Amt: „Der Kai öffnet.“"),
            ("”Kajen öppnar”", "”Kajen öppnar”"),
            ("Does the quay open?", "Does the quay open?"),
            ("Quay opens…", "Quay opens…"),
            ("…and the quay opens", "…and the quay opens"),
            ("-40° at the quay", "-40° at the quay"),
            (".org is for sale", ".org is for sale"),
            ("Made in the U.S.", "Made in the U.S."),
            ("<em>Quay</em> opens", "Quay opens"),
            ("How the <canvas> element draws", "How the <canvas> element draws"),
            ("The <b> element", "The <b> element"),
            ("5 < 7 > 3", "5 < 7 > 3"),
            ("None of the ferries sailed", "None of the ferries sailed"),
        ] {
            assert_eq!(line(value), wanted, "{value}");
        }
    }
}
