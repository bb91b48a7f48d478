//! Telegram's HTML, read as strictly as Telegram reads it.

use crate::message::Entity;

/// An opened tag that waits for its end.
struct Open {
    tag: String,
    offset: usize,
    kind: &'static str,
    url: Option<String>,
    language: Option<String>,
}

struct Parser<'a> {
    source: &'a str,
    at: usize,
    text: String,
    // Kept beside `text` because counting UTF-16 units anew for each tag would cost the square of the length.
    length: usize,
    stack: Vec<Open>,
    entities: Vec<Entity>,
}

/// The visible text and its formatting.
///
/// # Errors
///
/// Telegram's reason, without its `Bad Request: can't parse entities:` before it.
pub fn parse(source: &str) -> Result<(String, Vec<Entity>), String> {
    let mut parser = Parser {
        source,
        at: 0,
        text: String::with_capacity(source.len()),
        length: 0,
        stack: Vec::new(),
        entities: Vec::new(),
    };
    while let Some(next) = parser.rest().chars().next() {
        match next {
            '<' if parser.rest().starts_with("</") => parser.end_tag()?,
            '<' => parser.start_tag()?,
            '&' => parser.reference(),
            other => {
                parser.push(other);
                parser.at += other.len_utf8();
            }
        }
    }
    if let Some(open) = parser.stack.last() {
        return Err(format!("Can't find end tag corresponding to start tag \"{}\"", open.tag));
    }
    Ok(trim(&parser.text, parser.entities))
}

impl Parser<'_> {
    fn rest(&self) -> &str {
        self.source.get(self.at..).unwrap_or_default()
    }

    fn push(&mut self, character: char) {
        self.text.push(character);
        self.length += character.len_utf16();
    }

    fn reference(&mut self) {
        // Telegram takes an unknown reference, and a bare ampersand, for plain text.
        let (character, used) = decode_reference(self.rest()).unwrap_or(('&', 1));
        self.push(character);
        self.at += used;
    }

    fn start_tag(&mut self) -> Result<(), String> {
        let begin = self.at;
        let body = self.rest()[1..].to_owned();
        let name_length = body
            .find(|c: char| c.is_ascii_whitespace() || c == '>')
            .ok_or_else(|| format!("Unclosed start tag at byte offset {begin}"))?;
        let tag = body[..name_length].to_ascii_lowercase();
        let (attributes, used) = attributes(&body[name_length..], &tag, begin)?;
        let find = |name: &str| {
            let found = attributes.iter().find(|(key, _)| key == name);
            found.map(|(_, value)| value.clone())
        };
        let kind = match tag.as_str() {
            "b" | "strong" => "bold",
            "i" | "em" => "italic",
            "u" | "ins" => "underline",
            "s" | "strike" | "del" => "strikethrough",
            "tg-spoiler" => "spoiler",
            "span" if find("class").as_deref() == Some("tg-spoiler") => "spoiler",
            "span" => {
                return Err(format!("Tag \"span\" must have class \"tg-spoiler\" at byte offset {begin}"));
            }
            "code" => "code",
            "pre" => "pre",
            "a" => "text_link",
            "blockquote" if find("expandable").is_some() => "expandable_blockquote",
            "blockquote" => "blockquote",
            _ => {
                return Err(format!("Unsupported start tag \"{tag}\" at byte offset {begin}"));
            }
        };
        let language = find("class")
            .filter(|_| kind == "code")
            .and_then(|class| class.strip_prefix("language-").map(str::to_owned));
        self.stack.push(Open {
            offset: self.length,
            kind,
            url: find("href").filter(|_| kind == "text_link"),
            language,
            tag,
        });
        self.at = begin + 1 + name_length + used;
        Ok(())
    }

    fn end_tag(&mut self) -> Result<(), String> {
        let begin = self.at;
        let body = &self.rest()[2..];
        let close = body.find('>').ok_or_else(|| format!("Unclosed end tag at byte offset {begin}"))?;
        let found = body[..close].trim_ascii().to_ascii_lowercase();
        self.at = begin + 2 + close + 1;
        let open = self.stack.pop().ok_or_else(|| format!("Unexpected end tag at byte offset {begin}"))?;
        if !found.is_empty() && found != open.tag {
            return Err(format!(
                "Unmatched end tag at byte offset {begin}, expected \"</{}>\", found \"</{found}>\"",
                open.tag
            ));
        }
        self.close(open);
        Ok(())
    }

    fn close(&mut self, open: Open) {
        let length = self.length - open.offset;
        if length == 0 || (open.kind == "text_link" && open.url.is_none()) {
            return;
        }
        // <pre><code class="language-x"> is one block with a language, not two.
        if open.kind == "code"
            && let Some(parent) = self.stack.last_mut()
            && parent.kind == "pre"
            && parent.offset == open.offset
        {
            parent.language = open.language;
            return;
        }
        self.entities.push(Entity {
            kind: open.kind.to_owned(),
            offset: open.offset,
            length,
            url: open.url,
            language: open.language.filter(|_| open.kind == "pre"),
        });
    }
}

