//! Who is connected: what a process asked for before it ended may still wait in a socket, or for its connection to be
//! accepted.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpStream;
use tokio::sync::watch;

use crate::error::Error;

/// All connections that are not over yet; clones are the same ones.
#[derive(Clone, Default)]
pub(crate) struct Connections {
    known: Arc<watch::Sender<Known>>,
}

#[derive(Default)]
struct Known {
    /// By number, in the order in which they were accepted, with the client's address.
    open: BTreeMap<u64, SocketAddr>,
    next: u64,
}

/// A connection, which is over when this is dropped: whatever was asked on it was answered or given up by then.
pub(crate) struct Connection {
    pub(crate) number: u64,
    connections: Connections,
}

impl Connections {
    /// Notes that a connection was accepted.
    pub(crate) fn accepted(&self, client: SocketAddr) -> Connection {
        let mut number = 0;
        self.known.send_modify(|known| {
            number = known.next;
            known.next += 1;
            known.open.insert(number, client);
        });
        Connection { number, connections: self.clone() }
    }

    /// Waits until every connection that was made before this call is over. Returns the number that parts them from all
    /// later ones.
    ///
    /// A connection that its client has closed may not even be accepted yet: one of our own stands behind all of them.
    pub(crate) async fn hung_up(&self, listener: SocketAddr, limit: Duration) -> Result<u64, Error> {
        let mut seen = self.known.subscribe();
        let waits = async {
            let own = TcpStream::connect(listener).await?;
            let address = own.local_addr()?;
            let number_of = |known: &Known| known.open.iter().find(|(_, client)| **client == address).map(|it| *it.0);
            // The sender lives in `self`, so this cannot fail while we wait.
            let stopped = |_| Error::Stopped;
            let number = number_of(&*seen.wait_for(|known| number_of(known).is_some()).await.map_err(stopped)?);
            let number = number.ok_or(Error::Stopped)?;
            seen.wait_for(|known| known.open.keys().all(|it| *it >= number)).await.map_err(stopped)?;
            Ok(number)
        };
        tokio::time::timeout(limit, waits).await.unwrap_or_else(|_| {
            let open: Vec<u64> = self.known.borrow().open.keys().copied().collect();
            let last = format!("connections {open:?} are not over");
            Err(Error::TimedOut { seconds: limit.as_secs_f64(), last })
        })
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.connections.known.send_modify(|known| {
            known.open.remove(&self.number);
        });
    }
}
