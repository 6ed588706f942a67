//! What is wrong with a configuration, where, and how to mend it.

/// A configuration that cannot hold.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A file.
    #[error("{file}:{line}:{column}: {problem}")]
    File {
        /// Its name.
        file: String,
        /// Counted from 1.
        line: usize,
        /// Counted from 1, in characters.
        column: usize,
        /// What is wrong, and the fix.
        problem: String,
    },
    /// A variable of the environment.
    #[error("{name} in the environment: {problem}")]
    Variable {
        /// Its name. Its value may be a secret.
        name: String,
        /// What is wrong.
        problem: String,
    },
    /// Flags; a mistake in the program.
    #[error("{0}")]
    Flags(String),
}

/// The error of a file, with its place.
pub(super) fn in_file(name: &str, text: &str, error: &toml::de::Error) -> Error {
    let at = error.span().map_or(0, |span| span.start);
    problem_at(name, text, at, error.message().trim().to_owned())
}

/// A problem at a byte of a file.
pub(super) fn problem_at(name: &str, text: &str, at: usize, problem: String) -> Error {
    let before = text.get(..at).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    Error::File { file: name.to_owned(), line, column, problem }
}
