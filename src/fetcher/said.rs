//! How settings are written: times as seconds, what is not set as `""`.

/// A time as a number of seconds.
pub mod seconds {
    use std::time::Duration;

    use serde::de::Error;
    use serde::{Deserialize, Deserializer, Serializer};

    /// Writes it.
    ///
    /// # Errors
    /// The serializer's.
    pub fn serialize<S: Serializer>(time: &Duration, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(time.as_secs_f64())
    }

    /// Reads it.
    ///
    /// # Errors
    /// Where it is no such number.
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Duration, D::Error> {
        /// Some eleven days: no timer is set beyond it.
        const MOST: f64 = 1e6;
        let seconds = f64::deserialize(deserializer)?;
        Duration::try_from_secs_f64(seconds)
            .ok()
            .filter(|_| seconds <= MOST)
            .ok_or_else(|| D::Error::custom("a time is a number of seconds, from 0 to 1000000"))
    }
}

/// A time as a number of seconds, or nothing.
#[allow(clippy::ref_option, reason = "the shape that serde asks for")]
pub(super) mod seconds_or_none {
    use std::time::Duration;

    use serde::{Deserializer, Serializer};

    pub(in super::super) fn serialize<S: Serializer>(time: &Option<Duration>, serializer: S) -> Result<S::Ok, S::Error> {
        match time {
            Some(time) => super::seconds::serialize(time, serializer),
            None => serializer.serialize_none(),
        }
    }

    pub(in super::super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Duration>, D::Error> {
        super::seconds::deserialize(deserializer).map(Some)
    }
}

/// A text, or `""` for nothing.
#[allow(clippy::ref_option, reason = "the shape that serde asks for")]
pub(super) mod unset {
    use serde::{Deserialize, Deserializer, Serializer};

    /// What is written as text.
    pub(in super::super) trait Text: Sized {
        fn read(text: &str) -> Self;
        fn written(&self) -> String;
    }

    impl Text for std::path::PathBuf {
        fn read(text: &str) -> Self {
            text.into()
        }

        fn written(&self) -> String {
            self.to_string_lossy().into_owned()
        }
    }

    impl Text for super::super::settings::Proxy {
        fn read(text: &str) -> Self {
            text.into()
        }

        fn written(&self) -> String {
            self.into()
        }
    }

    pub(in super::super) fn serialize<T: Text, S: Serializer>(value: &Option<T>, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&value.as_ref().map(Text::written).unwrap_or_default())
    }

    pub(in super::super) fn deserialize<'de, T: Text, D: Deserializer<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
        let text = String::deserialize(deserializer)?;
        Ok((!text.is_empty()).then(|| T::read(&text)))
    }
}
