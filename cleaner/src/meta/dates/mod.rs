//! When a page was published and last changed: what it tells machines, what it shows its readers, and its address, weighed against each other.

mod address;
mod clock;
mod finder;
mod labels;
mod moment;
mod months;
mod relative;
mod shown;
mod surroundings;
mod tokens;
mod told;
mod zone;

use std::borrow::Cow;

use jiff::civil::Date;
use jiff::tz::Offset;

use finder::Hint;
use labels::Role;
use moment::Moment;
use shown::Shown;
use told::Told;

use super::{Headline, Metadata, Witnesses};
use crate::links;
use crate::verdict::Verdict;

/// Reads `date_published` and `date_modified`.
pub(crate) fn read(witnesses: Witnesses<'_>, headline: &Headline, verdicts: &[Verdict], out: &mut Metadata) {
    let language = super::language::declared(witnesses).or_else(|| out.language.clone());
    let hint = hint(witnesses, language.as_deref());
    let bounds = Bounds::of(witnesses);
    let told = told::published(witnesses, hint);
    let mut shown = shown::read(witnesses, headline, verdicts, hint);
    let changed = told::modified(witnesses, hint);
    let address = [witnesses.page.base_url(), witnesses.head.link("canonical"), witnesses.head.meta("og:url")];
    let address = address.into_iter().flatten().find_map(address::find);
    exchange(&mut shown, &told, &changed, address);
    let published = published(&told, &changed, &shown, address, bounds).or_else(|| last_resort(witnesses, headline, hint, bounds));
    let modified = modified(&changed, &shown, published.as_ref(), bounds);
    // East Asian systems label the day of publication as that of the last change ("更新时间").
    let eastern = out.language.as_deref().is_some_and(|language| ["zh", "ja", "ko"].iter().any(|east| language.starts_with(east)));
    let published =
        published.or_else(|| modified.clone().filter(|_| eastern).map(|told| Told { witness: Cow::Borrowed("modified"), ..told }));
    let modified = modified.map(|modified| by_the_clock_of(published.as_ref(), modified, &shown));
    // What the text is written in says more of the place than what a template declares.
    let place = out.language.clone().or(language.clone());
    for (field, value, slot) in
        [("date_published", published, &mut out.date_published), ("date_modified", modified, &mut out.date_modified)]
    {
        if let Some(value) = value {
            let (text, witness) = written(&value, || zone::assumed(witnesses, place.as_deref(), verdicts));
            out.provenance.insert(field.to_owned(), witness);
            *slot = Some(text);
        }
    }
}

/// The moment that a text made to hold it states, in any form that dates are read in: RFC 3339, and its witness.
pub(crate) fn stated(
    witnesses: Witnesses<'_>,
    text: &str,
    witness: String,
    language: Option<&str>,
    verdicts: &[Verdict],
) -> Option<(String, String)> {
    let declared = super::language::declared(witnesses);
    let hint = hint(witnesses, declared.as_deref().or(language));
    let moment = told::stamp(text, hint)
        .or_else(|| finder::find(text, hint).first().map(Moment::from))
        .or_else(|| hint.now.and_then(|now| relative::find(text, now)))?;
    let told = Told { moment, witness: Cow::Owned(witness), strong: true };
    Some(written(&told, || zone::assumed(witnesses, language.or(declared.as_deref()), verdicts)))
}

/// Whether the moment that a text states lies before another; a day ends with it.
pub(crate) fn is_before(text: &str, other: &str) -> Option<bool> {
    let hint = Hint { month_first: true, ..Hint::default() };
    let [first, second] = [text, other].map(|text| told::stamp(text, hint));
    let (first, second) = (first?, second?);
    Some(match (first.instant(), second.instant()) {
        (Some(first), Some(second)) => first < second,
        _ => first.date < second.date,
    })
}

/// Takes the other reading of `05/06/2016` where another witness names that day, and none the first.
fn exchange(shown: &mut [Shown], told: &[Told], changed: &[Told], address: Option<Date>) {
    let seen: Vec<Date> = shown.iter().filter(|shown| shown.exchanged.is_none()).map(|shown| shown.moment.date).collect();
    let known =
        |date: Date| address == Some(date) || seen.contains(&date) || told.iter().chain(changed).any(|told| told.moment.date == date);
    for shown in shown {
        if let Some(other) = shown.exchanged.filter(|&other| known(other) && !known(shown.moment.date)) {
            shown.moment.date = other;
        }
    }
}

