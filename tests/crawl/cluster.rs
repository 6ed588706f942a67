//! A PostgreSQL of one's own, in a folder that goes away with it.

use std::net::TcpListener;
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use tempfile::TempDir;

pub(crate) struct Cluster {
    folder: TempDir,
    programs: PathBuf,
    port: u16,
    server: Option<Child>,
}

impl Cluster {
    /// Starts one, by the programs that `./test` installs.
    pub(crate) fn start() -> Self {
        let found = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten().map(|entry| entry.path().join("bin"));
        let programs = found.filter(|path| path.join("initdb").is_file()).max().expect("PostgreSQL in /usr/lib/postgresql: run ./test");
        let folder = tempfile::tempdir().unwrap();
        if let Some((user, group)) = other_user() {
            std::os::unix::fs::chown(folder.path(), Some(user), Some(group)).unwrap();
        }
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let mut cluster = Self { folder, programs, port, server: None };
        let made =
            cluster.program("initdb").args(["-A", "trust", "-U", "presscut", "--no-sync", "-E", "UTF8", "--locale=C"]).output().unwrap();
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        cluster.run();
        cluster
    }

    fn program(&self, name: &str) -> Command {
        let mut command = Command::new(self.programs.join(name));
        command.current_dir(self.folder.path()).arg("-D").arg(self.folder.path().join("data"));
        if let Some((user, group)) = other_user() {
            command.uid(user).gid(group);
        }
        command
    }

    fn run(&mut self) {
        let mut command = self.program("postgres");
        command.args(["-h", "127.0.0.1", "-p", &self.port.to_string(), "-F", "-c", "max_connections=40"]).arg("-k").arg(self.folder.path());
        self.server = Some(command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap());
        for _ in 0..600 {
            if postgres::Client::connect(&self.address(), postgres::NoTls).is_ok() {
                return;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        panic!("PostgreSQL does not start");
    }

    fn end(&mut self, signal: &str) {
        if let Some(mut server) = self.server.take() {
            signal_to(&server, signal);
            server.wait().unwrap();
        }
    }

    /// Ends it as an administrator does, and starts it again after a while.
    pub(crate) fn restart(&mut self, away: Duration) {
        self.end("INT");
        std::thread::sleep(away);
        self.run();
    }

    pub(crate) fn address(&self) -> String {
        format!("postgres://presscut@127.0.0.1:{}/postgres", self.port)
    }

    /// A number that a statement gives.
    pub(crate) fn number(&self, sql: &str) -> i64 {
        let mut client = postgres::Client::connect(&self.address(), postgres::NoTls).unwrap();
        client.query_one(sql, &[]).unwrap().get(0)
    }

    /// The texts that a statement gives.
    pub(crate) fn texts(&self, sql: &str) -> Vec<String> {
        let mut client = postgres::Client::connect(&self.address(), postgres::NoTls).unwrap();
        client.query(sql, &[]).unwrap().iter().map(|row| row.get(0)).collect()
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        self.end("QUIT");
    }
}

pub(crate) fn signal_to(child: &Child, signal: &str) {
    assert!(Command::new("kill").args([&format!("-{signal}"), &child.id().to_string()]).status().unwrap().success());
}

/// PostgreSQL does not run as root: then it runs as the user that its package makes.
fn other_user() -> Option<(u32, u32)> {
    let me = std::fs::metadata("/proc/self").map_or(1, |found| std::os::unix::fs::MetadataExt::uid(&found));
    if me != 0 {
        return None;
    }
    let users = std::fs::read_to_string("/etc/passwd").unwrap();
    let line = users.lines().find(|line| line.starts_with("postgres:")).expect("the user postgres, whom its package makes");
    let mut numbers = line.split(':').skip(2).map(|number| number.parse().unwrap());
    Some((numbers.next().unwrap(), numbers.next().unwrap()))
}
