use encoding_rs::{BIG5, EUC_JP, EUC_KR, GB18030, GBK, KOI8_R, SHIFT_JIS, WINDOWS_1250, WINDOWS_1251, WINDOWS_1253, WINDOWS_1256};

use super::*;

const CHINESE: &str = "渡轮在清晨离开港口，船上有四十名乘客。镇长说，新的码头将在明年春天完工，渔民们都很高兴。";
const TRADITIONAL: &str = "渡輪在清晨離開港口，船上有四十名乘客。鎮長說，新的碼頭將在明年春天完工，漁民們都很高興。";
const JAPANESE: &str = "フェリーは夜明けに港を出た。船には四十人の乗客がいた。町長は新しい桟橋が来年の春に完成すると述べた。";
const KOREAN: &str = "여객선은 새벽에 항구를 떠났다. 배에는 승객 마흔 명이 있었다. 시장은 새 부두가 내년 봄에 완공된다고 말했다.";
const RUSSIAN: &str = "Паром вышел из гавани на рассвете, на борту было сорок пассажиров. Мэр сказал, что новый причал достроят весной.";
const CZECH: &str = "Trajekt vyplul z přístavu za úsvitu, na palubě bylo čtyřicet cestujících. Příští rok bude nové molo otevřeno.";
const GREEK: &str = "Το πλοίο έφυγε από το λιμάνι την αυγή με σαράντα επιβάτες. Ο δήμαρχος είπε ότι η νέα προβλήτα θα είναι έτοιμη.";
const ARABIC: &str = "غادرت العبارة الميناء عند الفجر وعلى متنها أربعون راكبا. وقال رئيس البلدية إن الرصيف الجديد سيكتمل في الربيع.";
const GERMAN: &str = "Die Fähre verließ den Hafen früh am Morgen; vierzig Gäste fuhren mit. Die neue Brücke wird im März fertig, heißt es.";

fn page_of(meta: &str, text: &str) -> String {
    format!("<!doctype html><html><head>{meta}<title>{text}</title></head><body><p>{text}</p></body></html>")
}

fn bytes_of(encoding: &'static Encoding, text: &str) -> Vec<u8> {
    let (bytes, _, unmappable) = encoding.encode(text);
    assert!(!unmappable, "the sample does not fit {}", encoding.name());
    bytes.into_owned()
}

#[track_caller]
fn expect(page: &Page<'_>, provenance: &str, text: &str) {
    let decoded = decode(page);
    assert_eq!(decoded.provenance().as_deref(), Some(provenance));
    assert!(decoded.text.contains(text), "{}", decoded.text);
}

#[test]
fn a_declared_charset_is_used() {
    let http = r#"<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=gb2312">"#;
    expect(&Page::from_bytes(bytes_of(GBK, &page_of(http, CHINESE))), "gbk (meta)", CHINESE);
    let label = |name: &str| format!("<meta charset={name}>");
    for (encoding, name, provenance, text) in [
        (GB18030, "gb18030", "gb18030 (meta)", "渡轮𠮷号"),
        (BIG5, "big5", "big5 (meta)", TRADITIONAL),
        (SHIFT_JIS, "x-sjis", "shift_jis (meta)", JAPANESE),
        (EUC_JP, "euc-jp", "euc-jp (meta)", JAPANESE),
        (ISO_2022_JP, "iso-2022-jp", "iso-2022-jp (meta)", JAPANESE),
        (EUC_KR, "ks_c_5601-1987", "euc-kr (meta)", KOREAN),
        (WINDOWS_1251, "windows-1251", "windows-1251 (meta)", RUSSIAN),
        (KOI8_R, "koi8-r", "koi8-r (meta)", RUSSIAN),
        (WINDOWS_1250, "windows-1250", "windows-1250 (meta)", CZECH),
        (WINDOWS_1253, "windows-1253", "windows-1253 (meta)", GREEK),
        (WINDOWS_1256, "windows-1256", "windows-1256 (meta)", ARABIC),
        (WINDOWS_1252, "iso-8859-1", "windows-1252 (meta)", GERMAN),
    ] {
        expect(&Page::from_bytes(bytes_of(encoding, &page_of(&label(name), text))), provenance, text);
    }
}

