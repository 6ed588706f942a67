//! Which scripts hold data.

/// How far into a script its first assignment may stand.
const HEAD: usize = 200;

/// The kind of a script that is kept: its `type` where that names JSON, `state` where it assigns a page's state.
pub(super) fn kind(declared: Option<&str>, body: &str) -> Option<String> {
    let declared = declared.unwrap_or_default().trim().to_ascii_lowercase();
    if declared.contains("json") {
        return Some(declared);
    }
    let runs = declared.is_empty() || declared == "module" || declared.ends_with("javascript");
    (runs && assigns_state(body)).then(|| "state".to_owned())
}

/// Whether a script begins by assigning to `window.__NAME__`, or to a variable of `window` that is called some state.
///
/// Next, Nuxt, Redux and Apollo hand a page's content to the browser this way.
fn assigns_state(body: &str) -> bool {
    let body = body.trim_start_matches(|c: char| c.is_whitespace() || c == ';');
    let Some(rest) = body.strip_prefix("window") else { return false };
    let rest = rest.trim_start();
    let (name, rest) = if let Some(rest) = rest.strip_prefix('.') {
        rest.split_at_checked(rest.find(|c: char| !c.is_alphanumeric() && c != '_' && c != '$').unwrap_or(rest.len())).unwrap_or_default()
    } else if let Some(rest) = rest.strip_prefix("[\"").or_else(|| rest.strip_prefix("['")) {
        rest.split_once(['"', '\'']).map(|(name, rest)| (name, rest.trim_start_matches(']'))).unwrap_or_default()
    } else {
        return false;
    };
    let assigned = rest.trim_start().strip_prefix('=').is_some_and(|rest| !rest.starts_with('='));
    assigned && name.len() < HEAD && (name.starts_with("__") || name.to_ascii_lowercase().contains("state"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_state_is_told_from_a_script() {
        for state in [
            "window.__NUXT__=(function(a){return {title:a}}(\"港\"))",
            "\n ;window.__INITIAL_STATE__ = {\"story\":{}}",
            "window['__PRELOADED_STATE__'] = JSON.parse('{}')",
            "window.initialState={}",
        ] {
            assert_eq!(kind(None, state).as_deref(), Some("state"), "{state}");
        }
        for script in ["window.dataLayer = []", "window.__NUXT__ == 1", "window.open('x')", "var a = window.__STATE__", "窗口"] {
            assert_eq!(kind(Some("text/javascript"), script), None, "{script}");
        }
        assert_eq!(kind(Some(" Application/LD+JSON"), "").as_deref(), Some("application/ld+json"));
        assert_eq!(kind(Some("text/template"), "window.__A__ = 1"), None);
    }
}
