//! Becoming a member, and the member register.

use crate::render::catalogue::{Args, clean, text};
use crate::render::{Words, shortened};
use crate::rooms::people;
use dialogues::hub::Reply;
use dialogues::joining::{
    Admitted, CONSENT_VERSION, HeirLine, JoiningReply, MemberCardView, Problem, Question, ReadBack, Summary,
    TakenThing, Whose,
};
use dialogues::joining::{JoinTap, JoiningButton};
use domain::applicant::Heir;
use domain::dates;
use domain::entry::EntryTerms;
use domain::locale::Locale;
use domain::member::{Address, MemberStatus};
use domain::nik::NikDoubt;

pub fn html(reply: &JoiningReply, words: &Words<'_>) -> String {
    match reply {
        JoiningReply::Ask { question, whose, problem, heard, .. } => {
            let asked = asked(*question, *whose, *problem, words);
            match heard {
                Some(heard) => format!("{}\n\n{asked}", read_back(heard, words)),
                None => asked,
            }
        }
        JoiningReply::Summary { summary: it, whose, .. } => {
            let key = match whose {
                Whose::Own => "join-summary",
                Whose::Others => "join-summary-other",
            };
            words.with(key, Args::new().html("summary", summary(it, words)))
        }
        JoiningReply::Change { .. } => words.plain("join-change"),
        JoiningReply::PhoneTaken => words.with("join-phone-taken-own", Args::new().html("contact", words.contact())),
        JoiningReply::NoPhotos => words.plain("join-no-photos"),
        JoiningReply::NoOfficers => words.with("join-no-officers", Args::new().html("contact", words.contact())),
        JoiningReply::Sent => words.plain("join-sent"),
        JoiningReply::SentForOther { summary: it, on, .. } => {
            let args = Args::new()
                .value("cooperative", &words.cx.cooperative.name)
                .html("date", dates::long(*on, words.locale))
                .html("summary", summary(it, words));
            words.with("join-sent-other", args)
        }
        JoiningReply::AlreadySent => words.plain("join-already-sent"),
        JoiningReply::Waiting { sent_on, .. } => {
            words.with("join-waiting", Args::new().html("date", dates::long(*sent_on, words.locale)))
        }
        JoiningReply::NothingOpen => words.plain("join-nothing-open"),
        JoiningReply::AlreadyMember(member) => words.with("join-already-member", words.member(member)),
        // Whoever came by an import may have paid all of it and not been entered as a member.
        JoiningReply::StillToPay { member, missing } if missing.principal.is_zero() && missing.mandatory.is_zero() => {
            words.with("join-nothing-to-pay", words.member(member))
        }
        JoiningReply::StillToPay { member, missing } => {
            let args = words.member(member).html("terms", payments(missing, words));
            words.with_payment(words.with("join-still-to-pay", args))
        }
        JoiningReply::Admitted(admitted) => words.with_payment(admitted_html("join-admitted", admitted, words)),
        JoiningReply::AdmittedOther(admitted) => admitted_html("join-admitted-other", admitted, words),
        JoiningReply::NowMember(member) => {
            words.with("join-now-member", words.member(member).value("cooperative", &words.cx.cooperative.name))
        }
        JoiningReply::NowMemberOther(member) => words.with("join-now-member-other", words.member(member)),
        JoiningReply::Invitation => {
            let link = format!("https://t.me/{}?start=daftar", words.cx.bot_username);
            let args = Args::new().value("cooperative", &words.cx.cooperative.name).value("link", &link);
            words.with("join-invitation", args)
        }
        JoiningReply::Agreed => {
            let shown = consent(CONSENT_VERSION, words.locale, &words.cx.cooperative.name);
            words.with("join-agreed", Args::new().html("consent", shown))
        }
        JoiningReply::Register => words.plain("register-menu"),
        JoiningReply::WhichCard { typed, unclear } => {
            format!("{}\n\n{}", people::words::unclear(typed, unclear, words), words.plain("register-again"))
        }
        JoiningReply::CardUnknown { typed } => {
            words.with("register-unknown", Args::new().value("typed", &shortened(typed)))
        }
        JoiningReply::Card(card) => member_card(card, words),
    }
}

