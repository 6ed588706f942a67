//! What a line of text looks like, whatever its script.

use crate::text;

/// Counts over a line of text.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Shape {
    /// Words, with Chinese and Japanese put on the scale of alphabets: five characters are three words.
    pub(crate) size: u32,
    pub(crate) cjk: u32,
    pub(crate) commas: u32,
    /// Marks that end sentences.
    pub(crate) stops: u32,
    pub(crate) digits: u32,
    pub(crate) upper: u32,
    /// `|`, `·`, `›`, `»`, `/`: what menus are parted by.
    pub(crate) pipes: u32,
    /// What the line ends on: 0 a letter, 1 a full stop, 2 a question or exclamation mark, 3 a colon, 4 a closing quote or
    /// bracket, 5 a comma or semicolon, 6 an ellipsis, 7 a digit, 8 anything else.
    pub(crate) ending: u8,
    /// A bit each: ©, @, a quotation mark, a currency sign, an arrow or bullet at the start, a question mark.
    pub(crate) marks: u8,
    pub(crate) starts_lower: bool,
    /// Short and with figures as dates have them.
    pub(crate) date_like: bool,
}

impl Shape {
    pub(crate) fn of(line: &str) -> Self {
        let mut shape = Self::default();
        let (mut words, mut inside, mut length, mut digit_run, mut year) = (0_u32, false, 0_u32, 0_u32, false);
        for c in line.chars() {
            if c.is_ascii_lowercase() {
                // Most characters: none of the tables below is asked.
                words += u32::from(!inside);
                (inside, digit_run) = (true, 0);
                length += 1;
                continue;
            }
            if c.is_whitespace() {
                (inside, digit_run) = (false, 0);
                continue;
            }
            length += 1;
            if text::is_cjk(c) {
                shape.cjk += 1;
                (inside, digit_run) = (false, 0);
                continue;
            }
            if c.is_numeric() {
                shape.digits += 1;
                digit_run += 1;
                year |= digit_run == 4;
            } else {
                digit_run = 0;
            }
            if c.is_alphanumeric() {
                words += u32::from(!inside);
                inside = true;
                shape.upper += u32::from(c.is_uppercase());
            } else {
                inside &= matches!(c, '\'' | '’' | '-');
                shape.mark(c);
            }
        }
        let visible = |c: &char| !c.is_whitespace();
        let (first, last) = (line.chars().find(visible), line.chars().rev().find(visible).unwrap_or(' '));
        shape.size = words + shape.cjk * 3 / 5;
        shape.ending = ending(last);
        shape.starts_lower = first.is_some_and(char::is_lowercase);
        if first.is_some_and(|c| matches!(c, '•' | '·' | '-' | '–' | '►' | '▶' | '»' | '>' | '→' | '*' | '■' | '●')) {
            shape.marks |= 16;
        }
        shape.date_like = length <= 60 && shape.digits >= 3 && (year || shape.digits >= 5 || line.contains(':'));
        shape
    }

    fn mark(&mut self, c: char) {
        match c {
            ',' | '，' | '、' | '،' | ';' | '；' => self.commas += 1,
            '.' | '。' | '!' | '！' | '।' | '؟' | '۔' => self.stops += 1,
            '?' | '？' => {
                self.stops += 1;
                self.marks |= 32;
            }
            '|' | '｜' | '·' | '›' | '»' | '/' | '>' | '•' => self.pipes += 1,
            '©' | '®' => self.marks |= 1,
            '@' => self.marks |= 2,
            '"' | '“' | '”' | '„' | '«' | '「' | '『' | '‘' => self.marks |= 4,
            '$' | '€' | '£' | '¥' | '￥' | '₹' => self.marks |= 8,
            _ => {}
        }
    }

    /// A hash of each word, lower-cased; a Han or kana character is a word.
    pub(crate) fn word_hashes(line: &str) -> impl Iterator<Item = u64> + '_ {
        const START: u64 = 0xcbf2_9ce4_8422_2325;
        let mut chars = line.chars();
        let mut next = chars.next();
        std::iter::from_fn(move || {
            let mut hash = START;
            while let Some(c) = next {
                next = chars.next();
                let own = !c.is_ascii() && text::is_cjk(c);
                if c.is_ascii_alphanumeric() || own || (!c.is_ascii() && c.is_alphanumeric()) {
                    hash = fold(hash, c);
                    let goes_on = |c: char| c.is_ascii_alphanumeric() || (!c.is_ascii() && c.is_alphanumeric() && !text::is_cjk(c));
                    if own || !next.is_some_and(goes_on) {
                        return Some(hash);
                    }
                }
            }
            None
        })
    }
}

fn fold(hash: u64, c: char) -> u64 {
    let lower = if c.is_ascii() { c.to_ascii_lowercase() } else { c.to_lowercase().next().unwrap_or(c) };
    (hash ^ u64::from(u32::from(lower))).wrapping_mul(0x0100_0000_01b3)
}

fn ending(last: char) -> u8 {
    match last {
        '.' | '。' | '।' | '۔' => 1,
        '?' | '!' | '？' | '！' | '؟' => 2,
        ':' | '：' => 3,
        '"' | '”' | '’' | '»' | '」' | '』' | ')' | '）' | ']' | '】' | '\'' => 4,
        ',' | '，' | ';' | '；' | '、' => 5,
        '…' => 6,
        c if c.is_numeric() => 7,
        c if c.is_alphabetic() => 0,
        _ => 8,
    }
}
