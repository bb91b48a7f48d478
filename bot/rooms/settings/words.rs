//! What a cooperative sets for itself.

use crate::render::Words;
use crate::render::catalogue::{Args, clean};
use crate::rooms::questions::words::answerer;
use dialogues::hub::Reply;
use dialogues::questions::Answerer;
use dialogues::settings::facts::{ChangeCard, OpenInvitation};
use dialogues::settings::{
    Asked, News, Note, SettingLine, SettingsButton, SettingsProblem, SettingsReply, SettingsTap, StaffNews, Walk,
};
use domain::dates;
use domain::hours::QuietHours;
use domain::role::Role;
use domain::setting::{self, FirstMandatory, Setting, Value};
use domain::words::{rupiah, spelled};

/// Characters of a long value in a list; the whole stands on its own screen.
const SHOWN_CHARS: usize = 40;

pub fn html(reply: &SettingsReply, words: &Words<'_>) -> String {
    match reply {
        SettingsReply::Offer => words.plain("settings-offer"),
        SettingsReply::Ask { asked, walk, note, .. } => ask(asked, *walk, note.as_ref(), words),
        SettingsReply::Confirm { value, .. } => confirm(value, words),
        SettingsReply::ChooseRole { .. } => words.plain("settings-choose-role"),
        SettingsReply::Invited { office, code, expires_at } => {
            let link = format!("https://t.me/{}?start={code}", words.cx.bot_username);
            let args = Args::new()
                .html("role", words.role(*office))
                .value("cooperative", &words.cx.cooperative.name)
                .value("link", &link)
                .value("code", &domain::invitation::grouped(code))
                .html("until", words.instant(*expires_at));
            words.with("settings-invited", args)
        }
        SettingsReply::List { lines, note } => {
            let mut lines: Vec<String> = lines.iter().map(|line| list_line(line, words)).collect();
            if let Some(pattern) = &words.cx.cooperative.settings.number_pattern {
                lines.push(words.with("settings-numbers", Args::new().value("sample", &pattern.sample())));
            }
            below(note.as_ref(), words.with("settings-list", Args::new().html("list", lines.join("\n"))), words)
        }
        SettingsReply::History(changes) if changes.is_empty() => words.plain("settings-no-history"),
        SettingsReply::History(changes) => {
            let lines: Vec<String> = changes.iter().map(|change| change_line(change, words)).collect();
            words.with("settings-history", Args::new().html("list", lines.join("\n")))
        }
        SettingsReply::Left => words.plain("settings-left"),
        SettingsReply::AlreadyAnswered => words.plain("settings-already-answered"),
        SettingsReply::News { by, news } => told(by, news, words),
    }
}

/// What became of the answer before, above the rest.
fn below(note: Option<&Note>, text: String, words: &Words<'_>) -> String {
    match note {
        None => text,
        Some(note) => format!("{}\n\n{text}", said(note, words)),
    }
}

fn ask(asked: &Asked, walk: Walk, note: Option<&Note>, words: &Words<'_>) -> String {
    let setting = asked.setting();
    let title = match walk {
        Walk::One => words.with("settings-title", Args::new().html("title", title(setting, words))),
        Walk::All => {
            let args = Args::new()
                .html("title", title(setting, words))
                .html("at", setting.ordinal().to_string())
                .html("of", Setting::ALL.len().to_string());
            words.with("settings-title-of", args)
        }
    };
    let now = words.with("settings-now", Args::new().html("now", stands(asked, words)));
    below(note, format!("{title}\n{now}\n\n{}", words.plain(question(setting))), words)
}

fn title(setting: Setting, words: &Words<'_>) -> String {
    words.plain(match setting {
        Setting::Name => "setting-name",
        Setting::LegalNumber => "setting-legal-number",
        Setting::Contact => "setting-contact",
        Setting::Zone => "setting-zone",
        Setting::Principal => "setting-principal",
        Setting::Mandatory => "setting-mandatory",
        Setting::FirstMandatory => "setting-first-mandatory",
        Setting::Approvals => "setting-approvals",
        Setting::QuietHours => "setting-quiet-hours",
        Setting::Payment => "setting-payment",
        Setting::Officers => "setting-officers",
        Setting::Groups => "setting-groups",
    })
}

