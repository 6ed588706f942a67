//! Archives that are as they should be.

use std::fs;

use crate::desk::Desk;
use crate::made::{DATE, answered, chunked, gzip, page, record, response, zstd};

#[test]
fn every_packing_gives_the_same_records_with_their_offsets() {
    let desk = Desk::new();
    let info = record("warcinfo", &[("Content-Type", "application/warc-fields")], b"software: by hand\r\n");
    let records = [info, answered("one"), answered("two"), record("request", &[], b"GET / HTTP/1.1\r\n\r\n"), answered("three")];
    let plain = records.concat();
    let offsets = |packed: &[Vec<u8>]| -> Vec<String> {
        let starts: Vec<usize> = packed.iter().scan(0, |at, record| Some(std::mem::replace(at, *at + record.len()))).collect();
        [1, 2, 4].map(|index| starts[index].to_string()).to_vec()
    };
    let members = records.clone().map(gzip);
    let frames = records.clone().map(|record| zstd(&record));
    for (name, bytes, offsets) in [
        ("plain.warc", plain.clone(), offsets(&records)),
        ("members.warc.gz", members.concat(), offsets(&members)),
        ("one.warc.gz", gzip(&plain), offsets(&records)),
        ("frames.warc.zst", frames.concat(), offsets(&frames)),
        ("unnamed", members.concat(), offsets(&members)),
        ("unnamed.bin", plain.clone(), offsets(&records)),
    ] {
        let outcome = desk.put(name, bytes).run(&["clean", name]);
        assert_eq!(outcome.column("title"), ["one", "two", "three"], "{name}: {}", outcome.err);
        assert_eq!(outcome.column("input"), offsets.iter().map(|offset| format!("{name}#{offset}")).collect::<Vec<_>>());
        assert_eq!(outcome.column("url"), ["one", "two", "three"].map(|name| format!("https://harbour.example/{name}")));
        assert!(outcome.err.contains("3 of 5 records in archives are pages; the others are request: 1, warcinfo: 1"), "{}", outcome.err);
        assert_eq!(outcome.status, Some(0));
    }
    let outcome = desk.feed(&["clean", "-"], &members.concat());
    assert_eq!((outcome.records.len(), outcome.column("input")[0]), (3, format!("-#{}", members[0].len()).as_str()));
}

#[test]
fn a_folder_of_archives_and_pages() {
    let desk = Desk::new();
    desk.put("a.html", page("saved")).put("b.warc.gz", gzip(answered("one"))).put("c.warc", answered("two"));
    assert_eq!(desk.run(&["clean", "."]).column("title"), ["saved", "one", "two"]);
}

#[test]
fn zstandard_with_a_dictionary() {
    let desk = Desk::new();
    let records: Vec<Vec<u8>> = (0..40).map(|number| answered(&format!("story {number}"))).collect();
    let dictionary = zstd::dict::from_samples(&records, 4096).unwrap();
    let frames: Vec<u8> = records
        .iter()
        .flat_map(|record| zstd::bulk::Compressor::with_dictionary(3, &dictionary).unwrap().compress(record).unwrap())
        .collect();
    for dictionary in [dictionary.clone(), zstd(&dictionary)] {
        let head = [&0x184D_2A5D_u32.to_le_bytes()[..], &(dictionary.len() as u32).to_le_bytes(), &dictionary].concat();
        let outcome = desk.put("a.warc.zst", [head, frames.clone()].concat()).run(&["clean", "a.warc.zst"]);
        assert_eq!((outcome.records.len(), outcome.column("title")[39]), (40, "story 39"), "{}", outcome.err);
    }
}

#[test]
fn the_record_is_that_of_a_crawl() {
    let desk = Desk::new();
    let html = page("one");
    let head = "HTTP/1.1 200 OK\nContent-Type: text/html; charset=utf-8\nX-Robots-Tag: noarchive\nSet-Cookie: a=b";
    desk.put("a.warc", response("https://ann:swordfish@harbour.example/one?utm_source=x", head, html.as_bytes()));
    let outcome = desk.run(&["clean", "a.warc"]);
    let record = &outcome.records[0];
    assert_eq!(record["url"], "https://harbour.example/one?utm_source=x");
    assert_eq!(record["rights"]["robots"], serde_json::json!(["noarchive"]));
    let fetch = &record["fetch"];
    assert_eq!((&fetch["status"], &fetch["fetched_at"], &fetch["attempts"]), (&200.into(), &DATE.into(), &1.into()));
    assert_eq!((&fetch["content_type"], &fetch["charset"]), (&"text/html; charset=utf-8".into(), &"utf-8".into()));
    assert_eq!((&fetch["bytes"], fetch["sha256"].as_str().map(str::len)), (&html.len().into(), Some(64)));
    let respected = desk.run(&["clean", "--respect", "robots", "a.warc"]);
    assert_eq!(respected.error_classes(), ["rights"]);
}

