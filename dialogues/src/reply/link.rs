//! What is said while an account is linked to a member or an office.

use domain::role::Role;

use super::Salutation;

/// What is said while an account is linked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LinkReply {
    /// A contact card that we did not ask for.
    ContactNotAsked,
    /// A contact card of somebody else, or of nobody that the messenger vouches for.
    ContactNotYours,
    /// A contact card that came from another chat.
    ContactForwarded,
    /// A number that is none.
    PhoneUnreadable,
    /// A number that was typed: only the key proves whose it is.
    UseTheKey,
    /// No membership can be linked by this number: unknown, ended, or linked to another account, all told alike.
    NotFound,
    /// Asks whether this membership is theirs, as an import says.
    AskClaim(Salutation),
    /// Asks for the code.
    AskCode,
    /// A text that can't be a code, or no invitation has it.
    CodeUnknown,
    /// The invitation was used, has expired, or its membership can't be linked any more, all told alike.
    CodeSpent,
    /// Asks for the contact card that goes with the code of a letter.
    AskPhoneOfLetter,
    /// The phone is not the one of the letter's member, or the letter is over, all told alike.
    LetterNotYours,
    /// Linked now.
    Linked(Salutation),
    /// Was linked to this member before: all is well.
    AlreadyLinked(Salutation),
    /// Is linked to another member than the invitation names.
    LinkedToAnother(Salutation),
    /// Holds the role now.
    RoleGranted(Role),
    /// Held the role before: all is well.
    AlreadyRole(Role),
    /// Their own invitation is for somebody else.
    OwnInvitation(Role),
}