const fn question(setting: Setting) -> &'static str {
    match setting {
        Setting::Name => "settings-ask-name",
        Setting::LegalNumber => "settings-ask-legal-number",
        Setting::Contact => "settings-ask-contact",
        Setting::Zone => "settings-ask-zone",
        Setting::Principal => "settings-ask-principal",
        Setting::Mandatory => "settings-ask-mandatory",
        Setting::FirstMandatory => "settings-ask-first-mandatory",
        Setting::Approvals => "settings-ask-approvals",
        Setting::QuietHours => "settings-ask-quiet-hours",
        Setting::Payment => "settings-ask-payment",
        Setting::Officers => "settings-ask-officers",
        Setting::Groups => "settings-ask-groups",
    }
}

/// What stands, in full.
fn stands(asked: &Asked, words: &Words<'_>) -> String {
    match asked {
        Asked::Value(it) => value(it, usize::MAX, words),
        Asked::Groups(count) => groups(*count, words),
        Asked::Officers { officers, more, open } => {
            let mut lines: Vec<String> = officers.iter().map(|officer| office(officer, words)).collect();
            if *more > 0 {
                lines.push(words.with("settings-more", Args::new().html("count", more.to_string())));
            }
            lines.extend((1..).zip(open).map(|(at, open)| invitation(at, open, words)));
            if lines.is_empty() { words.plain("settings-unset") } else { format!("\n{}", lines.join("\n")) }
        }
    }
}

fn office(officer: &Answerer, words: &Words<'_>) -> String {
    let args = Args::new().html("role", words.role(officer.role));
    match &officer.member {
        Some(member) => words.with("settings-officer", args.html("who", words.who(member))),
        None => words.with("settings-officer-unlinked", args),
    }
}

fn invitation(at: usize, open: &OpenInvitation, words: &Words<'_>) -> String {
    let args = Args::new()
        .html("at", at.to_string())
        .html("role", words.role(open.role))
        .html("until", words.instant(open.expires_at));
    words.with("settings-open-invitation", args)
}

fn groups(count: u32, words: &Words<'_>) -> String {
    match count {
        0 => words.plain("settings-no-groups"),
        count => words.with("settings-groups", Args::new().html("count", count.to_string())),
    }
}

/// A value as people read it, with at most so many characters of a text.
fn value(value: &Value, chars: usize, words: &Words<'_>) -> String {
    match value {
        Value::Name(text) | Value::LegalNumber(text) | Value::Contact(text) | Value::Payment(text) => {
            if text.trim().is_empty() { words.plain("settings-unset") } else { clean(&shortened(text, chars)) }
        }
        Value::Zone(zone) => zone.label().to_owned(),
        Value::Principal(amount) | Value::Mandatory(amount) => rupiah(*amount, words.locale),
        Value::FirstMandatory(FirstMandatory::AtEntry) => words.plain("settings-first-at-entry"),
        Value::FirstMandatory(FirstMandatory::Later) => words.plain("settings-first-later"),
        Value::Approvals(needed) => words.with("settings-approvals", Args::new().html("count", needed.to_string())),
        Value::QuietHours(hours) => quiet(*hours),
    }
}

fn shortened(text: &str, chars: usize) -> String {
    let mut shown: String = text.chars().take(chars).collect();
    if shown.len() < text.len() {
        shown.push('…');
    }
    shown
}

/// "20.00–08.00".
fn quiet(QuietHours { from_hour, until_hour }: QuietHours) -> String {
    format!("{from_hour:02}.00–{until_hour:02}.00")
}

fn list_line(line: &SettingLine, words: &Words<'_>) -> String {
    let shown = match line {
        SettingLine::Value(it) => value(it, SHOWN_CHARS, words),
        SettingLine::Officers(count) => words.with("settings-offices", Args::new().html("count", count.to_string())),
        SettingLine::Groups(count) => groups(*count, words),
    };
    let args = Args::new()
        .html("at", line.setting().ordinal().to_string())
        .html("title", title(line.setting(), words))
        .html("value", shown);
    words.with("settings-line", args)
}

