//! What every frontier must do, in memory, in SQLite and in PostgreSQL alike.

use std::path::Path;
use std::time::{Duration, Instant};

use presscut::fetcher::entry::{Kind, Note, Witness};
use presscut::fetcher::frontier::{self, Batch, Error, Frontier, Grant, Job, Memory, New, Outcome, Pace, Reopen, Want};

use crate::cluster::Cluster;

const PAUSE: Duration = Duration::from_millis(300);
const LEASE: Duration = Duration::from_secs(3);

fn new(url: &str) -> New {
    New { job: Job::read(url).unwrap(), pause: PAUSE }
}

fn hosts(most: usize) -> Want {
    Want { hosts: most, urls: 2, ..Want::default() }
}

fn told(grant: &Grant) -> Vec<(String, Vec<String>)> {
    let mut told: Vec<_> = grant
        .leases
        .iter()
        .map(|lease| (lease.host.clone(), lease.jobs.iter().map(|job| job.asked().path().to_owned()).collect()))
        .collect();
    told.sort();
    told
}

fn done(job: &Job, record: &str) -> Outcome {
    Outcome { claim: job.claim, record: Some(record.as_bytes().to_vec()), attempts: 1, ..Outcome::default() }
}

fn given_back(grant: &Grant, wait: Duration) -> Vec<Pace> {
    let pace = |lease: &frontier::Lease| Pace {
        host: lease.host.clone(),
        fence: lease.fence,
        wait,
        pause: PAUSE,
        crawl_delay: Some(PAUSE * 2),
        parked: None,
        release: true,
    };
    grant.leases.iter().map(pace).collect()
}

/// What holds for one worker.
fn one_worker(frontier: &mut dyn Frontier) {
    let urls = ["http://a.example/1", "http://a.example/2", "http://a.example/3", "http://u:p@b.example/1", "http://a.example/1#top"];
    assert_eq!(frontier.add(urls.iter().map(|url| new(url)).collect()).unwrap(), 4, "every address once");
    assert_eq!(frontier.add(vec![new("http://a.example/2")]).unwrap(), 0);
    assert!(frontier.refuse("ftp://c.example/", None).unwrap() && !frontier.refuse("ftp://c.example/", None).unwrap());
    let outlook = frontier.outlook().unwrap();
    assert_eq!((outlook.open, outlook.hosts, outlook.slowest), (4, 2, Some(("a.example".to_owned(), 3, PAUSE))));

    let first = frontier.lease(&hosts(9)).unwrap();
    let told_first = [("a.example".to_owned(), vec!["/1".to_owned(), "/2".to_owned()]), ("b.example".to_owned(), vec!["/1".to_owned()])];
    assert_eq!(told(&first), told_first, "in the order of the list, and no more than was asked for");
    let with_password = first.leases.iter().flat_map(|lease| &lease.jobs).find(|job| job.host() == "b.example").unwrap();
    assert_eq!(with_password.credentials().map(|found| found.user.as_str()), Some("u"));
    assert_eq!(with_password.input(), "http://b.example/1");
    let none = frontier.lease(&hosts(9)).unwrap();
    assert!(none.leases.is_empty() && none.open && none.next.is_none(), "a host has one lease");
    let a = first.leases.iter().find(|lease| lease.host == "a.example").unwrap();
    let more = frontier.lease(&Want { more: vec![("a.example".to_owned(), a.fence)], urls: 2, ..Want::default() }).unwrap();
    assert_eq!(more.more[0].1.len(), 1);

    // the record, what was found on its page, and the pace are one
    let [one, two] = &a.jobs[..] else { panic!("two jobs") };
    let found = vec![New { job: Job::found("http://d.example/x", one).unwrap(), pause: PAUSE }, new("http://a.example/2")];
    let outcome = Outcome { found, ..done(one, "one\n") };
    let mut batch = Batch { added: 0, done: vec![outcome, done(two, "two\n")], hosts: given_back(&first, PAUSE) };
    assert_eq!(frontier.commit(&mut batch).unwrap(), [true, true]);
    let again = frontier.lease(&hosts(9)).unwrap();
    assert_eq!(told(&again), [("d.example".to_owned(), vec!["/x".to_owned()])], "what was found is there, and the others have their pause");
    assert_eq!(again.leases[0].jobs[0].depth, 1);
    assert_eq!(again.leases[0].jobs[0].parent, Some(one.claim.url));
    std::thread::sleep(PAUSE);
    let named = Want { named: vec![("a.example".to_owned(), PAUSE), ("new.example".to_owned(), PAUSE)], urls: 2, ..Want::default() };
    let named = frontier.lease(&named).unwrap();
    assert_eq!(
        told(&named),
        [("a.example".to_owned(), vec![]), ("new.example".to_owned(), vec![])],
        "a host without open URLs, and a new one"
    );
    let a_again = named.leases.iter().find(|lease| lease.host == "a.example").unwrap();
    assert!(a_again.fence > a.fence, "the token grows");
    assert_eq!(a_again.crawl_delay, Some(PAUSE * 2));

    // the old lease's last URLs are still claimed
    let late = Batch {
        added: 0,
        done: vec![done(&more.more[0].1[0], "three\n"), done(with_password, "b\n")],
        hosts: given_back(&named, PAUSE * 20),
    };
    let mut late = late;
    assert_eq!(frontier.commit(&mut late).unwrap(), [true, true]);
    let x = done(&again.leases[0].jobs[0], "x\n");
    assert_eq!(frontier.commit(&mut Batch { added: 0, done: vec![x], hosts: given_back(&again, PAUSE) }).unwrap(), [true]);
    let end = frontier.lease(&hosts(9)).unwrap();
    assert!(end.leases.is_empty() && !end.open && end.next.is_none());
    let outlook = frontier.outlook().unwrap();
    assert_eq!((outlook.open, outlook.hosts), (0, 0));
    assert!(outlook.done >= 5);
}

