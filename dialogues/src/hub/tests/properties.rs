//! What holds in any state, for any input, whatever the shell answers.

use chrono::Duration;
use domain::access::{Door, Lock};
use domain::ids::{ChatId, PersonId};
use domain::member::MemberStatus;
use domain::money::Money;
use domain::question::{Answer, QuestionNumber, QuestionStatus};
use domain::request::RequestStatus;
use domain::role::Role;
use domain::secret::Tries;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

use crate::access::facts::{Move, MoveStanding};
use crate::corrections::facts::Correction;
use crate::groups::facts::Binding;
use crate::home::HomeReply;
use crate::hub::tests::answer;
use crate::hub::tests::world::{World, with_codes};
use crate::hub::{Board, Button};
use crate::hub::{Chat, Command, Ctx, Dialogue, Effect, Facts, GroupEvent, Input, Step, SubjectCard, needs, step};
use crate::linking::LinkingEffect;
use crate::questions::QuestionsEffect;
use crate::requests::RequestsButton;
use crate::samples;

const TEXTS: [&str; 26] = [
    "Koperasi Contoh Rukun",
    "21-6",
    "lewati",
    "3515144508680002",
    "BRI 1234567890",
    "anak",
    "A-017",
    "A-020",
    "A-030",
    "A-040",
    "A-999",
    "500rb",
    "1.250",
    "0",
    "wajib",
    "S-1042",
    "K-3",
    "BUDI-2020",
    "chair-code",
    "salah jumlah",
    "saldo saya berapa?",
    "mau pinjam",
    "saldo saya salah",
    "kapan kantor buka?",
    "grup-good",
    "t-12",
];

/// The form that is open, whether something was shown after it or not.
fn form_of(state: &Dialogue) -> &Dialogue {
    match state {
        Dialogue::Waiting(waiting) => &waiting.form,
        form => form,
    }
}

/// Commands that only show something.
const SHOWING: [Command; 9] = [
    Command::Balance,
    Command::Statement,
    Command::Help,
    Command::Menu,
    Command::Language,
    Command::Status,
    Command::InviteFriend,
    Command::Tasks,
    Command::Start,
];

fn texts() -> impl Strategy<Value = String> {
    prop_oneof![select(&TEXTS[..]).prop_map(with_codes), "\\PC{0,30}", Just("A-017 wajib 100rb".to_owned())]
}

fn inputs() -> impl Strategy<Value = Input> {
    let phones = prop_oneof![Just("6281000000017".to_owned()), Just("6281000000020".to_owned()), "\\PC{0,15}"];
    prop_oneof![
        proptest::option::of(texts()).prop_map(|payload| Input::Start { payload }),
        (select(Command::ALL.to_vec()), prop_oneof![Just(String::new()), texts()])
            .prop_map(|(command, rest)| Input::Command { command, rest }),
        texts().prop_map(Input::Text),
        (phones, proptest::option::of(select(vec![1_i64, 99, 1017])), any::<bool>())
            .prop_map(|(phone, owner, forwarded)| Input::Contact { phone, owner: owner.map(PersonId), forwarded }),
        select(samples::buttons()).prop_map(Input::Press),
        Just(Input::UnknownButton),
        Just(Input::Unsupported),
        texts().prop_map(Input::Captioned),
        texts().prop_map(|text| Input::Quoted { question: QuestionNumber(12), text }),
        select(vec![
            GroupEvent::Added,
            GroupEvent::AskedByNobody,
            GroupEvent::Removed { title: "Warga".to_owned() },
            GroupEvent::MovedTo(ChatId(-9)),
            GroupEvent::MovedFrom(ChatId(-5)),
        ])
        .prop_map(Input::Group),
    ]
}

