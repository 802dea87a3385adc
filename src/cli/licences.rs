//! `unscrape --licenses`: whose data the program carries, and on what terms.

use anyhow::Result;

use crate::exit::Exit;
use crate::output::Sink;

/// Credits first, then the texts that they refer to.
const PAGES: [&str; 5] = [
    include_str!("../../NOTICE"),
    include_str!("../../LICENSE-MIT"),
    include_str!("../../LICENSE-APACHE"),
    include_str!("../../data/foreign/LICENSE-CC-BY-SA-4.0"),
    include_str!("../../data/foreign/LICENSE-CC-BY-3.0"),
];

/// Prints them all.
pub(crate) fn show() -> Result<Exit> {
    let line = format!("\n{}\n\n", "-".repeat(100));
    Sink::stdout().write(PAGES.map(str::trim_end).join(&line).as_bytes())?;
    Sink::stdout().write(b"\n")?;
    Ok(Exit::Done)
}
