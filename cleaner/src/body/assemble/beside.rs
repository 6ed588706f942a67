//! What stands among the text without being text: pictures and what is embedded.

use std::ops::Range;

use super::Reader;
use crate::article::Block;
use crate::body::embeds;
use crate::document::NodeId;

/// Most words beside what is embedded: a caption, "play".
const MAX_BESIDE_EMBED: u32 = 40;

impl Reader<'_> {
    /// Places the pictures that stand before all that stays.
    pub(super) fn figures_outside(&mut self, root: NodeId) {
        for index in 0..self.figures.len() {
            if let Some(figure) = self.figures[index]
                && !self.document.ancestors(figure.node).any(|around| around == root)
            {
                self.place(figure.node);
            }
        }
    }

    /// Places the pictures inside an element that is left out.
    pub(super) fn figures_inside(&mut self, node: NodeId, inside: &Range<usize>) {
        for index in 0..self.figures.len() {
            if let Some(figure) = self.figures[index]
                && (inside.start..=inside.end).contains(&figure.position)
                && (figure.node == node || self.document.ancestors(figure.node).any(|around| around == node))
            {
                self.place(figure.node);
            }
        }
    }

    pub(super) fn place(&mut self, node: NodeId) {
        let found = self.figures.iter_mut().find(|figure| figure.is_some_and(|figure| figure.node == node));
        if let Some(figure) = found.and_then(Option::take) {
            self.beside(Block::Figure { image: figure.image.clone() });
        }
    }

    /// Gives what is embedded in an element that is left out, where that holds nothing else of its own.
    pub(super) fn embeds_inside(&mut self, node: NodeId, inside: &Range<usize>) {
        let within = inside.start > self.extent.first && inside.start <= self.extent.last;
        if !within || self.extent.words(inside) > MAX_BESIDE_EMBED {
            return;
        }
        let found =
            std::iter::once(node).chain(self.document.descendants(node)).find_map(|node| embeds::read(self.document, node, self.base));
        if let Some(url) = found {
            self.beside(Block::Embed { url });
        }
    }

    /// Gives a block that stands in or beside the line that is being read.
    fn beside(&mut self, block: Block) {
        if self.flow.is_empty() { self.emit(block) } else { self.pending.push(block) }
    }
}
