//! SIGTERM and SIGINT: from the first moment on they mean to stop in order.

use tokio::signal::unix::{Signal, SignalKind, signal};

/// What asks this process to stop.
pub struct Signals {
    terminate: Signal,
    interrupt: Signal,
}

impl Signals {
    /// Listens from now on: a signal that comes before anybody waits is not lost, and does not kill.
    ///
    /// # Errors
    /// When the process can't listen to signals.
    pub fn listen() -> std::io::Result<Self> {
        Ok(Self { terminate: signal(SignalKind::terminate())?, interrupt: signal(SignalKind::interrupt())? })
    }

    /// Waits for one of them.
    pub async fn stop(&mut self) {
        tokio::select! {
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
        }
    }
}