fn hint<'a>(witnesses: Witnesses<'_>, language: Option<&'a str>) -> Hint<'a> {
    let american = language.is_none_or(|language| matches!(language, "en" | "en-US" | "en-us" | "fil" | "en-PH"));
    let host = witnesses.page.base_url().and_then(links::host).unwrap_or_default();
    let elsewhere = host.rsplit('.').next().is_some_and(|top| top.len() == 2 && top != "us");
    Hint { language, month_first: american && !elsewhere, now: retrieved(witnesses).and_then(Moment::instant) }
}

/// When the page was fetched.
fn retrieved(witnesses: Witnesses<'_>) -> Option<Moment> {
    witnesses.page.retrieved_at.as_deref().and_then(|at| told::stamp(at, Hint::default()))
}

/// Days that can be believed on one witness's word.
#[derive(Debug, Clone, Copy)]
struct Bounds {
    first: Date,
    last: Date,
}

impl Bounds {
    fn of(witnesses: Witnesses<'_>) -> Self {
        let last = retrieved(witnesses).and_then(|at| at.date.tomorrow().ok()).unwrap_or(Date::constant(2099, 12, 31));
        Self { first: Date::constant(1990, 1, 1), last }
    }

    fn hold(self, date: Date) -> bool {
        (self.first..=self.last).contains(&date)
    }
}

/// Weighs the witnesses of the day of publication.
fn published(told: &[Told], changed: &[Told], shown: &[Shown], address: Option<Date>, bounds: Bounds) -> Option<Told> {
    let credible = |date: Date| {
        let times = told.iter().filter(|other| other.moment.date == date).count()
            + usize::from(shown.iter().any(|other| other.moment.date == date))
            + usize::from(address == Some(date));
        bounds.hold(date) || times >= 2
    };
    let best =
        shown.iter().find(|shown| matches!(shown.role, Role::Published | Role::Unsaid) && shown.weight >= 2 && credible(shown.moment.date));
    let dateline = |shown: &Shown| Told { moment: shown.moment, witness: Cow::Borrowed("dateline"), strong: false };
    let address = address.filter(|&date| credible(date));
    let Some(first) = told.iter().find(|told| credible(told.moment.date)) else {
        let named = address.and_then(|date| shown.iter().find(|shown| shown.moment.date == date)).map(dateline);
        let seen = best.filter(|shown| address.is_none() || shown.weight >= 4 || shown.role == Role::Published).map(dateline);
        let address = address.map(|date| Told { moment: day(date), witness: Cow::Borrowed("url"), strong: false });
        return named.or(seen).or(address);
    };
    let seen = || shown.iter().filter(|shown| shown.role != Role::Modified);
    // A day off is another clock's day, where the instant is told; unless that is the day of the change.
    let is_of_change = |date: Date| changed.iter().any(|changed| changed.moment.date == date);
    let other_clock = |shown: &&Shown| {
        let one_off = first.moment.instant().is_some() && shown.moment.days_apart(first.moment) == 1;
        one_off && address != Some(first.moment.date) && !is_of_change(shown.moment.date)
    };
    let on_the_day = || seen().filter(|shown| shown.moment.date == first.moment.date);
    let same = on_the_day().find(|shown| shown.moment.time.is_some()).or_else(|| on_the_day().next());
    if let Some(shown) =
        same.or_else(|| seen().find(|shown| first.moment.as_shown(shown.moment).is_some())).or_else(|| seen().find(other_clock))
    {
        return Some(reconciled(first, shown, told));
    }
    let Some(best) = best.filter(|_| address != Some(first.moment.date)) else { return Some(completed(first, told)) };
    if let Some(other) = told.iter().find(|told| told.moment.date == best.moment.date) {
        return Some(completed(other, told));
    }
    // A day that a template fills in: no other than that of the last change, or of a witness that may mean anything.
    let filled = !first.strong || changed.iter().any(|changed| changed.moment.date == first.moment.date);
    let overruled = best.moment.date < first.moment.date && best.weight >= if filled { 4 } else { 5 };
    if overruled || address == Some(best.moment.date) {
        return Some(dateline(best));
    }
    Some(completed(first, told))
}

