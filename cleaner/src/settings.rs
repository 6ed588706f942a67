//! What a user can choose.

use serde::{Deserialize, Serialize};

use crate::document::Limits;
use crate::site::SiteRules;

/// Which way to err where it is not sure that a block is body.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Favor {
    /// Rather too little.
    Precision,
    /// As the model was trained.
    #[default]
    Balanced,
    /// Rather too much.
    Recall,
}

/// A kind of reservation that is obeyed where a user asks for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Respect {
    /// Robots directives that want no copy kept or no text shown: `noindex`, `none`, `noarchive`, `nocache`, `nosnippet`,
    /// `max-snippet:0`, and `unavailable_after` a time before the fetch.
    Robots,
    /// `TDMRep`'s reservation of text and data mining.
    Tdm,
    /// `noai` and `noimageai`.
    Noai,
}

impl Respect {
    /// Its name in a configuration.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Robots => "robots",
            Self::Tdm => "tdm",
            Self::Noai => "noai",
        }
    }
}

/// Parts of the record that are given on demand only.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[allow(clippy::struct_excessive_bools, reason = "independent switches, each of a field of the record")]
pub struct Include {
    /// `markdown`.
    pub markdown: bool,
    /// `html`.
    pub html: bool,
    /// `removed`.
    pub removed: bool,
    /// `comments`.
    pub comments: bool,
    /// `posts`.
    pub posts: bool,
}

/// Settings of a cleaner; [`Settings::default`] is what `config.toml` shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// Most bytes of a page; a longer one is a record with the error `too_large`.
    pub max_bytes: usize,
    /// Bounds on the tree.
    pub limits: Limits,
    /// Which way to err.
    pub favor: Favor,
    /// Reservations that are obeyed: a page that makes one of them is a record with the error `rights`.
    pub respect: Vec<Respect>,
    /// What to give beside the rest.
    pub include: Include,
    /// What is known of single sites: not read from the same table, since each has to be compiled.
    #[serde(skip)]
    pub sites: SiteRules,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            max_bytes: 20 << 20,
            limits: Limits::default(),
            favor: Favor::Balanced,
            respect: Vec::new(),
            include: Include::default(),
            sites: SiteRules::default(),
        }
    }
}
