//! Rust text, taken apart just far enough for the rules: code without comments and texts, and the texts themselves.

/// A file of Rust.
pub struct Source {
    /// From the root of the repository.
    pub path: String,
    /// As it is in the file.
    pub raw: Vec<String>,
    /// Line by line, with comments and the insides of texts blanked out.
    pub code: Vec<String>,
    /// The texts, each with the line where it starts, white space folded.
    pub texts: Vec<(usize, String)>,
    /// For each line, whether it is only built for tests.
    pub in_test: Vec<bool>,
}

impl Source {
    /// Takes a file apart.
    pub fn parse(path: &str, text: &str) -> Self {
        let mut lexer = Lexer { rest: text, code: String::with_capacity(text.len()), line: 1, texts: Vec::new() };
        lexer.run();
        let code: Vec<String> = lexer.code.lines().map(str::to_owned).collect();
        let raw: Vec<String> = text.lines().map(str::to_owned).collect();
        let whole = path.starts_with("tests/") || path.contains("/tests/") || path.starts_with("benches/");
        let mut in_test = vec![whole; raw.len()];
        for (from, to) in test_ranges(&code) {
            in_test.iter_mut().take(to + 1).skip(from).for_each(|line| *line = true);
        }
        Self { path: path.to_owned(), raw, code, texts: lexer.texts, in_test }
    }

    /// Lines of code with their numbers, from one.
    pub fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.code.iter().enumerate().map(|(at, line)| (at + 1, line.as_str()))
    }

    /// Whether that line, from one, is only built for tests.
    pub fn is_test(&self, line: usize) -> bool {
        self.in_test.get(line - 1).copied().unwrap_or(false)
    }

    /// Modules without a body that are only built for tests: their files are tests, too.
    fn test_modules(&self) -> Vec<String> {
        let after = |at: usize| self.code.get(at + 1).map(|line| line.trim());
        (0..self.code.len())
            .filter(|at| is_for_tests(self.code[*at].trim()))
            .filter_map(after)
            .filter_map(|line| line.strip_suffix(';')?.rsplit_once("mod ").map(|(_, name)| name.to_owned()))
            .collect()
    }
}

/// Marks files that another file declares as a module for tests.
pub fn mark_test_files(sources: &mut [Source]) {
    let declared: Vec<String> = sources
        .iter()
        .flat_map(|source| {
            let folder = source.path.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
            let own = source.path.strip_suffix(".rs").unwrap_or_default().to_owned();
            let names = source.test_modules().into_iter();
            names.flat_map(move |name| [format!("{folder}/{name}.rs"), format!("{own}/{name}.rs")])
        })
        .collect();
    for source in sources.iter_mut().filter(|source| declared.contains(&source.path)) {
        source.in_test.fill(true);
    }
}

/// The last line of what opens at or after this line: the match of its first brace, or its semicolon.
pub fn end_of_item(code: &[String], from: usize) -> Option<usize> {
    let mut depth = 0_usize;
    let mut round = 0_usize;
    for (at, line) in code.iter().enumerate().skip(from) {
        for sign in line.chars() {
            match sign {
                '(' | '[' => round += 1,
                ')' | ']' => round = round.saturating_sub(1),
                '{' => depth += 1,
                '}' => {
                    depth = depth.saturating_sub(1);
                    if depth == 0 {
                        return Some(at);
                    }
                }
                ';' if depth == 0 && round == 0 => return Some(at),
                _ => {}
            }
        }
    }
    None
}

/// `#[cfg(test)]`, or `#[cfg(any(test, ..))]` for samples that tests of other rooms use too.
fn is_for_tests(line: &str) -> bool {
    line.starts_with("#[cfg(test)]") || line.starts_with("#[cfg(any(test,")
}

fn test_ranges(code: &[String]) -> Vec<(usize, usize)> {
    (0..code.len())
        .filter(|at| is_for_tests(code[*at].trim()))
        .filter_map(|at| end_of_item(code, at).map(|end| (at, end)))
        .collect()
}

struct Lexer<'a> {
    rest: &'a str,
    code: String,
    line: usize,
    texts: Vec<(usize, String)>,
}

