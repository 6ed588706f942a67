//! Ctrl-C, and polite requests to end.

use std::path::PathBuf;

/// The exit status of a command that Ctrl-C ended, by the custom of shells.
pub(super) const INTERRUPTED: u8 = 130;

/// The exit status of a command that was asked to end.
#[cfg(unix)]
const TERMINATED: u8 = 143;

/// Waits for Ctrl-C, or a polite request to end; gives the exit status that says so.
#[cfg(unix)]
pub(super) async fn asked_to_end() -> u8 {
    use tokio::signal::unix::{SignalKind, signal};
    let Ok(mut terminate) = signal(SignalKind::terminate()) else {
        let _ = tokio::signal::ctrl_c().await;
        return INTERRUPTED;
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => INTERRUPTED,
        _ = terminate.recv() => TERMINATED,
    }
}

#[cfg(not(unix))]
pub(super) async fn asked_to_end() -> u8 {
    let _ = tokio::signal::ctrl_c().await;
    INTERRUPTED
}

/// From here on, whoever asks the program to end takes a file that is not whole away with it.
pub(super) fn removes(temporary: PathBuf) -> std::io::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let wait = move || {
        let status = runtime.block_on(asked_to_end());
        // the file may have become whole in this moment, and have another name
        let _ = std::fs::remove_file(temporary);
        std::process::exit(status.into());
    };
    std::thread::Builder::new().name("interrupt".to_owned()).spawn(wait).map(drop)
}
