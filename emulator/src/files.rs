//! The bytes of sent files.

use std::collections::HashMap;
use std::fs;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use crate::error::Error;
use crate::message::Document;

/// Files by id: in the data folder when there is one, else in memory.
pub(crate) struct Files {
    folder: Option<PathBuf>,
    held: Mutex<Held>,
}

#[derive(Default)]
struct Held {
    last: u64,
    bytes: HashMap<String, Arc<[u8]>>,
}

impl Files {
    pub(crate) fn open(data_dir: Option<&PathBuf>) -> Result<Self, Error> {
        let folder = data_dir.map(|folder| folder.join("files"));
        let mut held = Held::default();
        if let Some(folder) = &folder {
            fs::create_dir_all(folder)?;
            // Ids that old messages carry must not come to mean new files.
            for entry in fs::read_dir(folder)? {
                let name = entry?.file_name();
                let number = name.to_str().and_then(|name| name.strip_prefix("file")?.parse().ok());
                held.last = held.last.max(number.unwrap_or(0));
            }
        }
        Ok(Self { folder, held: Mutex::new(held) })
    }

    pub(crate) fn put(&self, file_name: String, mime_type: String, bytes: &[u8]) -> Result<Document, Error> {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        held.last += 1;
        let file_id = format!("file{}", held.last);
        match &self.folder {
            Some(folder) => fs::write(folder.join(&file_id), bytes)?,
            None => drop(held.bytes.insert(file_id.clone(), Arc::from(bytes))),
        }
        Ok(Document { file_id, file_name, mime_type, file_size: bytes.len() as u64 })
    }

    pub(crate) fn get(&self, file_id: &str) -> Option<Arc<[u8]>> {
        // Only our own names: a path from outside must not leave the folder.
        let number: u64 = file_id.strip_prefix("file")?.parse().ok()?;
        if let Some(folder) = &self.folder {
            return fs::read(folder.join(format!("file{number}"))).ok().map(Arc::from);
        }
        let held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        held.bytes.get(file_id).cloned()
    }
}