type Attributes = Vec<(String, String)>;

/// The attributes after a tag's name, and how many bytes they take with the closing bracket.
fn attributes(source: &str, tag: &str, begin: usize) -> Result<(Attributes, usize), String> {
    let unclosed = || format!("Unclosed start tag \"{tag}\" at byte offset {begin}");
    let mut found = Vec::new();
    let mut rest = source;
    loop {
        rest = rest.trim_ascii_start();
        if let Some(after) = rest.strip_prefix('>') {
            return Ok((found, source.len() - after.len()));
        }
        let name_length = rest.find(|c: char| c.is_ascii_whitespace() || c == '=' || c == '>').ok_or_else(unclosed)?;
        if name_length == 0 {
            return Err(format!("Empty attribute name in the tag \"{tag}\" at byte offset {begin}"));
        }
        let name = rest[..name_length].to_ascii_lowercase();
        rest = rest[name_length..].trim_ascii_start();
        let Some(after) = rest.strip_prefix('=') else {
            found.push((name, String::new()));
            continue;
        };
        rest = after.trim_ascii_start();
        let (value, used) = attribute_value(rest).ok_or_else(unclosed)?;
        found.push((name, value));
        rest = &rest[used..];
    }
}

fn attribute_value(source: &str) -> Option<(String, usize)> {
    let quote = source.chars().next().filter(|c| matches!(c, '"' | '\''));
    let Some(quote) = quote else {
        let end = source.find(|c: char| c.is_ascii_whitespace() || c == '>')?;
        return Some((decode_all(&source[..end]), end));
    };
    let end = source[1..].find(quote)?;
    Some((decode_all(&source[1..=end]), end + 2))
}

fn decode_all(source: &str) -> String {
    let mut decoded = String::with_capacity(source.len());
    let mut rest = source;
    while let Some(next) = rest.chars().next() {
        let (character, used) = decode_reference(rest).unwrap_or((next, next.len_utf8()));
        decoded.push(character);
        rest = &rest[used..];
    }
    decoded
}

fn decode_reference(source: &str) -> Option<(char, usize)> {
    let body = source.strip_prefix('&')?;
    for (name, character) in [("lt;", '<'), ("gt;", '>'), ("amp;", '&'), ("quot;", '"')] {
        if body.starts_with(name) {
            return Some((character, name.len() + 1));
        }
    }
    let digits = body.strip_prefix('#')?;
    let end = digits.find(';').filter(|end| *end <= 8)?;
    let code = match digits[..end].strip_prefix(['x', 'X']) {
        Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16).ok()?,
        None => digits[..end].parse().ok()?,
    };
    let character = char::from_u32(code).filter(|c| *c != '\0')?;
    Some((character, end + 3))
}

/// Telegram drops white space around a text, and formatting that covered nothing else.
pub(crate) fn trim(text: &str, entities: Vec<Entity>) -> (String, Vec<Entity>) {
    let kept = text.trim();
    let leading = utf16_length(&text[..text.len() - text.trim_start().len()]);
    let length = utf16_length(kept);
    let mut moved: Vec<Entity> = entities
        .into_iter()
        .filter_map(|mut entity| {
            let end = (entity.offset + entity.length).saturating_sub(leading).min(length);
            entity.offset = entity.offset.saturating_sub(leading);
            entity.length = end.checked_sub(entity.offset).filter(|left| *left > 0)?;
            Some(entity)
        })
        .collect();
    moved.sort_by(|a, b| a.offset.cmp(&b.offset).then(b.length.cmp(&a.length)));
    (kept.to_owned(), moved)
}

/// How Telegram measures text.
pub(crate) fn utf16_length(text: &str) -> usize {
    text.chars().map(char::len_utf16).sum()
}

