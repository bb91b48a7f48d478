//! One look-up for whoever is asked for a member: what was typed comes to one member, to a few, or to too many.

use domain::bug::{Bug, seeded};
use domain::ids::MemberId;
use domain::lookup::{CHOICES_MAX, Sought};
use domain::member::Member;
use domain::member_number::Pattern;

use super::known::Unanswered;
use super::people::{MemberLink, PeopleFacts, PeopleNeed, Salutation};
use super::words;

/// What a typed text comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Found<'a> {
    /// This member is meant.
    One(&'a MemberLink),
    /// Nobody in particular.
    Unclear(Unclear),
    /// Nobody fits.
    Nobody,
}

/// Why nobody in particular is meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unclear {
    /// These fit; one of them is chosen.
    Several(Vec<Choice>),
    /// More fit than can be shown.
    Many,
    /// It is too short to look for.
    Short,
}

/// One of several members who fit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// Which one.
    pub member_id: MemberId,
    /// As they are named.
    pub member: Salutation,
}

impl From<&Member> for Choice {
    fn from(member: &Member) -> Self {
        Self { member_id: member.member_id, member: Salutation::from(member) }
    }
}

impl Unclear {
    /// Rows of buttons to choose by, at most three with what stands behind the last.
    pub(crate) fn rows<B>(&self, choose: impl Fn(MemberId) -> B, behind: Vec<B>) -> Vec<Vec<B>> {
        let Self::Several(choices) = self else { return vec![behind] };
        let a_row = if choices.len() > 2 { 2 } else { 1 };
        let chunks = choices.chunks(a_row);
        let mut rows: Vec<Vec<B>> =
            chunks.map(|row| row.iter().map(|choice| choose(choice.member_id)).collect()).collect();
        match rows.last_mut() {
            Some(last) if choices.len() > 4 => last.extend(behind),
            Some(_) | None => rows.push(behind),
        }
        rows
    }
}

/// Whom an officer means: a number as the register has it is taken at once; else it is looked for in any spelling, as a
/// phone and as a part of a name. Nobody but officers may ask this: it tells names.
///
/// # Errors
/// What is to be asked first.
pub(crate) fn by_text<'a>(
    typed: &str,
    pattern: Option<&Pattern>,
    people: &'a PeopleFacts,
) -> Result<Found<'a>, Unanswered<PeopleNeed>> {
    if let Some(link) = by_kept_number(typed, people)? {
        return Ok(Found::One(link));
    }
    let Some(sought) = Sought::of(typed, pattern) else { return Ok(Found::Unclear(Unclear::Short)) };
    let found = people.sought.ask(PeopleNeed::Sought(sought))?.map_or(&[][..], Vec::as_slice);
    match found {
        [] => Ok(Found::Nobody),
        [only] => Ok(by_id(only.member_id, people)?.map_or(Found::Nobody, Found::One)),
        several if several.len() <= CHOICES_MAX => {
            Ok(Found::Unclear(Unclear::Several(several.iter().map(Choice::from).collect())))
        }
        _ => Ok(Found::Unclear(Unclear::Many)),
    }
}

/// The member with this number in any spelling, for whoever may look nobody up: nothing of what is found is told, and
/// two who fit are nobody.
///
/// # Errors
/// What is to be asked first.
pub(crate) fn by_number<'a>(
    typed: &str,
    pattern: Option<&Pattern>,
    people: &'a PeopleFacts,
) -> Result<Option<&'a MemberLink>, Unanswered<PeopleNeed>> {
    if let Some(link) = by_kept_number(typed, people)? {
        return Ok(Some(link));
    }
    let sought =
        if seeded(Bug::AnybodySearches) { Sought::of(typed, pattern) } else { Sought::number_only(typed, pattern) };
    let Some(sought) = sought else { return Ok(None) };
    match people.sought.ask(PeopleNeed::Sought(sought))?.map_or(&[][..], Vec::as_slice) {
        [only] => by_id(only.member_id, people),
        [] | [_, _, ..] => Ok(None),
    }
}

/// The member who was chosen by a button.
///
/// # Errors
/// What is to be asked first.
pub(crate) fn by_id(member: MemberId, people: &PeopleFacts) -> Result<Option<&MemberLink>, Unanswered<PeopleNeed>> {
    people.member.ask(PeopleNeed::MemberById(member))
}

fn by_kept_number<'a>(typed: &str, people: &'a PeopleFacts) -> Result<Option<&'a MemberLink>, Unanswered<PeopleNeed>> {
    match words::member_number(typed) {
        Some(number) => people.member.ask(PeopleNeed::MemberByNumber(number)),
        None => Ok(None),
    }
}