/// "26-11-2026 · Simpanan pokok: Rp100.000 → Rp150.000 (sekretaris)".
fn change_line(change: &ChangeCard, words: &Words<'_>) -> String {
    const SHORT: usize = 20;
    let args = Args::new()
        .html("date", dates::short(words.cx.cooperative.zone.day(change.at)))
        .html("role", words.role(change.role));
    // Of an invitation, the role stands in what was or in what is.
    let office = |text: &str| Role::parse(text).filter(|_| change.setting == Setting::Officers);
    if let Some(office) = office(&change.new) {
        return words.with("settings-change-invited", args.html("office", words.role(office)));
    }
    if let Some(office) = office(&change.old) {
        return words.with("settings-change-revoked", args.html("office", words.role(office)));
    }
    // Two accounts may differ in their last figure only.
    let chars = if change.setting == Setting::Payment { usize::MAX } else { SHORT };
    let shown = |text: &str| {
        Value::parse(change.setting, text).map_or_else(|| clean(&shortened(text, chars)), |it| value(&it, chars, words))
    };
    let args = args.html("title", title(change.setting, words));
    words.with("settings-change", args.html("old", shown(&change.old)).html("new", shown(&change.new)))
}

/// What counts is read back: an amount in words, too.
fn confirm(value: &Value, words: &Words<'_>) -> String {
    let args =
        Args::new().html("title", title(value.setting(), words)).html("value", self::value(value, usize::MAX, words));
    match value {
        Value::Principal(amount) | Value::Mandatory(amount) => {
            words.with("settings-confirm-amount", args.html("spelled", spelled(*amount, words.locale)))
        }
        Value::Payment(_) => words.with("settings-confirm-payment", args),
        _ => words.with("settings-confirm", args),
    }
}

fn said(note: &Note, words: &Words<'_>) -> String {
    let of =
        |it: &Value| Args::new().html("title", title(it.setting(), words)).html("value", value(it, usize::MAX, words));
    match note {
        Note::Saved(it @ (Value::Principal(_) | Value::Mandatory(_) | Value::FirstMandatory(_))) => {
            words.with("settings-saved-terms", of(it))
        }
        Note::Saved(it) => words.with("settings-saved", of(it)),
        Note::Unchanged(it) => words.with("settings-unchanged", of(it)),
        Note::MovedOn => words.plain("settings-moved-on"),
        Note::Problem(problem) => problem_said(*problem, words),
        Note::Revoked(role) => words.with("settings-revoked", Args::new().html("role", words.role(*role))),
        Note::InvitationGone => words.plain("settings-invitation-gone"),
        Note::TooManyOpen => words.plain("settings-too-many-open"),
        Note::Finished => words.plain("settings-finished"),
    }
}

fn problem_said(problem: SettingsProblem, words: &Words<'_>) -> String {
    let limits = |key, (min, max): (usize, usize)| {
        words.with(key, Args::new().html("min", min.to_string()).html("max", max.to_string()))
    };
    let chars = |range: std::ops::RangeInclusive<usize>| (*range.start(), *range.end());
    match problem {
        SettingsProblem::UseButtons => words.plain("settings-use-buttons"),
        SettingsProblem::Name => limits("settings-bad-name", chars(setting::NAME_CHARS)),
        SettingsProblem::LegalNumber => limits("settings-bad-legal-number", chars(setting::LEGAL_NUMBER_CHARS)),
        SettingsProblem::Contact => limits("settings-bad-contact", chars(setting::CONTACT_CHARS)),
        SettingsProblem::Payment => words.plain("settings-bad-payment"),
        SettingsProblem::Hours => words.plain("settings-bad-hours"),
        SettingsProblem::NotAnAmount => words.plain("settings-bad-amount"),
        SettingsProblem::HasSen => words.plain("settings-amount-sen"),
        SettingsProblem::Zero => words.plain("settings-amount-zero"),
        SettingsProblem::TooFewOfficers { can } => {
            let roles = words.cx.cooperative.joining.policy.roles.iter();
            let roles = roles.map(|role| words.role(*role)).collect::<Vec<_>>().join(", ");
            words.with("settings-too-few-officers", Args::new().html("can", can.to_string()).html("roles", roles))
        }
        SettingsProblem::TooLarge { maximum } => {
            words.with("settings-amount-large", Args::new().money("maximum", maximum, words.locale))
        }
        SettingsProblem::Unclear { low, high } => {
            let args = Args::new().money("low", low, words.locale).money("high", high, words.locale);
            words.with("settings-amount-unclear", args)
        }
    }
}

