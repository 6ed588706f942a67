//! A day or a time, as far as it is known.

use jiff::civil::{Date, Time};
use jiff::tz::Offset;

use super::finder::FoundDate;

/// A day, the time of day where that is stated, and its offset where that is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Moment {
    pub date: Date,
    pub time: Option<Time>,
    pub offset: Option<Offset>,
}

impl From<&FoundDate> for Moment {
    fn from(found: &FoundDate) -> Self {
        Self { date: found.date, time: found.time, offset: found.offset }
    }
}

impl Moment {
    /// A stamp of seconds or milliseconds since 1970.
    pub(super) fn of_epoch(text: &str) -> Option<Self> {
        let value: i64 = text.trim().parse().ok()?;
        let seconds = match text.trim().len() {
            10 => value,
            13 => value / 1000,
            _ => return None,
        };
        let civil = Offset::UTC.to_datetime(jiff::Timestamp::from_second(seconds).ok()?);
        (1995..2100).contains(&civil.year()).then_some(Self { date: civil.date(), time: Some(civil.time()), offset: Some(Offset::UTC) })
    }

    /// Days between the two, whichever comes first.
    pub(super) fn days_apart(self, other: Self) -> i32 {
        self.date.since(other.date).map_or(i32::MAX, |span| span.get_days().abs())
    }

    /// The instant, where time and offset are known.
    pub(super) fn instant(self) -> Option<jiff::Timestamp> {
        self.offset?.to_timestamp(self.date.to_datetime(self.time?)).ok()
    }

    /// The same instant by a local clock that shows `shown`, where the two differ by an offset that exists.
    pub(super) fn as_shown(self, shown: Self) -> Option<Self> {
        let instant = self.instant()?;
        let time = shown.time?;
        let local = Offset::UTC.to_timestamp(shown.date.to_datetime(time)).ok()?;
        let seconds = local.as_second() - instant.as_second() / 60 * 60;
        let minutes = seconds.div_euclid(60);
        let exists = (-12 * 60..=14 * 60).contains(&minutes) && minutes % 30 == 0;
        let offset = Offset::from_seconds(i32::try_from(minutes * 60).ok()?).ok().filter(|_| exists)?;
        let civil = offset.to_datetime(instant);
        Some(Self { date: civil.date(), time: Some(civil.time()), offset: Some(offset) })
    }

    /// RFC 3339: a time only with its offset, else the day.
    pub(super) fn to_rfc3339(self) -> String {
        let (Some(time), Some(offset)) = (self.time, self.offset) else { return self.date.to_string() };
        let minutes = offset.seconds() / 60;
        let zone = if minutes == 0 {
            "Z".to_owned()
        } else {
            let sign = if minutes < 0 { '-' } else { '+' };
            format!("{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60)
        };
        format!("{}T{:02}:{:02}:{:02}{zone}", self.date, time.hour(), time.minute(), time.second())
    }
}

#[cfg(test)]
mod tests {
    use super::super::finder::{Hint, find};
    use super::*;

    fn moment(text: &str) -> Moment {
        Moment::from(find(text, Hint::default()).first().expect("a date"))
    }

    #[test]
    fn a_time_is_told_only_with_its_offset() {
        assert_eq!(moment("2016-05-13 09:22").to_rfc3339(), "2016-05-13");
        assert_eq!(moment("2016-05-13T09:22:07-0330").to_rfc3339(), "2016-05-13T09:22:07-03:30");
        assert_eq!(moment("2016-05-13T09:22:00Z").to_rfc3339(), "2016-05-13T09:22:00Z");
        assert_eq!(Moment::of_epoch("1463131320").map(Moment::to_rfc3339).as_deref(), Some("2016-05-13T09:22:00Z"));
    }

    #[test]
    fn a_local_clock_tells_the_offset() {
        let told = moment("2016-05-12T22:30:00Z");
        assert_eq!(told.as_shown(moment("2016-05-13 00:30")).map(Moment::to_rfc3339).as_deref(), Some("2016-05-13T00:30:00+02:00"));
        assert_eq!(told.as_shown(moment("2016-05-13 00:37")), None);
        assert_eq!(told.as_shown(moment("2016-05-15 00:30")), None);
    }
}
