//! The clock that a page shows without saying whose it is, where only one country's can be meant: each of these keeps one time.

use jiff::tz::Offset;

use crate::links;
use crate::meta::Witnesses;
use crate::verdict::Verdict;

/// The offset of a page that its host's country and its language, or notices that the law of one country asks for, place there.
#[must_use]
pub(super) fn assumed(witnesses: Witnesses<'_>, language: Option<&str>, verdicts: &[Verdict]) -> Option<Offset> {
    let host = witnesses.page.base_url().and_then(links::host).unwrap_or_default();
    let top = host.rsplit('.').next().unwrap_or_default();
    let is = |wanted: &str| language.is_some_and(|language| language.split('-').next() == Some(wanted));
    let bears = |words: &[&str]| {
        let cut = |index: &usize| verdicts.get(*index).is_some_and(|verdict| !verdict.keep);
        (0..witnesses.blocks.len()).filter(cut).any(|index| words.iter().any(|word| witnesses.blocks.text(index).contains(word)))
    };
    let chinese = || is("zh") || crate::meta::language::declared(witnesses).is_none_or(|declared| declared.starts_with("zh"));
    let hours = if top == "cn" && chinese() || bears(MAINLAND) {
        8
    } else if is("ko") && (top == "kr" || bears(KOREAN)) || is("ja") && top == "jp" {
        9
    } else if is("zh") && (top == "tw" || language == Some("zh-Hant") && bears(&["股份有限公司"])) {
        8
    } else {
        return None;
    };
    Offset::from_hours(hours).ok()
}

/// Numbers that a site served from mainland China must show.
const MAINLAND: &[&str] = &["ICP备", "ICP证", "公网安备"];
/// What a newspaper on the web must show in the Republic of Korea.
const KOREAN: &[&str] = &["청소년보호책임자", "청소년 보호책임자", "사업자등록번호", "등록번호"];
