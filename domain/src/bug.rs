//! Bugs that are planted on purpose, so that the suite can show that it would catch them.
//!
//! Only a build with the feature `faults` can have one. Elsewhere [`seeded`] is known to be false while the program is
//! compiled, and nothing of a bug is left in it. Whoever starts a process names the bug; nothing here reads surroundings.

/// Declares the bugs: what is wrong, variant, name.
macro_rules! bugs {
    ($($(#[doc = $what:literal])+ $variant:ident $name:literal;)+) => {
        /// What can be wrong. Each bug takes one guard away, where it stands.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Bug { $($(#[doc = $what])+ $variant),+ }

        impl Bug {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The name by which one is planted.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),+ }
            }
        }
    };
}

bugs! {
    /// The webhook answers before the update is committed.
    AcknowledgedBeforeCommit "acknowledged_before_commit";
    /// The poller asks behind updates that are not committed.
    OffsetBeforeCommit "offset_before_commit";
    /// An update that is brought again is kept again.
    DedupSkipped "dedup_skipped";
    /// An update with a smaller id than the newest is taken for one that is known.
    DedupByHighWaterMark "dedup_by_high_water_mark";
    /// Whoever knows the address may bring updates.
    WebhookSecretNotAsked "webhook_secret_not_asked";
    /// The webhook's route is there though the bot polls.
    WebhookRouteWhilePolling "webhook_route_while_polling";
    /// From an empty secret each bot's is derived all the same.
    EmptySecretAuthenticates "empty_secret_authenticates";
    /// A bot whose introduction failed once counts as introduced.
    IntroducedOnce "introduced_once";
    /// A webhook that nobody has counts as somebody else's.
    NobodysWebhookLeft "nobodys_webhook_left";
    /// An empty answer that came too soon is asked for again at once.
    EarlyPollNotPaused "early_poll_not_paused";
    /// A process that no poll of succeeds says that it is ready.
    ReadyWithoutPolls "ready_without_polls";
    /// A messenger that is away costs tries, and these follow each other within seconds.
    OutageCostsTries "outage_costs_tries";
    /// Whoever floods one chat makes everybody wait.
    OneChatPausesAll "one_chat_pauses_all";
    /// Whoever floods is answered each time.
    FloodIsAnswered "flood_is_answered";
    /// An answer waits for the messenger to take note of the press.
    AnswerWaitsForToast "answer_waits_for_toast";
    /// A screen is taken for the newest though another one is known to have followed.
    StaleScreenBelieved "stale_screen_believed";
    /// A unit is told to be committed before COMMIT has returned.
    CommittedBeforeCommit "committed_before_commit";
    /// A unit that swallowed an error commits what is left of it.
    PoisonedCommits "poisoned_commits";
    /// An attempt that is undone heals an error from before it.
    AttemptHealsAll "attempt_heals_all";
    /// A connection whose transaction the database ended by itself is used again.
    LostTransactionKept "lost_transaction_kept";
    /// Nobody asks whether a commit waits for the disk.
    CommitDoesNotLast "commit_does_not_last";
    /// Two workers claim the same lane.
    LanesNotLocked "lanes_not_locked";
    /// A lane's oldest update is read before its lock is held, as one statement would do.
    ClaimedInOneStatement "claimed_in_one_statement";
    /// The newest update of a lane is worked before the oldest.
    LaneOutOfOrder "lane_out_of_order";
    /// A lane goes on while its failed update waits for the next try.
    FailedTryNotWaitedFor "failed_try_not_waited_for";
    /// An update that has ended ends again.
    UpdateEndsTwice "update_ends_twice";
    /// Two updates that touch the same share a batch.
    FootprintsIgnored "footprints_ignored";
    /// A dialogue is saved over a state that nobody read.
    DialogueVersionNotCompared "dialogue_version_not_compared";
    /// Of two amounts for one account in one batch, the last counts.
    DeltasNotSummed "deltas_not_summed";
    /// A total that a decision rests on may have moved.
    TotalVersionNotCompared "total_version_not_compared";
    /// No index keeps causes of journals apart.
    CauseNotUnique "cause_not_unique";
    /// A cause that comes back with other inputs is taken for done.
    CauseInputsNotCompared "cause_inputs_not_compared";
    /// No index keeps a journal from being reversed twice.
    ReversedTwice "reversed_twice";
    /// No constraint keeps savings from being overdrawn.
    SavingsNotCovered "savings_not_covered";
    /// The books are not locked before a cause is looked up.
    BooksNotLocked "books_not_locked";
    /// A register goes on by its newest row alone.
    RegisterGoesOnByOneRow "register_goes_on_by_one_row";
    /// Whoever an import names for a second member is taken from the first.
    ClaimTakenOver "claim_taken_over";
    /// The audit does not add transfers up.
    AuditDoesNotAdd "audit_does_not_add";
    /// The button under a form writes it again and again.
    ConfirmedTwice "confirmed_twice";
    /// An amount far from what is due or usual is taken without a question.
    OddAmountTaken "odd_amount_taken";
    /// A form is thrown away when something is looked at on the way.
    FormThrownAway "form_thrown_away";
    /// "Ya" agrees to a screen that something else was shown after.
    AgreedToWhatWasAbove "agreed_to_what_was_above";
    /// Whoever asked for something may approve it.
    OwnApprovalCounts "own_approval_counts";
    /// One tap on a report moves the membership.
    MovedByOneTap "moved_by_one_tap";
    /// One approval is enough, whatever the policy says.
    ApprovalsNotCounted "approvals_not_counted";
    /// A request is decided over a version that nobody read.
    RequestVersionNotCompared "request_version_not_compared";
    /// A report of a lost phone finds members by their phones.
    AnybodySearches "anybody_searches";
    /// Whoever knows a request may take it back.
    AnybodyTakesBack "anybody_takes_back";
    /// A request that is decided is decided again.
    DecidedTwice "decided_twice";
    /// An answer about a setting counts though another stands by now.
    SettingNotReadAgain "setting_not_read_again";
    /// Somebody agreed to a text that has changed since.
    ConsentToAnotherText "consent_to_another_text";
    /// Whoever made an invitation to an office may open it.
    OwnInvitationOpens "own_invitation_opens";
    /// A code that can't be one of ours is a wrong guess all the same.
    SlipCountsAsGuess "slip_counts_as_guess";
    /// An invitation opens twice.
    InvitationOpensTwice "invitation_opens_twice";
    /// A code is given by one officer though an account was there before.
    CodeWithoutColleague "code_without_colleague";
    /// Whatever keyboard a branch has brought stays for good.
    KeyboardStays "keyboard_stays";
    /// Behind a frozen door everything goes on.
    FrozenDoorLetsThrough "frozen_door_lets_through";
    /// A card of somebody else proves who one is.
    ForeignCardProves "foreign_card_proves";
    /// A door is set over a state that nobody read.
    DoorVersionNotCompared "door_version_not_compared";
    /// A code for a group binds a second one.
    GroupCodeBindsTwice "group_code_binds_twice";
    /// A second officer answers a question that is answered.
    AnsweredTwice "answered_twice";
    /// A job runs twice for its period.
    JobRunsTwice "job_runs_twice";
    /// Rows of another cooperative are written, too.
    TenantFilterMissing "tenant_filter_missing";
    /// What people write is kept as it came.
    NotSealed "not_sealed";
    /// A cause speaks twice.
    CauseSpeaksTwice "cause_speaks_twice";
    /// A sender whose lease was taken over marks rows all the same.
    MarkWithoutFence "mark_without_fence";
    /// A sender whose lease was taken over claims rows all the same.
    ClaimWithoutFence "claim_without_fence";
    /// A worker hands over to a sender whose lease was taken over.
    HandedOverWithoutFence "handed_over_without_fence";
    /// A worker hands an answer over though something before it waits.
    HandedOverOutOfOrder "handed_over_out_of_order";
    /// Updates that come in are worked on in a lane that a worker holds.
    TakenLaneNotLocked "taken_lane_not_locked";
    /// An update that comes in is worked on before what waits in its lane.
    TakenOutOfOrder "taken_out_of_order";
    /// An update that was worked on as it came in counts as done though it is not.
    UndoneTakenForDone "undone_taken_for_done";
    /// A take-over does not wait for a claim under way.
    TakeOverDoesNotWait "take_over_does_not_wait";
    /// A process is buried though its heart has beaten since.
    BuriedAlive "buried_alive";
    /// A chat's next message is claimed while one before it is under way.
    ChatOutOfOrder "chat_out_of_order";
    /// A message is marked sent before it is sent.
    MarkedBeforeSent "marked_before_sent";
    /// A send of which nobody knows is repeated without being counted.
    AmbiguousNotCounted "ambiguous_not_counted";
    /// What an earlier sender held is sent again without being counted.
    TakenBackNotCounted "taken_back_not_counted";
    /// Whoever loses the word of a commit tells nobody what it would have brought.
    UnheardForgotten "unheard_forgotten";
    /// What is claimed anew is let go of by whoever lost the word of an earlier claim.
    LaterClaimUndone "later_claim_undone";
    /// A 429 is repeated after a second, whatever it says.
    RetryAfterIgnored "retry_after_ignored";
}

