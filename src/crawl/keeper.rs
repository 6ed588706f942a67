//! The frontier on a thread of its own: a database may keep its callers waiting, and requests do not wait for it.

use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

use super::Error;
use super::publish::Publisher;
use crate::fetcher::frontier::{self, Batch, Frontier, Grant, Want};

/// How often what was committed is published, at most.
const PUBLISH: Duration = Duration::from_millis(100);
/// How often the frontier is told that this worker lives, where nothing else tells it.
const RENEW: Duration = Duration::from_secs(1);

/// What is asked of the frontier.
pub(super) enum Order {
    Lease(Want),
    Commit(Batch),
    /// What was held is lost: begin anew.
    Rejoin,
    /// Publish what there is, and give back what is held.
    Leave,
}

/// What comes of it.
pub(super) enum Report {
    Granted(Grant),
    /// For each outcome, whether its claim stood; and how many new URLs there are.
    Committed(Vec<bool>, usize),
    /// The leases hold on.
    Renewed,
    /// All leases and claims are gone; new ones may be asked for.
    Lost,
    /// All is published and given back.
    Left,
    Failed(Error),
}

/// The way to the frontier's thread.
#[derive(Debug)]
pub(super) struct Keeper {
    orders: Sender<Order>,
    reports: UnboundedReceiver<(Report, Option<Instant>)>,
}

impl Keeper {
    /// Hands the frontier to its thread.
    pub(super) fn start(frontier: Box<dyn Frontier>, publisher: Option<Box<dyn Publisher>>) -> Result<Self, Error> {
        let ((orders, received), (told, reports)) = (channel(), unbounded_channel());
        let desk = Desk { frontier, publisher, told, published: Instant::now(), fresh: true };
        thread::Builder::new().name("frontier".to_owned()).spawn(move || desk.serve(&received)).map_err(Error::Keeper)?;
        Ok(Self { orders, reports })
    }

    /// Asks for something. Where the thread has ended, its last report says why.
    pub(super) fn order(&self, order: Order) {
        let _ = self.orders.send(order);
    }

    /// The next report, and until when the leases hold.
    pub(super) async fn report(&mut self) -> Option<(Report, Option<Instant>)> {
        self.reports.recv().await
    }
}

struct Desk {
    frontier: Box<dyn Frontier>,
    publisher: Option<Box<dyn Publisher>>,
    told: UnboundedSender<(Report, Option<Instant>)>,
    published: Instant,
    /// Whether something may have been committed since.
    fresh: bool,
}

impl Desk {
    fn serve(mut self, orders: &Receiver<Order>) {
        loop {
            let wait = if self.fresh { PUBLISH } else { RENEW };
            let answer = match orders.recv_timeout(wait) {
                Ok(order) => self.obey(order),
                Err(RecvTimeoutError::Timeout) => self.frontier.renew().map(|()| Report::Renewed).map_err(Error::from),
                Err(RecvTimeoutError::Disconnected) => return drop(self.frontier.leave()),
            };
            let answer = answer.and_then(|answer| self.publish_if_due().map(|()| answer));
            let last = match answer {
                Ok(report) => {
                    let last = matches!(report, Report::Left);
                    self.tell(report);
                    last
                }
                Err(Error::Frontier(frontier::Error::Expired)) => {
                    let again = self.frontier.rejoin();
                    self.tell(again.map_or_else(|error| Report::Failed(error.into()), |()| Report::Lost));
                    false
                }
                Err(error) => {
                    let _ = self.frontier.leave(); // what fails may be the output alone
                    self.tell(Report::Failed(error));
                    true
                }
            };
            if last {
                return;
            }
        }
    }

    fn tell(&self, report: Report) {
        // nobody listens where the crawl has ended
        let _ = self.told.send((report, self.frontier.deadline()));
    }

    fn obey(&mut self, order: Order) -> Result<Report, Error> {
        Ok(match order {
            Order::Lease(want) => {
                let grant = self.frontier.lease(&want)?;
                if grant.leases.is_empty() && !grant.open {
                    self.publish(true)?;
                }
                Report::Granted(grant)
            }
            Order::Commit(mut batch) => {
                let stood = self.frontier.commit(&mut batch)?;
                self.fresh = true;
                Report::Committed(stood, batch.added)
            }
            Order::Rejoin => {
                self.frontier.leave()?;
                self.frontier.rejoin()?;
                Report::Lost
            }
            Order::Leave => {
                self.publish(true)?;
                self.frontier.leave()?;
                Report::Left
            }
        })
    }

    fn publish_if_due(&mut self) -> Result<(), Error> {
        if self.fresh && self.published.elapsed() >= PUBLISH { self.publish(false) } else { Ok(()) }
    }

    /// Publishes what was committed; with `rest`, all of it.
    fn publish(&mut self, rest: bool) -> Result<(), Error> {
        if let (Some(publisher), Some(outbox)) = (&mut self.publisher, self.frontier.outbox()) {
            publisher.publish(outbox, rest)?;
        }
        self.published = Instant::now();
        self.fresh = false;
        Ok(())
    }
}
