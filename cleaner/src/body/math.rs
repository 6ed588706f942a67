//! Formulas as TeX: from `MathML`'s annotation or `alttext`, from `KaTeX`, `MathJax` and `MediaWiki`.

use crate::document::{Attribute, Document, NodeId, Tag};

/// A formula.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Formula {
    pub tex: String,
    /// It stands on a line of its own.
    pub display: bool,
}

/// The formula that an element is, with all that is inside it; `None` where it is none, or where its TeX is not told.
pub(super) fn formula(document: &Document, node: NodeId, tag: Tag) -> Option<Formula> {
    match tag {
        Tag::Math => mathml(document, node),
        Tag::Script => script(document, node),
        Tag::Span | Tag::Div => boxed(document, node),
        _ => None,
    }
}

fn mathml(document: &Document, node: NodeId) -> Option<Formula> {
    let alttext = || document.attribute(node, Attribute::Alttext).map(str::to_owned);
    let tex = tidy(&annotation(document, node).or_else(alttext)?)?;
    let display = document.attribute(node, Attribute::Display).is_some_and(|display| display.eq_ignore_ascii_case("block"));
    Some(Formula { tex, display })
}

fn annotation(document: &Document, node: NodeId) -> Option<String> {
    let is_tex = |&inner: &NodeId| {
        document.tag(inner) == Tag::Annotation
            && document.attribute(inner, Attribute::Encoding).is_some_and(|encoding| {
                let encoding = encoding.to_ascii_lowercase();
                encoding.contains("tex")
            })
    };
    document.descendants(node).find(is_tex).map(|annotation| document.inner_text(annotation))
}

/// `<script type="math/tex; mode=display">`.
fn script(document: &Document, node: NodeId) -> Option<Formula> {
    let kind = document.attribute(node, Attribute::Type)?;
    if !kind.get(..8)?.eq_ignore_ascii_case("math/tex") {
        return None;
    }
    let tex = tidy(document.text(document.first_child(node)?))?;
    Some(Formula { tex, display: kind.contains("display") })
}

/// The boxes of `KaTeX`, `MediaWiki` and `MathJax`.
fn boxed(document: &Document, node: NodeId) -> Option<Formula> {
    let class = document.attribute(node, Attribute::Class)?;
    let has = |name: &str| class.split_ascii_whitespace().any(|token| token == name);
    let display = if has("katex") {
        let around = document.parent(node).and_then(|parent| document.attribute(parent, Attribute::Class));
        around.is_some_and(|class| class.contains("katex-display"))
    } else if has("mwe-math-element") {
        class.contains("block") || document.descendants(node).take(6).any(|inner| class_contains(document, inner, "-display"))
    } else if has("MathJax") || has("MathJax_Display") || has("MathJax_CHTML") {
        has("MathJax_Display")
    } else {
        return None;
    };
    Some(Formula { tex: tidy(&annotation(document, node)?)?, display })
}

fn class_contains(document: &Document, node: NodeId, part: &str) -> bool {
    document.attribute(node, Attribute::Class).is_some_and(|class| class.contains(part))
}

/// White space folded, and the wrapper gone that tells a renderer how large to draw it.
fn tidy(tex: &str) -> Option<String> {
    let folded = crate::text::fold_space(tex);
    let bare = ["{\\displaystyle ", "{\\textstyle "]
        .iter()
        .find_map(|prefix| folded.strip_prefix(prefix))
        .and_then(|inner| inner.strip_suffix('}'))
        .unwrap_or(&folded)
        .trim();
    (!bare.is_empty()).then(|| bare.to_owned())
}