/// What holds for the records of a frontier that outlives its process.
fn records(frontier: &mut dyn Frontier) {
    frontier.refuse("ftp://e.example/", Some(b"e\n")).unwrap();
    let outbox = frontier.outbox().unwrap();
    let waiting = outbox.waiting(0, 99).unwrap();
    let texts: Vec<_> = waiting.iter().map(|(_, record)| String::from_utf8_lossy(record).into_owned()).collect();
    assert_eq!(texts, ["one\n", "two\n", "three\n", "b\n", "x\n", "e\n"], "in the order of the commits");
    outbox.published(&[waiting[0].0], Some(4)).unwrap();
    assert_eq!((outbox.noted("length").unwrap().as_deref(), outbox.left().unwrap()), (Some("4"), 5));
    assert_eq!(outbox.plan_part(9, 1 << 20, false).unwrap(), None, "too few for a part");
    let part = outbox.plan_part(3, 1 << 20, false).unwrap().unwrap();
    assert_eq!((part.records, part.bytes), (3, 12));
    let same = outbox.plan_part(3, 1 << 20, false).unwrap().unwrap();
    assert_eq!((same.id, same.fence), (part.id, part.fence + 1), "what was begun is finished first");
    let of_part = outbox.records_of(part.id, 0, 99).unwrap();
    assert_eq!(of_part.iter().map(|(_, record)| record.len()).sum::<usize>(), 12);
    let mut listed = Vec::new();
    outbox.part_is_whole(&part, &mut |parts| listed = parts.iter().map(|part| part.id).collect()).unwrap();
    assert_eq!((listed, outbox.left().unwrap()), (vec![part.id], 2));
    let rest = outbox.plan_part(9, 1 << 20, true).unwrap().unwrap();
    assert_eq!((rest.records, rest.id > part.id), (2, true));
    outbox.part_is_whole(&rest, &mut |_| ()).unwrap();
    assert_eq!(outbox.plan_part(9, 1 << 20, true).unwrap(), None);
    assert_eq!(outbox.note_first("output", "a").unwrap(), "a");
    assert_eq!(outbox.note_first("output", "b").unwrap(), "a");
    anew(frontier);
}

