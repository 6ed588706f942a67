//! Archives larger than memory.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::process::Stdio;

use crate::desk::Desk;
use crate::made::{answered, gzip, response};

/// A hundred megabytes, most of it a film, are read in the memory that a few pages need.
#[cfg(target_os = "linux")]
#[test]
fn an_archive_is_read_in_constant_memory() {
    const MOST: u64 = 64 << 10;
    let desk = Desk::new();
    #[allow(clippy::zombie_processes, reason = "it is waited for where its output is read")]
    let mut child = desk
        .command(&["clean", "-j", "2", "--fields", "title", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let status = format!("/proc/{}/status", child.id());
    let mut stdin = child.stdin.take().unwrap();
    let feeding = std::thread::spawn(move || {
        let film = response("https://a.example/film", "HTTP/1.1 200 OK\nContent-Type: video/mp4", &vec![0; 8 << 20]);
        let (page, film) = (gzip(answered("one")), gzip(&film));
        for _ in 0..12 {
            stdin.write_all(&film).unwrap();
            for _ in 0..10 {
                stdin.write_all(&page).unwrap();
            }
        }
        // until the most that it ever took was read
        std::thread::sleep(std::time::Duration::from_millis(300));
        let told = fs::read_to_string(status).unwrap();
        let peak = told.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB")).unwrap();
        (peak.trim().parse::<u64>().unwrap(), stdin)
    });
    let reading = std::thread::spawn(move || {
        let count = BufReader::new(child.stdout.take().unwrap()).lines().count();
        assert!(child.wait().unwrap().success());
        count
    });
    let (peak, stdin) = feeding.join().unwrap();
    drop(stdin);
    assert_eq!(reading.join().unwrap(), 120);
    assert!(peak < MOST, "{peak} KiB");
}