fn worlds() -> impl Strategy<Value = World> {
    let roles = subsequence(Role::ALL.to_vec(), 0..=3);
    let people = select(vec![1_i64, 2, 99, 1017]);
    let status = select(RequestStatus::ALL.to_vec());
    let correction = select(vec![Correction::None, Correction::Requested, Correction::Reversed]);
    (people, any::<bool>(), roles, 0..=3_u8, 0..1_000_000_i64, status, correction, 0..100_000_000_i64).prop_map(
        |(person, linked, roles, needed, voluntary_minor, status, correction, maximum)| {
            let mut world = World::stranger();
            world.person = samples::person(person, linked.then(samples::sari), &roles);
            world.cooperative.maximum_deposit = samples::rupiah(maximum);
            world.cooperative.reversal_policy.needed = needed;
            world.requests[0].request.policy.needed = needed;
            world.requests[0].request.status = status;
            if let SubjectCard::Reversal(journal) = &mut world.requests[0].subject {
                journal.correction = correction;
            }
            if maximum % 2 == 0 {
                world.requests[0].subject = samples::application_card().subject;
            }
            world.taken.nik_of_member = maximum % 3 == 0;
            world.taken.phone_of_member = maximum % 5 == 0;
            if linked && maximum % 7 == 0 {
                world.person.member.iter_mut().for_each(|member| member.status = MemberStatus::Candidate);
            }
            if maximum % 11 == 0 {
                world.cooperative.contact = String::new();
            }
            world.journals[0].correction = correction;
            world.voluntary_minor = voluntary_minor;
            dress(&mut world, needed, voluntary_minor);
            let boards =
                [None, Some(Board::Stranger), Some(Board::Member), Some(Board::Officer), Some(Board::OwnNumber)];
            world.keyboard = boards[usize::try_from(voluntary_minor % 5).unwrap()];
            // What is not varied by itself follows from what is.
            world.asked = u32::try_from(maximum % 7).unwrap();
            world.group = linked.then_some(Binding { topic: 0 });
            world.questions = vec![samples::question_card()];
            if needed > 1 {
                let question = &mut world.questions[0].question;
                question.status = QuestionStatus::Answered;
                question.answer = Some(Answer { role: Role::Chair, words: "Jam 8.".to_owned() });
            }
            world
        },
    )
}

/// Doors, moves and tries, drawn from what was drawn for other things.
fn dress(world: &mut World, lot: u8, other: i64) {
    let lock = [Lock::Open, Lock::Frozen, Lock::AwaitsCode][usize::from(lot % 3)];
    let tries = Tries { wrong: lot + 2, last_at: Some(samples::now()) };
    world.door = Door { lock, ..world.door };
    (world.code_tries, world.pin_tries) = (tries, tries);
    let standing = if other % 2 == 0 { MoveStanding::Undisputed } else { MoveStanding::Disputed };
    world.last_move = (other % 3 > 0).then_some(Move { old: Some(PersonId(99)), at: samples::now(), standing });
    if other % 5 == 0 && lot > 0 {
        let roles = std::mem::take(&mut world.person.roles);
        world.person = if lot == 3 { World::frozen_sari() } else { World::two_on_one_phone(i64::from(lot) - 1) }.person;
        world.person.roles = if lot == 3 { Vec::new() } else { roles };
    }
}

fn states() -> impl Strategy<Value = Dialogue> {
    select(samples::dialogues())
}

fn ctxs() -> impl Strategy<Value = Ctx> {
    (any::<[u8; 16]>(), 0..4_000_i64).prop_map(|(seed, days)| {
        let now = samples::now() - Duration::days(days);
        Ctx { seed, now, today: now.date_naive(), ..samples::ctx() }
    })
}

