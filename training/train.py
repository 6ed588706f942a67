"""Trains the forests from an export and writes their weights. See `run`."""
import argparse
import json
import struct
import subprocess
import zlib
from pathlib import Path

import lightgbm
import numpy as np

from pages import FOLDS, KINDS, UNKNOWN, figures, load, load_second, page_score, weights

FAR = 15  # "no such name on the way up", as `features.rs` has it
SHARE_OF_NEGATIVES = 0.35
SEED = 7
SECOND = 0.65  # the second forest's share, as `model/mod.rs` has it
WRONG = 1.6  # a wrong page counts this much in the confidence: better said too little than too much
NOISE = 0.17  # by this much over the root of its pages another seed moves a set's word F1: twice the deviation over five seeds
COMMON = {"verbose": -1, "deterministic": True, "force_row_wise": True, "seed": SEED, "max_bin": 255, "num_leaves": 31,
          "feature_fraction": 0.5, "bagging_fraction": 0.8, "bagging_freq": 1, "lambda_l2": 2.0}
BLOCKS = COMMON | {"objective": "binary", "learning_rate": 0.12, "min_data_in_leaf": 40}
PAGES = COMMON | {"objective": "multiclass", "num_class": len(KINDS), "learning_rate": 0.08, "min_data_in_leaf": 12, "num_leaves": 12}


def is_nameless(page):
    return zlib.crc32(page.id.encode()) % 2 == 1


def nameless(features, rows, names):
    """The features, but these rows lose what their class names say."""
    features = features.copy()
    features[np.ix_(rows, [index for index, name in enumerate(names[0]) if name.startswith("Group")])] = FAR
    return features


def nameless_whole(whole, rows, names):
    """Likewise what the names around the body say of a page."""
    whole = whole.copy()
    whole[np.ix_(rows, [index for index, name in enumerate(names[2]) if name.startswith("Group")])] = 0
    return whole


def sample(labels, weight):
    """Rows to train on: all that hold some gold, a share of the others that weighs as much as all of them."""
    drawn = np.random.default_rng(SEED).random(len(labels)) < SHARE_OF_NEGATIVES
    negative = labels < 20
    return (weight > 0) & (~negative | drawn), np.where(negative, weight / SHARE_OF_NEGATIVES, weight)


def train_blocks(features, labels, weight, trees, rows):
    chosen, weight = sample(labels, weight)
    chosen &= rows
    data = lightgbm.Dataset(features[chosen], (labels[chosen] >= 100).astype(np.uint8), weight=weight[chosen])
    return lightgbm.train(BLOCKS, data, num_boost_round=trees)


def out_of_fold(training, views, labels, weight, trees, folds):
    """Each row's probability by forests that saw no page of its site, for each view of the rows; `training` is learned from."""
    probabilities = [np.zeros(len(labels), dtype=np.float32) for _ in views]
    for fold in range(FOLDS):
        forest = train_blocks(training, labels, weight, trees, folds != fold)
        for found, view in zip(probabilities, views):
            found[folds == fold] = forest.predict(view[folds == fold])
        print(f"  fold {fold} done", flush=True)
    return probabilities


def second_view(args, names, pages, first):
    """What the second forest sees beside the features, and the kinds', given the first one's probabilities."""
    (args.export / "scores.f32").write_bytes(first.astype("<f4").tobytes())
    subprocess.run([*args.exporter, args.export, args.export / "scores.f32"], check=True, stdout=subprocess.DEVNULL)
    return load_second(args.export, names, pages)


def kinds_out_of_fold(training, views, pages, trees):
    """Each page's kinds' probabilities by forests that saw no page of its site, for each view of the pages."""
    folds = np.array([page.fold for page in pages])
    kinds = [np.zeros((len(pages), len(KINDS))) for _ in views]
    for fold in range(FOLDS):
        forest = train_kinds(training, pages, trees, folds != fold)
        for found, view in zip(kinds, views):
            found[folds == fold] = forest.predict(view[folds == fold])
    return kinds


def train_kinds(whole, pages, trees, chosen):
    kinds = np.array([KINDS.index(page.kind) for page in pages])
    data = lightgbm.Dataset(whole[chosen], kinds[chosen])
    return lightgbm.train(PAGES, data, num_boost_round=trees)


def packed(forest, classes=1):
    """The forest as `trees.rs` reads it, one forest a class."""
    dump = forest.dump_model()
    out = b""
    for number in range(classes):
        trees = [tree["tree_structure"] for tree in dump["tree_info"][number::classes]]
        out += struct.pack("<H", len(trees))
        for tree in trees:
            nodes, leaves = [], []
            root_leaf = "leaf_value" in tree

            def place(node):
                if "leaf_value" in node:
                    leaves.append(node["leaf_value"])
                    return len(leaves) - 1
                left, right = place(node["left_child"]), place(node["right_child"])
                nodes.append((node["split_feature"], int(node["threshold"]), left, right))
                return 32 + len(nodes) - 1

            place(tree)
            assert root_leaf or len(leaves) == len(nodes) + 1 <= 32
            out += struct.pack("<B", len(nodes)) + b"".join(struct.pack("<4B", *node) for node in nodes)
            out += struct.pack(f"<{len(leaves)}f", *leaves)
    return out


