//! The guard at the door: which addresses are dialled.
//!
//! Names are resolved here and nowhere else, so the address that is checked is the address that is dialled.
//! Literals in a URL never reach a resolver; [`check_literal`] looks at them.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::sync::Arc;

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use url::{Host, Url};

use super::error::FetchError;

/// Whether an address belongs to the public internet, by IANA's registries of special-purpose addresses.
#[must_use]
pub fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    let special = a == 0 // "this network"
        || address.is_private()
        || (a == 100 && (64..128).contains(&b)) // shared by carriers, RFC 6598
        || address.is_loopback()
        || address.is_link_local() // and the clouds' metadata
        || address.octets() == [168, 63, 129, 16] // a cloud's metadata at an address that looks like any other
        || (a, b, c) == (192, 0, 0)
        || address.is_documentation()
        || (a, b, c) == (192, 88, 99) // 6to4 relays
        || (a == 198 && (b & 0xfe) == 18) // benchmarks
        || a >= 224; // multicast, reserved, broadcast
    !special
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    let segments = address.segments();
    let embedded = |high: u16, low: u16| {
        let [a, b] = high.to_be_bytes();
        let [c, d] = low.to_be_bytes();
        is_public_v4(Ipv4Addr::new(a, b, c, d))
    };
    match segments {
        // mapped, translated (RFC 2765, RFC 6052), 6to4; the compatible form is no longer given out
        [0, 0, 0, 0, 0, 0xffff, high, low]
        | [0, 0, 0, 0, 0xffff, 0, high, low]
        | [0x64, 0xff9b, 0, 0, 0, 0, high, low]
        | [0x2002, high, low, ..] => embedded(high, low),
        // Teredo, protocol assignments, documentation
        [0x2001, 0..0x200 | 0xdb8, ..] | [0x3fff, 0..=0xfff, ..] => false,
        [first, ..] => (0x2000..0x4000).contains(&first), // the only space given out
    }
}

/// Refuses a URL whose host is an address that is not public.
///
/// # Errors
/// [`FetchError::Address`].
pub fn check_literal(url: &Url) -> Result<(), FetchError> {
    let address = match url.host() {
        Some(Host::Ipv4(address)) => IpAddr::V4(address),
        Some(Host::Ipv6(address)) => IpAddr::V6(address),
        _ => return Ok(()),
    };
    if is_public(address) { Ok(()) } else { Err(FetchError::Address(address.to_string())) }
}

/// Every address of a name is refused.
#[derive(Debug, thiserror::Error)]
#[error("every address of {0} is private or reserved")]
pub(super) struct Refused(pub(super) String);

/// Resolves names by the system, and gives public addresses only.
#[derive(Debug)]
pub(super) struct PublicOnly {
    /// Names that may stand anywhere: the proxies' own.
    pub(super) trusted: Arc<[String]>,
}

impl Resolve for PublicOnly {
    fn resolve(&self, name: Name) -> Resolving {
        let trusted = self.trusted.iter().any(|trusted| trusted.eq_ignore_ascii_case(name.as_str()));
        Box::pin(async move {
            let found: Vec<_> = tokio::net::lookup_host((name.as_str(), 0)).await?.collect();
            let public: Vec<_> = found.into_iter().filter(|address| trusted || is_public(address.ip())).collect();
            if public.is_empty() {
                return Err(Box::new(Refused(name.as_str().to_owned())) as Box<dyn std::error::Error + Send + Sync>);
            }
            Ok(Box::new(public.into_iter()) as Addrs)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn special_addresses_are_not_public() {
        for text in [
            "0.0.0.0",
            "10.1.2.3",
            "100.64.0.1",
            "100.127.255.255",
            "127.0.0.1",
            "127.9.9.9",
            "168.63.129.16",
            "169.254.169.254",
            "172.16.0.1",
            "172.31.255.255",
            "192.0.0.8",
            "192.0.2.1",
            "192.168.1.1",
            "198.18.0.1",
            "198.19.255.255",
            "203.0.113.7",
            "224.0.0.1",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "::127.0.0.1",
            "64:ff9b::a00:1",
            "64:ff9b:1::1",
            "2002:a00:1::",
            "2001::1",
            "2001:db8::1",
            "3fff::1",
            "fc00::1",
            "fd12:3456::1",
            "fe80::1",
            "fec0::1",
            "ff02::1",
            "100::1",
        ] {
            assert!(!is_public(text.parse().unwrap()), "{text}");
        }
    }

    #[test]
    fn ordinary_addresses_are_public() {
        for text in [
            "1.1.1.1",
            "100.63.255.255",
            "100.128.0.1",
            "172.32.0.1",
            "198.20.0.1",
            "223.255.255.1",
            "2606:4700::1",
            "2a00:1450::1",
            "::ffff:1.1.1.1",
            "64:ff9b::101:101",
        ] {
            assert!(is_public(text.parse().unwrap()), "{text}");
        }
    }

    #[test]
    fn literals_in_every_disguise() {
        for text in [
            "http://127.1/",
            "http://0x7f.0.0.1/",
            "http://017700000001/",
            "http://2130706433/",
            "http://[::ffff:7f00:1]/",
            "http://127.0.0.1./",
            "http://%31%32%37.0.0.1/",
            "http://１２７.０.０.１/",
        ] {
            assert_eq!(check_literal(&Url::parse(text).unwrap()).unwrap_err().class(), "address", "{text}");
        }
        assert!(check_literal(&Url::parse("http://example.com/").unwrap()).is_ok());
    }
}
