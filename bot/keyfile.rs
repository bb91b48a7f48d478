//! The key file: 32 random bytes outside the database and its backups, readable by its owner alone.

use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write};
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::Path;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use rand::TryRng;
use rand::rngs::SysRng;
use store::seal::KEY_BYTES;

/// Readable and writable by the owner alone.
const MODE: u32 = 0o600;

/// Where the keys came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// The file was there.
    Read,
    /// It was made now: the operator must keep a copy apart from the database's.
    Made,
}

/// Why there is no key.
#[derive(Debug, thiserror::Error)]
pub enum KeyFileError {
    /// Others could read the file.
    #[error("the key file {0} can be read by others: run chmod 600 on it")]
    TooOpen(String),
    /// It does not hold a key.
    #[error("the key file {0} does not hold 32 bytes in base64: restore it from its copy")]
    Damaged(String),
    /// The file system did not do it.
    #[error("the key file {0}: {1}")]
    Io(String, #[source] std::io::Error),
}

/// Reads the master key, or makes one where there is no file yet.
///
/// # Errors
/// When the file can't be read or made, is readable by others, or holds no key.
pub fn load_or_make(path: &Path) -> Result<([u8; KEY_BYTES], Origin), KeyFileError> {
    let name = path.display().to_string();
    match fs::read_to_string(path) {
        Ok(text) => read(path, &name, &text).map(|key| (key, Origin::Read)),
        Err(error) if error.kind() == ErrorKind::NotFound => make(path, &name).map(|key| (key, Origin::Made)),
        Err(error) => Err(KeyFileError::Io(name, error)),
    }
}

fn read(path: &Path, name: &str, text: &str) -> Result<[u8; KEY_BYTES], KeyFileError> {
    let mode = fs::metadata(path).map_err(|error| KeyFileError::Io(name.to_owned(), error))?.permissions().mode();
    if mode & 0o077 != 0 {
        return Err(KeyFileError::TooOpen(name.to_owned()));
    }
    STANDARD
        .decode(text.trim())
        .ok()
        .and_then(|bytes| bytes.try_into().ok())
        .ok_or_else(|| KeyFileError::Damaged(name.to_owned()))
}

fn make(path: &Path, name: &str) -> Result<[u8; KEY_BYTES], KeyFileError> {
    let failed = |error| KeyFileError::Io(name.to_owned(), error);
    let mut key = [0; KEY_BYTES];
    SysRng.try_fill_bytes(&mut key).map_err(|error| failed(std::io::Error::other(error.to_string())))?;
    // Written aside and linked into place: of two processes that start together one makes the key, the other reads it,
    // and nobody ever sees half of it.
    let aside = path.with_extension(format!("{}.new", std::process::id()));
    let mut file =
        OpenOptions::new().write(true).create(true).truncate(true).mode(MODE).open(&aside).map_err(failed)?;
    file.write_all(STANDARD.encode(key).as_bytes()).map_err(failed)?;
    file.sync_all().map_err(failed)?;
    let linked = fs::hard_link(&aside, path);
    fs::remove_file(&aside).map_err(failed)?;
    match linked {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => return load_or_make(path).map(|(key, _)| key),
        linked => linked.map_err(failed)?,
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::File::open(folder).and_then(|folder| folder.sync_all()).map_err(failed)?;
    Ok(key)
}
