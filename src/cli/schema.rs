//! `presscut schema`: the JSON Schema of the record.

use std::io::Write;

use super::{ALL_CLEAN, output};

pub(super) fn run() -> anyhow::Result<u8> {
    let schema = serde_json::to_string_pretty(&schemars::schema_for!(presscut::Article))?;
    writeln!(output::stdout(), "{schema}")?;
    Ok(ALL_CLEAN)
}
