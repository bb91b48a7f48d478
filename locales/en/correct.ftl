# Corrections.

correct-ask-receipt = Which receipt needs a correction? Type its number, for example S-1042.
correct-receipt-unknown = We did not find receipt number <b>{ $typed }</b>. Check it and type it again, for example S-1042.
correct-reversed = Receipt <b>{ $receipt }</b> was corrected before. See the member's statement, or correct another receipt.
correct-requested = A correction of receipt <b>{ $receipt }</b> has been asked for and waits for approval. Please wait for the news.
correct-is-correction = Receipt <b>{ $receipt }</b> is a correction. If it is wrong, record the deposit again at the counter.
correct-ask-reason = { $journal }

    What is wrong? Write the reason in a few words; officers and the member will read it.
correct-reason-length = Write the reason in { $min } to { $max } letters, for example: wrong amount, it should be 50 thousand.
correct-confirm = When approved, <b>the whole receipt</b> is cancelled, not just the difference; the right deposit is recorded anew at the counter.

    { $journal }
    Asked by: { $asker }
    Reason: { $reason }

    Is this right?
correct-no-approvers = Not enough other officers are linked to approve this correction. Ask the chair to invite them, then try again.
correct-sent = We have sent the request to the officers and will tell you what comes of it. Approvals needed: { $needed }.

    { $journal }
correct-would-overdraw = This correction can't be recorded yet: the member has less left than the amount to be corrected. Talk to the member and the treasurer; the request stays open, or refuse it with the button below.

    { $journal }
correct-cash-short = This correction can't be recorded yet: the books show less in the cash box than would be paid back. Ask the treasurer to count it and to record what came in; then approve again. The request stays open, or refuse it with the button below.

    { $journal }
correct-corrected = The correction is recorded as receipt number <b>{ $receipt }</b>. What was corrected:

    { $journal }
correct-member-corrected = { $who }, we have corrected receipt { $original }; the number of the correction is <b>{ $receipt }</b>. What we have cancelled:

    { $journal }
    Reason: { $reason }
journal-line = { $kind } <b>{ $receipt }</b>, { $date }
journal-member = { $who } ({ $number })
journal-in = { $savings }: in { $amount }
journal-out = { $savings }: out { $amount }
