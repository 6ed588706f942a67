//! What was said, by whom, and how it is merged.

use serde::{Deserialize, Serialize};
use toml::{Table, Value};

use super::{Config, Error, environment, error, site};

/// What was said so far; what is said later overrides it.
#[derive(Debug, Clone, Default)]
pub struct Said {
    merged: Table,
}

impl Said {
    /// Nothing: the defaults hold.
    #[must_use]
    pub fn nothing() -> Self {
        Self::default()
    }

    /// What a file says; `name` is what messages call it.
    ///
    /// # Errors
    /// Where it is no TOML, or has an unknown key or a value that does not fit. The error names the line.
    pub fn file(mut self, name: &str, text: &str) -> Result<Self, Error> {
        let at = |error: &toml::de::Error| error::in_file(name, text, error);
        site::check(name, text)?;
        toml::from_str::<Config>(text).map_err(|error| at(&error))?;
        let table: Table = toml::from_str(text).map_err(|error| at(&error))?;
        merge(&mut self.merged, table);
        Ok(self)
    }

    /// What variables of the environment say: `PRESSCUT_CLEAN_FAVOR` is `favor` under `[clean]`.
    ///
    /// # Errors
    /// Where a value does not fit. Variables that belong to no key say nothing.
    pub fn environment(mut self, variables: impl IntoIterator<Item = (String, String)>) -> Result<Self, Error> {
        for (name, value) in variables {
            if let Some(table) = environment::table(&name, &value)? {
                merge(&mut self.merged, table);
            }
        }
        Ok(self)
    }

    /// What flags say under a section.
    ///
    /// # Errors
    /// Where the flags are no table of settings, which is a mistake in the program.
    pub fn flags(mut self, section: &str, flags: &impl Serialize) -> Result<Self, Error> {
        let table = Table::try_from(flags).map_err(|error| Error::Flags(error.to_string()))?;
        merge(&mut self.merged, Table::from_iter([(section.to_owned(), Value::Table(table))]));
        Ok(self)
    }

    /// The settings that hold.
    ///
    /// # Errors
    /// Where flags do not fit the settings, which is a mistake in the program.
    pub fn resolve(self) -> Result<Config, Error> {
        Config::deserialize(Value::Table(self.merged)).map_err(|error| Error::Flags(error.to_string()))
    }
}

/// Later values take the place of earlier ones, key by key.
fn merge(into: &mut Table, from: Table) {
    let mut left = vec![(vec![], from)];
    while let Some((path, table)) = left.pop() {
        let Some(target) = descend(into, &path) else { continue };
        for (key, value) in table {
            match (target.get(&key), value) {
                (Some(Value::Table(_)), Value::Table(inner)) => left.push(([path.clone(), vec![key]].concat(), inner)),
                (_, value) => {
                    target.insert(key, value);
                }
            }
        }
    }
}

fn descend<'a>(table: &'a mut Table, path: &[String]) -> Option<&'a mut Table> {
    path.iter().try_fold(table, |table, key| table.get_mut(key)?.as_table_mut())
}
