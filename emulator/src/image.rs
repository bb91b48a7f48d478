//! What a picture's first bytes tell: its kind and its size.

/// A kind of picture that Telegram takes as a photo.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Picture {
    pub(crate) mime_type: &'static str,
    pub(crate) width: u32,
    pub(crate) height: u32,
}

/// `None` for what is no PNG and no JPEG.
pub(crate) fn picture(bytes: &[u8]) -> Option<Picture> {
    if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        let width = u32::from_be_bytes(bytes.get(16..20)?.try_into().ok()?);
        let height = u32::from_be_bytes(bytes.get(20..24)?.try_into().ok()?);
        return Some(Picture { mime_type: "image/png", width, height });
    }
    jpeg(bytes)
}

fn jpeg(bytes: &[u8]) -> Option<Picture> {
    let short = |at: usize| Some(u16::from_be_bytes(bytes.get(at..at + 2)?.try_into().ok()?));
    if !bytes.starts_with(&[0xff, 0xd8]) {
        return None;
    }
    let mut at = 2;
    loop {
        let [mark, kind] = [*bytes.get(at)?, *bytes.get(at + 1)?];
        if mark != 0xff {
            return None;
        }
        // The frame header, in any of its codings, has the size; tables and notes before it are passed over.
        if matches!(kind, 0xc0..=0xcf) && !matches!(kind, 0xc4 | 0xc8 | 0xcc) {
            let (height, width) = (short(at + 5)?, short(at + 7)?);
            return Some(Picture { mime_type: "image/jpeg", width: width.into(), height: height.into() });
        }
        at += 2 + usize::from(short(at + 2)?);
    }
}

#[cfg(test)]
mod tests {
    use super::picture;

    #[test]
    fn sizes_are_read_from_the_head() {
        let png = [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".as_slice(), &[0, 0, 2, 0x80, 0, 0, 1, 0xe0, 8, 2]].concat();
        let read = picture(&png).expect("a picture");
        assert_eq!((read.mime_type, read.width, read.height), ("image/png", 640, 480));
        let jpeg = [&[0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2], [0xff, 0xc2, 0, 17, 8, 1, 0xe0, 2].as_slice(), &[0x80]];
        let read = picture(&jpeg.concat()).expect("a picture");
        assert_eq!((read.mime_type, read.width, read.height), ("image/jpeg", 640, 480));
        for broken in [b"".as_slice(), b"%PDF-1.7", &png[..20], &[0xff, 0xd8, 0xff], &[0xff, 0xd8, 0xff, 0xe0, 0, 0]] {
            assert_eq!(picture(broken), None);
        }
    }
}
