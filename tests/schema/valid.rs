//! Records against the schema in `docs/`.

use std::sync::LazyLock;

use jsonschema::Validator;
use serde_json::Value;

static SCHEMA: LazyLock<Validator> = LazyLock::new(|| {
    let schema = serde_json::from_str(include_str!("../../docs/article.schema.json")).expect("JSON");
    jsonschema::validator_for(&schema).expect("a schema")
});

/// What is wrong with a record by the schema, a line each.
pub(crate) fn faults(record: &Value) -> Vec<String> {
    SCHEMA.iter_errors(record).map(|fault| format!("{}: {fault}", fault.instance_path())).collect()
}

/// Fails where a record is none by the schema.
#[track_caller]
pub(crate) fn assert_valid(record: &Value) {
    let faults = faults(record);
    assert!(faults.is_empty(), "{}\n{record}", faults.join("\n"));
}
