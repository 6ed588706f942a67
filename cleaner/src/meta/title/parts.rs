//! The parts of a page's `<title>`: headline, section, site, and which of them may go.

use crate::meta::names;

/// How far a text is known to be a headline.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Trust {
    /// It is one, and a reader sees it.
    Shown,
    /// It is named as one.
    Declared,
    /// It may hold anything: a `<title>`.
    Guessed,
}

/// A stretch of a title between separators, as byte offsets at character boundaries.
#[derive(Clone, Copy)]
struct Segment {
    start: usize,
    end: usize,
    /// The separator before it is one that hardly stands inside a headline.
    strong: bool,
}

/// Cuts a title at its separators.
fn segments(title: &str) -> Vec<Segment> {
    let mut out = vec![];
    let (mut start, mut strong) = (0, false);
    let characters: Vec<(usize, char)> = title.char_indices().collect();
    let at = |index: usize| characters.get(index).map_or(' ', |&(_, c)| c);
    let quoted = title.contains('«') && title.contains('»');
    let mut index = 0;
    while index < characters.len() {
        let (offset, c) = characters[index];
        let previous = if index == 0 { ' ' } else { at(index - 1) };
        let mut run = 1;
        while at(index + run) == c && matches!(c, '-' | ':' | '_' | '=' | '—' | '<' | '>' | '|') {
            run += 1;
        }
        let next = at(index + run);
        let apart = previous == ' ' && next == ' ';
        let wide = crate::text::is_cjk(previous) || crate::text::is_cjk(next) || crate::text::is_cjk(at(index + run + 1));
        let kind = match c {
            '»' | '«' if quoted => None,
            '|' | '｜' | '│' | '¦' | '»' | '«' | '›' | '‹' | '•' => Some(true),
            '_' => (wide || apart || run > 1).then_some(true),
            '-' => (apart || wide || run > 1).then_some(run > 1),
            '–' | '—' | '·' | '/' | '~' | '>' | '<' | '*' | '∙' | '−' | '‐' | '―' => apart.then_some(false),
            ':' if run > 1 => Some(true),
            ':' => (next == ' ').then_some(false),
            _ => None,
        };
        if let Some(kind) = kind {
            out.push(Segment { start, end: offset, strong });
            start = characters.get(index + run).map_or(title.len(), |&(offset, _)| offset);
            strong = kind;
        }
        index += run;
    }
    out.push(Segment { start, end: title.len(), strong });
    out.retain(|segment| title.get(segment.start..segment.end).is_some_and(|text| text.chars().any(char::is_alphanumeric)));
    out
}

/// The parts of a `<title>`: headline, section, site.
pub(in crate::meta) fn parts(title: &str) -> Vec<&str> {
    segments(title).iter().filter_map(|segment| title.get(segment.start..segment.end)).collect()
}

/// The keys of all runs of neighbouring segments of a title.
pub(super) fn runs(title: &str) -> Vec<String> {
    let segments = segments(title);
    let segments = segments.get(..segments.len().min(8)).unwrap_or_default();
    let mut out = vec![];
    // Chinese sites part the section from the headline by a space.
    let opening = segments.first().and_then(|first| title.get(first.start..first.end)).unwrap_or_default().trim();
    if opening.contains(' ') && opening.chars().any(crate::text::is_cjk) {
        let heads = opening.match_indices(' ').filter_map(|(at, _)| opening.get(..at));
        out.extend(heads.map(names::key).filter(|key| key.chars().count() >= 8));
    }
    for (from, first) in segments.iter().enumerate() {
        for last in segments.get(from..).unwrap_or_default() {
            let key = names::key(title.get(first.start..last.end).unwrap_or_default());
            if key.chars().count() >= 4 {
                out.push(key);
            }
        }
    }
    out
}

/// Whether a key is that of some first segments of a title, or of some last ones, and not of all.
pub(super) fn edges(title: &str, key: &str) -> (bool, bool) {
    let segments = segments(title);
    let count = segments.len().min(8);
    let is = |from: usize, to: usize| {
        let range = segments.get(from).zip(segments.get(to)).map(|(first, last)| first.start..last.end);
        range.and_then(|range| title.get(range)).is_some_and(|text| names::key(text) == key)
    };
    let last = segments.len().saturating_sub(1);
    ((0..count.saturating_sub(1)).any(|to| is(0, to)), (1..count).any(|from| is(from, last)))
}

/// A title without the site's name at its edges; of a guessed one also without short parts behind separators that hardly stand inside a
/// headline, whoever they name.
pub(super) fn without_site(title: &str, sites: &[String], trust: Trust) -> String {
    let mut parts = segments(title);
    let key_of = |segment: &Segment| names::key(title.get(segment.start..segment.end).unwrap_or_default());
    let is_site = |key: &str| {
        sites.iter().any(|site| {
            let (short, long) = if site.chars().count() < key.chars().count() { (site.as_str(), key) } else { (key, site.as_str()) };
            short == long || (short.chars().count() >= 3 && long.starts_with(short) && key.chars().count() <= 30)
        })
    };
    let mut cut = false;
    while parts.len() > 1 && parts.last().is_some_and(|last| is_site(&key_of(last))) {
        parts.pop();
        cut = true;
    }
    // Before a headline that is shown a name is the subject, unless it is the site's and nothing else.
    let leads = |key: &str| if trust == Trust::Guessed { is_site(key) } else { sites.iter().any(|site| site == key) };
    while let [first, second, ..] = parts.as_slice()
        && leads(&key_of(first))
        && (trust != Trust::Shown || !title.get(first.end..second.start).is_some_and(|mark| mark.contains(':')))
    {
        parts.remove(0);
    }
    let size = |segment: &Segment| {
        title.get(segment.start..segment.end).unwrap_or_default().chars().map(|c| if crate::text::is_cjk(c) { 3 } else { 1 }).sum::<usize>()
    };
    if trust == Trust::Guessed {
        // What follows a bar is section and site; a dash may stand inside a headline, so that only one short part goes, and only where the site was not found.
        while parts.len() > 1 && parts.last().is_some_and(|last| last.strong) && parts.first().is_some_and(|first| size(first) >= 12) {
            parts.pop();
            cut = true;
        }
        let rest: usize = parts.iter().rev().skip(1).map(size).sum();
        if !cut
            && parts.len() > 1
            && parts.last().is_some_and(|last| {
                size(last) <= 30 && size(last) * 2 <= rest && title.get(..last.start).is_some_and(|head| !head.trim_end().ends_with(':'))
            })
        {
            parts.pop();
        }
    }
    match (parts.first(), parts.last()) {
        (Some(first), Some(last)) => title.get(first.start..last.end).unwrap_or(title).trim().to_owned(),
        _ => title.trim().to_owned(),
    }
}
