//! Where the records go, as the user says it.

use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

use anyhow::anyhow;
use clap::{Args, ValueEnum};
use presscut::config::{Config, Said};
use presscut::writer::{self, Dedup, Fields, Form, Format, Render, Rendered, Seen, Sink, Target};
use presscut_cleaner::Include;
use serde::Serialize;

/// Columns of text where no terminal says how many.
const COLUMNS: usize = 80;

/// The flags of output, the same for every command that writes records.
#[derive(Args)]
pub(super) struct OutputArguments {
    /// Write to FILE, which appears when it is whole; packed, where its name ends in .gz or .zst. With --state also DIR, postgres://…
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,

    #[command(flatten)]
    form: FormArguments,

    /// Give more, comma-separated
    #[arg(long, value_name = "PARTS", value_delimiter = ',')]
    with: Vec<Part>,
}

/// The flags that are settings of the writer.
#[derive(Args, Serialize)]
struct FormArguments {
    /// Form of the output [default: by the name of -o, else jsonl]
    #[arg(long, value_enum, ignore_case = true)]
    #[serde(skip_serializing_if = "Option::is_none")]
    format: Option<FormatName>,

    /// Give only these fields of the record (jsonl, json), comma-separated
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fields: Vec<String>,

    /// Leave out the body of a record whose text stood in an earlier one; `duplicate_of` names it in any case
    #[arg(long)]
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    dedup: bool,
}

#[derive(Clone, Copy, ValueEnum, Serialize)]
#[serde(rename_all = "lowercase")]
enum FormatName {
    Jsonl,
    Json,
    Markdown,
    Text,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Part {
    Markdown,
    Html,
    Removed,
    Comments,
    Posts,
}

impl OutputArguments {
    /// Adds what the flags say.
    pub(super) fn say(&self, said: Said) -> anyhow::Result<Said> {
        let with: toml::Table = self
            .with
            .iter()
            .filter_map(ValueEnum::to_possible_value)
            .map(|part| (part.get_name().to_owned(), toml::Value::Boolean(true)))
            .collect();
        let include = toml::Table::from_iter([("include".to_owned(), toml::Value::Table(with))]);
        Ok(said.flags("write", &self.form)?.flags("clean", &include)?)
    }

    /// Refuses an output that would take the place of what is read.
    pub(super) fn spare(&self, inputs: &[std::ffi::OsString]) -> anyhow::Result<()> {
        let Some(output) = self.output.as_ref().filter(|path| path.is_file()).and_then(|path| path.canonicalize().ok()) else {
            return Ok(());
        };
        match inputs.iter().find(|input| Path::new(input).canonicalize().is_ok_and(|input| input == output)) {
            Some(input) => Err(anyhow!("-o would write over the input `{}`: give another name", Path::new(input).display())),
            None => Ok(()),
        }
    }

    /// Where the output is to stand, as it was said.
    pub(super) fn path(&self) -> Option<&Path> {
        self.output.as_deref()
    }

    /// Opens the output.
    pub(super) fn open(&self, config: &Config) -> anyhow::Result<Output> {
        Output::open(self.output.as_deref(), config)
    }
}

/// An output that is ready, and what it needs of each record.
pub(super) struct Output {
    pub sink: Box<dyn Sink>,
    pub include: Include,
    /// The name of the file until it is whole.
    pub temporary: Option<PathBuf>,
}

impl Output {
    pub(super) fn open(path: Option<&Path>, config: &Config) -> anyhow::Result<Self> {
        let shape = Shape::new(path, config)?;
        let path = path.filter(|path| path.as_os_str() != "-");
        let target = path.map_or_else(|| Ok(Target::stream(stdout())), Target::file)?;
        let temporary = target.temporary().map(Path::to_owned);
        let sink = shape.before(writer::sink(shape.form.clone(), target), Seen::new(config.write.remember));
        Ok(Self { sink, include: shape.include, temporary })
    }

    /// An output whose records are committed before they are published: where to take them.
    /// `seen` holds what earlier runs have written.
    pub(super) fn committed(shape: &Shape, seen: Seen) -> (Self, Rendered) {
        let render = Render::new(shape.form.clone());
        let rendered = render.rendered();
        (Self { sink: shape.before(Box::new(render), seen), include: shape.include, temporary: None }, rendered)
    }
}

/// What records are to look like, and what happens to each on its way.
pub(super) struct Shape {
    pub form: Form,
    include: Include,
    dedup: bool,
}

impl Shape {
    pub(super) fn new(path: Option<&Path>, config: &Config) -> anyhow::Result<Self> {
        let fields = Fields::new(&config.write.fields)?;
        let format = match (config.write.format, path) {
            (Format::Auto, Some(path)) => by_name(path),
            (format, _) => format,
        };
        let mut include = config.clean.include;
        include.markdown |= fields.names("markdown") || format == Format::Markdown;
        include.html |= fields.names("html") || format == Format::Text;
        include.removed |= fields.names("removed");
        include.comments |= fields.names("comments");
        include.posts |= fields.names("posts");
        if !config.write.fields.is_empty() && matches!(format, Format::Markdown | Format::Text) {
            return Err(anyhow!("`fields` chooses among the fields of JSON: leave it out, or use --format jsonl"));
        }
        let form = Form::new(format, fields, columns(config.write.width));
        Ok(Self { form, include, dedup: config.write.dedup })
    }

    /// The sinks that a record passes before the last one.
    fn before(&self, sink: Box<dyn Sink>, seen: Seen) -> Box<dyn Sink> {
        Box::new(Dedup::new(sink, seen, self.dedup))
    }
}

/// The form that a name says: `o.json`, `o.json.gz`.
fn by_name(path: &Path) -> Format {
    let extension = |path: &Path| path.extension().and_then(|extension| extension.to_str()).map(str::to_ascii_lowercase);
    let outer = extension(path);
    let inner = if matches!(outer.as_deref(), Some("gz" | "zst")) { path.file_stem().map(Path::new).and_then(extension) } else { outer };
    match inner.as_deref() {
        Some("json") => Format::Json,
        Some("md" | "markdown") => Format::Markdown,
        Some("txt") => Format::Text,
        _ => Format::Jsonl,
    }
}

fn columns(chosen: usize) -> usize {
    if chosen > 0 {
        return chosen;
    }
    let terminal = console::Term::stdout();
    if io::stdout().is_terminal() { terminal.size_checked().map_or(COLUMNS, |(_, columns)| columns.into()) } else { COLUMNS }
}

/// Standard output. Whoever reads it may stop reading: that is no error.
pub(super) fn stdout() -> impl Write + Send {
    QuietPipe(io::stdout())
}

struct QuietPipe(io::Stdout);

impl QuietPipe {
    fn quiet<T>(result: io::Result<T>) -> io::Result<T> {
        match result {
            // At once: a thread may be waiting for input that never comes.
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => std::process::exit(super::ALL_CLEAN.into()),
            result => result,
        }
    }
}

impl Write for QuietPipe {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        Self::quiet(self.0.write(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        Self::quiet(self.0.flush())
    }
}