def decode(pages, probabilities, kinds, is_title):
    """What `verdict.rs` keeps, but for the rules."""
    keeps = []
    for page, kind in zip(pages, kinds):
        p = probabilities[page.rows]
        is_article = kind[0] > 0.5
        threshold = 0.5 if is_article and (p >= 0.5).any() else expected_f1(p, page.counts)
        keep = p >= threshold
        sure = np.flatnonzero(keep & (p > 0.9) & (page.counts >= 10))
        if is_article and len(sure):
            keep[:sure[0]] &= p[:sure[0]] >= 0.7
        keep[1:-1] |= keep[:-2] & keep[2:] & (p[1:-1] > 0.25)
        keeps.append(keep & ~is_title[page.rows])
    return keeps


def expected_f1(p, words):
    order = np.argsort(-p, kind="stable")
    kept, right = np.cumsum(words[order]), np.cumsum((p * words)[order])
    f1 = 2 * right / np.maximum(kept + (p * words).sum(), 1e-6)
    return p[order][np.argmax(f1)] if len(p) else 0.5


def fit_confidence(pages, p, keeps, kinds):
    """Coefficients of `quality.rs`'s logistic regression: is the body right (word F1 >= 0.9)? And a table of said and found, and
    on what share of the article pages 0.9 is said, and how many of these are right."""
    rows, right, article = [], [], []
    for page, keep, kind in zip(pages, keeps, kinds):
        if page.has_body and keep.any() and page.set not in ("dragnet", "daniel"):  # their gold's edges are uneven
            words, own = page.counts, p[page.rows]
            expected = np.clip(2 * (own * words)[keep].sum() / (words[keep].sum() + (own * words).sum()), 0.01, 0.99)
            rows.append([1, np.log(expected / (1 - expected)), np.log1p(words[keep].sum()), kind[0]])
            right.append(page_score(page, keep)[0] >= 0.9)
            article.append(page.kind == "article")
    rows, right, found = np.array(rows), np.array(right, dtype=float), np.zeros(4)
    cost = np.where(right == 1, 1.0, WRONG)
    for _ in range(50):  # Newton's method
        said = 1 / (1 + np.exp(-rows @ found))
        hessian = (rows * (cost * said * (1 - said))[:, None]).T @ rows
        found += np.linalg.solve(hessian + 1e-3 * np.eye(4), rows.T @ (cost * (right - said)) - 1e-3 * found)
    said = 1 / (1 + np.exp(-rows @ found))
    table = [[low, int(part.sum()), float(said[part].mean()), float(right[part].mean())]
             for low in (0, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95) if (part := (said >= low) & (said < {0: .3, .3: .5, .5: .7, .7: .8, .8: .9, .9: .95, .95: 2}[low])).any()]
    for row in table:
        print("  confidence from {} on: {} pages, said {:.3f}, found {:.3f}".format(*row), flush=True)
    sure = (said >= 0.9) & np.array(article)
    articles = float(sure.sum() / np.sum(article)), float(right[sure].mean())
    print("  on articles 0.9 or more is said on {:.3f}, right {:.3f}".format(*articles), flush=True)
    return found, table, articles


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--export", required=True, type=Path, help="folder of the export")
    options.add_argument("--exporter", required=True, nargs="+", help="command that exports: gets EXPORT and SCORES appended")
    options.add_argument("--weights", required=True, type=Path)
    options.add_argument("--floors", required=True, type=Path)
    options.add_argument("--card", required=True, type=Path)
    options.add_argument("--without", nargs="*", default=[], help="sets to leave out")
    options.add_argument("--trees", type=int, nargs=3, default=[140, 60, 120], metavar="N", help="of the first forest, the kinds', the second")
    args = options.parse_args()
    names, features, labels, pages = load(args.export, args.without)
    is_title = features[:, names[0].index("IsTitle")] == 1
    weight = weights(pages, labels, is_title)
    blocks = [page.end - page.start for page in pages]
    folds = np.repeat([page.fold for page in pages], blocks)
    # Half of the pages are learned from without what class names say, so that the model never lives on them.
    half, all_pages = np.array([is_nameless(page) for page in pages]), np.ones(len(pages), dtype=bool)
    training = nameless(features, np.repeat(half, blocks), names)
    bare = nameless(features, np.repeat(all_pages, blocks), names)

    print("first forest", flush=True)
    first, first_bare = out_of_fold(training, (features, bare), labels, weight, args.trees[0], folds)
    context, whole = second_view(args, names, pages, first)
    context_bare, whole_bare = second_view(args, names, pages, first_bare)
    whole_bare, whole_training = nameless_whole(whole_bare, all_pages, names), nameless_whole(whole, half, names)

    print("kinds", flush=True)
    kinds, kinds_bare = kinds_out_of_fold(whole_training, (whole, whole_bare), pages, args.trees[1])
    right = np.array([KINDS[np.argmax(kind)] == page.kind for kind, page in zip(kinds, pages)])
    print("  right:", round(right.mean(), 3), "of wcxb:", round(right[[page.set == "wcxb_dev" for page in pages]].mean(), 3), flush=True)

    print("second forest", flush=True)
    beside = lambda features, context, whole: np.hstack([features, context, np.repeat(whole, blocks, axis=0)])
    second_training = beside(training, context, whole_training)
    views = beside(features, context, whole), beside(bare, context_bare, whole_bare)
    second, second_bare = out_of_fold(second_training, views, labels, weight, args.trees[2], folds)
    both, both_bare = (one + SECOND * (two - one) for one, two in ((first, second), (first_bare, second_bare)))
    keeps = decode(pages, both, kinds, is_title)
    result = report(pages, keeps)
    print("with class names hashed", flush=True)
    result_bare = report(pages, decode(pages, both_bare, kinds_bare, is_title))

    print("weights", flush=True)
    out = packed(train_blocks(training, labels, weight, args.trees[0], np.ones(len(labels), dtype=bool)))
    out += packed(train_kinds(whole_training, pages, args.trees[1], all_pages), len(KINDS))
    out += packed(train_blocks(second_training, labels, weight, args.trees[2], np.ones(len(labels), dtype=bool)))
    coefficients, reliability, articles = fit_confidence(pages, both, keeps, kinds)
    out += struct.pack("<4f", *coefficients)
    args.weights.write_bytes(out)
    floors = json.loads(args.floors.read_text()) if args.floors.exists() else {}
    lowered = [name for name, (f1, _, count) in result.items() if f1 < floors.get(name, 0) - NOISE / count ** 0.5]
    if lowered and not args.without:
        raise SystemExit(f"floors would sink for {', '.join(lowered)}: nothing written but the weights; see {args.floors}")
    if not args.without:
        args.floors.write_text(json.dumps({name: max(round(f1, 4), floors.get(name, 0)) for name, (f1, _, _) in result.items()}, indent=1) + "\n")
    args.card.write_text(card(pages, result, result_bare, reliability, articles, right, args))