/// What must be true of every step, wherever it came from.
fn assert_sound(outcome: &Step, facts: &Facts) {
    assert!(!outcome.replies.is_empty(), "silence is no answer");
    for reply in &outcome.replies {
        let shape = reply.shape();
        let rows = shape.rows();
        assert!(rows.len() <= 3, "{reply:?}");
        assert!(rows.iter().flatten().all(|button| button.encode().len() <= 64), "{reply:?}");
    }
    let posts = outcome.effects.iter().filter(|effect| matches!(effect, Effect::Post(_))).count();
    assert!(posts <= 1);
    for effect in &outcome.effects {
        if let Effect::Post(posting) = effect {
            assert_eq!(posting.form.person, facts.person.person_id);
            assert!(!posting.journal.transfers.is_empty());
            for transfer in &posting.journal.transfers {
                assert!(transfer.amount > Money::ZERO && transfer.debit != transfer.credit);
            }
            assert!(!facts.person.roles.is_empty(), "nobody without a role moves money");
        }
    }
    let bytes = outcome.next.to_json();
    assert_eq!(Dialogue::from_json(&bytes).unwrap(), outcome.next);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn every_input_has_an_answer_when_its_needs_are_met(
        state in states(), input in inputs(), world in worlds(), ctx in ctxs(),
    ) {
        let outcome = answer(&world, &state, &input, &ctx);
        assert_sound(&outcome, &world.facts());
    }

    #[test]
    fn what_is_only_looked_at_leaves_every_form_as_it_is(
        state in states(), command in select(SHOWING.to_vec()), world in worlds(), ctx in ctxs(),
    ) {
        let form = form_of(&state);
        if form.hold().goes_on() && !world.person.is_frozen() {
            let outcome = answer(&world, &state, &Input::Command { command, rest: String::new() }, &ctx);
            prop_assert!(
                matches!(&outcome.next, Dialogue::Waiting(waiting) if *waiting.form == *form),
                "{:?}", outcome.next
            );
            let goes_on = |button: &Button| *button == Button::CONTINUE;
            let shown = outcome.replies.iter().flat_map(|reply| reply.shape().rows().concat()).any(|it| goes_on(&it));
            prop_assert!(shown, "{:?}", outcome.replies);
        }
    }

    #[test]
    fn no_command_costs_many_answers_unasked(
        state in states(), command in select(Command::ALL.to_vec()), rest in prop_oneof![Just(String::new()), texts()],
        world in worlds(), ctx in ctxs(),
    ) {
        let lost = [Command::Cancel, Command::Report, Command::Switch];
        if state.hold().answers > 2 && !world.person.is_frozen() && !lost.contains(&command) {
            let outcome = answer(&world, &state, &Input::Command { command, rest }, &ctx);
            let changed = outcome.effects.iter().any(|effect| matches!(effect, Effect::Linking(_)));
            let chosen = outcome.replies.contains(&HomeReply::FormAbandoned.into());
            let same = std::mem::discriminant(&outcome.next) == std::mem::discriminant(form_of(&state));
            let kept = matches!(outcome.next, Dialogue::Waiting(_)) || same;
            prop_assert!(kept || changed || (chosen && matches!(state, Dialogue::Waiting(_))), "{:?}", outcome.next);
        }
    }

    #[test]
    fn a_step_without_its_facts_changes_nothing(
        state in states(), input in inputs(), world in worlds(), ctx in ctxs(),
    ) {
        let facts = world.facts();
        if !needs(&state, &input, &facts, &ctx).is_empty() {
            let outcome = step(&state, &input, &facts, &ctx);
            prop_assert_eq!(outcome.next, state);
            prop_assert_eq!(outcome.effects, vec![]);
            prop_assert_eq!(outcome.replies, vec![HomeReply::Apology.into()]);
        }
    }

    #[test]
    fn where_nothing_is_found_nothing_breaks(
        state in states(), input in inputs(), world in worlds(), ctx in ctxs(),
    ) {
        let world = World { finds_nothing: true, ..world };
        let outcome = answer(&world, &state, &input, &ctx);
        assert_sound(&outcome, &world.facts());
        let moves_money = |effect: &Effect| matches!(effect, Effect::Post(_) | Effect::Linking(LinkingEffect::LinkMember { .. }));
        prop_assert!(!outcome.effects.iter().any(moves_money));
    }

    #[test]
    fn a_group_reads_one_line_or_nothing(
        state in states(), input in inputs(), world in worlds(), ctx in ctxs(),
    ) {
        let world = World { chat: Chat::Group, ..world };
        let ctx = Ctx { chat: Chat::Group, ..ctx };
        let outcome = answer(&world, &state, &input, &ctx);
        prop_assert!(outcome.replies.len() <= 1 && outcome.replies.iter().all(|reply| reply.shape().is_for_groups()));
        prop_assert_eq!(outcome.next, Dialogue::Idle);
        let harmless = |effect: &Effect| {
            matches!(effect, Effect::Questions(QuestionsEffect::Ask { .. }) | Effect::Groups(_) | Effect::Tell { .. })
        };
        prop_assert!(outcome.effects.iter().all(harmless), "{:?}", outcome.effects);
        if let Some(Effect::TellGroup { reply, .. }) = outcome.effects.first() {
            prop_assert!(reply.shape().is_for_groups());
        }
    }

    #[test]
    fn a_form_posts_once(state in states(), input in inputs(), world in worlds(), ctx in ctxs()) {
        let first = answer(&world, &state, &input, &ctx);
        let posts = |outcome: &Step| outcome.effects.iter().any(|effect| matches!(effect, Effect::Post(_)));
        if posts(&first) && !matches!(input, Input::Press(Button::Requests(RequestsButton::Approve(_)))) {
            prop_assert!(!posts(&answer(&world, &first.next, &input, &ctx)));
        }
    }

    #[test]
    fn settings_are_set_by_whom_the_policy_names_and_once_for_a_screen(
        state in states(), input in inputs(), world in worlds(), ctx in ctxs(),
    ) {
        let first = answer(&world, &state, &input, &ctx);
        let sets = |outcome: &Step| outcome.effects.iter().any(|it| matches!(it, Effect::Settings(_)));
        if sets(&first) {
            prop_assert!(world.person.roles.iter().any(|role| world.cooperative.settings.roles.contains(role)));
            if matches!(input, Input::Press(_)) {
                let second = answer(&world, &first.next, &input, &Ctx { seed: [1; 16], ..ctx });
                prop_assert!(!sets(&second));
            }
        }
    }

    #[test]
    fn members_who_left_receive_nothing(state in states(), input in inputs(), world in worlds(), ctx in ctxs()) {
        let world = World { everybody_left: true, ..world };
        let outcome = answer(&world, &state, &input, &ctx);
        let touches = |effect: &Effect| match effect {
            Effect::Linking(LinkingEffect::LinkMember { .. }) => true,
            Effect::Post(posting) => posting.journal.reverses.is_none(),
            _ => false,
        };
        prop_assert!(!outcome.effects.iter().any(touches));
    }
}
