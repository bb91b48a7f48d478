# Requests and the tasks of officers.

task-list = { $count } things wait for you. Choose a number:

    { $list }
task-line = { $ordinal }. { $line }
task-none = Nothing waits for you now.
task-reversal = A correction is asked for. Approvals still needed: { $missing }. When approved, the whole receipt is cancelled.

    { $journal }
    Asked by: { $asker }
    Reason: { $reason }
task-decided = That request has been decided. See <b>Tasks</b> for others.
task-own-wait = Nothing waits for your decision. These requests of yours wait for other officers; choose a number to see one or to take it back:

    { $list }
task-own-card = This request of yours waits for other officers. Approvals still needed: { $missing }.

    { $subject }
task-decided-approved = That request has been approved by { $who }. See <b>Tasks</b> for others.
task-decided-refused = That request has been refused by { $who }. See <b>Tasks</b> for others.
task-decided-taken-back = That request has been taken back by whoever asked: { $who }. See <b>Tasks</b> for others.
task-ask-take-back = Take this request back? The officers will not decide it any more. If you need it later, ask anew.

    { $subject }
task-reversal-taken-back = You have taken the correction back; this receipt stands.

    { $subject }
task-application-taken-back = You have taken this application back, and we have deleted what was filled in. To apply again, type join.
task-move-taken-back = You have taken this request back; the membership is not moved.
task-taken-back-before = You have taken that request back already.
task-take-back-late = The officers have decided that already, so it can't be taken back. Type <b>status</b> to see the result.
task-own = Your own request is decided by other officers; they have been told.
task-approved = Your approval is recorded. Approvals still needed: { $missing }.
task-already-approved = Your approval was recorded before.
task-ask-reason = { $subject }

    Why is it refused? Write it briefly; whoever asked will read it.
task-reason-length = Write the reason in { $min } to { $max } characters, such as: the receipt is right as it is.
task-reversal-refused = You refused the correction; this receipt stands.

    { $journal }
task-reversal-maker-refused = The correction was not approved; this receipt stands. If need be, talk to the officers.

    { $journal }
    Reason: { $reason }

task-move = An officer asks to move this membership to another account, with a code for the member.

    <b>{ $who } ({ $number })</b>
    Telegram door: { $access }
    Account: { $account }
    Reason: { $reason }
task-lost = A lost phone is reported for this membership, from an account that is not linked. Anybody can report. If the report sounds right, lock first. After the person came and the identity card matches, <b>Move to reporter</b> moves the membership to the account that reported; before that we ask you once more.

    <b>{ $who } ({ $number })</b>
    Telegram door: { $access }
    Account: { $account }
    The report says: { $reason }
task-lost-by-another = A lost phone is reported for this membership, from the account of another member or an officer. If the report sounds right, lock first. After the person came and the identity card matches, <b>Give a code</b> makes a code for the new phone; before that we ask you once more.

    <b>{ $who } ({ $number })</b>
    Telegram door: { $access }
    Account: { $account }
    The report says: { $reason }
task-lost-unknown = A lost phone is reported, but what was typed is not in the member register. Find out who it is; once you know the number, lock first with /lock and the member number.

    What was typed and written: { $reason }
task-lost-unknown-line = lost phone: number not found yet
task-lost-unknown-refused = You refused that report; whoever made it reads the reason.
task-move-line = move to an account: { $who } ({ $number })
task-lost-line = lost phone: { $who } ({ $number })
task-move-refused = You refused this request; { $who } ({ $number }) is not moved.
task-move-maker-refused = The request to move { $who } ({ $number }) was not approved. If need be, talk it over with the officers.
    Reason: { $reason }
task-lost-maker-refused = We can't approve your report from here yet. Please come to the office with your identity card. You can reach us at: { $contact }
    Reason: { $reason }
