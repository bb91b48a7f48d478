//! The random draws of an update, each by its name.
//!
//! An update has sixteen random bytes for all that one step draws. Here alone stands which of them go where, so that no
//! two draws of one step can come to share what must differ.

use domain::ids::{ApplicationId, InvitationId, MemberId, QuestionId, RequestId};
use domain::invitation::code_of;

use super::ctx::Ctx;

impl Ctx {
    /// The nonce of a form that is shown now: it stands on the buttons of this screen alone, and a press of an older
    /// screen is told by it.
    pub fn nonce(&self) -> u64 {
        u64::from_le_bytes(self.seed.first_chunk().copied().unwrap_or_default())
    }

    /// The same with another nonce: a code is made of the bits of this one, and a nonce stands on every button.
    pub(crate) fn beside_code(&self) -> Self {
        let mut seed = self.seed;
        seed.rotate_left(8);
        Self { seed, ..*self }
    }

    /// A new request, from the update's instant and the bits that the nonce leaves.
    pub(crate) fn request_id(&self) -> RequestId {
        RequestId::new(self.unix_ms(), self.middle())
    }

    /// A new question, from the same bits: no step opens both.
    pub(crate) fn question_id(&self) -> QuestionId {
        QuestionId::new(self.unix_ms(), self.middle())
    }

    /// A new application; it has the id of its request.
    pub(crate) fn application_id(&self) -> ApplicationId {
        ApplicationId::from_u128(self.request_id().as_u128())
    }

    /// A new member.
    pub(crate) fn member_id(&self) -> MemberId {
        MemberId::from_u128(self.request_id().as_u128())
    }

    /// A code that is read out or typed, from the first half of the seed, which nothing else of this step may use: see
    /// [`Ctx::beside_code`].
    pub(crate) fn code(&self) -> String {
        code_of(self.nonce())
    }

    /// A new invitation, from the bits that its code leaves.
    pub(crate) fn invitation_id(&self) -> InvitationId {
        let mut random = [0; 10];
        for (to, from) in random.iter_mut().zip(self.seed.iter().skip(8)) {
            *to = *from;
        }
        InvitationId::new(self.unix_ms(), random)
    }

    const fn middle(&self) -> [u8; 10] {
        let [_, _, _, _, random @ .., _, _] = self.seed;
        random
    }

    fn unix_ms(&self) -> u64 {
        u64::try_from(self.now.timestamp_millis()).unwrap_or_default()
    }
}
