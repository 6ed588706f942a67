//! Addresses: read, made canonical, and shown without credentials.

use std::borrow::Cow;

use url::Url;

use super::error::FetchError;
use super::settings::Secret;

/// Name and password that stood in a URL.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Credentials {
    /// The user's name.
    pub user: String,
    /// The password.
    pub password: Option<Secret>,
}

/// Reads an address of the web: without fragment, with the credentials taken out of it.
///
/// Two addresses are the same page if what this gives is the same: the parser lower-cases scheme and host,
/// drops default ports and resolves dots, as the WHATWG's URL Standard says.
///
/// # Errors
/// [`FetchError::Url`] for what is no URL, or of another scheme than http and https.
pub fn parse(text: &str) -> Result<(Url, Option<Credentials>), FetchError> {
    let mut url = Url::parse(text.trim()).map_err(|cause| FetchError::Url(cause.to_string()))?;
    if !is_web(&url) {
        return Err(FetchError::Url(format!("its scheme is {}", url.scheme())));
    }
    let credentials = take_credentials(&mut url);
    url.set_fragment(None);
    Ok((url, credentials))
}

/// Whether the scheme is http or https.
#[must_use]
pub fn is_web(url: &Url) -> bool {
    matches!(url.scheme(), "http" | "https") && url.host().is_some()
}

/// Takes name and password out of a URL.
pub fn take_credentials(url: &mut Url) -> Option<Credentials> {
    if url.username().is_empty() && url.password().is_none() {
        return None;
    }
    let decoded = |text: &str| percent_decoded(text);
    let credentials = Credentials { user: decoded(url.username()), password: url.password().map(|text| Secret::from(decoded(text))) };
    let _ = url.set_username("");
    let _ = url.set_password(None);
    Some(credentials)
}

fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        let mut ahead = rest.clone();
        let digits = (byte == b'%').then(|| (ahead.next(), ahead.next()));
        let hex = |digit: Option<u8>| digit.and_then(|digit| char::from(digit).to_digit(16));
        if let Some((high, low)) = digits
            && let (Some(high), Some(low)) = (hex(high), hex(low))
        {
            bytes.push((high * 16 + low) as u8);
            rest = ahead;
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The text of an address, as it may be shown and kept: without user and password.
#[must_use]
pub fn redact(text: &str) -> Cow<'_, str> {
    if let Ok(mut url) = Url::parse(text) {
        return if take_credentials(&mut url).is_some() { Cow::Owned(url.into()) } else { Cow::Borrowed(text) };
    }
    // no URL, but it may have been meant as one: any number of slashes, of either kind, may stand before the host
    let Some((scheme, rest)) = text.split_once(':') else { return Cow::Borrowed(text) };
    let bare = rest.trim_start_matches(['/', '\\']);
    let authority = bare.split(['/', '?', '#', '\\']).next().unwrap_or_default();
    let Some((credentials, _)) = authority.rsplit_once('@') else { return Cow::Borrowed(text) };
    let tail: String = bare.chars().skip(credentials.chars().count() + 1).collect();
    Cow::Owned(format!("{scheme}://{tail}"))
}

/// The host that politeness goes by: the name alone, whatever the scheme and the port.
#[must_use]
pub fn host(url: &Url) -> &str {
    url.host_str().unwrap_or_default()
}

/// Where credentials of `from` may go on to: the same scheme, host and port, or the same host by https.
#[must_use]
pub fn may_share_secrets(from: &Url, to: &Url) -> bool {
    let upgraded = from.scheme() == "http" && to.scheme() == "https" && from.port().is_none() && to.port().is_none();
    from.host_str() == to.host_str() && (from.origin() == to.origin() || upgraded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn canonical_form() {
        let canonical = |text: &str| parse(text).unwrap().0.to_string();
        assert_eq!(canonical(" HTTP://Example.COM:80/a/../b?q=1#top"), "http://example.com/b?q=1");
        assert_eq!(canonical("https://example.com"), "https://example.com/");
        assert_eq!(canonical("http://新闻.example/一"), "http://xn--efvy88h.example/%E4%B8%80");
    }

    #[test]
    fn credentials_are_taken_out() {
        let (url, credentials) = parse("https://ann:p%40ss@example.com/a").unwrap();
        let credentials = credentials.unwrap();
        assert_eq!(url.as_str(), "https://example.com/a");
        assert_eq!((credentials.user.as_str(), credentials.password.unwrap().expose()), ("ann", "p@ss"));
    }

    #[test]
    fn what_is_shown_has_no_credentials() {
        assert_eq!(redact("https://ann:secret@example.com/a@b"), "https://example.com/a@b");
        assert_eq!(redact("http://ann:se@cret@[broken"), "http://[broken");
        assert_eq!(redact("https:/ann:secret@example.com/a"), "https://example.com/a");
        assert_eq!(redact("http:\\\\ann:secret@example.com"), "http://example.com/");
        assert_eq!(redact("http:ann:secret@[broken/a"), "http://[broken/a");
        assert_eq!(redact("https://example.com/~ann@home?x=//u:p@y"), "https://example.com/~ann@home?x=//u:p@y");
    }

    #[test]
    fn other_schemes_are_refused() {
        for text in ["ftp://example.com/a", "example.com/a", "javascript:void(0)", "file:///etc/passwd", ""] {
            assert_eq!(parse(text).unwrap_err().class(), "url", "{text}");
        }
    }

    #[test]
    fn secrets_stay_with_their_origin() {
        let share = |from: &str, to: &str| may_share_secrets(&Url::parse(from).unwrap(), &Url::parse(to).unwrap());
        assert!(share("https://a.example/x", "https://a.example/y"));
        assert!(share("http://a.example/x", "https://a.example/x"));
        assert!(!share("https://a.example/x", "http://a.example/x"));
        assert!(!share("https://a.example/x", "https://b.example/x"));
        assert!(!share("http://a.example:8080/x", "http://a.example:8081/x"));
    }
}
