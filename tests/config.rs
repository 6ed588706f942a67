//! The configuration: the file shipped, what a user may write, and what overrides what.

use presscut::config::{Config, Said};

const SHIPPED: &str = include_str!("../config.toml");

fn read(text: &str) -> Result<Config, presscut::config::Error> {
    Said::nothing().file("my.toml", text)?.resolve()
}

fn problem(text: &str) -> String {
    read(text).expect_err("should be refused").to_string()
}

#[test]
fn the_shipped_file_holds_every_key_with_its_default() {
    assert_eq!(read(SHIPPED).expect("valid"), Config::default());
    let mut missing = Vec::new();
    let shipped: toml::Table = SHIPPED.parse().expect("TOML");
    let defaults = toml::Table::try_from(Config::default()).expect("tables");
    let mut left = vec![(String::new(), defaults, shipped)];
    while let Some((path, defaults, shipped)) = left.pop() {
        for (key, value) in defaults {
            let path = format!("{path}{key}");
            match (value, shipped.get(&key)) {
                (toml::Value::Table(inner), Some(toml::Value::Table(shipped))) => left.push((format!("{path}."), inner, shipped.clone())),
                (_, None) if path != "site" => missing.push(path),
                _ => {}
            }
        }
    }
    assert!(missing.is_empty(), "not in config.toml: {missing:?}");
}

#[test]
fn every_key_of_the_shipped_file_has_its_comment() {
    let bare: Vec<_> = SHIPPED.lines().filter(|line| line.contains(" = ") && !line.contains('#')).collect();
    assert!(bare.is_empty(), "{bare:?}");
}

#[test]
fn an_unknown_key_is_refused_with_its_line_and_the_known_ones() {
    let message = problem("[clean]\nfavor = \"recall\"\n\nfavour = \"recall\"\n");
    assert!(message.starts_with("my.toml:4:1: "), "{message}");
    assert!(message.contains("`favour`") && message.contains("`favor`"), "{message}");
}

#[test]
fn an_unknown_section_and_a_wrong_value_are_refused_with_their_place() {
    let message = problem("\n[cleen]\nfavor = \"recall\"\n");
    assert!(message.starts_with("my.toml:2:2: ") && message.contains("`clean`"), "{message}");
    let message = problem("[clean]\nmax_bytes = \"much\"\n");
    assert!(message.starts_with("my.toml:2:13: "), "{message}");
    let message = problem("[clean]\nfavor = \"reckall\"\n");
    assert!(message.starts_with("my.toml:2:9: ") && message.contains("`recall`"), "{message}");
    let message = problem("[clean\n");
    assert!(message.starts_with("my.toml:1:"), "{message}");
}

#[test]
fn a_site_is_one_table_for_the_fetcher_and_the_cleaner() {
    let text = "[[site]]\nhost = \"harbour.example\"\ndelay = 5.0\nbody = \".story\"\n\n[[site]]\nhost = \"coast.example\"\n";
    let config = Said::nothing().file("my.toml", text).expect("valid").resolve().expect("valid");
    assert_eq!(config.fetching().sites.len(), 2);
    let rules: Vec<_> = config.cleaning().expect("valid").sites.sources().map(|rule| (rule.host.clone(), rule.body.clone())).collect();
    assert_eq!(rules, [("harbour.example".to_owned(), Some(".story".to_owned()))]);
}

#[test]
fn a_bad_selector_or_key_of_a_site_is_refused_with_its_place_and_the_fix() {
    let message = problem("\n[[site]]\nhost = \"harbour.example\"\nbody = \"//div\"\n");
    assert!(message.starts_with("my.toml:4:8: "), "{message}");
    assert!(message.contains("harbour.example: `body`") && message.contains("write CSS"), "{message}");
    let message = problem("[[site]]\nhost = \"harbour.example\"\nbdy = \".story\"\n");
    assert!(message.starts_with("my.toml:3:1: ") && message.contains("`bdy`") && message.contains("body"), "{message}");
}

#[test]
fn flags_override_the_environment_which_overrides_the_file() {
    let said = || Said::nothing().file("my.toml", "[clean]\nmax_bytes = 1\n[write]\nwidth = 1\n[run]\nthreads = 1\n").expect("valid");
    let environment =
        [("PRESSCUT_WRITE_WIDTH", "2"), ("PRESSCUT_RUN_THREADS", "2"), ("PRESSCUT_WRITE_FIELDS", "title, text"), ("HOME", "/")];
    let said = said().environment(environment.map(|(name, value)| (name.to_owned(), value.to_owned()))).expect("valid");
    let said = said.flags("run", &toml::Table::from_iter([("threads".to_owned(), 3.into())])).expect("valid");
    let config = said.resolve().expect("valid");
    assert_eq!((config.clean.max_bytes, config.write.width, config.run.threads), (1, 2, 3));
    assert_eq!(config.write.fields, ["title", "text"]);
}

#[test]
fn a_variable_that_does_not_fit_is_refused_by_name() {
    let refused = |name: &str, value: &str| {
        Said::nothing().environment([(name.to_owned(), value.to_owned())]).expect_err("should be refused").to_string()
    };
    assert!(refused("PRESSCUT_CLEAN_FAVOR", "all").contains("PRESSCUT_CLEAN_FAVOR in the environment"));
    assert!(refused("PRESSCUT_CLEAN_MAX_BYTES", "many").contains("not a whole number"));
}

#[test]
fn mistakes_in_a_site_are_refused_at_their_key() {
    let good = "[[site]]\nhost = \"a.example\"\n\n[[site]]\nhost = \"b.example\"\n";
    for (line, parts) in [
        ("body = \"div..story\"", &["my.toml:7:8: ", "`body`", "div..story"][..]),
        ("bdoy = \"div\"", &["my.toml:7:1: ", "`bdoy`", "body"]),
        ("from = \"May 2016\"", &["my.toml:7:8: ", "`from`", "2016-05-13"]),
        ("delay = \"slow\"", &["my.toml:7:9: "]),
    ] {
        let message = problem(&format!("{good}title = \"h1\"\n{line}\nremove = \".ad\"\n"));
        for part in parts {
            assert!(message.contains(part), "`{part}` is not in: {message}");
        }
    }
    let message = problem("[[site]]\nbody = \"div\"\nhost = \"https://a.example/\"\n");
    assert!(message.starts_with("my.toml:3:8: "), "{message}");
    let message = problem("[[site]]\nhost = \"a.example\"\ntitle = \"h1\"\nfrom = \"2017-01-01\"\nuntil = \"2016-01-01\"\n");
    assert!(message.starts_with("my.toml:1:") && message.contains("`until` is before `from`"), "{message}");
}
