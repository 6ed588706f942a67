//! Cookies that the user brings, in the form of Netscape's `cookies.txt`.

use std::path::Path;

use reqwest::cookie::{CookieStore, Jar};
use reqwest::header::HeaderValue;
use url::Url;

use super::error::SettingsError;

/// The cookies of a file. Nothing that a page sets is ever added to them.
#[derive(Debug, Default)]
pub(super) struct Cookies(Vec<Jar>);

impl Cookies {
    /// Adds the cookies of a file.
    pub(super) fn read(&mut self, path: &Path) -> Result<(), SettingsError> {
        let shown = path.display().to_string();
        let text =
            std::fs::read_to_string(path).map_err(|cause| SettingsError::File { what: "the cookie file", path: shown.clone(), cause })?;
        let jar = parse(&text).map_err(|line| SettingsError::Cookie { path: shown, line })?;
        self.0.push(jar);
        Ok(())
    }

    /// The cookies for a URL: what the file says of domain, path and `Secure` holds.
    pub(super) fn of(&self, url: &Url) -> impl Iterator<Item = HeaderValue> {
        self.0.iter().filter_map(|jar| jar.cookies(url))
    }
}

/// Reads lines of seven fields between tabs; the error is the number of the line.
fn parse(text: &str) -> Result<Jar, usize> {
    let jar = Jar::default();
    for (index, line) in text.lines().enumerate() {
        let line = line.strip_prefix("#HttpOnly_").unwrap_or(line);
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        let fields: Vec<&str> = line.split('\t').collect();
        let &[domain, below, path, secure, expires, name, value] = fields.as_slice() else { return Err(index + 1) };
        let (cookie, url) = cookie(domain, below, path, secure, name, value).ok_or(index + 1)?;
        let seconds: f64 = expires.trim().parse().map_err(|_| index + 1)?;
        // a file that was saved long ago: the server judges, but what has run out is not sent
        let now = std::time::SystemTime::UNIX_EPOCH.elapsed().map_or(0.0, |time| time.as_secs_f64());
        if seconds <= 0.0 || seconds > now {
            jar.add_cookie_str(&cookie, &url);
        }
    }
    Ok(jar)
}

/// The same cookie as its server would have set it, and an address that may set it.
fn cookie(domain: &str, below: &str, path: &str, secure: &str, name: &str, value: &str) -> Option<(String, Url)> {
    if [path, name, value].iter().any(|field| field.contains(';')) {
        return None;
    }
    let host = domain.trim_start_matches('.');
    let url = Url::parse(&format!("https://{host}/")).ok()?;
    let named = matches!(url.host(), Some(url::Host::Domain(_)));
    let mut cookie = format!("{name}={value}; Path={path}");
    if below.eq_ignore_ascii_case("TRUE") && named {
        cookie.push_str("; Domain=");
        cookie.push_str(host);
    }
    if secure.eq_ignore_ascii_case("TRUE") {
        cookie.push_str("; Secure");
    }
    Some((cookie, url))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(file: &str, url: &str) -> Option<String> {
        let cookies = Cookies(vec![parse(file).unwrap()]);
        cookies.of(&Url::parse(url).unwrap()).next().map(|value| value.to_str().unwrap().to_owned())
    }

    #[test]
    fn domain_path_and_secure_hold() {
        let file = "# Netscape HTTP Cookie File\n\n.example.com\tTRUE\t/news\tFALSE\t0\treader\tann\nwww.example.com\tFALSE\t/\tTRUE\t0\tkey\tk1\n";
        assert_eq!(sent(file, "http://paper.example.com/news/1").as_deref(), Some("reader=ann"));
        assert_eq!(sent(file, "http://paper.example.com/sport/1"), None);
        assert_eq!(sent(file, "https://www.example.com/sport/1").as_deref(), Some("key=k1"));
        assert_eq!(sent(file, "http://www.example.com/sport/1"), None);
        assert_eq!(sent(file, "http://example.org/news/1"), None);
    }

    #[test]
    fn http_only_lines_count_and_old_ones_do_not() {
        assert_eq!(sent("#HttpOnly_a.example\tFALSE\t/\tFALSE\t0\tsid\t1", "http://a.example/").as_deref(), Some("sid=1"));
        assert_eq!(sent("a.example\tFALSE\t/\tFALSE\t86400\tsid\t1", "http://a.example/"), None);
    }

    #[test]
    fn a_bad_line_is_named() {
        assert_eq!(parse("a.example\tFALSE\t/\tFALSE\t0\tsid\t1\nsid=1; path=/").unwrap_err(), 2);
    }
}
