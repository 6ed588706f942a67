//! Who signed the story: below it, or in brackets at the edges of its first and last paragraphs.

use super::labels::Label;
use super::people::{Testimony, extend, labelled, named};
use super::visible::{Place, Visible};
use super::{Witnesses, east_asian, names};
use crate::document::Attribute;

/// Names below the body, or in brackets at the edges of its first and last paragraphs.
pub(super) fn read(witnesses: Witnesses<'_>, visible: &Visible<'_>) -> Testimony {
    let told = |names| Testimony { names, provenance: "signature".to_owned() };
    let below = labelled(witnesses, visible, &[Place::Foot, Place::Body]);
    if !below.names.is_empty() {
        return told(below.names);
    }
    let blocks = witnesses.blocks;
    let mut out = vec![];
    // Short lines of their own: 海港晚报记者 王一帆; 김하늘 기자.
    for line in
        visible.lines.iter().filter(|line| line.label().is_none() && blocks[line.block].chars <= 40 && blocks[line.block].link_chars == 0)
    {
        // 新华社记者 王一帆 摄 took the picture.
        let text = blocks.text(line.block);
        if !text.trim_end_matches([')', '）', '。']).ends_with(['摄', '攝', '影']) {
            extend(&mut out, reporters(text));
        }
        if !out.is_empty() {
            return told(out);
        }
    }
    // 海港晚报记者 王一帆 来源：海港晚报.
    for part in visible.lines.iter().filter(|line| line.place != Place::Head).flat_map(|line| &line.parts) {
        if part.label.is_none() && part.text.chars().count() <= 30 && !part.text.ends_with(['。', '摄', '攝']) {
            extend(&mut out, reporters(part.text));
        }
    }
    if !out.is_empty() {
        return told(out);
    }
    let (Some(start), Some(end)) = (visible.body_start, visible.body_end) else { return told(out) };
    let edges: Vec<usize> = (start..=end.min(start + 1)).chain(end.saturating_sub(1).max(start)..=end).collect();
    for index in edges {
        let text = blocks.text(index);
        for (before, aside) in bracketed(text) {
            extend(&mut out, reporters(aside));
            extend(&mut out, bylines(aside, Label::Author));
            if out.is_empty() && before.trim_end().ends_with(['电', '電', '讯', '訊']) {
                let found = names::certain_people(aside);
                let parts = aside.split(['、', ' ']).filter(|part| !part.is_empty()).count();
                if found.len() == parts {
                    extend(&mut out, found);
                }
            }
        }
        if out.is_empty()
            && let Some(opening) = text.char_indices().nth(40).map_or(Some(text), |(at, _)| text.get(..at))
        {
            out.extend(east_asian::korean_reporter(opening).map(str::to_owned));
        }
        if !out.is_empty() {
            break;
        }
    }
    if out.is_empty() {
        out.extend(closing(blocks.text(end)));
    }
    if out.is_empty() {
        out.extend((end.saturating_sub(1).max(start)..(end + 3).min(blocks.len())).find_map(|index| signed_apart(witnesses, index)));
    }
    if out.is_empty() {
        return named(witnesses, &visible.named_below);
    }
    told(out)
}

/// Names in brackets behind the last sentence: …每天开八班船。（王一帆）
fn closing(text: &str) -> Vec<String> {
    let inner = text.trim_end().strip_suffix(['）', ')']).and_then(|text| text.rsplit_once(['（', '(']));
    let Some((before, inner)) = inner.filter(|(before, _)| before.trim_end().ends_with(['。', '！', '？', '”', '…', '」'])) else {
        return vec![];
    };
    let parts: Vec<&str> = inner.split(['、', ' ', '，']).filter(|part| !part.is_empty()).collect();
    let names = names::certain_people(inner);
    if !before.is_empty() && parts.len() <= 3 && names.len() == parts.len() && parts.iter().all(|part| east_asian::is_chinese_name(part)) {
        names
    } else {
        vec![]
    }
}

/// A name in brackets and nothing else, in an element that is called one: （藤代千夏）.
fn signed_apart(witnesses: Witnesses<'_>, index: usize) -> Option<String> {
    let Witnesses { document, blocks, .. } = witnesses;
    let inner = blocks.text(index).trim().strip_prefix(['（', '('])?.strip_suffix(['）', ')'])?;
    let called =
        [Attribute::Class, Attribute::Id].iter().filter_map(|&name| document.attribute(blocks[index].container, name)).any(|value| {
            let value = value.to_ascii_lowercase();
            ["name", "author", "writer", "signature", "byline"].iter().any(|word| value.contains(word))
        });
    let fits = called && (3..=6).contains(&inner.chars().count()) && inner.chars().all(crate::text::is_cjk);
    fits.then(|| names::person(inner)).flatten()
}

/// Names behind a label in a bracket such as "(Reporting by A and B; Editing by C)".
pub(super) fn bylines(aside: &str, wanted: Label) -> Vec<String> {
    aside
        .split([';', '；'])
        .filter_map(|clause| super::labels::at_start(clause.trim()))
        .filter(|&(label, _)| label == wanted)
        .flat_map(|(_, rest)| names::people(rest))
        .collect()
}

/// What stands in brackets in the first 80 and the last 160 characters of a paragraph, with the text before it.
pub(super) fn bracketed(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let total = text.chars().count();
    let mut position = 0;
    text.split_inclusive([')', '）', '〕', '】']).filter_map(move |piece| {
        let length = piece.chars().count();
        position += length;
        let near = position <= 80 || position + 20 >= total;
        let inner = piece.trim_end_matches([')', '）', '〕', '】']);
        let (before, inner) = inner.rsplit_once(['(', '（', '〔', '【'])?;
        (near && inner.chars().count() <= 160).then_some((before, inner))
    })
}

/// The reporters that a bracket or a short line names: 记者 王一帆 李小满, 本报记者王一帆.
fn reporters(aside: &str) -> Vec<String> {
    let mut out = vec![];
    for word in ["记者", "記者", "通讯员", "通訊員"] {
        if let Some((_, after)) = aside.split_once(word) {
            extend(&mut out, names::certain_people(after.split(['。', '”', '：', ':']).next().unwrap_or_default()));
            break;
        }
    }
    // 王一帆╱台北報導
    if out.is_empty()
        && ["報導", "报道"].iter().any(|end| aside.trim_end().ends_with(end))
        && let Some((name, _)) = aside.split_once(['╱', '／', '/'])
        && east_asian::is_chinese_name(name.trim())
    {
        out.push(name.trim().to_owned());
    }
    if out.is_empty() {
        out.extend(east_asian::korean_reporter(aside).map(str::to_owned));
    }
    out
}
