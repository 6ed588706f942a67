use super::*;

#[test]
fn every_rule_proves_itself() {
    let mut failures = vec![];
    for rule in rules() {
        assert!(rule.drops.len() >= 3 && rule.keeps.len() >= 2, "{} has too few proofs", rule.name);
        assert!(!rule.why.is_empty());
        for line in rule.drops {
            let found = find(line).map(|rule| rule.name);
            if found != Some(rule.name) {
                failures.push(format!("{} does not drop: {line} ({found:?})", rule.name));
            }
        }
        for line in rule.keeps {
            if let Some(found) = find(line) {
                failures.push(format!("{} drops: {line}", found.name));
            }
        }
    }
    assert!(failures.is_empty(), "\n{}", failures.join("\n"));
}

#[test]
fn names_are_unique_and_phrases_are_lower_case() {
    let mut names: Vec<&str> = rules().map(|rule| rule.name).collect();
    names.sort_unstable();
    let count = names.len();
    names.dedup();
    assert_eq!(names.len(), count);
    for phrase in rules().flat_map(|rule| rule.phrases).flat_map(|(_, list)| list.split(" | ")) {
        assert_eq!(phrase, phrase.to_lowercase().trim(), "phrases are compared with lower-case lines");
        assert!(!phrase.contains('’'), "a curly apostrophe is compared as a straight one: {phrase}");
    }
}

#[test]
fn news_is_no_boilerplate() {
    for line in [
        "Officials told AFP the talks had failed.",
        "He asked for comments to be sent in writing.",
        "该公司负责人表示，相关阅读推广活动将继续。",
        "The next day, nobody came.",
        "“Follow us on foot,” the guide said.",
        "来源于海洋的收入占全镇的一半。",
        "编辑们连夜赶到码头，等待渡轮返航。",
        "Copyright was the only thing the two heirs agreed on.",
        "Advertising revenue fell by a third last year.",
        "Home",
        "小结",
        "1.",
        "A",
        "",
    ] {
        assert!(find(line).is_none(), "{line}: {:?}", find(line).map(|rule| rule.name));
    }
}

#[test]
fn no_line_makes_it_panic() {
    for line in [
        "»",
        "|",
        "||||",
        ":",
        "：",
        "©",
        "《》",
        "İ İ İ",
        "ǅ > ǅ",
        "분",
        "\u{202e}x|y|z|w",
        "share\u{0301}",
        "1|2|3|4",
        "comments to",
        "more from",
        "( )",
    ] {
        let _ = find(line);
        let _ = find(&line.repeat(90));
    }
}
