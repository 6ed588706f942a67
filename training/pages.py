"""The exported pages: features, labels and weights as arrays, and how a cut of them scores."""
import json
import zlib
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import numpy as np

FOLDS = 3
UNKNOWN = 255
KINDS = ["article", "forum", "product", "collection", "listing", "documentation", "service"]


@dataclass
class Page:
    """A page, and where its blocks stand among all rows."""
    set: str
    id: str
    site: str
    kind: str
    marked: bool
    has_body: bool
    counts: np.ndarray  # words by block
    words: np.ndarray  # the page's words, by number
    gold: np.ndarray
    dek: np.ndarray
    start: int
    end: int

    @property
    def rows(self):
        return slice(self.start, self.end)

    @property
    def fold(self):
        return zlib.crc32(self.site.encode()) % FOLDS


def site_of(line):
    """The site, so that no two folds share one: the last three labels of the host."""
    name = line["site"] or line["id"]
    host = urlsplit(name).netloc if "//" in name else name
    return ".".join(host.lower().removeprefix("www.").split(".")[-3:]) or line["id"]


def load(folder, without=()):
    """(names of the features, rows by features, labels, pages) of an export."""
    names = json.loads((folder / "names.json").read_text())
    width, features, labels, pages, start = len(names[0]), [], [], [], 0
    for lines in sorted(folder.glob("*.jsonl")):
        if lines.stem in without:
            continue
        raw, offset = np.fromfile(lines.with_suffix(".bin"), dtype=np.uint8), 0
        for text in lines.read_text().splitlines():
            line = json.loads(text)
            rows = line["rows"]
            features.append(raw[offset:offset + rows * width].reshape(width, rows).T)
            labels.append(raw[offset + rows * width:offset + rows * (width + 1)])
            offset += rows * (width + 1)
            arrays = (np.array(line[key], dtype=np.int32) for key in ("counts", "words", "gold", "dek"))
            kind = line["kind"] if line["kind"] in KINDS else "article"
            pages.append(Page(lines.stem, line["id"], site_of(line), kind, line["marked"], line["body"], *arrays, start, start + rows))
            start += rows
    return names, np.ascontiguousarray(np.concatenate(features)), np.concatenate(labels), pages


def load_second(folder, names, pages):
    """(rows by `Context` features, pages by `Whole` features) of the second export."""
    context, whole = [], []
    for name in dict.fromkeys(page.set for page in pages):
        raw, offset = np.fromfile(folder / f"{name}.second.bin", dtype=np.uint8), 0
        for page in (page for page in pages if page.set == name):
            size = (page.end - page.start) * len(names[1])
            context.append(raw[offset:offset + size].reshape(len(names[1]), -1).T)
            whole.append(raw[offset + size:offset + size + len(names[2])])
            offset += size + len(names[2])
    return np.concatenate(context), np.stack(whole)


def weights(pages, labels, is_title):
    """A block's weight: its share of the page plus the log of its words, each scaled to mean one, times the page's."""
    share, log, page_weight = (np.zeros(len(labels)) for _ in range(3))
    for page in pages:
        known = np.where(labels[page.rows] == UNKNOWN, 0, labels[page.rows]) / 200
        reached = (known * page.counts).sum() / max(1, len(page.gold))
        # A page weighs less as the best cut of it falls short of the gold.
        weight = np.clip((reached - 0.5) / 0.4, 0, 1) if page.has_body else 0.3
        weight *= 0.3 if page.set == "dragnet" else 2.0 if page.marked else 1.0
        whole = len(page.gold) if page.has_body and len(page.gold) else page.counts.sum()
        share[page.rows] = np.minimum(page.counts / max(1, whole), 0.6)
        log[page.rows] = np.log1p(page.counts)
        page_weight[page.rows] = weight
        if page.set == "dragnet":  # its upper edge holds headline, date and byline
            body = np.flatnonzero((known >= 0.5) & (page.counts >= 25))
            page_weight[page.start:page.start + (body[0] if len(body) else len(known))] = 0
    used = (labels != UNKNOWN) & (page_weight > 0)
    result = (share / share[used].mean() + log / log[used].mean()) * page_weight
    result[(labels == UNKNOWN) | is_title] = 0
    return result


def word_f1(found, gold):
    if not len(found) or not len(gold):
        return float(len(found) == len(gold))
    size = max(found.max(), gold.max()) + 1
    both = np.minimum(np.bincount(found, minlength=size), np.bincount(gold, minlength=size)).sum()
    return 2 * both / (len(found) + len(gold))


def page_score(page, keep):
    """(word F1, whether all words agree), against the better of the gold with and without its dek."""
    found = page.words[np.repeat(keep, page.counts)]
    golds = [page.gold, np.concatenate([page.dek, page.gold])] if len(page.dek) else [page.gold]
    return max((word_f1(found, gold), float(np.array_equal(found, gold))) for gold in golds)


def group_of(page):
    if page.set == "wcxb_dev":
        return page.kind
    return "marked" if page.set in ("trafilatura", "htmldate_eval", "mozilla") else page.set


def figures(pages, keeps):
    """{group: (mean word F1, share exactly right, pages)} of the pages that have a body."""
    groups = {}
    for page, keep in zip(pages, keeps):
        if page.has_body:
            groups.setdefault(group_of(page), []).append(page_score(page, keep))
    return {name: (float(np.mean([f for f, _ in rows])), float(np.mean([e for _, e in rows])), len(rows)) for name, rows in sorted(groups.items())}
