//! `/anggota`: the member register as officers read it, masked, each look at a card noted.

use super::is_registrar;
use crate::base::step::{done, with_effect};
use crate::base::words;
use crate::home::HomeReply;
use crate::hub::{Facts, Plan};
use crate::joining::facts::JoiningNeed;
use crate::joining::{JoiningEffect, JoiningReply, MemberCardView};

/// `/anggota`, alone or with a member's number.
pub(crate) fn show(rest: &str, facts: &Facts) -> Plan {
    if !is_registrar(facts) {
        return Ok(done(HomeReply::NotYourRole));
    }
    if rest.is_empty() {
        return Ok(done(JoiningReply::Register));
    }
    let unknown = || done(JoiningReply::CardUnknown { typed: rest.to_owned() });
    let Some(number) = words::member_number(rest) else { return Ok(unknown()) };
    Ok(match facts.joining.card.ask(JoiningNeed::Card(number))? {
        None => unknown(),
        Some(card) => {
            let seen = JoiningEffect::SeeCard { member: card.member.member_id };
            with_effect(done(JoiningReply::Card(MemberCardView::from(card))), seen)
        }
    })
}
