//! The registers and those of them who write.

use std::fmt::Write;
use std::ops::Range;

use anyhow::ensure;

/// The first person's id at the messenger.
const FIRST_PERSON: i64 = 1_000_000_000;

/// Members, how many of them write, and how many cooperatives they are in; those who write are spread over all of them.
#[derive(Debug, Clone, Copy)]
pub struct People {
    /// Members of all registers together, each with a person.
    pub members: usize,
    /// Members who write.
    pub chats: usize,
    /// Cooperatives of the same size, each with its bot.
    pub cooperatives: usize,
}

impl People {
    /// Checked: each who writes pays for two others of the same cooperative.
    pub fn new(members: usize, chats: usize, cooperatives: usize) -> anyhow::Result<Self> {
        let people = Self { members, chats, cooperatives };
        ensure!(chats > 0 && cooperatives > 0, "nobody writes");
        ensure!(people.stride() >= 3, "each who writes needs two members to pay for: {people:?}");
        let even = cooperatives == 1 || (members.is_multiple_of(chats) && chats.is_multiple_of(cooperatives));
        ensure!(even, "members and those who write must be spread evenly: {people:?}");
        Ok(people)
    }

    /// How far those who write stand apart.
    fn stride(self) -> usize {
        self.members.checked_div(self.chats).unwrap_or(1)
    }

    fn of_each(self) -> usize {
        self.members.checked_div(self.cooperatives).unwrap_or(self.members)
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

    /// The cooperative of a chat, counted from zero.
    pub fn cooperative_of(self, chat: usize) -> usize {
        chat.saturating_mul(self.stride()).checked_div(self.of_each()).unwrap_or(0)
    }

    /// The number of a member who only listens, a different one for each deposit of a chat.
    pub fn listener(self, chat: usize, deposit: usize) -> String {
        number(chat.saturating_mul(self.stride()).saturating_add(deposit).saturating_add(1))
    }

    /// The members of a cooperative, in pieces that the program takes at once.
    pub fn pieces(self, cooperative: usize) -> Vec<Range<usize>> {
        const PIECE: usize = 100_000;
        let from = cooperative.saturating_mul(self.of_each());
        let to = from.saturating_add(self.of_each());
        (from..to).step_by(PIECE).map(|start| start..start.saturating_add(PIECE).min(to)).collect()
    }
}

/// These members as a file for `rembuk import members`.
pub fn register(members: Range<usize>) -> String {
    let mut csv = String::from("number,name,phone,joined_on,status,pokok,wajib,sukarela,address,telegram_id\n");
    for member in members {
        let (number, person) = (number(member), People::person(member));
        // Writing to a String can't fail.
        let _ = writeln!(
            csv,
            "{number},Anggota {member},0812{member:08},2024-01-15,aktif,100000,1200000,3050000,bu,{person}"
        );
    }
    csv
}

fn number(member: usize) -> String {
    format!("A-{member:06}")
}
