//! The command line: one file a command.

mod clean;
mod crawl;
mod discovery;
mod interrupt;
mod metrics;
mod output;
mod schema;
mod show;
mod state;
mod status;

use std::io::IsTerminal;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use clap::{ArgAction, Args, CommandFactory, Parser, Subcommand, ValueEnum};
use presscut::config::Said;

/// Every record is whole.
const ALL_CLEAN: u8 = 0;
/// Some records carry an `error`.
const SOME_FAILED: u8 = 1;
/// Bad usage or configuration: nothing was written.
const BAD_USAGE: u8 = 2;

/// Cuts the article out of news pages.
///
/// With a page and no command: Markdown on a terminal, a line of JSON in a pipe.
#[derive(Parser)]
#[command(name = "presscut", version, after_help = AFTER_HELP)]
struct Cli {
    /// A saved page, or the URL of one
    page: Option<PathBuf>,

    /// What cannot be said without a command
    #[arg(hide = true)]
    more: Vec<PathBuf>,

    #[command(subcommand)]
    command: Option<Command>,

    #[command(flatten)]
    global: Global,
}

const AFTER_HELP: &str = "Examples:
  presscut page.html                       read the article here
  presscut clean saved/ -o articles.jsonl  clean every page of a folder
  presscut clean --format markdown 'saved/**/*.html' | less
Environment:
  PRESSCUT_<SECTION>_<KEY> overrides a key of the configuration file: PRESSCUT_CLEAN_FAVOR=recall
  PRESSCUT_LOG sets what is logged, as in PRESSCUT_LOG=presscut=debug";

#[derive(Args)]
struct Global {
    /// The configuration file; without it ./presscut.toml, where there is one
    #[arg(long, value_name = "FILE", global = true)]
    config: Option<PathBuf>,

    /// Tell more on stderr (-vv: still more)
    #[arg(short, long, action = ArgAction::Count, global = true)]
    verbose: u8,

    /// Tell only what is fatal
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    quiet: bool,

    /// Form of what is told on stderr [default: text]
    #[arg(long, value_enum, value_name = "FORM", global = true, hide_default_value = true, default_value = "text")]
    log_format: LogFormat,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum LogFormat {
    /// Lines for people
    Text,
    /// An object a line, with the time, from `info` on
    Json,
}

impl Global {
    /// Whether a program reads what is told.
    fn is_for_programs(&self) -> bool {
        self.log_format == LogFormat::Json
    }

    /// Tells a line on stderr, unless nothing is to be told.
    fn say(&self, line: &str) {
        if self.is_for_programs() {
            tracing::info!("{line}");
        } else if !self.quiet {
            eprintln!("{line}");
        }
    }
}

#[derive(Subcommand)]
enum Command {
    /// Clean saved pages: files, folders, globs, `-`
    Clean(clean::Arguments),
    /// Fetch and clean a list of URLs
    Crawl(Box<crawl::Arguments>),
    /// Tell how a crawl stands that --state keeps
    Status(status::Arguments),
    /// Print the JSON Schema of the record
    Schema,
}

/// Runs the command; the status is 0 for all clean, 1 for some failed, 2 for bad usage or configuration.
pub(crate) fn run() -> ExitCode {
    let cli = Cli::parse();
    log(&cli.global);
    let for_programs = cli.global.is_for_programs();
    let status = match (cli.command, cli.page) {
        (Some(Command::Clean(arguments)), None) => clean::run(&arguments, &cli.global),
        (Some(Command::Crawl(arguments)), None) => crawl::run(&arguments, &cli.global),
        (Some(Command::Status(arguments)), None) => status::run(&arguments),
        (Some(Command::Schema), None) => schema::run(),
        (Some(_), Some(page)) => Err(anyhow::anyhow!("`{}` stands before the command: put it after it", page.display())),
        (None, Some(page)) if cli.more.is_empty() => show::run(&page, &cli.global),
        (None, Some(page)) => Err(show::several(&page)),
        (None, None) => Cli::command().print_help().map(|()| ALL_CLEAN).map_err(Into::into),
    };
    ExitCode::from(status.unwrap_or_else(|error| {
        if for_programs {
            tracing::error!("{error:#}");
        } else {
            eprintln!("presscut: {error:#}");
        }
        BAD_USAGE
    }))
}

/// What is never told of others' code.
const SECRETIVE: [&str; 2] = ["cookie_store=off", "h2=info"];

/// Logs to stderr.
fn log(global: &Global) {
    let level = match (global.quiet, global.verbose) {
        (true, _) if global.is_for_programs() => "error",
        (true, _) => "off",
        (_, 0) if global.is_for_programs() => "info",
        (_, 0) => "warn",
        (_, 1) => "info",
        (_, 2) => "debug",
        _ => "trace",
    };
    // The tree builder warns of what it leaves out of the standard: nothing that a user could mend.
    let filter = tracing_subscriber::EnvFilter::try_from_env("PRESSCUT_LOG").unwrap_or_else(|_| format!("{level},html5ever=error").into());
    // these write cookies and headers out, whoever asks for how much
    let filter = SECRETIVE.iter().filter_map(|quiet| quiet.parse().ok()).fold(filter, tracing_subscriber::EnvFilter::add_directive);
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    if global.is_for_programs() {
        log.json().flatten_event(true).with_current_span(false).with_span_list(false).init();
    } else {
        log.with_ansi(std::io::stderr().is_terminal()).with_target(false).without_time().init();
    }
    // A page that breaks the cleaner is a record; the place is for whoever mends it.
    std::panic::set_hook(Box::new(|panic| tracing::warn!("{panic}")));
}

/// What the configuration file and the environment say.
fn said(global: &Global) -> anyhow::Result<Said> {
    let beside = PathBuf::from("presscut.toml");
    let file = global.config.clone().or_else(|| beside.is_file().then_some(beside));
    let mut said = Said::nothing();
    if let Some(path) = file {
        let name = path.display().to_string();
        let text = std::fs::read_to_string(&path).with_context(|| format!("cannot read the configuration `{name}`"))?;
        said = said.file(&name, &text)?;
    }
    Ok(said.environment(std::env::vars_os().filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?))))?)
}