LICENCES = {"magic_forum": "Apache 2.0", "wcxb_dev": "CC BY 4.0", "n4k": "Apache 2.0", "magic": "the project's", "fundus": "MIT",
            "trafilatura": "Apache 2.0", "htmldate_eval": "Apache 2.0", "chinese": "MIT", "daniel": "GPL 3 (its repository)", "gne": "the project's",
            "mozilla": "the project's", "dragnet": "AGPL 3 (its repository)"}


def card(pages, result, result_bare, reliability, articles, right, args):
    """The model card, in Markdown."""
    sets = {name: sum(page.set == name for page in pages) for name in dict.fromkeys(page.set for page in pages)}
    lines = ["# The model", "", "Written by `training/run`; do not edit.", "",
             f"Two forests of {args.trees[0]} and {args.trees[2]} trees judge each block of a page, one of {args.trees[1]} trees a kind tells the page's kind (LightGBM, 31 leaves at most).",
             "They see bytes that `cleaner/src/model` computes from the page's structure: no words but those of the boilerplate rules, and class names by group.",
             "On half of the training pages the names of classes say nothing.", "",
             "## Trained on", "", "| set | pages | licence of the gold |", "|---|---|---|",
             *(f"| {name} | {count} | {LICENCES.get(name, 'unknown')} |" for name, count in sets.items()), "",
             f"## Cross-validated by site, {FOLDS} folds", "", "No site is in both parts. Words as the scorer counts them; rules that cut single lines are not applied here.", "",
             "| pages of | word F1 | exactly right | word F1, class names hashed | pages |", "|---|---|---|---|---|",
             *(f"| {name} | {f1:.3f} | {exact:.2f} | {result_bare[name][0]:.3f} | {count} |" for name, (f1, exact, count) in result.items()), "",
             f"The page's kind is right on {right.mean():.2f} of the pages.", "",
             "## Confidence: said and found", "", "Right means word F1 of at least 0.9; pages of sets whose gold has even edges.",
             f"It is said with caution: a wrong page counts {WRONG} times in the fit.",
             "On article pages 0.9 or more is said on {:.0%}, and {:.1%} of these are right.".format(*articles), "",
             "| from | pages | said | found |", "|---|---|---|---|",
             *(f"| {low} | {count} | {said:.3f} | {found:.3f} |" for low, count, said, found in reliability), "",
             "## Limits", "", "Mostly news and blogs in some thirty languages; collections, listings and products are cut worst: how much of them is content is not agreed on.",
             "Pages that scripts fill hold no text to judge.", ""]
    return "\n".join(lines)


def report(pages, keeps):
    result = figures(pages, keeps)
    for name, (f1, exact, count) in result.items():
        print(f"  {name:14} {f1:.4f} {exact:.3f} {count:5}", flush=True)
    return result


if __name__ == "__main__":
    main()
