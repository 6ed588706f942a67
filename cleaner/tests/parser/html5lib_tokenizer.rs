//! The tokenizer's cases of html5lib-tests.

use presscut_cleaner::tokenizer::RawKind;
use serde_json::Value;

use crate::parse::{Nowhere, Recorder, Seen, Start, ours};
use crate::{files, folder};

#[test]
fn the_standards_tokenizer_cases() {
    let Some(folder) = folder("HTML5LIB_TESTS") else { return };
    let (mut run, mut skipped, mut wrong) = (0, 0, vec![]);
    for path in files(&folder.join("tokenizer"), ".test") {
        let text = std::fs::read_to_string(&path).expect("a file of cases");
        let file: Value = serde_json::from_str(&text).expect("JSON");
        for case in file["tests"].as_array().into_iter().flatten() {
            let states: Vec<&str> = match case["initialStates"].as_array() {
                Some(states) => states.iter().filter_map(Value::as_str).collect(),
                None => vec!["Data state"],
            };
            for state in states {
                match check(case, state) {
                    None => skipped += 1,
                    Some(Ok(())) => run += 1,
                    Some(Err(message)) => wrong.push(format!("{} in {state}: {}\n{message}", path.display(), case["description"])),
                }
            }
        }
    }
    println!("{run} tokenizer cases hold, {skipped} hold characters that no text has");
    assert!(run > 1_000, "only {run} cases were found in {}", folder.display());
    assert!(wrong.is_empty(), "{} of {run} cases are wrong; the first:\n{}", wrong.len(), wrong[..wrong.len().min(5)].join("\n"));
}

/// `None` where the case holds half of a surrogate pair, which no `str` can.
fn check(case: &Value, state: &str) -> Option<Result<(), String>> {
    let escaped = case["doubleEscaped"].as_bool() == Some(true);
    let input = plain(case["input"].as_str()?, escaped)?;
    let name = case["lastStartTag"].as_str().unwrap_or("\0\0");
    let start = match state {
        "Data state" => Start::Data,
        "RCDATA state" => Start::Raw(RawKind::Rcdata, name),
        "Script data state" if name == "script" => Start::Raw(RawKind::Script, name),
        // Without a start tag before it no end tag is the script's own.
        "RAWTEXT state" | "Script data state" => Start::Raw(RawKind::Rawtext, name),
        "PLAINTEXT state" => Start::Raw(RawKind::Plaintext, name),
        "CDATA section state" => Start::Cdata,
        other => panic!("no such state: {other}"),
    };
    let expected = case["output"].as_array()?.iter().map(|token| expected(token, escaped)).collect::<Option<Vec<Seen>>>()?;
    let recorder = Recorder::new(Nowhere);
    ours(&input, start, &recorder);
    let mut found = recorder.seen.into_inner();
    for token in &mut found {
        if let Seen::Start { attributes, .. } = token {
            attributes.sort();
        }
    }
    let fits = found == expected;
    Some(if fits { Ok(()) } else { Err(format!("input    {input:?}\nexpected {expected:?}\nfound    {found:?}")) })
}

fn expected(token: &Value, escaped: bool) -> Option<Seen> {
    let text = |at: usize| plain(token[at].as_str().unwrap_or_default(), escaped);
    let option = |at: usize| token[at].as_str().map(str::to_owned);
    Some(match token[0].as_str()? {
        "DOCTYPE" => Seen::Doctype { name: option(1), public: option(2), system: option(3), quirks: token[4] == Value::Bool(false) },
        "StartTag" => {
            let mut attributes = vec![];
            for (name, value) in token[2].as_object()? {
                attributes.push((plain(name, escaped)?, plain(value.as_str()?, escaped)?));
            }
            attributes.sort();
            Seen::Start { name: text(1)?, attributes, self_closing: token[3] == Value::Bool(true) }
        }
        "EndTag" => Seen::End(text(1)?),
        "Comment" => Seen::Comment(text(1)?),
        "Character" => Seen::Characters(text(1)?),
        other => panic!("no such token: {other}"),
    })
}

/// `\u0041` read once more where a file asks for it.
fn plain(text: &str, escaped: bool) -> Option<String> {
    if !escaped {
        return Some(text.to_owned());
    }
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("\\u") {
        out.push_str(before);
        let (digits, tail) = after.split_at_checked(4)?;
        out.push(char::from_u32(u32::from_str_radix(digits, 16).ok()?)?);
        rest = tail;
    }
    out.push_str(rest);
    Some(out)
}