/// What every other officer hears.
fn told(by: &Answerer, news: &News, words: &Words<'_>) -> String {
    let by = answerer(by, words);
    let of = |role: Role| Args::new().html("by", by.clone()).html("role", words.role(role));
    match news {
        News::Changed { before, after } => {
            let args = Args::new()
                .html("by", by)
                .html("title", title(after.setting(), words))
                .html("old", value(before, usize::MAX, words))
                .html("new", value(after, usize::MAX, words));
            let key = match after {
                Value::Payment(_) => "settings-news-payment",
                _ => "settings-news",
            };
            words.with(key, args)
        }
        News::Staff(StaffNews::Invited(role)) => words.with("settings-news-invited", of(*role)),
        News::Staff(StaffNews::Revoked(role)) => words.with("settings-news-revoked", of(*role)),
        News::Staff(StaffNews::TookOffice(role)) => words.with("settings-news-took-office", of(*role)),
    }
}

/// What is read on a button.
pub fn label(button: SettingsButton, reply: &Reply, words: &Words<'_>) -> String {
    let key = match button {
        SettingsButton::Start | SettingsButton::List => "button-settings",
        SettingsButton::Begin => "button-begin-settings",
        SettingsButton::History => "button-history",
        SettingsButton::Open(setting) => return setting.ordinal().to_string(),
        SettingsButton::Amount { amount, .. } => return rupiah(amount, words.locale),
        SettingsButton::Revoke { invitation, .. } => {
            let open = match reply {
                Reply::Settings(SettingsReply::Ask { asked: Asked::Officers { open, .. }, .. }) => open.as_slice(),
                _ => &[],
            };
            let before = open.iter().take_while(|open| open.invitation_id != invitation).count();
            let at = before.saturating_add(1).to_string();
            return words.with("button-revoke", Args::new().html("at", at));
        }
        SettingsButton::Tap { tap, .. } => return tap_label(tap, reply, words),
    };
    words.plain(key)
}

fn tap_label(tap: SettingsTap, reply: &Reply, words: &Words<'_>) -> String {
    let (walk, is_last) = match reply {
        Reply::Settings(SettingsReply::Ask { asked, walk, .. }) => (*walk, asked.is_last()),
        _ => (Walk::All, false),
    };
    words.plain(match tap {
        SettingsTap::Zone(zone) => return zone.label().to_owned(),
        SettingsTap::Approvals(needed) => return needed.to_string(),
        SettingsTap::Quiet(hours) => return quiet(hours),
        SettingsTap::Role(role) => return words.role(role),
        SettingsTap::Skip if walk == Walk::One => "button-back",
        SettingsTap::Skip if is_last => "button-finish",
        SettingsTap::Skip => "button-skip",
        SettingsTap::Back => "button-back",
        SettingsTap::Stop => "button-stop",
        SettingsTap::Clear => "button-clear",
        SettingsTap::Yes => "button-yes",
        SettingsTap::Change if matches!(reply, Reply::Settings(SettingsReply::ChooseRole { .. })) => "button-back",
        SettingsTap::Change => "button-change-words",
        SettingsTap::First(FirstMandatory::AtEntry) => "button-first-at-entry",
        SettingsTap::First(FirstMandatory::Later) => "button-first-later",
        SettingsTap::Invite => "button-invite-officer",
        SettingsTap::Bind => "button-bind-group",
    })
}

impl Words<'_> {
    /// The cooperative's own name, with its number as a legal entity where there is one.
    pub fn identity(&self) -> String {
        let cooperative = self.cx.cooperative;
        let args = Args::new().value("cooperative", &cooperative.name);
        match cooperative.settings.legal_number.as_str() {
            "" => clean(&cooperative.name),
            number => self.with("identity-legal", args.value("number", number)),
        }
    }

    /// A text with the account to which members pay; without one, the text as it is.
    pub fn with_payment(&self, text: String) -> String {
        match self.cx.cooperative.settings.payment.as_str() {
            "" => text,
            payment => {
                let payment = self.with("payment-account", Args::new().value("payment", payment));
                format!("{text}\n\n{payment}")
            }
        }
    }
}

/// Said under the menu of whoever can set up a cooperative that is not: nothing of it is lost meanwhile.
pub fn missing(roles: &[Role], words: &Words<'_>) -> Option<String> {
    let cooperative = words.cx.cooperative;
    let may_set = roles.iter().any(|role| cooperative.settings.roles.contains(role));
    (may_set && !cooperative.is_set_up()).then(|| words.plain("settings-missing"))
}
