//! The kept state: a file of lines, each one change, rewritten when it has grown well past what it says.

use std::fs::{self, File, OpenOptions};
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::config::PersonConfig;
use crate::error::Error;
use crate::message::Message;
use crate::world::{BotState, ChatState, Group, Pending, Query};

const FILE: &str = "journal.jsonl";
const REWRITE_ABOVE_BYTES: u64 = 8 * 1024 * 1024;

/// One change. Reading all of them in order gives the state.
#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "t", rename_all = "snake_case")]
pub(crate) enum Entry {
    Clock { offset: i64 },
    Person(PersonConfig),
    Group(Group),
    Bot { bot: i64, state: BotState },
    Chat { bot: i64, chat: i64, state: ChatState },
    Message { bot: i64, chat: i64, message: Box<Message> },
    Gone { bot: i64, chat: i64, id: i64 },
    Cleared { bot: i64, chat: i64 },
    Update { bot: i64, pending: Pending },
    Done { bot: i64, seqs: Vec<u64> },
    Query { number: u64, query: Query },
    Answered { query: u64 },
}

/// The open file, or nothing when the state lives in memory.
#[derive(Default)]
pub(crate) struct Journal {
    open: Option<Open>,
}

struct Open {
    path: PathBuf,
    file: File,
    written: u64,
    rewrite_above: u64,
}

impl Journal {
    pub(crate) fn is_on(&self) -> bool {
        self.open.is_some()
    }

    /// Add a line. It goes to the operating system at once, so it outlives a killed process.
    pub(crate) fn write(&mut self, entry: &Entry) {
        let Some(open) = &mut self.open else {
            return;
        };
        let mut line = serde_json::to_vec(entry).unwrap_or_default();
        line.push(b'\n');
        open.written += line.len() as u64;
        if let Err(error) = open.file.write_all(&line) {
            tracing::error!(%error, "the emulator's journal cannot be written");
        }
    }

    pub(crate) fn is_overgrown(&self) -> bool {
        let open = self.open.as_ref();
        open.is_some_and(|open| open.written > open.rewrite_above)
    }

    /// Replace the file by one that says the same in fewer lines.
    pub(crate) fn rewrite(&mut self, entries: &[Entry]) -> Result<(), Error> {
        if let Some(open) = &mut self.open {
            *open = Open::replacing(&open.path, entries)?;
        }
        Ok(())
    }

    /// Open the journal in this folder, after `entries`, which replace whatever was in it.
    pub(crate) fn create(folder: &Path, entries: &[Entry]) -> Result<Self, Error> {
        fs::create_dir_all(folder)?;
        let open = Open::replacing(&folder.join(FILE), entries)?;
        Ok(Self { open: Some(open) })
    }
}

impl Open {
    fn replacing(path: &Path, entries: &[Entry]) -> Result<Self, Error> {
        let next = path.with_extension("next");
        let mut writer = BufWriter::new(File::create(&next)?);
        for entry in entries {
            serde_json::to_writer(&mut writer, entry).map_err(std::io::Error::from)?;
            writer.write_all(b"\n")?;
        }
        writer.into_inner().map_err(std::io::IntoInnerError::into_error)?.sync_all()?;
        fs::rename(&next, path)?;
        let file = OpenOptions::new().append(true).open(path)?;
        let written = file.metadata()?.len();
        Ok(Self { path: path.to_owned(), file, written, rewrite_above: REWRITE_ABOVE_BYTES.max(written * 3) })
    }
}

/// All changes kept in this folder. A torn last line, which a killed process can leave, is dropped.
pub(crate) fn read(folder: &Path) -> Result<Vec<Entry>, Error> {
    let file = match File::open(folder.join(FILE)) {
        Ok(file) => file,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error.into()),
    };
    let mut entries = Vec::new();
    let mut lines = BufReader::new(file).split(b'\n').enumerate().peekable();
    while let Some((number, line)) = lines.next() {
        match serde_json::from_slice(&line?) {
            Ok(entry) => entries.push(entry),
            Err(_) if lines.peek().is_none() => break,
            Err(error) => {
                return Err(Error::Journal { line: number + 1, reason: error.to_string() });
            }
        }
    }
    Ok(entries)
}
