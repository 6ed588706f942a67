//! Ctrl-C, and polite requests to end.

use std::path::PathBuf;

/// The exit status of a command that Ctrl-C ended, by the custom of shells.
pub(super) const INTERRUPTED: u8 = 130;

/// The exit status of a command that was asked to end.
#[cfg(unix)]
const TERMINATED: u8 = 143;

/// Waits for Ctrl-C, or a polite request to end; gives the exit status that says so.
pub(super) async fn asked_to_end() -> u8 {
    if let Ok(requests) = Requests::listen() {
        return requests.first().await;
    }
    let _ = tokio::signal::ctrl_c().await;
    INTERRUPTED
}

/// Requests to end, heard from the moment that this is made.
#[cfg(unix)]
struct Requests {
    interrupt: tokio::signal::unix::Signal,
    terminate: tokio::signal::unix::Signal,
}

#[cfg(unix)]
impl Requests {
    /// Errs outside a runtime, and where the system takes no handler.
    fn listen() -> std::io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Self { interrupt: signal(SignalKind::interrupt())?, terminate: signal(SignalKind::terminate())? })
    }

    async fn first(mut self) -> u8 {
        tokio::select! {
            _ = self.interrupt.recv() => INTERRUPTED,
            _ = self.terminate.recv() => TERMINATED,
        }
    }
}

#[cfg(not(unix))]
struct Requests(tokio::signal::windows::CtrlC);

#[cfg(not(unix))]
impl Requests {
    fn listen() -> std::io::Result<Self> {
        tokio::signal::windows::ctrl_c().map(Self)
    }

    async fn first(mut self) -> u8 {
        let _ = self.0.recv().await;
        INTERRUPTED
    }
}

/// From here on, whoever asks the program to end takes a file that is not whole away with it.
pub(super) fn removes(temporary: PathBuf) -> std::io::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let requests = {
        let _inside = runtime.enter();
        Requests::listen()? // before the thread runs: the file is there already
    };
    let wait = move || {
        let status = runtime.block_on(requests.first());
        // the file may have become whole in this moment, and have another name
        let _ = std::fs::remove_file(temporary);
        std::process::exit(status.into());
    };
    std::thread::Builder::new().name("interrupt".to_owned()).spawn(wait).map(drop)
}
