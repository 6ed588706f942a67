//! The body's blocks as Markdown and as HTML.

mod html;
mod inline;
mod markdown;

#[cfg(test)]
mod tests;

pub(crate) use html::html;
pub(crate) use markdown::markdown;
