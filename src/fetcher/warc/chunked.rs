//! The chunked transfer coding (RFC 9112, 7.1), which archives keep or have undone without saying so.

/// A body without the coding; nothing where it does not begin as one. A body that ends too early is given as far as it goes.
pub(super) fn undone(body: &[u8]) -> Option<Vec<u8>> {
    let (mut size, mut rest) = chunk(body)?;
    let mut whole = Vec::with_capacity(body.len());
    while size > 0 {
        let data = rest.get(..size).unwrap_or(rest);
        whole.extend_from_slice(data);
        let after = rest.get(data.len()..).unwrap_or_default();
        let after = after.strip_prefix(b"\r\n").or_else(|| after.strip_prefix(b"\n")).unwrap_or(after);
        match chunk(after) {
            Some(next) => (size, rest) = next,
            None => break,
        }
    }
    Some(whole)
}

/// The size of a chunk, and what follows its line.
fn chunk(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let end = bytes.iter().take(4096).position(|&byte| byte == b'\n')?;
    let (line, rest) = bytes.split_at_checked(end + 1)?;
    let size = line.split(|&byte| byte == b';').next().unwrap_or_default().trim_ascii();
    let size = std::str::from_utf8(size).ok()?;
    Some((usize::from_str_radix(size, 16).ok()?, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chunks_are_joined() {
        assert_eq!(undone(b"5\r\nTides\r\n6;a=b\r\n today\r\n0\r\n\r\n").as_deref(), Some(&b"Tides today"[..]));
        assert_eq!(undone(b"5\r\nTides\r\nff\r\n to").as_deref(), Some(&b"Tides to"[..]), "cut short");
        assert_eq!(undone(b"0\r\n\r\n").as_deref(), Some(&b""[..]));
        assert_eq!(undone(b"<html>\n5\r\n"), None);
        assert_eq!(undone(b"ffffffffffffffffffff\r\nx"), None);
    }
}
