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
            include: Include::default(),
            sites: SiteRules::default(),
        }
    }
}