/// The consent text of a version; the one of today is what is shown.
pub fn consent(version: u16, locale: Locale, cooperative: &str) -> String {
    if version == CONSENT_VERSION {
        text(locale, "join-consent", Args::new().value("cooperative", cooperative))
    } else {
        String::new()
    }
}

fn asked(question: Question, whose: Whose, problem: Option<Problem>, words: &Words<'_>) -> String {
    let own = whose == Whose::Own;
    let asked = match question {
        Question::Consent if own => consent(CONSENT_VERSION, words.locale, &words.cx.cooperative.name),
        Question::Consent => {
            let shown = consent(CONSENT_VERSION, words.locale, &words.cx.cooperative.name);
            words.with("join-consent-other", Args::new().html("consent", shown))
        }
        Question::Name if own => words.plain("join-ask-name"),
        Question::Name => words.plain("join-ask-name-other"),
        Question::Address => words.plain("join-ask-address"),
        Question::Phone if own => words.plain("join-ask-phone"),
        Question::Phone => words.plain("join-ask-phone-other"),
        Question::Nik => words.plain("join-ask-nik"),
        Question::Heir => words.plain("join-ask-heir"),
        Question::Relation => words.plain("join-ask-relation"),
        Question::Payout => words.plain("join-ask-payout"),
    };
    match problem {
        None => asked,
        Some(problem) => format!("{}\n\n{asked}", said(problem, words)),
    }
}

fn said(problem: Problem, words: &Words<'_>) -> String {
    let key = match problem {
        Problem::UseButtons => "join-use-buttons",
        Problem::Renamed => "join-renamed",
        Problem::NameUnreadable => "join-name-unreadable",
        Problem::Talk => "join-talk",
        Problem::PhoneTyped => "join-phone-typed",
        Problem::PhoneOfAnother => "join-phone-of-another",
        Problem::PhoneForwarded => "join-phone-forwarded",
        Problem::PhoneUnreadable => "join-phone-unreadable",
        Problem::PhoneTaken => "join-phone-taken",
        Problem::NikMalformed => "join-nik-malformed",
        Problem::NikTaken(TakenThing::Member) => {
            return words.with("join-nik-of-member", Args::new().html("contact", words.contact()));
        }
        Problem::NikTaken(TakenThing::Application) => "join-nik-of-application",
        Problem::RelationUnreadable => "join-relation-unreadable",
        Problem::PayoutUnreadable => "join-payout-unreadable",
    };
    words.plain(key)
}

/// What was understood of the answer before.
fn read_back(heard: &ReadBack, words: &Words<'_>) -> String {
    match heard {
        ReadBack::Name(name) => words.with("join-heard-name", Args::new().value("name", name)),
        ReadBack::Heir(name) => words.with("join-heard-heir", Args::new().value("heir", name)),
        ReadBack::Related(heir) => words.with("join-heard-heir", Args::new().html("heir", related(heir, words))),
    }
}

/// "Budi Contoh (anak)".
fn related(heir: &Heir, words: &Words<'_>) -> String {
    words.with("join-heir", Args::new().value("name", &heir.name).value("relation", &heir.relation))
}

/// "Bu Wati".
pub fn addressed(summary: &Summary, words: &Words<'_>) -> String {
    let key = match summary.address {
        Address::Bu => "address-bu",
        Address::Pak => "address-pak",
        Address::Plain => "address-plain",
    };
    words.with(key, Args::new().value("name", &summary.name))
}

/// What was told, one line each, masked.
pub fn summary(it: &Summary, words: &Words<'_>) -> String {
    let later = || words.plain("join-later");
    let args = Args::new()
        .html("who", addressed(it, words))
        .value("nik", &it.nik)
        .html("phone", it.phone.clone().unwrap_or_else(later))
        .html(
            "heir",
            match &it.heir {
                HeirLine::None => later(),
                HeirLine::Told => words.plain("join-told"),
                HeirLine::Named(heir) => related(heir, words),
            },
        )
        .html("payout", it.payout.as_deref().map_or_else(later, clean));
    words.with("join-lines", args)
}

