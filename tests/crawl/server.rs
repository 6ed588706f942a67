//! A server on loopback that does what it is told, and keeps a log of what it was asked.

use std::collections::HashMap;
use std::io::Write;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// What a server does, in order.
#[derive(Clone)]
pub(crate) enum Step {
    /// Sends bytes.
    Send(Vec<u8>),
    /// Does nothing for a while.
    Sleep(Duration),
    /// Does nothing until the client goes away.
    Hang,
    /// Sends bytes again and again until the client goes away.
    Endless(Vec<u8>),
    /// Closes the connection.
    Close,
}

/// A request as it was seen.
#[derive(Clone, Debug)]
pub(crate) struct Seen {
    pub host: String,
    pub path: String,
    pub headers: HashMap<String, String>,
    pub at: Instant,
    /// Requests of the same host under way at that moment, this one included.
    pub at_once: usize,
}

impl Seen {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(String::as_str)
    }
}

/// Answers the nth request (from 0) for a path.
type Handler = Arc<dyn Fn(&Seen, usize) -> Vec<Step> + Send + Sync>;

#[derive(Default)]
struct State {
    routes: HashMap<String, (Handler, usize)>,
    log: Vec<Seen>,
    under_way: HashMap<String, usize>,
}

pub(crate) struct Server {
    port: u16,
    state: Arc<Mutex<State>>,
}

/// Loopback addresses that a server listens on: each is a host of its own.
const HOSTS: u8 = 6;

impl Server {
    pub(crate) async fn start() -> Self {
        let state = Arc::default();
        let (port, listeners) = listen().await;
        for listener in listeners {
            let state = Arc::clone(&state);
            tokio::spawn(async move {
                while let Ok((stream, _)) = listener.accept().await {
                    tokio::spawn(serve(stream, Arc::clone(&state)));
                }
            });
        }
        Self { port, state }
    }

    pub(crate) fn port(&self) -> u16 {
        self.port
    }

    /// The address of a path at the nth host, from 1.
    pub(crate) fn url(&self, host: u8, path: &str) -> String {
        format!("http://127.0.0.{host}:{}{path}", self.port)
    }

    /// Answers a path, at every host, always the same.
    pub(crate) fn on(&self, path: &str, steps: Vec<Step>) -> &Self {
        self.when(path, move |_, _| steps.clone())
    }

    /// Answers a path as it comes. A path with a host before it (`127.0.0.2/robots.txt`) is that host's alone.
    pub(crate) fn when(&self, path: &str, handler: impl Fn(&Seen, usize) -> Vec<Step> + Send + Sync + 'static) -> &Self {
        self.state.lock().unwrap().routes.insert(path.to_owned(), (Arc::new(handler), 0));
        self
    }

    /// What was asked so far.
    pub(crate) fn log(&self) -> Vec<Seen> {
        self.state.lock().unwrap().log.clone()
    }

    /// What was asked of a path.
    pub(crate) fn asked(&self, path: &str) -> Vec<Seen> {
        self.log().into_iter().filter(|seen| seen.path == path).collect()
    }
}

async fn listen() -> (u16, Vec<TcpListener>) {
    loop {
        let first = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = first.local_addr().unwrap().port();
        let mut listeners = vec![first];
        for host in 2..=HOSTS {
            listeners.extend(TcpListener::bind(format!("127.0.0.{host}:{port}")).await);
        }
        if listeners.len() == usize::from(HOSTS) {
            return (port, listeners);
        }
    }
}

async fn serve(mut stream: TcpStream, state: Arc<Mutex<State>>) {
    while let Some((host, path, headers)) = read_head(&mut stream).await {
        let (steps, seen) = {
            let mut state = state.lock().unwrap();
            let under_way = state.under_way.entry(host.clone()).or_default();
            *under_way += 1;
            let seen = Seen { at_once: *under_way, host, path, headers, at: Instant::now() };
            state.log.push(seen.clone());
            let own = format!("{}{}", seen.host, seen.path);
            let key = if state.routes.contains_key(&own) { own } else { seen.path.clone() };
            let steps = state.routes.get_mut(&key).map(|(handler, asked)| {
                *asked += 1;
                handler(&seen, *asked - 1)
            });
            (steps.unwrap_or_else(|| status(404, &[])), seen)
        };
        // with the last bytes the client has its answer, whenever this task runs on
        let (last, before) = match steps.split_last() {
            Some((last @ Step::Send(_), before)) => (vec![last.clone()], before.to_vec()),
            _ => (Vec::new(), steps),
        };
        let open = play(&mut stream, before).await;
        *state.lock().unwrap().under_way.entry(seen.host).or_default() -= 1;
        if !open || !play(&mut stream, last).await {
            return;
        }
    }
}