#[test]
fn bodies_in_the_codings_of_the_wire() {
    let desk = Desk::new();
    let html = page("The same");
    let body = html.as_bytes();
    let mut zlib = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
    std::io::Write::write_all(&mut zlib, body).unwrap();
    let cases: Vec<(&str, Vec<u8>)> = vec![
        ("Content-Encoding: gzip", gzip(body)),
        ("content-encoding: zstd", zstd(body)),
        ("Content-Encoding: deflate", zlib.finish().unwrap()),
        ("Transfer-Encoding: chunked", chunked(body)),
        ("Transfer-Encoding: chunked\nContent-Encoding: gzip", chunked(&gzip(body))),
        // as archives write it whose crawler has undone the codings, and left the headers
        ("Transfer-Encoding: chunked", body.to_vec()),
        ("Content-Encoding: gzip", body.to_vec()),
        ("Content-Encoding: br", body.to_vec()),
        // as Common Crawl writes it
        ("X-Crawl-Content-Encoding: gzip\nX-Crawl-Transfer-Encoding: chunked", body.to_vec()),
    ];
    let head = "HTTP/1.1 200 OK\nContent-Type: text/html";
    let archive: Vec<u8> =
        cases.iter().flat_map(|(coding, body)| response("https://a.example/", &format!("{head}\n{coding}"), body)).collect();
    let outcome = desk.put("a.warc", archive).run(&["clean", "a.warc"]);
    assert_eq!(outcome.column("title"), vec!["The same"; cases.len()], "{}", outcome.err);
    let sums: Vec<&str> = outcome.records.iter().map(|record| record["fetch"]["sha256"].as_str().unwrap()).collect();
    assert!(sums.iter().all(|sum| *sum == sums[0]), "the same bytes: {sums:?}");
}

#[test]
fn what_is_no_page_is_passed_over_and_counted() {
    let desk = Desk::new();
    let html = page("one");
    let uri = ("WARC-Target-URI", "<https://harbour.example/r>");
    let archive = [
        response("https://a.example/gone", "HTTP/1.1 404 Not Found\nContent-Type: text/html", html.as_bytes()),
        response("https://a.example/moved", "HTTP/2 301\nLocation: /one", b""),
        response("https://a.example/robots.txt", "HTTP/1.1 200 OK\nContent-Type: text/plain", b"User-agent: *\nDisallow: /x\n"),
        response("https://a.example/a.pdf", "HTTP/1.1 200 OK\nContent-Type: application/pdf", b"%PDF-1.7"),
        response("https://a.example/film", "HTTP/1.1 200 OK\nContent-Type: video/mp4", &vec![7; 3 << 20]),
        response("https://a.example/plain", "HTTP/1.1 200 OK\nContent-Type: text/plain", html.as_bytes()),
        response("https://a.example/bare", "HTTP/1.1 200 OK", html.as_bytes()),
        response("https://a.example/packed", "HTTP/1.1 200 OK\nContent-Encoding: gzip", &gzip(&html)),
        record("resource", &[uri, ("Content-Type", "text/html")], html.as_bytes()),
        record("resource", &[uri, ("Content-Type", "image/png")], b"\x89PNG"),
        record("revisit", &[uri], b"HTTP/1.1 200 OK\r\n\r\n"),
        record("conversion", &[uri, ("Content-Type", "text/plain")], b"The ferries are back."),
        response("dns:a.example", "text", b""),
        answered("two"),
    ];
    let outcome = desk.put("a.warc.gz", archive.map(gzip).concat()).run(&["clean", "a.warc.gz"]);
    assert_eq!(outcome.column("title"), ["one", "one", "one", "one", "two"], "{}", outcome.err);
    assert_eq!(outcome.column("url")[3], "https://harbour.example/r");
    let told = "5 of 14 records in archives are pages; the others are conversion: 1, no HTML: 4, response without HTTP: 1, revisit: 1, status 301: 1, status 404: 1";
    assert!(outcome.err.contains(told), "{}", outcome.err);
    assert_eq!(outcome.status, Some(0));
}

#[test]
fn a_page_of_which_the_archive_holds_a_part_says_so() {
    let desk = Desk::new();
    let html = page("one");
    let block =
        |coding: &str, body: &[u8]| [format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n{coding}\r\n").as_bytes(), body].concat();
    let fields = [("WARC-Target-URI", "https://a.example/"), ("WARC-Truncated", "length")];
    let packed = gzip(&html);
    let cut = record("response", &fields, &block("Content-Encoding: gzip\r\n", &packed[..packed.len() - 60]));
    let plain = record("response", &fields, &block("", &html.as_bytes()[..html.len() - 100]));
    let lying = response("https://a.example/", "HTTP/1.1 200 OK\nContent-Type: text/html\nContent-Encoding: gzip", &packed[..200]);
    let outcome = desk.put("a.warc", [cut, plain, lying].concat()).run(&["clean", "a.warc"]);
    assert_eq!(outcome.error_classes(), ["-", "-", "decode"], "{}", outcome.err);
    for record in &outcome.records[..2] {
        assert!(record["quality"]["warnings"].as_array().unwrap().contains(&"page_truncated".into()), "{record}");
    }
}

#[test]
fn a_page_too_large_is_a_record_and_no_burden() {
    let desk = Desk::new();
    let head = "HTTP/1.1 200 OK\nContent-Type: text/html";
    let large = response("https://a.example/large", head, &vec![b'a'; 2 << 20]);
    let bomb = response("https://a.example/bomb", &format!("{head}\nContent-Encoding: gzip"), &gzip(vec![b'a'; 50 << 20]));
    desk.put("presscut.toml", "[clean]\nmax_bytes = 100000\n").put("a.warc", [large, bomb, answered("one")].concat());
    let outcome = desk.run(&["clean", "a.warc"]);
    assert_eq!(outcome.error_classes(), ["too_large", "too_large", "-"], "{}", outcome.err);
}

#[test]
fn url_is_not_for_archives() {
    let desk = Desk::new();
    desk.put("a.warc.gz", gzip(answered("one")));
    let outcome = desk.run(&["clean", "--url", "https://a.example/", "a.warc.gz"]);
    assert_eq!(outcome.status, Some(2));
    assert!(outcome.err.contains("--url is the address of one page"), "{}", outcome.err);
    assert!(fs::metadata(desk.path().join("a.warc.gz")).is_ok());
}
