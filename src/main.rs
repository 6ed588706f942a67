//! The command `presscut`.

use std::io::{BufRead, Read, Write};

use presscut::{Cleaner, Page};

fn main() -> anyhow::Result<()> {
    let cleaner = Cleaner::default();
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for line in std::io::stdin().lock().lines() {
        let job: serde_json::Value = serde_json::from_str(&line?)?;
        let mut bytes = Vec::new();
        flate2::read::MultiGzDecoder::new(std::fs::File::open(job["path"].as_str().unwrap_or_default())?).read_to_end(&mut bytes)?;
        let mut page = Page::from_bytes(bytes);
        page.id = job["id"].as_str().map(Into::into);
        page.url = job["url"].as_str().map(Into::into);
        serde_json::to_writer(&mut out, &cleaner.clean(&page))?;
        out.write_all(b"\n")?;
    }
    Ok(())
}
