//! Sealing at rest: XChaCha20-Poly1305 under keys that live outside the database.
//!
//! The nonce is a keyed hash of place and plaintext (as in SIV), so nothing here needs a random source and a retried
//! transaction writes the same bytes. Only equal plaintexts in the same place seal alike, and a place is one row.

use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{Key, XChaCha20Poly1305, XNonce};
use domain::bug::{Bug, seeded};
use hkdf::Hkdf;
use hmac::{Hmac, Mac};
use sha2::{Digest, Sha256};

use crate::StoreError;

/// Bytes of a master key, and of a member's own key.
pub const KEY_BYTES: usize = 32;

const NONCE_BYTES: usize = 24;

/// The keys of one deployment, derived from the master key in its key file.
#[derive(Clone)]
pub struct Keyring {
    cipher: Sealer,
    lookup: [u8; KEY_BYTES],
    seeds: [u8; KEY_BYTES],
}

/// Seals and opens under one key.
#[derive(Clone)]
pub struct Sealer {
    cipher: XChaCha20Poly1305,
    nonce_key: [u8; KEY_BYTES],
}

/// Where a sealed text stands: bound into it, so that it opens nowhere else.
#[derive(Debug, Clone, Copy)]
pub struct Place<'a> {
    /// The table, with the column where there are several.
    pub table: &'static str,
    /// The row's key.
    pub row: &'a str,
}

impl Keyring {
    /// The keyring of a master key.
    pub fn new(master: &[u8; KEY_BYTES]) -> Self {
        Self {
            cipher: Sealer::new(&derive(master, b"rembuk seal")),
            lookup: derive(master, b"rembuk lookup"),
            seeds: derive(master, b"rembuk seeds"),
        }
    }

    /// Bits that nobody without the key can guess, always the same for the same cause: a retry makes the same ids.
    pub fn seed(&self, cause: &str) -> [u8; KEY_BYTES] {
        let mut mac = hmac_of(&self.seeds);
        mac.update(cause.as_bytes());
        mac.finalize().into_bytes().into()
    }

    /// Seals for the database.
    pub fn seal(&self, place: Place<'_>, plain: &[u8]) -> String {
        if seeded(Bug::NotSealed) {
            return String::from_utf8_lossy(plain).into_owned();
        }
        self.cipher.seal(place, plain)
    }

    /// Opens what [`Keyring::seal`] made for the same place.
    ///
    /// # Errors
    /// When the text was sealed elsewhere, with another key, or was changed.
    pub fn open(&self, place: Place<'_>, sealed: &str) -> Result<Vec<u8>, StoreError> {
        if seeded(Bug::NotSealed) {
            return Ok(sealed.as_bytes().to_vec());
        }
        self.cipher.open(place, sealed)
    }

    /// A keyed hash for looking a secret up without keeping it: phones, invitation codes. `purpose` separates them.
    pub fn lookup_hash(&self, purpose: &str, secret: &str) -> String {
        let mut mac = hmac_of(&self.lookup);
        mac.update(purpose.as_bytes());
        mac.update(&[0]);
        mac.update(secret.as_bytes());
        STANDARD_NO_PAD.encode(mac.finalize().into_bytes())
    }
}

impl std::fmt::Debug for Keyring {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Keyring(..)")
    }
}

impl Sealer {
    /// Seals under this key.
    pub fn new(key: &[u8; KEY_BYTES]) -> Self {
        let cipher_key = derive(key, b"cipher");
        Self { cipher: XChaCha20Poly1305::new(&Key::from(cipher_key)), nonce_key: derive(key, b"nonce") }
    }

    /// Base64 of nonce and ciphertext.
    pub fn seal(&self, place: Place<'_>, plain: &[u8]) -> String {
        let aad = aad(place);
        let nonce = self.nonce(&aad, plain);
        // The cipher refuses only plaintexts of 256 GiB.
        let sealed = self
            .cipher
            .encrypt(&XNonce::from(nonce), Payload { msg: plain, aad: &aad })
            .unwrap_or_else(|_| unreachable!("a row is far below the cipher's 256 GiB"));
        STANDARD_NO_PAD.encode([&nonce[..], &sealed].concat())
    }

    /// Opens what [`Sealer::seal`] made for the same place.
    ///
    /// # Errors
    /// When the text was sealed elsewhere, with another key, or was changed.
    pub fn open(&self, place: Place<'_>, sealed: &str) -> Result<Vec<u8>, StoreError> {
        let failed = || StoreError::Unsealable { table: place.table };
        let bytes = STANDARD_NO_PAD.decode(sealed).map_err(|_| failed())?;
        let (nonce, ciphertext) = bytes.split_first_chunk::<NONCE_BYTES>().ok_or_else(failed)?;
        self.cipher.decrypt(&XNonce::from(*nonce), Payload { msg: ciphertext, aad: &aad(place) }).map_err(|_| failed())
    }

    fn nonce(&self, aad: &[u8], plain: &[u8]) -> [u8; NONCE_BYTES] {
        let mut mac = hmac_of(&self.nonce_key);
        mac.update(&u64::try_from(aad.len()).unwrap_or(u64::MAX).to_le_bytes());
        mac.update(aad);
        mac.update(plain);
        let digest = mac.finalize().into_bytes();
        let mut nonce = [0; NONCE_BYTES];
        nonce.copy_from_slice(&digest[..NONCE_BYTES]);
        nonce
    }
}

/// A plain hash, for comparing the inputs of a cause.
pub fn content_hash(content: &[u8]) -> String {
    STANDARD_NO_PAD.encode(Sha256::digest(content))
}

fn aad(place: Place<'_>) -> Vec<u8> {
    [place.table.as_bytes(), b"\0", place.row.as_bytes()].concat()
}

fn derive(master: &[u8; KEY_BYTES], purpose: &[u8]) -> [u8; KEY_BYTES] {
    let mut key = [0; KEY_BYTES];
    Hkdf::<Sha256>::new(None, master)
        .expand(purpose, &mut key)
        .unwrap_or_else(|_| unreachable!("32 bytes are within HKDF's 8160"));
    key
}

fn hmac_of(key: &[u8; KEY_BYTES]) -> Hmac<Sha256> {
    Hmac::<Sha256>::new_from_slice(key).unwrap_or_else(|_| unreachable!("HMAC takes keys of any length"))
}

#[cfg(test)]
mod tests {
    use super::{Keyring, Place};

    const HERE: Place<'_> = Place { table: "inbox", row: "1" };

    #[test]
    fn a_sealed_text_opens_in_its_place_only() {
        let keys = Keyring::new(&[7; 32]);
        let sealed = keys.seal(HERE, b"rahasia");
        assert_eq!(keys.open(HERE, &sealed).unwrap(), b"rahasia");
        assert!(keys.open(Place { row: "2", ..HERE }, &sealed).is_err());
        assert!(Keyring::new(&[8; 32]).open(HERE, &sealed).is_err());
    }

    #[test]
    fn a_retry_seals_to_the_same_bytes_and_another_row_does_not() {
        let keys = Keyring::new(&[7; 32]);
        assert_eq!(keys.seal(HERE, b"x"), keys.seal(HERE, b"x"));
        assert_ne!(keys.seal(HERE, b"x"), keys.seal(Place { row: "2", ..HERE }, b"x"));
    }

    #[test]
    fn a_changed_text_does_not_open() {
        let keys = Keyring::new(&[7; 32]);
        let mut sealed = keys.seal(HERE, b"rahasia").into_bytes();
        sealed[30] ^= 1;
        assert!(keys.open(HERE, &String::from_utf8(sealed).unwrap()).is_err());
    }
}