/// What is done may be asked for anew, and what is known of a URL is kept.
fn anew(frontier: &mut dyn Frontier) {
    let known = frontier.outlook().unwrap().done;
    let again = |keys: &[&str], older| Reopen { keys: keys.iter().map(ToString::to_string).collect(), older };
    assert_eq!(frontier.reopen(&again(&["http://a.example/none"], Some(Duration::from_hours(1)))).unwrap(), 0, "nothing is as old");
    assert_eq!(frontier.reopen(&again(&["http://d.example/x"], None)).unwrap(), 1);
    assert_eq!(frontier.outlook().unwrap().done, known - 1);
    let mut list = new("http://d.example/x");
    let witness = Witness { title: Some("夜航".to_owned()), ..Witness::default() };
    list.job.note = Some(Box::new(Note { list: Some((Kind::Feed, 1)), witness: Some(witness) }));
    assert_eq!(frontier.add(vec![list]).unwrap(), 1, "a feed is another than the page of its address");
    let since = Instant::now();
    let grant = loop {
        let grant = frontier.lease(&Want { named: vec![("d.example".to_owned(), PAUSE)], urls: 9, ..Want::default() }).unwrap();
        if !grant.leases.is_empty() || since.elapsed() > PAUSE * 9 {
            break grant;
        }
    };
    let notes: Vec<_> = grant.leases[0].jobs.iter().map(|job| job.note.clone()).collect();
    assert_eq!(notes.len(), 2, "{notes:?}");
    assert!(notes[0].is_none() && notes[1].as_ref().is_some_and(|note| note.list == Some((Kind::Feed, 1))));
    assert_eq!(notes[1].as_ref().unwrap().witness.as_ref().unwrap().title.as_deref(), Some("夜航"));
    let outcomes = grant.leases[0].jobs.iter().map(|job| Outcome { record: None, ..done(job, "") }).collect();
    let mut batch = Batch { added: 0, done: outcomes, hosts: given_back(&grant, PAUSE) };
    assert_eq!(frontier.commit(&mut batch).unwrap(), [true, true], "a URL may end without a record");
    assert!(frontier.outbox().unwrap().waiting(0, 9).unwrap().is_empty());
}

/// A worker that goes without a word leaves its host the pause, and its URLs to others.
fn gone(mut first: Box<dyn Frontier>, again: impl Fn() -> Box<dyn Frontier>, silence: Duration) {
    first.add(vec![new("http://g.example/1")]).unwrap();
    let held = first.lease(&Want { named: vec![("g.example".to_owned(), PAUSE)], urls: 2, ..Want::default() }).unwrap();
    assert_eq!(told(&held), [("g.example".to_owned(), vec!["/1".to_owned()])]);
    drop(first);
    std::thread::sleep(silence);
    let since = Instant::now();
    let mut second = again();
    let lease = loop {
        let grant = second.lease(&hosts(9)).unwrap();
        if let Some(lease) = grant.leases.into_iter().find(|lease| lease.host == "g.example") {
            break lease;
        }
        assert!(grant.open && since.elapsed() < PAUSE * 20, "the URL is not lost");
        std::thread::sleep(Duration::from_millis(10));
    };
    assert!(since.elapsed() + Duration::from_millis(50) >= PAUSE, "the host has its pause: {:?}", since.elapsed());
    assert!(lease.fence > held.leases[0].fence);
    let claimed_before = done(&held.leases[0].jobs[0], "late\n");
    let claimed_now = done(&lease.jobs[0], "now\n");
    assert_eq!(second.commit(&mut Batch { added: 0, done: vec![claimed_before, claimed_now], hosts: vec![] }).unwrap(), [false, true]);
}

#[test]
fn in_memory() {
    one_worker(&mut Memory::default());
}

#[test]
fn in_sqlite() {
    let folder = tempfile::tempdir().unwrap();
    let open = || frontier::sqlite(&folder.path().join("state")).unwrap();
    let mut frontier = open();
    one_worker(&mut *frontier);
    records(&mut *frontier);
    assert!(matches!(frontier::sqlite(&folder.path().join("state")), Err(Error::Busy(_))), "one process a folder");
    gone(frontier, open, Duration::ZERO);
    a_later_form_is_refused(&folder.path().join("state"));
}