#[test]
fn gb2312_holds_what_only_gb18030_has() {
    let text = "朱镕基、陶喆和𠮷田都在船上";
    let page = bytes_of(GB18030, &page_of("<meta charset=gb2312>", text));
    expect(&Page::from_bytes(page), "gbk (meta)", text);
}

#[test]
fn the_header_stands_before_the_page() {
    let mut page = Page::from_bytes(bytes_of(BIG5, &page_of("<meta charset=gbk>", TRADITIONAL)));
    page.content_type = Some("text/html;charset=\"Big5\"".into());
    expect(&page, "big5 (header)", TRADITIONAL);
}

#[test]
fn a_servers_default_of_latin_1_does_not_stand_before_the_page() {
    let mut page = Page::from_bytes(bytes_of(GBK, &page_of("<meta charset=gb2312>", CHINESE)));
    page.content_type = Some("text/html; charset=ISO-8859-1".into());
    expect(&page, "gbk (meta)", CHINESE);
}

#[test]
fn marks_win() {
    let html = page_of("<meta charset=gb2312>", GERMAN);
    expect(&Page::from_bytes(format!("\u{feff}{html}").into_bytes()), "utf-8 (bom)", GERMAN);
    let little: Vec<u8> = "\u{feff}".encode_utf16().chain(html.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    expect(&Page::from_bytes(little), "utf-16le (bom)", GERMAN);
    let big: Vec<u8> = "\u{feff}".encode_utf16().chain(html.encode_utf16()).flat_map(u16::to_be_bytes).collect();
    expect(&Page::from_bytes(big), "utf-16be (bom)", GERMAN);
    assert!(!decode(&Page::from_bytes(format!("\u{feff}{html}").into_bytes())).text.starts_with('\u{feff}'));
}

#[test]
fn utf_16_without_a_mark_is_known_by_its_zeros() {
    let html = page_of("", CHINESE);
    let big: Vec<u8> = html.encode_utf16().flat_map(u16::to_be_bytes).collect();
    expect(&Page::from_bytes(big), "utf-16be (detected)", CHINESE);
    let mut page = Page::from_bytes(html.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>());
    page.content_type = Some("text/html; charset=utf-16".into());
    expect(&page, "utf-16le (header)", CHINESE);
}

#[test]
fn valid_utf_8_stands_before_what_is_declared() {
    for meta in ["<meta charset=gb2312>", "<meta charset=iso-8859-1>", "<meta charset=utf-16>", "<meta charset=nonsense>", ""] {
        let decoded_source = if meta.contains("utf-16") { "utf-8 (meta)" } else { "utf-8 (utf-8)" };
        expect(&Page::from_bytes(page_of(meta, CHINESE).into_bytes()), decoded_source, CHINESE);
        expect(&Page::from_bytes(page_of(meta, GERMAN).into_bytes()), decoded_source, GERMAN);
    }
}

#[test]
fn ascii_follows_the_declaration_and_costs_no_copy() {
    let page = Page::from_bytes(page_of("<meta charset=gbk>", "Forty people").into_bytes());
    let decoded = decode(&page);
    assert_eq!(decoded.provenance().as_deref(), Some("gbk (meta)"));
    assert!(matches!(decoded.text, Cow::Borrowed(_)));
}

#[test]
fn what_nothing_declares_is_detected() {
    for (encoding, url, provenance, text) in [
        (GBK, "https://news.example.cn/1.html", "gbk (detected)", CHINESE),
        (GBK, "https://news.example.com/1.html", "gbk (detected)", CHINESE),
        (BIG5, "https://news.example.tw/1.html", "big5 (detected)", TRADITIONAL),
        (SHIFT_JIS, "https://news.example.jp/1.html", "shift_jis (detected)", JAPANESE),
        (ISO_2022_JP, "https://news.example.jp/1.html", "iso-2022-jp (detected)", JAPANESE),
        (EUC_KR, "https://news.example.kr/1.html", "euc-kr (detected)", KOREAN),
        (WINDOWS_1251, "https://news.example.ru/1.html", "windows-1251 (detected)", RUSSIAN),
        (WINDOWS_1250, "https://news.example.cz/1.html", "windows-1250 (detected)", CZECH),
        (WINDOWS_1252, "https://news.example.de/1.html", "windows-1252 (detected)", GERMAN),
    ] {
        let page = Page::from_bytes(bytes_of(encoding, &page_of("", text))).with_url(url);
        expect(&page, provenance, text);
        assert_eq!(decode(&page).warnings().collect::<Vec<_>>(), ["charset_guessed"]);
    }
}

#[test]
fn a_declaration_that_the_bytes_refute_is_not_believed() {
    let page = Page::from_bytes(bytes_of(GBK, &page_of("<meta charset=utf-8>", CHINESE)));
    expect(&page.with_url("https://news.example.cn/"), "gbk (detected)", CHINESE);
    let page = Page::from_bytes(bytes_of(SHIFT_JIS, &page_of("<meta charset=euc-jp>", JAPANESE)));
    expect(&page.with_url("https://news.example.jp/"), "shift_jis (detected)", JAPANESE);
    let page = Page::from_bytes(bytes_of(GBK, &page_of("<meta charset=iso-8859-1>", CHINESE)));
    expect(&page.with_url("https://news.example.cn/"), "gbk (detected)", CHINESE);
    let page = Page::from_bytes(bytes_of(WINDOWS_1252, &page_of("<meta charset=utf-8>", GERMAN)));
    expect(&page.with_url("https://news.example.de/"), "windows-1252 (detected)", GERMAN);
}

#[test]
fn damage_does_not_change_the_charset() {
    for (encoding, meta, provenance) in [
        (GBK, "<meta charset=gb2312>", "gbk (meta)"),
        (UTF_8, "<meta charset=utf-8>", "utf-8 (meta)"),
        (UTF_8, "", "utf-8 (utf-8)"),
        (UTF_8, "<meta charset=gbk>", "utf-8 (utf-8)"),
    ] {
        let mut bytes = bytes_of(encoding, &page_of(meta, CHINESE));
        bytes.extend(b"<p>\xff stray</p>");
        bytes.extend(bytes_of(encoding, "船").get(..1).unwrap());
        let page = Page::from_bytes(bytes);
        expect(&page, provenance, CHINESE);
        assert_eq!(decode(&page).warnings().collect::<Vec<_>>(), ["charset_errors"]);
    }
}

#[test]
fn the_prescan_reads_as_browsers_do() {
    let declared = |html: &str| prescan::declared(html.as_bytes()).map(Encoding::name);
    assert_eq!(declared("<!-- <meta charset=big5> --><meta charset='gbk'>"), Some("GBK"));
    assert_eq!(declared("<!--><meta charset=big5>"), Some("Big5"));
    assert_eq!(declared("<a title='<meta charset=big5>'><meta charset = \"euc-kr\" />"), Some("EUC-KR"));
    assert_eq!(declared("<metadata charset=big5><p>"), None);
    assert_eq!(declared("<meta name=x content='text/html; charset=big5'>"), None, "only http-equiv makes it a declaration");
    assert_eq!(declared("<meta content='text/html; charset=big5' http-equiv=content-type>"), Some("Big5"));
    assert_eq!(declared("<meta http-equiv=content-type content='text/html; charset charset =shift_jis'>"), Some("Shift_JIS"));
    assert_eq!(declared("<?xml version=\"1.0\" encoding=\"gb2312\"?><html>"), Some("GBK"));
    assert_eq!(declared(&format!("<script>{}</script><meta charset=gbk>", "x".repeat(2000))), Some("GBK"));
    assert_eq!(declared(&format!("<script>{}</script><meta charset=gbk>", "x".repeat(5000))), None);
    for cut in ["<", "<m", "<meta", "<meta ", "<meta charset", "<meta charset=", "<meta charset='gbk", "<!--", "<?xml", "</", "a<b<"] {
        declared(cut);
    }
}

#[test]
fn characters_are_given_and_need_no_charset() {
    let page = Page::from_html("<p>船</p>");
    let decoded = decode(&page);
    assert_eq!((decoded.source, decoded.provenance()), (CharsetSource::Given, None));
}
