//! `/anggota`: the member register as officers read it, masked, each look at a card noted.

use domain::ids::MemberId;

use super::is_registrar;
use crate::base::lookup::{self, Found};
use crate::base::people::MemberLink;
use crate::base::step::{done, with_effect};
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
    let pattern = facts.cooperative.settings.number_pattern.as_ref();
    let typed = rest.to_owned();
    match lookup::by_text(rest, pattern, &facts.people)? {
        Found::One(link) => card(link, facts),
        Found::Unclear(unclear) => Ok(done(JoiningReply::WhichCard { typed, unclear })),
        Found::Nobody => Ok(done(JoiningReply::CardUnknown { typed })),
    }
}

/// The card of one who was chosen among several.
pub(super) fn chosen(member: MemberId, facts: &Facts) -> Plan {
    if !is_registrar(facts) {
        return Ok(done(HomeReply::NotYourRole));
    }
    match lookup::by_id(member, &facts.people)? {
        Some(link) => card(link, facts),
        None => Ok(done(JoiningReply::Register)),
    }
}

/// The look at it is noted.
fn card(link: &MemberLink, facts: &Facts) -> Plan {
    let number = link.member.number.clone();
    Ok(match facts.joining.card.ask(JoiningNeed::Card(number.clone()))? {
        None => done(JoiningReply::CardUnknown { typed: number }),
        Some(card) => {
            let seen = JoiningEffect::SeeCard { member: card.member.member_id };
            with_effect(done(JoiningReply::Card(MemberCardView::from(card))), seen)
        }
    })
}
