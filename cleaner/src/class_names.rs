//! What class names and ids say of an element: groups of words that designers the world over use.
//!
//! Hints only: on half of the pages that the model learns from, names are hashed, so that it never lives on them.

use std::sync::LazyLock;

use crate::quick_map::Map;

/// A set of groups of words, a bit each.
pub(crate) type Groups = u32;

/// How many groups there are.
pub(crate) const GROUPS: usize = VOCABULARY.len();

/// The groups' words, lower-case; the place in this list is the bit.
const VOCABULARY: &[(&str, &str)] = &[
    (
        "content",
        "content contents body text txt main detail details editor fulltext maintext contenttext zoom nr zw neirong wenzhang \
         prose richtext wysiwyg rte bodytext artibody articlebody postbody copy cnt",
    ),
    (
        "article",
        "article story post entry news blog single artical beitrag artikel articulo noticia nota hentry storybody paragraph \
         para art",
    ),
    (
        "comment",
        "comment comments disqus reply replies respond response discussion commentlist kommentar kommentare pinglun feedback \
         reviews review livefyre commentaires comentarios",
    ),
    (
        "related",
        "related recommend recommended recommendation recommendations more also similar read suggested trending popular hot \
         latest recent top teaser teasers outbrain taboola relation xiangguan tuijian paihang ranking mostread further aehnlich \
         verwandte next previous prev promoted",
    ),
    (
        "share",
        "share social sharing facebook twitter addthis bdshare sns follow like likes fb tweet whatsapp jiathis shares linkedin \
         weibo weixin wechat socials",
    ),
    (
        "nav",
        "nav menu navigation navbar breadcrumb breadcrumbs crumb crumbs mbx daohang tabs tab pager pagination paging pagenav \
         toc submenu dropdown topnav mainnav bread weizhi skip jump",
    ),
    ("footer", "footer foot copyright bottom footnote legal colophon disclaimer imprint impressum fuss banquan terms"),
    ("header", "header head masthead banner topbar logo brand hd kopf"),
    ("sidebar", "sidebar side aside rail right left widget widgets secondary column sidecolumn gadget marginal"),
    (
        "promo",
        "ad ads advert advertisement sponsor sponsored promo promotion banner adsense dfp gpt anzeige werbung reklama guanggao \
         affiliate commercial adv offer offers marketing cta",
    ),
    (
        "signup",
        "newsletter subscribe subscription signup paywall login register registration cookie consent gdpr modal popup overlay \
         form search premium abo piano donate membership email",
    ),
    (
        "byline",
        "author authors byline by bio writer autor auteur source laiyuan zuozhe vcard profile editor bianji contributor avatar \
         reporter",
    ),
    (
        "meta",
        "meta date time info timestamp published pubdate posted dateline datum postmeta entrymeta tag tags category categories \
         keywords label labels taxonomy topics views count shijian property",
    ),
    (
        "caption",
        "caption captions figure photo image img picture pic gallery credit figcaption slideshow carousel slider thumbnail \
         thumb media video player bild foto legend",
    ),
    (
        "title",
        "title headline heading subtitle kicker dek standfirst subhead biaoti headlines titel titre titulo deck summary lead \
         intro excerpt abstract teaser description desc perex",
    ),
    (
        "list",
        "list item items card cards grid tile tiles row feed listing results result product products box block liste loop \
         archive collection",
    ),
    (
        "forum",
        "forum thread topic message messages posts postcontent answer answers question questions quote signature user member \
         members userinfo postbit",
    ),
    ("code", "code highlight syntax snippet pre docs documentation markdown api doc example source console terminal"),
    ("hidden", "hidden hide invisible sr visually screenreader screen offscreen collapse collapsed print noprint mobile tooltip"),
    (
        "service",
        "faq faqs pricing features feature hero testimonial testimonials accordion steps benefits services service contact \
         about price buy cart spec specs specification shipping",
    ),
];

static WORDS: LazyLock<Map<&'static str, Groups>> = LazyLock::new(|| {
    let mut words = Map::default();
    for (bit, (_, group)) in VOCABULARY.iter().enumerate() {
        for word in group.split(' ') {
            *words.entry(word).or_insert(0) |= 1 << bit;
        }
    }
    words
});

/// The groups' names, by bit.
#[cfg(test)]
pub(crate) fn names() -> impl Iterator<Item = &'static str> {
    VOCABULARY.iter().map(|(name, _)| *name)
}

/// The groups that the words of a class or id value belong to.
pub(crate) fn groups(value: &str) -> Groups {
    let lower = value.to_ascii_lowercase();
    let (mut found, mut start) = (0, 0);
    let mut upper_before = false;
    for (at, byte) in value.bytes().enumerate() {
        let upper = byte.is_ascii_uppercase();
        let parts = !byte.is_ascii_alphanumeric();
        if parts || (upper && !upper_before) {
            found |= lookup(lower.get(start..at).unwrap_or_default());
            start = at + usize::from(parts);
        }
        upper_before = upper;
    }
    found | lookup(lower.get(start..).unwrap_or_default())
}

/// A word's groups; figures at its end do not count (`text1`), a word with figures inside says nothing.
fn lookup(word: &str) -> Groups {
    let word = word.trim_end_matches(|c: char| c.is_ascii_digit());
    if word.len() < 2 { 0 } else { WORDS.get(word).copied().unwrap_or(0) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(value: &str) -> Vec<&'static str> {
        let found = groups(value);
        names().enumerate().filter(|(bit, _)| found & (1 << bit) != 0).map(|(_, name)| name).collect()
    }

    #[test]
    fn words_are_found_in_every_way_of_writing_them() {
        assert_eq!(named("relatedStories"), ["related"]);
        assert_eq!(named("site-nav__menu"), ["nav"]);
        assert_eq!(named("article_content2"), ["content", "article"]);
        assert_eq!(named("a1b2c3d4 xyz"), Vec::<&str>::new());
    }
}
