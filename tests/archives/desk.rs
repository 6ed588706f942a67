//! A folder, and the command run inside it.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;
use tempfile::TempDir;

pub(crate) struct Desk(TempDir);

pub(crate) struct Outcome {
    pub status: Option<i32>,
    pub records: Vec<Value>,
    pub err: String,
}

impl Desk {
    pub(crate) fn new() -> Self {
        Self(TempDir::new().unwrap())
    }

    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    pub(crate) fn put(&self, name: &str, bytes: impl AsRef<[u8]>) -> &Self {
        fs::write(self.path().join(name), bytes).unwrap();
        self
    }

    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_presscut"));
        command.current_dir(self.path()).args(arguments);
        for (name, _) in std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("PRESSCUT_")) {
            command.env_remove(name);
        }
        command
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Outcome {
        self.feed(arguments, &[])
    }

    pub(crate) fn feed(&self, arguments: &[&str], stdin: &[u8]) -> Outcome {
        let mut child = self.command(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut pipe = child.stdin.take().unwrap();
        let stdin = stdin.to_vec();
        let feeding = std::thread::spawn(move || pipe.write_all(&stdin));
        let output = child.wait_with_output().unwrap();
        let _ = feeding.join();
        let records: Vec<Value> =
            String::from_utf8(output.stdout).unwrap().lines().map(|line| serde_json::from_str(line).expect("a record a line")).collect();
        records.iter().for_each(crate::schema::assert_valid);
        Outcome { status: output.status.code(), records, err: String::from_utf8_lossy(&output.stderr).into_owned() }
    }
}

impl Outcome {
    pub(crate) fn column(&self, field: &str) -> Vec<&str> {
        self.records.iter().map(|record| record[field].as_str().unwrap_or("-")).collect()
    }

    pub(crate) fn error_classes(&self) -> Vec<&str> {
        self.records.iter().map(|record| record["error"]["class"].as_str().unwrap_or("-")).collect()
    }
}
