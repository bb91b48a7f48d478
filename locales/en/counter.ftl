# Deposits at the counter.

counter-ask-member = A deposit at the counter. What is the member's number? For example A-017. A part of the name or the phone number will do, too.
counter-member-unknown = No member in the register fits <b>{ $typed }</b>. Type the member number, at least 3 letters of the name, or the phone number.
counter-member-ended = The membership of { $who } ({ $number }) has ended, so it can't receive deposits. Type another member number, or press <b>Cancel</b>.
counter-ask-kind = { $who } ({ $number }): into which savings?
counter-kind-candidate = { $who } ({ $number }) is still a candidate, who can pay principal or mandatory savings. Please choose.
counter-kind-time = Time deposits can't be taken at this counter yet. Choose other savings for { $who } ({ $number }).
counter-ask-amount = { $who } ({ $number }), { $savings }: how many rupiah? For example 500rb or 1,250,000.
counter-not-an-amount = We could not read that amount. Type its figures, for example 500rb, 1.5jt, or 1,250,000.
counter-has-sen = Deposits are recorded in whole rupiah, without sen. Type it again, for example 1,250,000.
counter-amount-zero = The amount must be more than nothing. Type the amount again.
counter-amount-too-large = A deposit at the counter is at most <b>{ $maximum }</b>. Type a fitting amount; talk to the board first about larger ones.
counter-amount-unclear = Do you mean { $low } or { $high }?
counter-principal-paid = The principal savings of { $who } ({ $number }) are paid in full. Record <b>{ $amount }</b> as principal all the same? If not, type another amount, or press <b>Change amount</b>, then <b>Back</b> to choose other savings.
counter-more-than-due = { $who } ({ $number }) has <b>{ $due }</b> of principal savings left to pay, and you typed <b>{ $amount }</b>. Which one do we record?
counter-far-from-monthly = Mandatory savings are usually { $monthly } a month, and you typed <b>{ $amount }</b> for { $who } ({ $number }). If that is right, press the amount; if not, type it again.
counter-confirm = <b>{ $amount }</b> ({ $words }) from { $who } ({ $number }) into { $savings }, is that right?
counter-receipt = The deposit of <b>{ $amount }</b> from { $who } ({ $number }) into { $savings } is recorded; receipt number <b>{ $receipt }</b>.
counter-notice-sent = We have sent the member a notice.
counter-notice-none = This member does not use Telegram yet; please write the receipt number down for them.
counter-notice-frozen = This member's Telegram door is locked, so no notice is sent; please write down the receipt number, and remind them to see the officers.
counter-member-receipt = Thank you, { $who }, we have received your deposit of <b>{ $amount }</b> into { $savings }; receipt number <b>{ $receipt }</b>.
counter-already-recorded = This deposit is recorded already; it is not recorded twice.
