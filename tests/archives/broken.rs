//! Archives that are damaged: what is whole is read, what is not is counted.

use crate::desk::{Desk, Outcome};
use crate::made::{answered, gzip, zstd};

fn names() -> [&'static str; 3] {
    ["one", "two", "three"]
}

fn clean(bytes: &[u8]) -> Outcome {
    let desk = Desk::new();
    desk.put("a.warc", bytes).run(&["clean", "a.warc"])
}

fn assert_broken(outcome: &Outcome, titles: &[&str], saying: &str, label: &str) {
    assert_eq!(outcome.column("title"), titles, "{label}: {}", outcome.err);
    assert!(outcome.err.contains(" broken in archives, and passed over:") && outcome.err.contains(saying), "{label}: {}", outcome.err);
    assert_eq!(outcome.status, Some(1), "{label}");
}

#[test]
fn a_damaged_member_costs_one_record() {
    for pack in [|bytes: &[u8]| gzip(bytes), |bytes: &[u8]| zstd(bytes)] {
        let mut members = names().map(|name| pack(&answered(name)));
        let middle = members[1].len() / 2;
        members[1][middle..middle + 8].fill(0xff);
        let offset = members[0].len();
        assert_broken(&clean(&members.concat()), &["one", "three"], &format!("a.warc#{offset}: "), "bytes of its middle");
    }
    let mut members = names().map(|name| gzip(answered(name)));
    let sum = members[1].len() - 6;
    members[1][sum] ^= 1;
    assert_broken(&clean(&members.concat()), &["one", "three"], "it cannot be unpacked", "its checksum");
}

#[test]
fn an_archive_that_is_cut_short_gives_what_is_whole() {
    for (label, records) in [("plain", names().map(answered)), ("members", names().map(|name| gzip(answered(name))))] {
        let whole = records.concat();
        for cut in [1, 4, 9, 60, 300] {
            let outcome = clean(&whole[..whole.len() - records[2].len() + cut]);
            assert_broken(&outcome, &["one", "two"], "a.warc#", &format!("{label}, {cut} bytes of the last"));
        }
    }
}

#[test]
fn a_content_length_that_lies_costs_one_record_or_two() {
    let lie = |by: i64| {
        let records = names().map(answered);
        let text = String::from_utf8(records[1].clone()).unwrap();
        let length: i64 = text.split("Content-Length: ").nth(1).unwrap().split('\r').next().unwrap().parse().unwrap();
        let lying = text.replace(&format!("Content-Length: {length}"), &format!("Content-Length: {}", length + by));
        [records[0].clone(), lying.into_bytes(), records[2].clone()]
    };
    assert_broken(&clean(&lie(-50).concat()), &["one", "three"], "its Content-Length lies", "too short");
    assert_broken(&clean(&lie(50).concat()), &["one"], "its Content-Length lies", "too long: it takes the head of the next");
    assert_broken(&clean(&lie(50).map(gzip).concat()), &["one", "three"], "it is cut short", "too long, in members");
    assert_broken(&clean(&lie(-50).map(gzip).concat()), &["one", "three"], "its Content-Length lies", "too short, in members");
}

#[test]
fn strange_bytes_between_records() {
    let [one, two, three] = names().map(answered);
    let strange = b"<html>\nnot a record\nWARC/1.0\nno length\n\n".to_vec();
    assert_broken(&clean(&[one.clone(), strange.clone(), two.clone(), three.clone()].concat()), &names(), "a.warc#", "plain");
    let packed = [gzip(&one), strange, gzip(&two), gzip(&three)].concat();
    assert_broken(&clean(&packed), &names(), "bytes that belong to no record", "members");
    let padded = [gzip(&one), vec![0; 1000], gzip(&two), gzip(&three), vec![0; 5000]].concat();
    let outcome = clean(&padded);
    assert_eq!((outcome.column("title"), outcome.status), (names().to_vec(), Some(0)), "padding is no damage: {}", outcome.err);
}

#[test]
fn no_archive_at_all() {
    let desk = Desk::new();
    desk.put("empty.warc.gz", b"").put("noise.warc", [7, 1, 2, 3].repeat(5000)).put("a.warc", answered("one"));
    let outcome = desk.run(&["clean", "empty.warc.gz", "noise.warc", "a.warc"]);
    assert_broken(&outcome, &["one"], "noise.warc#0: it does not begin as a record does", "noise");
    let outcome = desk.run(&["clean", "missing.warc"]);
    assert_eq!(outcome.error_classes(), ["io"]);
}