fn day(date: Date) -> Moment {
    Moment { date, time: None, offset: None }
}

/// A told moment held against the one that the page shows: the same instant by the page's own clock, or the day that is shown.
fn reconciled(first: &Told, shown: &Shown, told: &[Told]) -> Told {
    if let Some(moment) = first.moment.as_shown(shown.moment) {
        return Told { moment, ..first.clone() };
    }
    if first.moment.date == shown.moment.date {
        let completed = completed(first, told);
        // The day is told, the time beside it only shown.
        let timed = completed.moment.time.is_none() && shown.moment.time.is_some();
        return if timed { Told { moment: shown.moment, witness: Cow::Borrowed("dateline"), strong: first.strong } } else { completed };
    }
    if let Some(other) = told.iter().find(|other| other.moment.date == shown.moment.date) {
        return completed(other, told);
    }
    Told { moment: shown.moment, witness: Cow::Borrowed("dateline"), strong: false }
}

/// A day with the time and offset that another witness knows of it.
fn completed(first: &Told, told: &[Told]) -> Told {
    if first.moment.instant().is_some() {
        return first.clone();
    }
    let fits = |other: &&Told| {
        other.moment.date == first.moment.date
            && other.moment.instant().is_some()
            && (first.moment.time.is_none()
                || first.moment.time.map(|t| (t.hour(), t.minute())) == other.moment.time.map(|t| (t.hour(), t.minute())))
    };
    told.iter().find(fits).unwrap_or(first).clone()
}

/// Weighs the witnesses of the last change; none before the publication.
fn modified(told: &[Told], shown: &[Shown], published: Option<&Told>, bounds: Bounds) -> Option<Told> {
    let fits = |moment: Moment| bounds.hold(moment.date) && published.is_none_or(|published| published.moment.date <= moment.date);
    let seen = shown.iter().find(|shown| shown.role == Role::Modified && shown.weight >= 2 && fits(shown.moment));
    let first = told.iter().find(|told| fits(told.moment));
    match (first, seen) {
        (Some(first), Some(seen)) if first.moment.days_apart(seen.moment) <= 1 => Some(reconciled(first, seen, told)),
        (Some(first), _) => Some(completed(first, told)),
        (None, Some(seen)) => Some(Told { moment: seen.moment, witness: Cow::Borrowed("dateline"), strong: false }),
        (None, None) => None,
    }
}

/// A change shown by the clock that also shows the publication, whose offset is told.
fn by_the_clock_of(published: Option<&Told>, modified: Told, shown: &[Shown]) -> Told {
    let Some(published) = published.map(|told| told.moment).filter(|moment| moment.offset.is_some()) else { return modified };
    let minute = |moment: Moment| moment.time.map(|time| (moment.date, time.hour(), time.minute()));
    let same_clock =
        shown.iter().any(|shown| shown.moment.offset.is_none() && minute(shown.moment).is_some_and(|at| minute(published) == Some(at)));
    if modified.moment.time.is_some() && modified.moment.offset.is_none() && same_clock && modified.moment.days_apart(published) <= 1 {
        return Told { moment: Moment { offset: published.offset, ..modified.moment }, ..modified };
    }
    modified
}

/// The only day that elements made for a date show anywhere on the page.
fn last_resort(witnesses: Witnesses<'_>, headline: &Headline, hint: Hint<'_>, bounds: Bounds) -> Option<Told> {
    let all = shown::anywhere(witnesses, headline, hint);
    let first = all.iter().find(|shown| shown.role != Role::Modified)?;
    let alone = all.iter().all(|shown| shown.moment.date == first.moment.date);
    (alone && bounds.hold(first.moment.date)).then_some(Told { moment: first.moment, witness: Cow::Borrowed("dateline"), strong: false })
}

/// RFC 3339, and the witness; a local time is that of the country that the page is placed in.
fn written(told: &Told, zone: impl FnOnce() -> Option<Offset>) -> (String, String) {
    let mut moment = told.moment;
    let mut witness = told.witness.clone().into_owned();
    if moment.time.is_some()
        && moment.offset.is_none()
        && let Some(offset) = zone()
    {
        moment.offset = Some(offset);
        witness.push_str(" tz-assumed");
    }
    (moment.to_rfc3339(), witness)
}

#[cfg(test)]
mod tests;
