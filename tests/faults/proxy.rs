//! A proxy before two replicas, as an operator puts one there: whoever does not answer in time is left for the other.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// How long one connection lives: one to a paused replica is cut, and what was asked on it is asked again.
const LIFE: Duration = Duration::from_secs(2);

/// It ends with its handle.
pub struct Proxy {
    pub address: String,
    task: JoinHandle<()>,
}

impl Proxy {
    /// Sends connections to these addresses in turn.
    pub async fn before(backends: [String; 2]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let (backends, turn) = (Arc::new(backends), AtomicUsize::new(0));
        let task = tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let (backends, first) = (Arc::clone(&backends), turn.fetch_add(1, Ordering::Relaxed));
                tokio::spawn(async move {
                    // Whoever is down is passed over.
                    for backend in [&backends[first % 2], &backends[(first + 1) % 2]] {
                        if let Ok(server) = TcpStream::connect(backend).await {
                            let _ = tokio::time::timeout(LIFE, pass_on(client, server)).await;
                            return;
                        }
                    }
                });
            }
        });
        Self { address, task }
    }
}

async fn pass_on(mut client: TcpStream, mut server: TcpStream) {
    let _ = copy_bidirectional(&mut client, &mut server).await;
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.task.abort();
    }
}
