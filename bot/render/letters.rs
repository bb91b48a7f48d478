//! Letters on paper: a page for each member, with the code that opens their door together with their phone.

use chrono::NaiveDate;
use domain::locale::Locale;
use domain::member::Member;
use qrcode::render::svg;
use qrcode::{EcLevel, QrCode};

use super::catalogue::{Args, clean};
use super::{RenderCtx, Words};
use dialogues::base::people::Salutation;
use domain::dates;
use domain::invitation::grouped;

/// One letter.
#[derive(Debug, Clone, Copy)]
pub struct Letter<'a> {
    /// To whom.
    pub member: &'a Member,
    /// What is printed on it.
    pub code: &'a str,
}

/// Pixels of a QR code's side; on paper about three centimetres.
const QR_SIDE: u32 = 120;

const STYLE: &str = "body{font:15px/1.55 system-ui,sans-serif;margin:0;color:#000}\
    article{break-after:page;max-width:42em;margin:0 auto;padding:2.5em}\
    h1{font-size:1.2em;margin:0 0 1.5em;border-bottom:1px solid #000;padding-bottom:.5em}\
    .code{font:700 2em/1 ui-monospace,monospace;letter-spacing:.08em;margin:.6em 0}\
    .qr{float:right;margin:0 0 1em 1.5em}li{margin:.4em 0}.small{font-size:.9em}";

/// A page to be printed: a letter on each sheet, in the cooperative's language.
pub fn page(letters: &[Letter<'_>], last_day: NaiveDate, locale: Locale, cx: &RenderCtx<'_>) -> String {
    let words = Words { locale, cx };
    let title = words.with("letter-title", Args::new().value("cooperative", &cx.cooperative.name));
    let articles: String = letters.iter().map(|letter| article(letter, &title, last_day, &words)).collect();
    format!(
        "<!doctype html>\n<html lang=\"{}\"><head><meta charset=\"utf-8\"><title>{title}</title>\
        <style>{STYLE}</style></head><body>\n{articles}</body></html>\n",
        locale.as_str()
    )
}

fn article(letter: &Letter<'_>, title: &str, last_day: NaiveDate, words: &Words<'_>) -> String {
    let link = format!("https://t.me/{}?start={}", words.cx.bot_username, letter.code);
    let greeting = words.with("letter-greeting", words.member(&Salutation::from(letter.member)));
    let bot = Args::new().value("bot", words.cx.bot_username);
    let steps =
        [words.with("letter-step-open", bot), words.plain("letter-step-code"), words.plain("letter-step-phone")];
    let until = Args::new().value("day", &dates::long(last_day, words.locale));
    let contact = Args::new().html("contact", words.contact());
    format!(
        "<article><h1>{title}</h1><div class=\"qr\">{}</div><p>{greeting}</p><p>{}</p>\
        <p class=\"code\">{}</p><ol><li>{}</li></ol><p>{}</p><p class=\"small\">{}</p></article>\n",
        qr(&link),
        words.plain("letter-what"),
        clean(&grouped(letter.code)),
        steps.join("</li><li>"),
        words.with("letter-until", until),
        words.with("letter-beware", contact),
    )
}

/// The link as a picture that a phone reads; nothing where it is too long for one, which no link of ours is.
fn qr(link: &str) -> String {
    let Ok(code) = QrCode::with_error_correction_level(link, EcLevel::M) else { return String::new() };
    let svg = code.render::<svg::Color<'_>>().min_dimensions(QR_SIDE, QR_SIDE).build();
    // Within a page, the declaration of a file of its own is an error.
    svg.split_once("?>").map_or(svg.clone(), |(_, picture)| picture.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use dialogues::hub::Chat;
    use dialogues::samples;

    fn rendered(locale: Locale, name: &str) -> String {
        let cooperative = samples::cooperative();
        let cx = RenderCtx {
            cooperative: &cooperative,
            receipts: &[],
            question: None,
            bot_username: "ContohBot",
            chat: Chat::Private,
        };
        let member = Member { name: name.to_owned(), ..samples::sari() };
        let letters = [Letter { member: &member, code: "K7MP3XQTZ" }, Letter { member: &member, code: "222222222" }];
        page(&letters, samples::today(), locale, &cx)
    }

    #[test]
    fn each_letter_has_its_code_its_picture_and_its_last_day() {
        for (locale, day) in [(Locale::Id, "Senin, 23 November 2026"), (Locale::En, "Monday, 23 November 2026")] {
            let page = rendered(locale, "Sari");
            for part in ["<article>", "<svg", day] {
                assert_eq!(page.matches(part).count(), 2, "{part} in {page}");
            }
            assert_eq!(page.matches("K7M-P3X-QTZ").count(), 1, "the link with the code is in the picture only");
            assert!(!page.contains("<?xml"), "{page}");
        }
    }

    #[test]
    fn a_name_is_no_markup() {
        let page = rendered(Locale::Id, "Sari <script>alert(1)</script>");
        assert!(page.contains("Sari &lt;script&gt;"), "{page}");
        assert!(!page.contains("<script>"), "{page}");
    }
}
