//! What is still to be fetched, who is at it, and how each host is to be treated.
//!
//! A worker takes a *lease* of a host: until it gives the lease back, or is not heard of for as long as a lease lasts, no other
//! worker asks that host for anything. With the lease come some of the host's URLs, each claimed under the lease's *fence*, a number
//! that grows with each lease. A record is committed only under the claim that its URL stands under now: so a worker that was
//! away for too long cannot publish what another has done meanwhile. Pace belongs to the host's row, and times are those of the
//! frontier's own clock: whatever a worker tells or is told is a time from now.
//!
//! Fetching is at least once; the record is exactly once.

mod digest;
mod job;
mod memory;
mod outbox;
mod postgres;
mod sql;
mod sqlite;
mod status;
mod turns;

use std::time::{Duration, Instant};

pub use job::{Claim, Errand, Job, Trail, Validators};
pub use memory::Memory;
pub use outbox::{Outbox, Part};
pub use postgres::open as postgres;
pub use sqlite::{look as sqlite_status, open as sqlite};
pub use status::{Counts, HostStatus, Status};
pub use turns::{Entry, Take, Turns};

/// The frontier of a crawl: in memory, in a file, in a database that machines share.
pub trait Frontier: Send {
    /// Adds URLs; one that is known already, by its canonical address, stays as it is. Gives the number of new ones.
    ///
    /// # Errors
    /// Where the store cannot take them.
    fn add(&mut self, found: Vec<New>) -> Result<usize, Error>;

    /// Adds what is no URL of the web, done with its record at once; false where it is known already.
    ///
    /// # Errors
    /// Where the store cannot take it.
    fn refuse(&mut self, text: &str, record: Option<&[u8]>) -> Result<bool, Error>;

    /// Opens URLs again that have their records, to be asked for anew. Gives the number of them.
    ///
    /// # Errors
    /// Where the store fails.
    fn reopen(&mut self, which: &Reopen) -> Result<usize, Error>;

    /// Leases hosts that are due, and claims some of their URLs.
    ///
    /// # Errors
    /// [`Error::Expired`] where this worker was not heard of for too long: all its leases and claims are gone.
    fn lease(&mut self, want: &Want) -> Result<Grant, Error>;

    /// Commits records, pace, and leases given back, all or nothing. Gives for each outcome whether its claim still stood.
    ///
    /// # Errors
    /// [`Error::Expired`] as [`Frontier::lease`]; then nothing is committed.
    fn commit(&mut self, batch: &mut Batch) -> Result<Vec<bool>, Error>;

    /// Says that this worker lives.
    ///
    /// # Errors
    /// [`Error::Expired`] as [`Frontier::lease`].
    fn renew(&mut self) -> Result<(), Error>;

    /// Until when the leases are surely this worker's, if they end at all.
    fn deadline(&self) -> Option<Instant>;

    /// Begins anew after [`Error::Expired`], as another worker.
    ///
    /// # Errors
    /// Where the store fails.
    fn rejoin(&mut self) -> Result<(), Error>;

    /// Gives back every lease and claim.
    ///
    /// # Errors
    /// Where the store fails.
    fn leave(&mut self) -> Result<(), Error>;

    /// What there is to do.
    ///
    /// # Errors
    /// Where the store fails.
    fn outlook(&mut self) -> Result<Outlook, Error>;

    /// Where committed records wait to be published; in memory they wait nowhere.
    fn outbox(&mut self) -> Option<&mut dyn Outbox>;
}

/// A URL to be added.
#[derive(Debug)]
pub struct New {
    /// The URL.
    pub job: Job,
    /// The pause of its host, where that is new.
    pub pause: Duration,
}

/// Which URLs are asked for anew.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reopen {
    /// These, by their keys.
    pub keys: Vec<String>,
    /// All that were done at least so long ago.
    pub older: Option<Duration>,
}

/// What a worker asks for.
#[derive(Debug, Clone, Default)]
pub struct Want {
    /// Most hosts, of those that are due.
    pub hosts: usize,
    /// Hosts that it needs by name, due or not, and the pause of each where it is new.
    pub named: Vec<(String, Duration)>,
    /// Hosts that it holds and that it wants more URLs of.
    pub more: Vec<(String, i64)>,
    /// Most URLs of each host.
    pub urls: usize,
}

