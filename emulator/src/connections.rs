//! Who is connected: what a process asked for before it ended may still wait in a socket, or for its connection to be
//! accepted.

use std::collections::{BTreeSet, HashMap};
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpSocket;
use tokio::sync::watch;

use crate::error::Error;

/// All connections that are not over yet; clones are the same ones.
#[derive(Clone, Default)]
pub(crate) struct Connections {
    known: Arc<watch::Sender<Known>>,
}

#[derive(Default)]
struct Known {
    /// By number, in the order in which they were accepted.
    open: BTreeSet<u64>,
    next: u64,
    /// Our own connections, by their address, each with its number when it was accepted.
    own: HashMap<SocketAddr, Option<u64>>,
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
            known.open.insert(number);
            if let Some(own) = known.own.get_mut(&client) {
                *own = Some(number);
            }
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
            let own = TcpSocket::new_v4()?;
            own.bind(SocketAddr::from((Ipv4Addr::LOCALHOST, 0)))?;
            let address = own.local_addr()?;
            self.known.send_modify(|known| {
                known.own.insert(address, None);
            });
            // Whether it stays does not matter: one that is refused after it was accepted has its number.
            let _own = own.connect(listener).await;
            let is_accepted = |known: &Known| known.own.get(&address).is_some_and(Option::is_some);
            // The sender lives in `self`, so this cannot fail while we wait.
            drop(seen.wait_for(is_accepted).await.map_err(|_| Error::Stopped)?);
            let mut number = None;
            self.known.send_modify(|known| number = known.own.remove(&address).flatten());
            let number = number.ok_or(Error::Stopped)?;
            let is_over = |known: &Known| known.open.iter().all(|it| *it >= number);
            seen.wait_for(is_over).await.map_err(|_| Error::Stopped)?;
            Ok(number)
        };
        tokio::time::timeout(limit, waits).await.unwrap_or_else(|_| {
            let open: Vec<u64> = self.known.borrow().open.iter().copied().collect();
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
