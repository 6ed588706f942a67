//! The agency or paper that the text was taken from: 来源：X, "Source: X", (Xinhua).

use super::labels::Label;
use super::visible::{Place, Visible};
use super::{Witnesses, issue, lines, names};
use crate::article::Source;
use crate::document::{Attribute, Tag};

/// A source, and what told it.
pub(super) struct Told {
    pub source: Source,
    pub provenance: String,
}

/// Metas that name it.
const METAS: &[&str] = &["contentsource", "enp:source", "source", "article:source", "weibo:article:source", "mediaid", "og:source"];

/// Finds the source: a visible label first, then what Chinese newspapers' systems declare.
pub(super) fn read(witnesses: Witnesses<'_>, visible: &Visible<'_>) -> Option<Told> {
    let places = [Place::Head, Place::Foot, Place::Body];
    let labelled = places.iter().find_map(|&place| {
        visible.lines.iter().filter(|line| line.place == place).find_map(|line| {
            let part = line.parts.iter().find(|part| part.label == Some(Label::Source))?;
            let name = name(part.text)?;
            Some(Told { source: Source { url: link(witnesses, line.block, &name), name }, provenance: "source line".to_owned() })
        })
    });
    labelled.or_else(|| beside(visible)).or_else(|| {
        let (meta, content) = METAS.iter().find_map(|&meta| Some((meta, witnesses.head.meta(meta)?)))?;
        let name = name(content)?;
        Some(Told { source: Source { name, url: None }, provenance: meta.to_owned() })
    })
}

/// The paper in a line that is a name and a paper: 王一帆/海港晚报.
fn beside(visible: &Visible<'_>) -> Option<Told> {
    visible.lines.iter().filter(|line| line.place == Place::Head && Some(line.block) > visible.headline).find_map(|line| {
        let [part] = line.parts.as_slice() else { return None };
        let (_, paper) = beside_name(part.text).filter(|_| part.label.is_none())?;
        Some(Told { source: Source { name: name(paper)?, url: None }, provenance: "byline".to_owned() })
    })
}

/// A Chinese name and what stands behind the slash after it.
pub(super) fn beside_name(text: &str) -> Option<(&str, &str)> {
    let (name, paper) = text.split_once(['/', '／'])?;
    let (name, paper) = (name.trim(), paper.trim());
    let fits =
        super::east_asian::is_chinese_name(name) && !super::east_asian::is_chinese_name(paper) && (3..=16).contains(&paper.chars().count());
    fits.then_some((name, paper))
}

/// The name in what follows the label; none where that is empty, an issue, a date, a sentence.
pub(super) fn name(text: &str) -> Option<String> {
    let text = match super::labels::with_colon(lines::trim(text)) {
        Some((Label::Source, rest)) => lines::trim(rest),
        _ => lines::trim(text),
    };
    if issue::read(text).is_some() || super::visible::is_stamp(text) {
        return None;
    }
    // A date or a counter may follow with nothing but a space between.
    let words: Vec<&str> = text.split_whitespace().collect();
    let end =
        words.iter().position(|word| super::visible::is_stamp(word) && word.chars().any(|c| c.is_ascii_digit())).unwrap_or(words.len());
    let mut words = words.get(..end)?.to_vec();
    if text.chars().any(crate::text::is_cjk) && words.len() > 1 {
        // "海港晚报 王一帆": the paper is the first word, unless the first is half of a name set wide.
        let first = words.first().map_or(0, |word| word.chars().count());
        words.truncate(if first >= 2 { 1 } else { words.len() });
    }
    let joined = words.join(" ");
    let name = lines::trim(&joined).trim_matches(['«', '»', '"', '“', '”', '.', '\'']);
    // 《海港》2018/14 is a paper and its number: only a pair around the whole goes.
    let name = name.strip_prefix('《').and_then(|name| name.strip_suffix('》')).unwrap_or(name);
    let characters = name.chars().count();
    let fits = (2..=40).contains(&characters)
        && words.len() <= 6
        && name.chars().any(char::is_alphabetic)
        && !name.contains(['?', '!', '。', '？', '！', '，']);
    (fits
        && !matches!(name, "未知" | "网络" | "互联网" | "本站" | "本站原创" | "原创" | "不详" | "网络转载" | "作者" | "None" | "网络整理"))
    .then(|| name.to_owned())
}

/// Where the source's name links to.
fn link(witnesses: Witnesses<'_>, block: usize, name: &str) -> Option<String> {
    let Witnesses { document, blocks, page, .. } = witnesses;
    let wanted = names::key(name);
    let container = blocks[block].container;
    let anchor = document
        .descendants(container)
        .take(200)
        .find(|&node| document.tag(node) == Tag::A && names::key(&document.inner_text(node)) == wanted)?;
    let href = document.attribute(anchor, Attribute::Href)?.trim();
    let url = match page.base_url().and_then(|base| url::Url::parse(base).ok()) {
        Some(base) => base.join(href).ok()?,
        None => url::Url::parse(href).ok()?,
    };
    matches!(url.scheme(), "http" | "https").then(|| url.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_is_a_name_and_nothing_else() {
        assert_eq!(name("海港晚报").as_deref(), Some("海港晚报"));
        assert_eq!(name("海港晚报 2021-03-04 09:12").as_deref(), Some("海港晚报"));
        assert_eq!(name("The Harbour Post").as_deref(), Some("The Harbour Post"));
        assert_eq!(name("《海港晚报》").as_deref(), Some("海港晚报"));
        assert_eq!(name("《海港》2018/14").as_deref(), Some("《海港》2018/14"));
        assert_eq!(name("Source:The Harbour Post").as_deref(), Some("The Harbour Post"));
        for nothing in ["", "NO. 7 FEB 14, 2019", "2021-03-04", "本站", "12", "He told us all of it, and then he went home to the harbour"]
        {
            assert_eq!(name(nothing), None, "{nothing}");
        }
    }
}
