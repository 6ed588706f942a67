//! Names of charsets as the record writes them.

use encoding_rs::Encoding;

/// The names of the Encoding Standard that are not lower-case there.
const LOWER: &[(&str, &str)] = &[
    ("UTF-8", "utf-8"),
    ("IBM866", "ibm866"),
    ("ISO-8859-2", "iso-8859-2"),
    ("ISO-8859-3", "iso-8859-3"),
    ("ISO-8859-4", "iso-8859-4"),
    ("ISO-8859-5", "iso-8859-5"),
    ("ISO-8859-6", "iso-8859-6"),
    ("ISO-8859-7", "iso-8859-7"),
    ("ISO-8859-8", "iso-8859-8"),
    ("ISO-8859-8-I", "iso-8859-8-i"),
    ("ISO-8859-10", "iso-8859-10"),
    ("ISO-8859-13", "iso-8859-13"),
    ("ISO-8859-14", "iso-8859-14"),
    ("ISO-8859-15", "iso-8859-15"),
    ("ISO-8859-16", "iso-8859-16"),
    ("KOI8-R", "koi8-r"),
    ("KOI8-U", "koi8-u"),
    ("GBK", "gbk"),
    ("Big5", "big5"),
    ("EUC-JP", "euc-jp"),
    ("ISO-2022-JP", "iso-2022-jp"),
    ("Shift_JIS", "shift_jis"),
    ("EUC-KR", "euc-kr"),
    ("UTF-16BE", "utf-16be"),
    ("UTF-16LE", "utf-16le"),
];

/// An encoding's name in lower case.
pub(super) fn lower_case(encoding: &'static Encoding) -> &'static str {
    let name = encoding.name();
    LOWER.iter().find(|(upper, _)| *upper == name).map_or(name, |&(_, lower)| lower)
}
