//! A disk so small that it can be filled.

use std::fs::File;
use std::io::{ErrorKind, Write};
use std::path::PathBuf;
use std::process::Command;

use tempfile::TempDir;

/// What the database says of a full disk.
pub const FULL: &str = "database or disk is full";

/// Room on the small disk; the bot's database takes a few of these at first.
const ROOM: &str = "size=24m";

/// Says that nobody may mount here, so that tests of a full disk are left out.
const NO_MOUNT: &str = "REMBUK_TEST_NO_MOUNT";

/// A disk of a few mebibytes, which something else can fill. It goes away with its handle.
pub struct Disk {
    dir: TempDir,
}

impl Disk {
    /// None where this process may not mount and whoever runs the tests has said so: nothing is left out unseen.
    #[expect(clippy::disallowed_methods, reason = "whether a machine lets nobody mount is said by its environment")]
    pub fn mounted() -> Option<Self> {
        let dir = tempfile::tempdir().unwrap();
        let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", ROOM, "tmpfs"]).arg(dir.path()).status();
        if mounted.is_ok_and(|status| status.success()) {
            return Some(Self { dir });
        }
        assert!(std::env::var(NO_MOUNT).is_ok(), "a small disk can't be mounted: be root, or set {NO_MOUNT}");
        println!("not run: nobody may mount a small disk here ({NO_MOUNT})");
        None
    }

    pub fn file(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    pub fn fill(&self) {
        let mut ballast = File::create(self.file("ballast")).unwrap();
        let full = loop {
            if let Err(error) = ballast.write_all(&[0; 4_096]) {
                break error;
            }
        };
        assert_eq!(full.kind(), ErrorKind::StorageFull, "{full}");
    }

    pub fn make_room(&self) {
        std::fs::remove_file(self.file("ballast")).unwrap();
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        // Lazily: the bot may still be on its way out.
        let _ = Command::new("umount").arg("-l").arg(self.dir.path()).status();
    }
}
