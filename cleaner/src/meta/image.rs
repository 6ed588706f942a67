//! The lead image.

use super::{Metadata, Witnesses};
use crate::links;

/// Smallest side that is stated of a picture worth showing, in pixels.
const SMALLEST: u32 = 100;

/// Reads `image`: what the page names as its picture, unless that is a logo or a placeholder.
pub(super) fn read(witnesses: Witnesses<'_>, out: &mut Metadata) {
    let Witnesses { head, document, .. } = witnesses;
    let stated = |name: &str| head.meta(name).and_then(|value| value.parse::<u32>().ok());
    let small = ["og:image:width", "og:image:height"].iter().any(|name| stated(name).is_some_and(|side| side < SMALLEST));
    let of_article = head.json_ld.article().and_then(|article| article.address("image").or_else(|| article.address("thumbnailUrl")));
    let of_microdata = head.microdata.values(document, "image").next();
    let candidates = [
        ("og:image", head.meta("og:image").filter(|_| !small)),
        ("og:image", head.meta("og:image:secure_url").filter(|_| !small)),
        ("og:image", head.meta("og:image:url").filter(|_| !small)),
        ("json-ld", of_article.as_deref()),
        ("twitter:image", head.meta("twitter:image")),
        ("twitter:image", head.meta("twitter:image:src")),
        ("image_src", head.link("image_src")),
        ("microdata", of_microdata.as_deref()),
    ];
    let base = witnesses.base();
    let found = candidates
        .into_iter()
        .find_map(|(witness, address)| Some((witness, links::absolute(address?, base.as_deref()).filter(|address| is_picture(address))?)));
    if let Some((witness, address)) = found {
        out.tell("image", Some(witness));
        out.image = Some(address);
    }
}

/// Whether an address can be a picture of a story: no icon, logo, placeholder, tracking pixel.
fn is_picture(address: &str) -> bool {
    let path = address.split(['?', '#']).next().unwrap_or(address).to_ascii_lowercase();
    let name = path.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    if [".svg", ".ico"].iter().any(|kind| name.ends_with(kind)) || path.trim_end_matches('/').split('/').count() < 4 || name.is_empty() {
        return false;
    }
    let mut words = name.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let refused = |word: &str| {
        matches!(
            word,
            "logo"
                | "logos"
                | "icon"
                | "icons"
                | "favicon"
                | "placeholder"
                | "spacer"
                | "blank"
                | "pixel"
                | "1x1"
                | "sprite"
                | "avatar"
                | "noimage"
                | "noimg"
                | "nophoto"
                | "nopic"
                | "default"
                | "sharelogo"
                | "ogimage"
                | "fallback"
                | "transparent"
        )
    };
    let word_count = words.clone().count();
    // A long name may speak of a logo and still be a picture: "new-logo-on-the-harbour-tower".
    !(word_count <= 5 && words.any(refused))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Cleaner, Page};

    #[test]
    fn the_lead_image_is_absolute_and_no_logo() {
        let image = |html: &str| Cleaner::default().clean(&Page::from_html(html).with_url("https://example.org/a/b")).image;
        assert_eq!(
            image("<meta property=og:image content='/i/quay.jpg?w=9'><p>x</p>").as_deref(),
            Some("https://example.org/i/quay.jpg?w=9")
        );
        assert_eq!(
            image("<meta property=og:image content='/i/site-logo.png'><meta name=twitter:image content='/i/q.jpg'><p>x</p>").as_deref(),
            Some("https://example.org/i/q.jpg")
        );
        assert_eq!(image("<meta property=og:image content='/i/q.jpg'><meta property=og:image:width content=32><p>x</p>"), None);
        assert_eq!(image("<meta property=og:image content='data:image/png;base64,AAAA'><p>x</p>"), None);
    }

    #[test]
    fn names_of_pictures() {
        assert!(is_picture("https://e.org/p/the-new-logo-on-the-harbour-tower.jpg"));
        assert!(is_picture("https://e.org/resize/800/q"));
        for address in ["https://e.org/logo.svg", "https://e.org/img/default.jpg", "https://t.e.org/1x1.gif", "https://e.org/"] {
            assert!(!is_picture(address), "{address}");
        }
    }
}
