# One phone for several members, and wrong codes.

shared-who-is-it = Several members share this phone. Who is using it now?
shared-ask-pin = { $who }, type your PIN, six digits. We delete that message from the chat at once.
shared-not-six-digits = A PIN has six digits. Please type it again.
shared-too-easy = That PIN is too easy to guess. Choose six other digits, and not those of your bank card.
shared-wrong-pin = That is not the PIN. Tries left: { $left }. Forgotten? Ask the officers to move your membership with a new code. You can reach us at: { $contact }
shared-pin-locked = The PIN was wrong several times, so we hold it back to be safe. Try again from { $until }. Forgotten? You can reach us at: { $contact }
shared-pin-unset = This membership has no PIN on this phone yet. Ask for a new code at the office. You can reach us at: { $contact }
shared-choose-first-pin = { $first } and { $second } are going to share this phone. So that each one's savings stay their own, each member has a PIN.

    { $first }, choose your PIN first: type six digits, not those of your bank card. We delete that message from the chat at once.
shared-choose-pin = Now { $who }: choose your PIN, six digits, and don't show it to the other. We delete that message from the chat at once.
shared-now = { $who }, membership number <b>{ $number }</b> is linked on this phone now, with a PIN. The PIN is asked for again every 15 minutes; to finish sooner, press <b>Switch member</b>. What stands in the chat can still be read by whoever holds the phone; delete the chat if need be.
shared-account-full = At most three members can share an account. For this membership please use another Telegram account. You can reach us at: { $contact }
shared-not-shared = This account is one member's alone. If you share this phone, ask at the office for a code for the other member. You can reach us at: { $contact }
shared-news = { $who } ({ $number }), something new was recorded in your savings, receipt <b>{ $receipt }</b>. Since this phone is shared, we do not write the amount here; enter with your PIN, then open <b>Statement</b>.
shared-codes-locked = The code was wrong several times, so we hold it back to be safe. Try again from { $until }, or ask for a new code at the office. You can reach us at: { $contact }
