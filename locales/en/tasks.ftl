# Requests and the tasks of officers.

task-list = { $count } things wait for you. Choose a number:

    { $list }
task-line = { $ordinal }. { $line }
task-none = Nothing waits for you now.
task-reversal = A correction is asked for. Approvals still needed: { $missing }.

    { $journal }
    Reason: { $reason }
task-decided = That request is settled. See <b>Tasks</b> for others.
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