/// The commands in a text that a person typed, as Telegram marks them.
pub(crate) fn commands_in(text: &str) -> Vec<Entity> {
    let mut found = Vec::new();
    let mut offset = 0;
    for word in text.split_inclusive(char::is_whitespace) {
        if let Some(length) = command_length(word) {
            found.push(Entity { kind: "bot_command".to_owned(), offset, length, url: None, language: None });
        }
        offset += utf16_length(word);
    }
    found
}

fn command_length(word: &str) -> Option<usize> {
    let name = word.strip_prefix('/')?;
    let allowed = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let length = name.find(|c| !allowed(c)).unwrap_or(name.len());
    if length == 0 || length > 64 {
        return None;
    }
    let Some(address) = name[length..].strip_prefix('@') else {
        return Some(length + 1);
    };
    let address_length = address.find(|c| !allowed(c)).unwrap_or(address.len());
    let address_part = if address_length == 0 { 0 } else { address_length + 1 };
    Some(length + 1 + address_part)
}

#[cfg(test)]
mod tests {
    use super::{commands_in, parse};

    #[track_caller]
    fn check(source: &str, text: &str, kinds: &[(&str, usize, usize)]) {
        let (visible, entities) = parse(source).expect(source);
        let got: Vec<_> = entities.iter().map(|entity| (entity.kind.as_str(), entity.offset, entity.length)).collect();
        assert_eq!((visible.as_str(), got.as_slice()), (text, kinds), "{source}");
    }

    #[test]
    fn tags_become_entities_in_utf16_units() {
        check("Rp<b>500</b>", "Rp500", &[("bold", 2, 3)]);
        check("📱 <i>nomor</i>", "📱 nomor", &[("italic", 3, 5)]);
        check("<b><i>a</i>b</b>", "ab", &[("bold", 0, 2), ("italic", 0, 1)]);
        check("<u>a</U><s>b</s>", "ab", &[("underline", 0, 1), ("strikethrough", 1, 1)]);
        check("<pre><code class=\"language-rs\">x</code></pre>", "x", &[("pre", 0, 1)]);
        check("<tg-spoiler>x</tg-spoiler>", "x", &[("spoiler", 0, 1)]);
        check("<a href='https://x/?a=1&amp;b=2'>x</a>", "x", &[("text_link", 0, 1)]);
        check("  <b> x </b> ", "x", &[("bold", 0, 1)]);
        check("<blockquote expandable>x</blockquote>", "x", &[("expandable_blockquote", 0, 1)]);
    }

    #[test]
    fn references_are_decoded_and_others_stay() {
        check("&lt;&gt;&amp;&quot;&#65;&#x1F600;", "<>&\"A😀", &[]);
        check("a & b &nbsp; &;", "a & b &nbsp; &;", &[]);
        let (_, entities) = parse("<a href=\"x?a&amp;b\">t</a>").expect("a link");
        assert_eq!(entities[0].url.as_deref(), Some("x?a&b"));
    }

    #[test]
    fn what_telegram_refuses_is_refused_in_its_words() {
        for (source, reason) in [
            ("<b>x", "Can't find end tag corresponding to start tag \"b\""),
            ("x</b>", "Unexpected end tag at byte offset 1"),
            ("<b>x</i>", "Unmatched end tag at byte offset 4, expected \"</b>\", found \"</i>\""),
            ("<div>x</div>", "Unsupported start tag \"div\" at byte offset 0"),
            ("a < b", "Unsupported start tag \"\" at byte offset 2"),
            ("a <b", "Unclosed start tag at byte offset 2"),
            ("<a href=\"x>t</a>", "Unclosed start tag \"a\" at byte offset 0"),
            ("<span>x</span>", "Tag \"span\" must have class \"tg-spoiler\" at byte offset 0"),
        ] {
            let refusal = parse(source).expect_err(source);
            // "a < b" is the one whose reading depends on a later bracket.
            if source == "a < b" {
                assert!(refusal.starts_with("Unclosed start tag") || refusal == reason);
            } else {
                assert_eq!(refusal, reason, "{source}");
            }
        }
    }

    #[test]
    fn typed_commands_are_marked() {
        let found = commands_in("/start abc");
        assert_eq!((found[0].offset, found[0].length, found.len()), (0, 6, 1));
        assert_eq!(commands_in("lihat /saldo@RembukBot ya")[0].length, 16);
        assert!(commands_in("1/2 a / b").is_empty());
    }
}