impl Lexer<'_> {
    fn run(&mut self) {
        while let Some(sign) = self.rest.chars().next() {
            if self.rest.starts_with("//") {
                let end = self.rest.find('\n').unwrap_or(self.rest.len());
                self.blank(end);
            } else if self.rest.starts_with("/*") {
                self.blank(block_comment(self.rest));
            } else if let Some((opening, closing)) = self.raw_text() {
                self.text(opening, &closing);
            } else if sign == '"' {
                self.text(1, "\"");
            } else if sign == '\'' {
                self.blank_or_keep(char_literal(self.rest));
            } else {
                self.keep(sign.len_utf8());
            }
        }
    }

    /// Takes so many bytes over.
    fn keep(&mut self, bytes: usize) {
        let (taken, rest) = self.rest.split_at(bytes);
        self.line += taken.matches('\n').count();
        self.code.push_str(taken);
        self.rest = rest;
    }

    /// Takes so many bytes over as white space.
    fn blank(&mut self, bytes: usize) {
        let (taken, rest) = self.rest.split_at(bytes);
        self.line += taken.matches('\n').count();
        self.code.extend(taken.chars().map(|sign| if sign == '\n' { '\n' } else { ' ' }));
        self.rest = rest;
    }

    fn blank_or_keep(&mut self, literal: Option<usize>) {
        match literal {
            Some(bytes) => self.blank(bytes),
            None => self.keep(1),
        }
    }

    /// The length of `r#"` and what closes it, if a raw text starts here.
    fn raw_text(&self) -> Option<(usize, String)> {
        if self.code.chars().next_back().is_some_and(|sign| sign.is_alphanumeric() || sign == '_') {
            return None;
        }
        let after = self.rest.strip_prefix(['b', 'c']).unwrap_or(self.rest).strip_prefix('r')?;
        let hashes = after.len() - after.trim_start_matches('#').len();
        let opened = after.get(hashes..)?.starts_with('"');
        opened.then(|| (self.rest.len() - after.len() + hashes + 1, format!("\"{}", "#".repeat(hashes))))
    }

    /// Takes a text over as white space between its quotes, and keeps it aside.
    fn text(&mut self, opening: usize, closing: &str) {
        let line = self.line;
        self.keep(opening);
        let end = if closing == "\"" && opening == 1 { escaped_end(self.rest) } else { self.rest.find(closing) };
        let end = end.unwrap_or(self.rest.len());
        let inside = self.rest.get(..end).unwrap_or_default().replace("\\\n", " ");
        self.texts.push((line, inside.split_whitespace().collect::<Vec<_>>().join(" ")));
        self.blank(end);
        self.keep(closing.len().min(self.rest.len()));
    }
}

/// Where an ordinary text ends: its first quote without a backslash before.
fn escaped_end(text: &str) -> Option<usize> {
    let mut escaped = false;
    text.char_indices().find_map(|(at, sign)| {
        let ends = sign == '"' && !escaped;
        escaped = sign == '\\' && !escaped;
        ends.then_some(at)
    })
}

/// The length of a block comment, which may hold others.
fn block_comment(text: &str) -> usize {
    let mut depth = 0_usize;
    let mut at = 0;
    while at < text.len() {
        let rest = &text.as_bytes()[at..];
        if rest.starts_with(b"/*") {
            depth += 1;
            at += 2;
        } else if rest.starts_with(b"*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += 1;
        }
    }
    text.len()
}

/// The length of a character in quotes; `None` for a lifetime.
fn char_literal(text: &str) -> Option<usize> {
    let mut signs = text.char_indices().skip(1);
    let (_, first) = signs.next()?;
    let (at, second) = signs.next()?;
    if first == '\\' {
        return text.get(at + second.len_utf8()..)?.find('\'').map(|end| at + second.len_utf8() + end + 1);
    }
    (second == '\'').then_some(at + 1)
}

#[cfg(test)]
mod tests {
    use super::{Source, mark_test_files};

    #[track_caller]
    fn check(text: &str, code: &str, texts: &[&str]) {
        let source = Source::parse("domain/src/x.rs", text);
        let squeezed: Vec<String> =
            source.code.iter().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
        assert_eq!(squeezed.join("|"), code);
        assert_eq!(source.texts.iter().map(|(_, text)| text.as_str()).collect::<Vec<_>>(), texts);
    }

    #[test]
    fn comments_and_texts_are_no_code() {
        check("a // b \"c\"\nd", "a|d", &[]);
        check("a /* b /* c */ \" */ d", "a d", &[]);
        check(r#"f("x \" y // z", 'a')"#, r#"f(" ", )"#, &[r#"x \" y // z"#]);
        check("r#\"one \"two\"\"# + br\"three\"", "r#\" \"# + br\" \"", &["one \"two\"", "three"]);
        check("\"SELECT \\\n    one\"", "\"|\"", &["SELECT one"]);
        check("fn f<'a>(x: &'a str) { '\\'' }", "fn f<'a>(x: &'a str) { }", &[]);
        check("r#type", "r#type", &[]);
    }

    #[test]
    fn tests_are_told_from_the_rest() {
        let text = "fn a() {}\n#[cfg(test)]\nmod tests {\n    fn b() {}\n}\nfn c() {}\n";
        let source = Source::parse("domain/src/x.rs", text);
        assert_eq!(source.in_test, [false, true, true, true, true, false]);
    }

    #[test]
    fn a_file_that_is_a_module_for_tests_is_a_test() {
        let mut sources = [
            Source::parse("domain/src/lib.rs", "#[cfg(any(test, feature = \" \"))]\npub mod samples;\nmod money;\n"),
            Source::parse("domain/src/samples.rs", "fn a() {}"),
            Source::parse("domain/src/money.rs", "fn b() {}"),
        ];
        mark_test_files(&mut sources);
        assert_eq!(sources.map(|source| source.is_test(1)), [true, true, false]);
    }
}