/// What a worker gets.
#[derive(Debug, Default)]
pub struct Grant {
    /// Hosts that are its own now.
    pub leases: Vec<Lease>,
    /// More URLs of hosts that it holds.
    pub more: Vec<(String, Vec<Job>)>,
    /// When the next host is due, where none is.
    pub next: Option<Duration>,
    /// Whether any URL is without a record yet, whoever is at it. Told where nothing is granted.
    pub open: bool,
    /// Whether other workers have committed records that are not published yet. Told where nothing is granted.
    pub unpublished: bool,
}

/// A host that a worker may ask.
#[derive(Debug)]
pub struct Lease {
    /// Its name.
    pub host: String,
    /// The lease's fencing token.
    pub fence: i64,
    /// How long it is to be left alone still.
    pub wait: Duration,
    /// The pause that its `robots.txt` asked for, when it was last read.
    pub crawl_delay: Option<Duration>,
    /// For how long it asked to be left alone, and by which status.
    pub parked: Option<(Duration, u16)>,
    /// Some of its URLs.
    pub jobs: Vec<Job>,
}

/// What a worker has done.
#[derive(Debug, Default)]
pub struct Batch {
    /// URLs that are done.
    pub done: Vec<Outcome>,
    /// Hosts whose pace has changed, or that are given back.
    pub hosts: Vec<Pace>,
    /// How many of the URLs that were found are new; the frontier tells.
    pub added: usize,
}

/// A URL that is done.
#[derive(Debug, Default)]
pub struct Outcome {
    /// The claim that it was done under.
    pub claim: Claim,
    /// Its record, as it is to be published; none where it costs none.
    pub record: Option<Vec<u8>>,
    /// The class of the record's error.
    pub error: Option<String>,
    /// Requests made for its page.
    pub attempts: u32,
    /// What the answer said of its version.
    pub validators: Validators,
    /// URLs that its page leads to.
    pub found: Vec<New>,
}

/// How a host is to be treated from now on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pace {
    /// Its name.
    pub host: String,
    /// The fencing token of the lease.
    pub fence: i64,
    /// How long it is to be left alone from now.
    pub wait: Duration,
    /// The pause between two requests.
    pub pause: Duration,
    /// What its `robots.txt` asks for.
    pub crawl_delay: Option<Duration>,
    /// For how long it asked to be left alone, and by which status.
    pub parked: Option<(Duration, u16)>,
    /// Whether the lease is given back.
    pub release: bool,
}

/// What there is to do.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outlook {
    /// URLs without a record.
    pub open: usize,
    /// URLs with one.
    pub done: usize,
    /// Hosts with open URLs.
    pub hosts: usize,
    /// The host that keeps us longest by its pauses alone, the number of its open URLs, its pause.
    pub slowest: Option<(String, usize, Duration)>,
}

/// Why a frontier fails.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// This worker was not heard of for longer than a lease lasts.
    #[error("this worker was away for longer than its leases last")]
    Expired,
    /// The state cannot be opened.
    #[error("cannot open the state `{place}`: {cause}")]
    Open {
        /// Where it is, without credentials.
        place: String,
        /// What is wrong.
        cause: String,
    },
    /// There is no crawl to look at.
    #[error("no crawl is kept in `{0}`: give what --state named")]
    None(String),
    /// Another process works there.
    #[error("another presscut is at work in `{0}`: wait for it, or share a crawl by --state postgres://…")]
    Busy(String),
    /// Another version made it.
    #[error("the state `{place}` has the form {found}, and this presscut knows {known}: go on with the version that made it")]
    Version {
        /// Where it is.
        place: String,
        /// The form found.
        found: String,
        /// The form known.
        known: i64,
    },
    /// The state cannot be written or read.
    #[error("the state `{place}` fails: {cause}; the same command goes on once that is mended, and nothing is lost")]
    Store {
        /// Where it is.
        place: String,
        /// What is wrong.
        cause: String,
    },
}
