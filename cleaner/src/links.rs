//! Addresses: made absolute, freed of tracking parameters, brought to one form.

use url::Url;

/// Makes an address absolute against the page's own; `None` where that is no web address.
#[must_use]
pub fn absolute(address: &str, base: Option<&str>) -> Option<String> {
    resolve(address, base).map(String::from)
}

/// The same without tracking parameters.
#[must_use]
pub fn clean(address: &str, base: Option<&str>) -> Option<String> {
    let mut url = resolve(address, base)?;
    strip_tracking(&mut url);
    Some(url.into())
}

/// One form for all ways to write an address, fit to be hashed: tracking parameters and the fragment gone, the rest as the URL Standard writes it,
/// the query's parameters sorted. `None` where it is no web address.
#[must_use]
pub fn normalized(address: &str) -> Option<String> {
    let mut url = resolve(address, None)?;
    url.set_fragment(None);
    strip_tracking(&mut url);
    if let Some(query) = url.query() {
        let mut pairs: Vec<&str> = query.split('&').filter(|pair| !pair.is_empty()).collect();
        pairs.sort_unstable();
        let sorted = pairs.join("&");
        url.set_query((!sorted.is_empty()).then_some(&sorted));
    }
    Some(url.into())
}

/// What two addresses of the same page share: host without `www.`, path without a slash at the end, query; no scheme.
#[must_use]
pub fn identity(address: &str) -> Option<String> {
    let normal = normalized(address)?;
    let rest = normal.split_once("://").map_or(normal.as_str(), |(_, rest)| rest);
    let rest = rest.strip_prefix("www.").unwrap_or(rest);
    Some(rest.trim_end_matches('/').to_owned())
}

/// The host of an address, without `www.`.
#[must_use]
pub fn host(address: &str) -> Option<String> {
    let url = resolve(address, None)?;
    url.host_str().map(|host| host.strip_prefix("www.").unwrap_or(host).to_owned())
}

/// The registrable domain of an address (`bbc.co.uk`), by the Public Suffix List; of an IP address, itself.
#[must_use]
pub fn registrable_domain(address: &str) -> Option<String> {
    let url = resolve(address, None)?;
    match url.host()? {
        url::Host::Domain(host) => Some(psl::domain_str(host).unwrap_or(host).to_owned()),
        other => Some(other.to_string()),
    }
}

fn resolve(address: &str, base: Option<&str>) -> Option<Url> {
    let address = address.trim();
    if address.is_empty() {
        return None;
    }
    let url = match Url::parse(address) {
        Ok(url) => url,
        Err(url::ParseError::RelativeUrlWithoutBase) => Url::parse(base?).ok()?.join(address).ok()?,
        Err(_) => return None,
    };
    (matches!(url.scheme(), "http" | "https") && url.has_host()).then_some(url)
}

fn strip_tracking(url: &mut Url) {
    let Some(query) = url.query() else { return };
    let kept: Vec<&str> = query.split('&').filter(|pair| !is_tracking(pair.split_once('=').map_or(*pair, |(name, _)| name))).collect();
    let kept = kept.join("&");
    if kept.len() != query.len() {
        url.set_query((!kept.is_empty()).then_some(&kept));
    }
}

/// Whether a parameter only tells where a reader came from.
fn is_tracking(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name.starts_with("utm_")
        || name.starts_with("mtm_")
        || name.starts_with("hsa_")
        || name.starts_with("wt.")
        || name.starts_with("stm_")
        || matches!(
            name.as_str(),
            "at_medium"
                | "at_campaign"
                | "at_custom1"
                | "at_custom2"
                | "at_custom3"
                | "at_custom4"
                | "at_link_id"
                | "at_link_origin"
                | "at_link_type"
                | "at_ptr_name"
                | "at_format"
                | "ns_mchannel"
                | "ns_source"
                | "ns_campaign"
                | "ns_linkname"
                | "ns_fee"
                | "pk_campaign"
                | "pk_kwd"
                | "pk_keyword"
                | "pk_source"
                | "pk_medium"
                | "pk_content"
                | "pk_cid"
                | "fbclid"
                | "gclid"
                | "gclsrc"
                | "dclid"
                | "gbraid"
                | "wbraid"
                | "msclkid"
                | "yclid"
                | "ysclid"
                | "twclid"
                | "ttclid"
                | "li_fat_id"
                | "igshid"
                | "igsh"
                | "mc_cid"
                | "mc_eid"
                | "mkt_tok"
                | "_hsenc"
                | "_hsmi"
                | "__hstc"
                | "vero_id"
                | "oly_anon_id"
                | "oly_enc_id"
                | "_ga"
                | "_gl"
                | "_openstat"
                | "xtor"
                | "cmpid"
                | "icid"
                | "ocid"
                | "cid_source"
                | "ref_src"
                | "ref_url"
                | "spm"
                | "s_cid"
                | "ncid"
                | "sr_share"
                | "smid"
                | "wprov"
                | "amp_js_v"
                | "usqp"
                | "from_source"
                | "share_token"
                | "isappinstalled"
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_become_absolute_and_lose_tracking() {
        let base = Some("https://www.example.org/news/a.html?x=1");
        assert_eq!(clean(" ../b?id=7&utm_source=mail&fbclid=z#top ", base).as_deref(), Some("https://www.example.org/b?id=7#top"));
        // not all that begins like a campaign's mark is one
        assert_eq!(clean("b?pk_id=7&at_page=2&pk_campaign=q", base).as_deref(), Some("https://www.example.org/news/b?pk_id=7&at_page=2"));
        assert_eq!(clean("//cdn.example.org/p.jpg?utm_medium=x", base).as_deref(), Some("https://cdn.example.org/p.jpg"));
        assert_eq!(absolute("javascript:void(0)", base), None);
        assert_eq!(absolute("mailto:a@example.org", base), None);
        assert_eq!(absolute("b.html", None), None);
    }

    #[test]
    fn one_page_has_one_identity() {
        assert_eq!(normalized("HTTPS://Example.org:443/a?b=2&a=1&utm_campaign=q#s").as_deref(), Some("https://example.org/a?a=1&b=2"));
        assert_eq!(identity("http://www.example.org/a/"), identity("https://example.org/a?fbclid=1"));
        assert_ne!(identity("http://example.org/a?id=1"), identity("http://example.org/a?id=2"));
    }

    #[test]
    fn the_registrable_domain_minds_public_suffixes() {
        assert_eq!(registrable_domain("https://news.gull.co.uk/a").as_deref(), Some("gull.co.uk"));
        assert_eq!(registrable_domain("http://paper.gull.com.cn/a").as_deref(), Some("gull.com.cn"));
        assert_eq!(registrable_domain("http://127.0.0.1:8080/a").as_deref(), Some("127.0.0.1"));
        assert_eq!(host("https://www.gull.co.uk/").as_deref(), Some("gull.co.uk"));
    }
}
