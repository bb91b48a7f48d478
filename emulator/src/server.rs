//! The socket: one server for bots and browsers, whose connections can be cut on purpose.

use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use axum::extract::connect_info::Connected;
use axum::serve::{IncomingStream, Listener};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};

use crate::connections::Connection;
use crate::shared::Shared;
use crate::{api, page};

/// Accepts connections that can be cut.
struct Door {
    listener: TcpListener,
    shared: Arc<Shared>,
}

/// A connection that refuses to carry an answer once it is cut, and a request while the emulator hangs up.
struct Wire {
    stream: TcpStream,
    cut: Arc<AtomicBool>,
    shared: Arc<Shared>,
    connection: Connection,
}

/// A handler's way to close its connection without an answer.
#[derive(Clone)]
pub(crate) struct Scissors {
    cut: Arc<AtomicBool>,
    /// Which connection it is.
    pub(crate) connection: u64,
}

impl Scissors {
    pub(crate) fn cut(&self) {
        self.cut.store(true, Ordering::Relaxed);
    }
}

impl Connected<IncomingStream<'_, Door>> for Scissors {
    fn connect_info(stream: IncomingStream<'_, Door>) -> Self {
        let Wire { cut, connection, .. } = stream.io();
        Self { cut: Arc::clone(cut), connection: connection.number }
    }
}

impl Listener for Door {
    type Io = Wire;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Wire, SocketAddr) {
        loop {
            match self.listener.accept().await {
                Ok((stream, address)) if self.shared.hangs_up.load(Ordering::Relaxed) => {
                    // A reset, and not an orderly end.
                    let _ = stream.set_zero_linger();
                    drop(self.shared.connections.accepted(address));
                }
                Ok((stream, address)) => {
                    // Small answers must not wait for more to send.
                    let _ = stream.set_nodelay(true);
                    let connection = self.shared.connections.accepted(address);
                    return (
                        Wire { stream, cut: Arc::default(), shared: Arc::clone(&self.shared), connection },
                        address,
                    );
                }
                Err(error) => {
                    tracing::warn!(%error, "a connection could not be accepted");
                    tokio::time::sleep(Duration::from_millis(50)).await;
                }
            }
        }
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.listener.local_addr()
    }
}

impl Wire {
    fn check(&self) -> io::Result<()> {
        if self.cut.load(Ordering::Relaxed) {
            return Err(io::ErrorKind::ConnectionReset.into());
        }
        Ok(())
    }
}

impl AsyncRead for Wire {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        if self.shared.hangs_up.load(Ordering::Relaxed) {
            let _ = self.stream.set_zero_linger();
            return Poll::Ready(Err(io::ErrorKind::ConnectionReset.into()));
        }
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl AsyncWrite for Wire {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        self.check()?;
        Pin::new(&mut self.stream).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.check()?;
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        parts: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        self.check()?;
        Pin::new(&mut self.stream).poll_write_vectored(context, parts)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }
}

/// Serve until shutdown.
pub(crate) async fn serve(shared: Arc<Shared>, listener: TcpListener) {
    let (stopping, door) = (Arc::clone(&shared), Door { listener, shared: Arc::clone(&shared) });
    let app = page::router().fallback(api::handle).with_state(shared).into_make_service_with_connect_info::<Scissors>();
    let served = axum::serve(door, app).with_graceful_shutdown(async move { stopping.stopped().await }).await;
    if let Err(error) = served {
        tracing::error!(%error, "the emulator's server ended");
    }
}
