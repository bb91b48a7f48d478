//! Which short test catches which bug, and by which words.

use domain::bug::Bug;

/// A test that must fail when the bug is there.
pub struct Caught {
    pub bug: Bug,
    /// The binary that nextest knows by this id.
    pub binary: &'static str,
    pub test: &'static str,
    /// Stands in what the failing assertion says: it must not fail by something else.
    pub says: &'static str,
}

const fn by(bug: Bug, binary: &'static str, test: &'static str, says: &'static str) -> Caught {
    Caught { bug, binary, test, says }
}

const STORE: &str = "store::it";
const TALK: &str = "dialogues";
const SHELL: &str = "rembuk";
const FAULTS: &str = "rembuk::faults";

/// One for each bug.
pub const ALL: &[Caught] = &[
    by(
        Bug::AcknowledgedBeforeCommit,
        FAULTS,
        "doors::while_the_database_can_not_keep_it_an_update_is_refused_with_503_and_taken_later",
        "left: 200",
    ),
    by(
        Bug::OffsetBeforeCommit,
        FAULTS,
        "doors::polled_updates_wait_with_the_messenger_while_the_database_can_not_keep_them",
        "the offset has moved past it",
    ),
    by(Bug::DedupSkipped, STORE, "inbox::a_repeated_update_is_kept_once::sqlite", "left: [10, 11, 10, 11, 9]"),
    by(Bug::DedupByHighWaterMark, STORE, "inbox::a_repeated_update_is_kept_once::postgres", "left: [10, 11]"),
    by(Bug::WebhookSecretNotAsked, FAULTS, "doors::without_the_bots_own_secret_nothing_is_kept", "left: 200"),
    by(
        Bug::WebhookRouteWhilePolling,
        FAULTS,
        "doors::a_bot_that_polls_takes_nothing_from_whoever_reaches_its_address",
        "left: 401",
    ),
    by(
        Bug::EmptySecretAuthenticates,
        SHELL,
        "ingest::webhook::tests::from_an_empty_secret_nobody_derives_one",
        "left: Some(",
    ),
    by(
        Bug::IntroducedOnce,
        FAULTS,
        "introducing::whatever_fails_in_the_first_seconds_is_tried_again_by_webhook",
        "the webhook is never set",
    ),
    by(
        Bug::NobodysWebhookLeft,
        FAULTS,
        "introducing::a_webhook_that_nobody_has_is_set_again",
        "our address does not come",
    ),
    by(
        Bug::EarlyPollNotPaused,
        FAULTS,
        "polls::a_messenger_that_answers_nothing_new_at_once_is_not_asked_without_pause",
        "times in five seconds",
    ),
    by(
        Bug::ReadyWithoutPolls,
        FAULTS,
        "pages::a_process_whose_polls_fail_is_not_ready_until_one_succeeds",
        "a process that is not ready does not come",
    ),
    by(
        Bug::OutageCostsTries,
        SHELL,
        "sender::judge::tests::what_nobody_took_is_never_given_up_within_a_day_and_what_is_unknown_only_over_minutes",
        "left: Dead",
    ),
    by(
        Bug::OneChatPausesAll,
        SHELL,
        "sender::weather::tests::a_429_is_the_chats_and_of_several_chats_together_the_bots",
        "one chat, however often",
    ),
    by(
        Bug::FloodIsAnswered,
        FAULTS,
        "away::a_stranger_who_floods_is_told_once_and_answered_again_after_a_pause",
        "told once",
    ),
    by(
        Bug::AnswerWaitsForToast,
        FAULTS,
        "away::an_answer_does_not_wait_for_the_messenger_to_note_the_press::sqlite_polling",
        "the answer came after",
    ),
    by(
        Bug::StaleScreenBelieved,
        SHELL,
        "sender::shown::tests::what_was_just_sent_is_known_though_it_is_not_marked_yet",
        "the newest screen",
    ),
    by(
        Bug::CommittedBeforeCommit,
        STORE,
        "units::what_fails_at_the_commit_itself_is_told::postgres",
        "told to be committed",
    ),
    by(
        Bug::PoisonedCommits,
        STORE,
        "units::a_unit_that_swallows_the_error_of_a_statement_can_not_commit::sqlite",
        "Ok(())",
    ),
    by(Bug::AttemptHealsAll, STORE, "units::a_failed_attempt_does_not_heal_an_error_from_before_it::sqlite", "Ok(())"),
    by(
        Bug::LostTransactionKept,
        STORE,
        "units::after_a_transaction_that_the_database_ended_by_itself_the_next_unit_works",
        "InvalidSavePointStatement",
    ),
    by(Bug::CommitDoesNotLast, STORE, "databases::postgres_that_does_not_wait_for_the_disk_is_refused", "None"),
    by(Bug::LanesNotLocked, STORE, "claiming::eight_workers_neither_double_nor_reorder::postgres", "Stale"),
    by(Bug::ClaimedInOneStatement, STORE, "claiming::eight_workers_neither_double_nor_reorder::postgres", "Stale"),
    by(Bug::LaneOutOfOrder, STORE, "inbox::the_head_of_each_lane_is_claimed_in_order_of_arrival::sqlite", "left: ["),
    by(Bug::FailedTryNotWaitedFor, STORE, "inbox::a_failed_try_lets_its_lane_wait_and_no_other::sqlite", "left: ["),
    by(Bug::UpdateEndsTwice, STORE, "inbox::an_update_ends_once_and_its_body_goes::postgres", "Ok(())"),
    by(
        Bug::FootprintsIgnored,
        SHELL,
        "engine::footprint::tests::two_writers_of_one_request_never_share_a_batch",
        "left: Admitted",
    ),
    by(
        Bug::DialogueVersionNotCompared,
        STORE,
        "inbox::a_dialogue_is_saved_only_over_the_version_that_was_read::sqlite",
        "0: Ok(())",
    ),
    by(
        Bug::DeltasNotSummed,
        STORE,
        "account::story::two_journals_of_one_batch_on_the_same_account_are_summed::sqlite",
        "left: (2000, 700)",
    ),
    by(
        Bug::TotalVersionNotCompared,
        STORE,
        "account::story::a_total_that_moved_since_it_was_read_is_stale::postgres",
        "late",
    ),
    by(Bug::CauseNotUnique, STORE, "account::story::one_cause_twice_in_a_batch_is_refused_whole::sqlite", "Ok(["),
    by(
        Bug::CauseInputsNotCompared,
        STORE,
        "account::story::a_cause_with_other_inputs_is_refused::sqlite",
        "AlreadyApplied",
    ),
    by(Bug::ReversedTwice, STORE, "account::story::a_journal_is_reversed_once_only::postgres", "Ok(["),
    by(
        Bug::SavingsNotCovered,
        STORE,
        "account::story::savings_can_not_be_overdrawn_even_by_a_mistaken_decision::sqlite",
        "Ok([",
    ),
    by(Bug::BooksNotLocked, STORE, "account::story::two_workers_with_one_cause_write_it_once", "Constraint"),
    by(
        Bug::AuditDoesNotAdd,
        STORE,
        "audit::the_audit_tells_all_that_was_tampered_with::sqlite",
        "left: [(\"CAUSES_ARE_DONE\"",
    ),
    by(Bug::ConfirmedTwice, TALK, "counter::tests::a_deposit_step_by_step", "$ Deposit form 0000000000000004"),
    by(
        Bug::OddAmountTaken,
        TALK,
        "counter::tests::an_amount_far_from_what_is_due_or_usual_is_asked_about",
        "no button says Amount 80000",
    ),
    by(
        Bug::FormThrownAway,
        TALK,
        "hub::tests::forms::joining_goes_on_after_whatever_was_looked_at",
        "no button says Continue",
    ),
    by(
        Bug::AgreedToWhatWasAbove,
        TALK,
        "counter::tests::what_is_looked_at_on_the_way_leaves_the_form",
        "Deposit form 0000000000000001",
    ),
    by(Bug::OwnApprovalCounts, TALK, "corrections::tests::decided_own_and_foreign_requests", "completes: true"),
    by(Bug::ApprovalsNotCounted, TALK, "corrections::tests::two_approvals_are_of_two_people", "completes: true"),
    by(
        Bug::RequestVersionNotCompared,
        STORE,
        "requests::story::a_decision_over_a_version_that_moved_is_stale::sqlite",
        "Approve: Ok(())",
    ),
    by(Bug::DecidedTwice, STORE, "requests::story::what_is_decided_stays_decided::sqlite", "Ok(())"),
    by(
        Bug::AnybodySearches,
        TALK,
        "access::tests::moving::a_report_takes_a_number_in_any_spelling_and_tells_nothing_of_it",
        "081000000017",
    ),
    by(Bug::AnybodyTakesBack, TALK, "corrections::tests::nobody_takes_back_what_another_one_asked_for", "AskTakeBack"),
    by(
        Bug::SettingNotReadAgain,
        TALK,
        "settings::tests::talk::of_two_officers_at_once_the_second_is_told_what_stands",
        "Set { value: Principal(Money(125000))",
    ),
    by(
        Bug::ConsentToAnotherText,
        TALK,
        "settings::tests::talk::whoever_agreed_under_another_name_is_asked_once_more",
        "Joining(Apply(",
    ),
    by(Bug::OwnInvitationOpens, TALK, "settings::tests::staff::nobody_gives_themselves_an_office", "GrantRole"),
    by(
        Bug::InvitationOpensTwice,
        STORE,
        "people::story::an_invitation_is_found_by_its_code_and_used_once::sqlite",
        "Ok(())",
    ),
    by(
        Bug::SlipCountsAsGuess,
        TALK,
        "linking::tests::codes::a_slip_of_a_code_is_told_and_is_no_guess",
        "Tried { secret: Code",
    ),
    by(
        Bug::MovedByOneTap,
        TALK,
        "access::tests::moving::a_relative_who_reported_keeps_their_own_and_the_member_gets_a_code",
        "no button says MoveNow",
    ),
    by(
        Bug::CodeWithoutColleague,
        TALK,
        "access::tests::codes::where_an_account_was_before_a_colleague_decides_about_the_next_code",
        "CodeForMember",
    ),
    by(
        Bug::KeyboardStays,
        TALK,
        "hub::tests::keyboards::a_guest_of_the_strangers_branch_has_their_own_keys_again",
        "Keys(Member)",
    ),
    by(
        Bug::FrozenDoorLetsThrough,
        TALK,
        "access::tests::lock::nothing_passes_a_frozen_door_not_even_an_office",
        "Balance",
    ),
    by(Bug::ForeignCardProves, TALK, "linking::tests::a_card_that_proves_nothing_is_refused", "LinkMember"),
    by(
        Bug::DoorVersionNotCompared,
        STORE,
        "access::story::a_door_changes_only_from_what_was_read::sqlite",
        "0: Ok(())",
    ),
    by(Bug::GroupCodeBindsTwice, STORE, "questions::story::a_code_binds_one_group::sqlite", "a code works once"),
    by(Bug::AnsweredTwice, STORE, "questions::story::the_second_answer_is_stale::sqlite", "matches!(give(1).await"),
    by(Bug::JobRunsTwice, STORE, "questions::story::a_run_is_claimed_once::sqlite", "left: ["),
    by(
        Bug::TenantFilterMissing,
        STORE,
        "twins::every_function_does_the_same_beside_a_twin_and_touches_nothing_of_it::sqlite",
        "invitations",
    ),
    by(Bug::NotSealed, STORE, "inbox::nothing_readable_of_an_update_is_at_rest::sqlite", "NIK 3201"),
    by(
        Bug::CauseSpeaksTwice,
        STORE,
        "outbox::a_cause_speaks_once::sqlite",
        "left: [\"in:1:0\", \"in:1:1\", \"in:1:0\"",
    ),
    by(Bug::MarkWithoutFence, STORE, "outbox::an_older_sender_can_neither_claim_nor_mark::sqlite", "Ok(())"),
    by(
        Bug::ClaimWithoutFence,
        STORE,
        "outbox::an_older_sender_can_neither_claim_nor_mark::postgres",
        "left: [\"a\", \"b\"]",
    ),
    by(
        Bug::HandedOverWithoutFence,
        STORE,
        "handover::nothing_is_handed_over_under_a_fence_that_was_raised::sqlite",
        "left: 1",
    ),
    by(
        Bug::HandedOverOutOfOrder,
        STORE,
        "handover::what_was_decided_before_goes_before::postgres",
        "and the answer behind it",
    ),
    by(Bug::TakenLaneNotLocked, STORE, "taking::a_lane_in_other_hands_is_left_alone", "left: [5, 6]"),
    by(
        Bug::UndoneTakenForDone,
        SHELL,
        "engine::take_tests::of_two_that_meet_in_one_take_the_second_waits_and_is_worked_on_next",
        "the second had waited",
    ),
    by(
        Bug::TakenOutOfOrder,
        STORE,
        "taking::what_waits_in_a_lane_goes_before_what_comes::sqlite",
        "the oldest of each",
    ),
    by(Bug::TakeOverDoesNotWait, STORE, "outbox::a_take_over_waits_for_a_claim_under_way_and_takes_it_back", "left:"),
    by(Bug::BuriedAlive, STORE, "leases::a_work_is_had_by_one_and_lost_with_the_beat::sqlite", "has beaten since"),
    by(
        Bug::ChatOutOfOrder,
        STORE,
        "outbox::a_chat_is_in_one_chain_only_though_a_later_row_is_under_way::sqlite",
        "left: [\"a\"",
    ),
    by(Bug::MarkedBeforeSent, STORE, "outbox::an_older_sender_can_neither_claim_nor_mark::sqlite", "left: (2, 0)"),
    by(
        Bug::AmbiguousNotCounted,
        FAULTS,
        "sending::an_ambiguous_send_comes_at_most_thrice_and_then_the_chat_goes_on::sqlite_polling",
        "three of the first",
    ),
    by(
        Bug::TakenBackNotCounted,
        STORE,
        "outbox::after_three_tries_of_which_nobody_knows_a_message_is_given_up::sqlite",
        "left: 0",
    ),
    by(
        Bug::UnheardForgotten,
        FAULTS,
        "words::an_answer_comes_soon_whose_handing_over_was_committed_without_a_word",
        "no answer for 10s, with 3 of 4",
    ),
    by(
        Bug::LaterClaimUndone,
        STORE,
        "outbox::what_a_commit_without_a_word_brought_waits_again_and_a_later_claim_stays::sqlite",
        "left: [1]",
    ),
    by(Bug::RetryAfterIgnored, FAULTS, "sending::a_429_is_waited_out_for_as_long_as_it_says", "only PT1"),
    by(
        Bug::RegisterGoesOnByOneRow,
        STORE,
        "joining::story::the_next_number_is_behind_the_highest_of_the_pattern_that_is_set::sqlite",
        "left: \"PENDIRI-2\"",
    ),
    by(
        Bug::ClaimTakenOver,
        STORE,
        "people::story::whoever_is_named_for_a_member_stays_named_for_that_one::sqlite",
        "Ok(())",
    ),
];
