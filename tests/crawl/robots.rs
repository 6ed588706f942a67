//! `fixtures/robots/cases.toml`, case by case.

use presscut::fetcher::robots::Rules;
use serde::Deserialize;
use url::Url;

#[derive(Deserialize)]
struct Cases {
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    source: String,
    file: String,
    open: Vec<String>,
    closed: Vec<String>,
    crawl_delay: Option<f64>,
}

#[test]
fn cases() {
    let cases: Cases = toml::from_str(include_str!("../../fixtures/robots/cases.toml")).unwrap();
    let mut wrong = Vec::new();
    for case in &cases.case {
        let rules = Rules::parse(case.file.as_bytes(), "presscut");
        let paths = case.open.iter().map(|path| (path, true)).chain(case.closed.iter().map(|path| (path, false)));
        for (path, open) in paths {
            let url = Url::parse("https://news.example").unwrap().join(path).unwrap();
            if rules.check(&url).is_ok() != open {
                wrong.push(format!("{} ({}): {path} should be {}", case.name, case.source, if open { "open" } else { "closed" }));
            }
        }
        let delay = rules.crawl_delay().map(|delay| delay.as_secs_f64());
        if delay != case.crawl_delay {
            wrong.push(format!("{}: crawl delay is {delay:?}", case.name));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
