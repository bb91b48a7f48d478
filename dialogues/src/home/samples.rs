//! One example of everything that every room may say.

use domain::access::Access;
use domain::locale::Locale;
use domain::role::Role;

use crate::base::people::{Sharing, Standing};
use crate::base::samples::{NONCE, now, person, sari};
use crate::home::{HomeButton, HomeReply};
use crate::hub::Board;

pub(crate) fn buttons() -> Vec<HomeButton> {
    vec![
        HomeButton::Menu,
        HomeButton::Language,
        HomeButton::SetLanguage(Locale::Id),
        HomeButton::SetLanguage(Locale::En),
        HomeButton::Help,
        HomeButton::SomethingWrong,
        HomeButton::CancelForm { nonce: NONCE },
        HomeButton::Back { nonce: NONCE },
        HomeButton::Continue,
        HomeButton::Quit { nonce: NONCE },
    ]
}

fn standings() -> [Standing; 8] {
    let of = |member, roles: &[Role]| Standing::from(&person(1, member, roles));
    [
        of(None, &[]),
        of(Some(sari()), &[]),
        of(Some(sari()), &[Role::Treasurer]),
        of(None, &[Role::Supervisor]),
        of(None, &Role::ALL),
        Standing { access: Access::CoolingUntil(now()), ..of(Some(sari()), &[]) },
        Standing { sharing: Sharing::Shared, ..of(Some(sari()), &Role::ALL) },
        Standing { sharing: Sharing::Shared, ..of(None, &[Role::Chair]) },
    ]
}

pub(crate) fn replies() -> Vec<HomeReply> {
    let mut replies = vec![
        HomeReply::Keys(Board::Stranger),
        HomeReply::Keys(Board::Member),
        HomeReply::Keys(Board::Officer),
        HomeReply::Language,
        HomeReply::LanguageSet(Locale::Id),
        HomeReply::LanguageSet(Locale::En),
        HomeReply::AskOffice,
        HomeReply::SomethingWrong,
        HomeReply::PrivatePlease,
        HomeReply::NotYourRole,
        HomeReply::StaleButton,
        HomeReply::FormAbandoned,
        HomeReply::FormWaits,
        HomeReply::AskLeave { answers: 4, nonce: NONCE },
        HomeReply::NothingToContinue,
        HomeReply::Cancelled,
        HomeReply::NothingToCancel,
        HomeReply::Apology,
        HomeReply::SlowDown,
        HomeReply::StateLost,
        HomeReply::Suspended,
    ];
    for standing in standings() {
        replies.extend([
            HomeReply::Menu(standing.clone()),
            HomeReply::Help(standing.clone()),
            HomeReply::NotUnderstood(standing.clone()),
            HomeReply::Unsupported(standing),
        ]);
    }
    replies
}
