//! The register and those of it who write.

use std::fmt::Write;

/// The first person's id at the messenger.
const FIRST_PERSON: i64 = 1_000_000_000;

/// Members, and how many of them write; those who do are spread over the register.
#[derive(Debug, Clone, Copy)]
pub struct People {
    /// Members in the register, each with a person.
    pub members: usize,
    /// Members who write.
    pub chats: usize,
}

impl People {
    /// How far those who write stand apart in the register.
    fn stride(self) -> usize {
        self.members.checked_div(self.chats).unwrap_or(1)
    }

    /// The person of a member.
    fn person(member: usize) -> i64 {
        FIRST_PERSON.saturating_add(i64::try_from(member).unwrap_or(i64::MAX))
    }

    /// The person who writes in a chat, which is the chat's id too.
    pub fn writer(self, chat: usize) -> i64 {
        Self::person(chat.saturating_mul(self.stride()))
    }

    /// The chat with that id; `None` for members who only listen.
    pub fn chat_of(self, id: i64) -> Option<usize> {
        let member = usize::try_from(id.checked_sub(FIRST_PERSON)?).ok()?;
        let chat = member.checked_div(self.stride())?;
        (self.writer(chat) == id && chat < self.chats).then_some(chat)
    }

    /// The number of a member who only listens, a different one for each deposit of a chat.
    pub fn listener(self, chat: usize, deposit: usize) -> String {
        number(chat.saturating_mul(self.stride()).saturating_add(deposit).saturating_add(1))
    }

    /// The register as a file for `rembuk import members`.
    pub fn register(self) -> String {
        let mut csv = String::from("number,name,phone,joined_on,status,pokok,wajib,sukarela,address,telegram_id\n");
        for member in 0..self.members {
            let (number, person) = (number(member), Self::person(member));
            // Writing to a String can't fail.
            let _ = writeln!(
                csv,
                "{number},Anggota {member},0812{member:08},2024-01-15,aktif,100000,1200000,3050000,bu,{person}"
            );
        }
        csv
    }
}

fn number(member: usize) -> String {
    format!("A-{member:06}")
}