fn a_later_form_is_refused(state: &Path) {
    let tables = rusqlite::Connection::open(state.join("crawl.db")).unwrap();
    tables.execute("UPDATE notes SET value = '99' WHERE name = 'version'", []).unwrap();
    drop(tables);
    let message = frontier::sqlite(state).err().unwrap().to_string();
    assert!(message.contains("99") && message.contains("version"), "{message}");
}

#[test]
fn in_postgresql() {
    let cluster = Cluster::start();
    let open = || frontier::postgres(&cluster.address(), LEASE).unwrap();
    let mut frontier = open();
    one_worker(&mut *frontier);
    records(&mut *frontier);
    gone(frontier, open, LEASE);
    two_workers(&mut *open(), &mut *open());
    let nowhere = frontier::postgres("postgres://ann:swordfish@127.0.0.1:9/none", LEASE).err().unwrap().to_string();
    assert!(nowhere.contains("127.0.0.1:9") && !nowhere.contains("swordfish"), "{nowhere}");
}

/// What holds between workers.
fn two_workers(one: &mut dyn Frontier, two: &mut dyn Frontier) {
    one.add(vec![new("http://t.example/1"), new("http://t.example/2"), new("http://t.example/3")]).unwrap();
    let held = one.lease(&hosts(9)).unwrap();
    assert_eq!(held.leases.len(), 1);
    assert!(two.lease(&hosts(9)).unwrap().leases.is_empty());
    let named = Want { named: vec![("t.example".to_owned(), PAUSE)], urls: 2, ..Want::default() };
    assert!(two.lease(&named).unwrap().leases.is_empty(), "not even by name");
    assert!(one.deadline().is_some_and(|deadline| deadline <= Instant::now() + LEASE));

    // one is silent for too long, and two takes over
    let taken = loop {
        let taken = two.lease(&named).unwrap();
        if !taken.leases.is_empty() {
            break taken;
        }
        std::thread::sleep(Duration::from_millis(20));
    };
    assert_eq!(told(&taken), [("t.example".to_owned(), vec!["/1".to_owned(), "/2".to_owned()])]);
    assert!(taken.leases[0].wait > Duration::ZERO, "a request of one may have been under way until its lease ended");
    let late = done(&held.leases[0].jobs[0], "late\n");
    assert!(matches!(one.commit(&mut Batch { added: 0, done: vec![late], hosts: vec![] }), Err(Error::Expired)), "it cannot publish");
    one.rejoin().unwrap();
    let late = done(&held.leases[0].jobs[0], "late\n");
    assert_eq!(one.commit(&mut Batch { added: 0, done: vec![late], hosts: vec![] }).unwrap(), [false], "nor under another name");
    let now = taken.leases[0].jobs.iter().map(|job| done(job, "now\n")).collect();
    assert_eq!(two.commit(&mut Batch { added: 0, done: now, hosts: given_back(&taken, Duration::ZERO) }).unwrap(), [true, true]);

    // a host that another waits for is its holder's no longer than for what it has at hand
    let mut held = two.lease(&named).unwrap();
    while held.leases.is_empty() {
        std::thread::sleep(Duration::from_millis(20));
        held = two.lease(&named).unwrap();
    }
    assert!(one.lease(&named).unwrap().leases.is_empty());
    let more = Want { more: vec![("t.example".to_owned(), held.leases[0].fence)], urls: 2, ..Want::default() };
    assert!(two.lease(&more).unwrap().more[0].1.is_empty());
    two.commit(&mut Batch { added: 0, done: vec![], hosts: given_back(&held, Duration::ZERO) }).unwrap();
    let visit = one.lease(&named).unwrap();
    assert_eq!(visit.leases.len(), 1);
    one.commit(&mut Batch { added: 0, done: vec![], hosts: given_back(&visit, Duration::ZERO) }).unwrap();

    // what is given back is free at once
    two.leave().unwrap();
    std::thread::sleep(PAUSE);
    let grant = one.lease(&hosts(9)).unwrap();
    assert_eq!(told(&grant), [("t.example".to_owned(), vec!["/3".to_owned()])]);
}
