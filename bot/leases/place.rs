//! What only one living process can have: whoever has it now shows that whoever had it before is gone, so that a restart
//! after a death need not wait for the lease.

use std::fs::{File, TryLockError};
use std::net::SocketAddr;

use anyhow::Context;
use store::Db;

/// The place of whoever serves an `SQLite` file: there is one such process for each.
const OF_THE_FILE: &str = "file";

/// A process' place, and what it holds of it.
pub struct Place {
    /// As other processes read it; empty when it can't be told.
    pub name: String,
    /// The lock on an `SQLite` file ends with the process, however that ends.
    _lock: Option<File>,
}

/// Takes the place of the one process that serves an `SQLite` file, or that listens on this address.
///
/// # Errors
/// When another process serves the file.
pub fn take(db: &Db, address: SocketAddr) -> anyhow::Result<Place> {
    if db.is_postgres() {
        return Ok(Place { name: of_address(address).unwrap_or_default(), _lock: None });
    }
    let Some(mut path) = db.file() else { return Ok(Place { name: OF_THE_FILE.to_owned(), _lock: None }) };
    // Not the file itself: closing it would let go of SQLite's own locks on it.
    path.as_mut_os_string().push(".serving");
    let told = || format!("DATABASE_URL: {}", path.display());
    let lock = File::options().create(true).truncate(false).write(true).open(&path).with_context(told)?;
    match lock.try_lock() {
        Ok(()) => Ok(Place { name: OF_THE_FILE.to_owned(), _lock: Some(lock) }),
        Err(TryLockError::WouldBlock) => anyhow::bail!(
            "DATABASE_URL: another process serves this database; SQLite is for one, several share a Postgres"
        ),
        Err(TryLockError::Error(error)) => Err(error).with_context(told),
    }
}

/// This boot of this machine, its network as this process sees it, and the address that only one process there can listen
/// on. Containers have a network of their own, and machines may share a name.
fn of_address(address: SocketAddr) -> Option<String> {
    let boot = std::fs::read_to_string("/proc/sys/kernel/random/boot_id").ok()?;
    let network = std::fs::read_link("/proc/self/ns/net").ok()?;
    Some(format!("{}/{}/{address}", boot.trim(), network.display()))
}

#[cfg(test)]
mod tests {
    use super::of_address;

    #[test]
    fn an_address_is_a_place_of_its_own() {
        let [one, other] = ["127.0.0.1:1", "127.0.0.1:2"].map(|address| of_address(address.parse().unwrap()));
        assert!(one.is_some() && one == of_address("127.0.0.1:1".parse().unwrap()));
        assert_ne!(one, other);
    }
}