/// What an approver is asked to look at.
pub fn doubts(doubts: &[NikDoubt], words: &Words<'_>) -> String {
    let line = |doubt: &NikDoubt| {
        words.plain(match doubt {
            NikDoubt::Address => "join-doubt-address",
            NikDoubt::Age => "join-doubt-age",
        })
    };
    let lines: Vec<String> = doubts.iter().map(|doubt| ["\n", line(doubt).as_str()].concat()).collect();
    lines.concat()
}

/// "Simpanan pokok: Rp100.000", and the first wajib where there is one.
fn payments(terms: &EntryTerms, words: &Words<'_>) -> String {
    let line = |key, amount| words.with(key, Args::new().money("amount", amount, words.locale));
    let lines = [("join-pay-principal", terms.principal), ("join-pay-mandatory", terms.mandatory)];
    let owed = lines.into_iter().filter(|(_, amount)| !amount.is_zero());
    owed.map(|(key, amount)| line(key, amount)).collect::<Vec<_>>().join("\n")
}

fn admitted_html(key: &'static str, admitted: &Admitted, words: &Words<'_>) -> String {
    let args = words
        .member(&admitted.member)
        .html("terms", payments(&admitted.terms, words))
        .money("monthly", admitted.monthly, words.locale)
        .html("contact", words.contact());
    words.with(key, args)
}

fn member_card(card: &MemberCardView, words: &Words<'_>) -> String {
    let unknown = || words.plain("join-later");
    let status = words.plain(match card.status {
        MemberStatus::Candidate => "status-candidate",
        MemberStatus::Active => "status-active",
        MemberStatus::Inactive => "status-inactive",
        MemberStatus::Ended => "status-ended",
    });
    let linked = words.plain(if card.is_linked { "register-linked" } else { "register-not-linked" });
    let args = words
        .member(&card.member)
        .html("status", status)
        .html("date", dates::short(card.joined_on))
        .html("nik", card.nik.clone().unwrap_or_else(unknown))
        .html("phone", card.phone.clone().unwrap_or_else(unknown))
        .html("heir", if card.has_heir { words.plain("join-told") } else { unknown() })
        .html("payout", card.payout.as_deref().map_or_else(unknown, clean))
        .html("linked", linked);
    words.with("register-card", args)
}

/// The label of a button of this room, seen from the reply under which it stands.
pub fn label(button: JoiningButton, reply: &Reply, words: &Words<'_>) -> String {
    words.plain(match button {
        JoiningButton::InviteFriend => "button-invite",
        JoiningButton::Register => "button-register",
        JoiningButton::Card(member) => {
            let chosen = match reply {
                Reply::Joining(JoiningReply::WhichCard { unclear, .. }) => people::words::label(member, unclear),
                _ => None,
            };
            return chosen.unwrap_or_else(|| words.plain("button-register"));
        }
        JoiningButton::Agreed => "button-agreed",
        JoiningButton::Tap { tap, .. } => tap_label(tap),
    })
}

const fn tap_label(tap: JoinTap) -> &'static str {
    match tap {
        JoinTap::Agree => "button-agree",
        JoinTap::Address(Address::Bu) => "button-bu",
        JoinTap::Address(Address::Pak) => "button-pak",
        JoinTap::Address(Address::Plain) => "button-plain",
        JoinTap::Later => "button-later",
        JoinTap::Send => "button-send",
        JoinTap::Change => "button-edit",
        JoinTap::Field(Question::Name) => "button-field-name",
        JoinTap::Field(Question::Address) => "button-field-address",
        JoinTap::Field(Question::Phone) => "button-field-phone",
        JoinTap::Field(Question::Nik | Question::Consent) => "button-field-nik",
        JoinTap::Field(Question::Heir | Question::Relation) => "button-field-heir",
        JoinTap::Field(Question::Payout) => "button-field-payout",
    }
}