/// Whether this bug was planted in this process.
#[cfg(feature = "faults")]
pub fn seeded(bug: Bug) -> bool {
    planted::is(bug)
}

/// Never, in a build without the feature `faults`.
#[cfg(not(feature = "faults"))]
pub const fn seeded(_bug: Bug) -> bool {
    false
}

#[cfg(feature = "faults")]
pub use planted::{UnknownBug, current, plant};

#[cfg(feature = "faults")]
mod planted {
    use std::sync::OnceLock;

    use super::Bug;

    static PLANTED: OnceLock<Bug> = OnceLock::new();

    /// A name that no bug has.
    #[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
    #[error("no bug is called `{0}`")]
    pub struct UnknownBug(String);

    pub(super) fn is(bug: Bug) -> bool {
        current() == Some(bug)
    }

    /// The bug of this process.
    pub fn current() -> Option<Bug> {
        PLANTED.get().copied()
    }

    /// Plants the bug of that name for the rest of the process; the first one stays.
    ///
    /// # Errors
    /// When no bug has that name: a test that asks for one must not pass by a slip of the pen.
    pub fn plant(name: &str) -> Result<(), UnknownBug> {
        let bug = Bug::ALL.iter().copied().find(|bug| bug.name() == name);
        let bug = bug.ok_or_else(|| UnknownBug(name.to_owned()))?;
        PLANTED.get_or_init(|| bug);
        Ok(())
    }
}
