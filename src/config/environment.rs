//! Settings in variables of the environment.

use serde::Deserialize;
use toml::{Table, Value};

use super::{Config, Error};

const PREFIX: &str = "PRESSCUT_";

/// What is logged is asked of the environment alone.
const LOG: &str = "PRESSCUT_LOG";

/// The variables that say settings, and the key of each. Lists of tables have none.
pub(super) fn keys() -> Vec<(String, Vec<String>, Value)> {
    let defaults = Table::try_from(Config::default()).unwrap_or_default();
    let mut keys = Vec::new();
    let mut left: Vec<(Vec<String>, Value)> = vec![(vec![], Value::Table(defaults))];
    while let Some((path, value)) = left.pop() {
        match value {
            Value::Table(table) => left.extend(table.into_iter().map(|(key, value)| ([path.clone(), vec![key]].concat(), value))),
            value => keys.push((format!("{PREFIX}{}", path.join("_").to_uppercase()), path, value)),
        }
    }
    keys
}

/// What a variable says, as a table; `None` where it is no setting's.
pub(super) fn table(name: &str, text: &str) -> Result<Option<Table>, Error> {
    if !name.starts_with(PREFIX) {
        return Ok(None);
    }
    let Some((_, path, default)) = keys().into_iter().find(|(variable, ..)| variable == name) else {
        if name != LOG {
            tracing::warn!("{name} in the environment belongs to no key of the configuration");
        }
        return Ok(None);
    };
    let bad = |problem: String| Error::Variable { name: name.to_owned(), problem };
    let value = match default {
        Value::Integer(_) => Value::Integer(text.trim().parse().map_err(|_| bad("not a whole number".to_owned()))?),
        Value::Float(_) => Value::Float(text.trim().parse().map_err(|_| bad("not a number".to_owned()))?),
        Value::Boolean(_) => Value::Boolean(text.trim().parse().map_err(|_| bad("neither `true` nor `false`".to_owned()))?),
        Value::Array(_) => Value::Array(text.split(',').map(str::trim).filter(|part| !part.is_empty()).map(Value::from).collect()),
        _ => Value::from(text),
    };
    let table = path.into_iter().rev().fold(value, |value, key| Value::Table(Table::from_iter([(key, value)])));
    let Value::Table(table) = table else { return Ok(None) };
    Config::deserialize(Value::Table(table.clone())).map_err(|error| bad(error.message().trim().to_owned()))?;
    Ok(Some(table))
}
