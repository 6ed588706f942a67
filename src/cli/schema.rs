//! `presscut schema`: the JSON Schema of the record.

use std::io::Write;

use schemars::generate::SchemaSettings;

use super::{ALL_CLEAN, output};

pub(super) fn run() -> anyhow::Result<u8> {
    // of what is written: every key that is always there is required
    let settings = SchemaSettings::draft2020_12().for_serialize();
    let schema = serde_json::to_string_pretty(&settings.into_generator().into_root_schema_for::<presscut::Article>())?;
    writeln!(output::stdout(), "{schema}")?;
    Ok(ALL_CLEAN)
}
