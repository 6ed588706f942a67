//! What kind of page it is: what the page says of itself where it is sure, else the model's likeliest kind.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind};

use crate::article::PageKind;
use crate::document::{Attribute, Document, Tag};
use crate::model::{Evidence, KINDS, Opinion};
use crate::text;

/// A challenge or an error page says no more than this many words.
const FEW_WORDS: u32 = 160;
/// A page that only bears a challenge's marks, as a form's captcha does, is one if it says no more than this.
const HARDLY_ANY_WORDS: u32 = 60;
/// A live blog has at least this many posts.
const POSTS: usize = 3;

/// Titles of pages that stand in for the page asked for: a check whether the reader is human.
const CHALLENGES: &[&str] = &[
    "just a moment",
    "attention required",
    "access denied",
    "are you a robot",
    "are you human",
    "human verification",
    "verify you are human",
    "security check",
    "checking your browser",
    "pardon our interruption",
    "ddos protection",
    "captcha",
    "robot check",
    "bot verification",
    "please wait",
    "安全验证",
    "人机验证",
    "访问验证",
    "滑动验证",
    "请稍候",
    "アクセスが拒否されました",
    "проверка браузера",
    "доступ ограничен",
];

/// Ids, classes and script addresses of the services that put a challenge in the page's place.
static CHALLENGE_MARKS: LazyLock<AhoCorasick> = LazyLock::new(|| {
    names(&[
        "cf-challenge",
        "cf-wrapper",
        "challenge-platform",
        "challenge-form",
        "cf-browser-verification",
        "cf-error-details",
        "px-captcha",
        "captcha-delivery",
        "datadome",
        "g-recaptcha",
        "h-captcha",
        "hcaptcha",
        "_incapsula_resource",
        "distilcaptcha",
        "ak_bmsc",
        "turnstile",
    ])
});

/// Titles of pages that tell of an error.
const ERRORS: &[&str] = &[
    "404",
    "not found",
    "page not found",
    "error 404",
    "403 forbidden",
    "500 internal",
    "502 bad gateway",
    "503 service",
    "页面不存在",
    "页面未找到",
    "找不到页面",
    "seite nicht gefunden",
    "page introuvable",
    "página no encontrada",
    "страница не найдена",
    "ページが見つかりません",
];

/// Class names of a live blog's posts.
static LIVE_MARKS: LazyLock<AhoCorasick> =
    LazyLock::new(|| names(&["liveblog", "live-blog", "live_blog", "liveticker", "live-ticker", "live-post", "livepost", "lb-post"]));

#[allow(clippy::expect_used, reason = "fixed short lists: the automaton's limits are out of reach")]
fn names(names: &[&str]) -> AhoCorasick {
    AhoCorasick::builder().ascii_case_insensitive(true).kind(Some(AhoCorasickKind::DFA)).build(names).expect("a short list of names")
}

/// The kind of the page; `is_frame` where it shows nothing of the body that its data states.
pub(crate) fn of(evidence: &Evidence<'_>, page_title: Option<&str>, opinion: &Opinion, is_frame: bool) -> PageKind {
    let words: u32 = evidence.blocks.iter().map(|block| block.words).sum();
    let title = page_title.or(evidence.around.title).unwrap_or_default().to_lowercase();
    let titled = |phrases: &[&str]| phrases.iter().any(|phrase| title.contains(phrase)) && text::count_words(&title) <= 12;
    let is_bare = words < HARDLY_ANY_WORDS && marked(evidence.document, &CHALLENGE_MARKS, 1);
    if is_bare || (words < FEW_WORDS && titled(CHALLENGES)) {
        return PageKind::Blocked;
    }
    if words < FEW_WORDS && titled(ERRORS) {
        return PageKind::Error;
    }
    let says = |kind: &str| evidence.around.types.contains(&kind);
    if says("LiveBlogPosting") || marked(evidence.document, &LIVE_MARKS, POSTS) {
        return PageKind::LiveBlog;
    }
    if is_frame {
        return if says("Product") { PageKind::Product } else { PageKind::Article }; // what it shows tells nothing
    }
    let likeliest = likeliest(opinion);
    match likeliest {
        PageKind::Article if says("ImageGallery") || says("MediaGallery") => PageKind::Gallery,
        PageKind::Article | PageKind::Other if says("VideoObject") && !says("NewsArticle") && body_words(evidence, opinion) < FEW_WORDS => {
            PageKind::Video
        }
        kind => kind,
    }
}

/// Words that are likely body.
fn body_words(evidence: &Evidence<'_>, opinion: &Opinion) -> u32 {
    evidence.blocks.iter().zip(&opinion.body).filter(|&(_, &p)| p >= 0.5).map(|(block, _)| block.words).sum()
}

/// Whether so many elements bear one of these names.
fn marked(document: &Document, marks: &AhoCorasick, wanted: usize) -> bool {
    let named = document.descendants(crate::document::NodeId::ROOT).filter(|&node| {
        let script = document.tag(node) == Tag::Script;
        let wanted = move |name| if script { name == Attribute::Src } else { matches!(name, Attribute::Id | Attribute::Class) };
        document.values(node, wanted).any(|value| value.len() >= marks.min_pattern_len() && marks.is_match(value))
    });
    named.take(wanted).count() == wanted
}

/// The kind with the highest probability, those of one kind in the record added up.
fn likeliest(opinion: &Opinion) -> PageKind {
    let probability = |kind: PageKind| KINDS.iter().zip(opinion.kinds).filter(|&(&other, _)| other == kind).map(|(_, p)| p).sum::<f32>();
    KINDS.into_iter().max_by(|&a, &b| probability(a).total_cmp(&probability(b))).unwrap_or_default()
}