async fn play(stream: &mut TcpStream, steps: Vec<Step>) -> bool {
    for step in steps {
        let sent = match step {
            Step::Send(bytes) => stream.write_all(&bytes).await,
            Step::Sleep(time) => {
                tokio::time::sleep(time).await;
                Ok(())
            }
            Step::Hang => {
                let _ = stream.read(&mut [0]).await;
                return false;
            }
            Step::Endless(bytes) => loop {
                if let Err(gone) = stream.write_all(&bytes).await {
                    break Err(gone);
                }
            },
            Step::Close => return false,
        };
        if sent.is_err() {
            return false;
        }
    }
    true
}

async fn read_head(stream: &mut TcpStream) -> Option<(String, String, HashMap<String, String>)> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(stream.read_u8().await.ok()?);
    }
    let head = String::from_utf8(head).ok()?;
    let mut lines = head.lines();
    let path = lines.next()?.split(' ').nth(1)?.to_owned();
    let headers: HashMap<String, String> =
        lines.filter_map(|line| line.split_once(": ")).map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned())).collect();
    let host = headers.get("host")?.split(':').next()?.to_owned();
    Some((host, path, headers))
}

/// An answer of status 200 with these headers and this body.
pub(crate) fn answer(headers: &[&str], body: &[u8]) -> Vec<Step> {
    respond(200, headers, body)
}

/// A page of HTML in UTF-8.
pub(crate) fn html(body: &str) -> Vec<Step> {
    answer(&["Content-Type: text/html; charset=utf-8"], body.as_bytes())
}

/// An answer of some status, with a short page.
pub(crate) fn status(status: u16, headers: &[&str]) -> Vec<Step> {
    let headers: Vec<&str> = headers.iter().copied().chain(["Content-Type: text/html"]).collect();
    respond(status, &headers, b"<p>No page here, only a status.")
}

/// An answer of some status, with a page.
pub(crate) fn status_with(status: u16, page: &str) -> Vec<Step> {
    respond(status, &["Content-Type: text/html; charset=utf-8"], page.as_bytes())
}

/// A redirect.
pub(crate) fn redirect(to: &str) -> Vec<Step> {
    status(302, &[&format!("Location: {to}")])
}

fn respond(status: u16, headers: &[&str], body: &[u8]) -> Vec<Step> {
    let mut bytes = Vec::new();
    write!(bytes, "HTTP/1.1 {status} Told\r\nContent-Length: {}\r\n", body.len()).unwrap();
    for header in headers {
        write!(bytes, "{header}\r\n").unwrap();
    }
    bytes.extend_from_slice(b"\r\n");
    bytes.extend_from_slice(body);
    vec![Step::Send(bytes)]
}

/// The head of an answer whose body is up to what follows.
pub(crate) fn head(headers: &[&str]) -> Step {
    let mut bytes = b"HTTP/1.1 200 Told\r\nContent-Type: text/html; charset=utf-8\r\n".to_vec();
    for header in headers {
        bytes.extend_from_slice(format!("{header}\r\n").as_bytes());
    }
    bytes.extend_from_slice(b"\r\n");
    Step::Send(bytes)
}

/// An article of our own words.
pub(crate) fn article(title: &str) -> String {
    let paragraphs = [
        "The ferry company said on Monday that boats will leave the old harbour every half hour from the first of June, and that the night boat comes back after nine years.",
        "Residents of the island had asked for the change since the bridge was closed to lorries, and the council agreed to pay a third of the cost until the repairs are done.",
        "\"We counted four hundred people on the quay last Friday, and the boat takes two hundred,\" said the harbour master, who has run the pier since the spring.",
        "Tickets stay at their old price for those who live on the island, while visitors pay a little more at weekends.",
    ];
    let body = paragraphs.map(|text| format!("<p>{text}</p>\n")).concat();
    format!(
        "<!DOCTYPE html><html lang=en><head><title>{title}</title></head><body><article><h1>{title}</h1>\n{body}</article></body></html>"
    )
}
