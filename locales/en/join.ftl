# Becoming a member, and the member register.

join-consent = We are glad that you want to join { $cooperative }. Before we begin, we ask for your consent.

    <b>What we record:</b> name, form of address, phone, NIK, and if you like an heir and an account for payouts.
    <b>What for:</b> the member register and the savings service. Only the cooperative's officers see it, figures partly masked.
    <b>How long:</b> while you are a member, and then as long as the law makes us keep books. If the application is refused, we delete it.
    <b>Your rights:</b> to see it, to have it corrected, and to withdraw your consent, at the office.
    <b>Telegram:</b> messages are kept by Telegram outside Indonesia; messages with a NIK or an account are deleted from this chat at once.
join-agreed = This is what is agreed to at joining.

    { $consent }
join-consent-other = Read this to the applicant, and go on only if they agree:

    { $consent }
join-ask-name = What is your full name, as on your identity card? One word is fine.
join-ask-name-other = What is the applicant's full name, as on the identity card? One word is fine.
join-ask-address = What is the form of address?
join-ask-phone = Press <b>Send my number</b> below; Telegram sends the number of your own account. To go back type back; to stop, type cancel.
join-ask-phone-other = What is the applicant's phone number? Type it, for example 0812-3456-7890, or press <b>Later</b>.
join-ask-nik = What is the NIK on the identity card? Type its 16 figures. We delete that message from the chat at once.
join-ask-heir = Who is the heir, to receive the savings if the member dies? Type the full name, or press <b>Later</b>.
join-ask-relation = How are they related? For example: child, wife, husband, mother.
join-ask-payout = If savings are paid out, to which account should they go? Type the bank and the number, for example BRI 1234567890, or press <b>Later</b>.
join-summary = Please check once more. If all is right, we send it to the officers.

    { $summary }
join-summary-other = Please check once more together with the applicant. If all is right, another officer decides.

    { $summary }
join-lines = Name: { $who }
    NIK: { $nik }
    Phone: { $phone }
    Heir: { $heir }
    Account: { $payout }
join-later = not filled in
join-told = filled in
join-heir = { $name } ({ $relation })
join-heard-name = Name: <b>{ $name }</b>
join-heard-heir = Heir: <b>{ $heir }</b>
join-change = What do you want to change?

join-use-buttons = Please choose with the buttons below.
join-renamed = The cooperative has just been given another name. Please agree once more with the name of now; your other answers are kept.
join-name-unreadable = We could not read that name. Write it with letters only, 2 to 80 of them.
join-talk = That reads like a sentence, so we did not record it. Write the answer alone; to go back type back, to change another answer type change.
join-phone-typed = A typed number does not prove that it is yours.
join-phone-of-another = That is not the number of your own Telegram account.
join-phone-forwarded = We can't take a contact that was forwarded from another chat.
join-phone-unreadable = We could not read that number. Send one number alone, with its 0 in front, or with + and its country's code.
join-phone-taken = That phone number is recorded for another member. Check it; if a phone is shared, press <b>Later</b>.
join-phone-taken-own = This number is in the member register already. If you are a member, press <b>I'm a member, send number</b> below. If the phone is shared, the office helps you to join. You can reach us at: { $contact }
join-nik-malformed = That NIK is not right yet. Look at the identity card: 16 figures, with codes of a region and a birth date.
join-nik-of-member = That NIK is in the member register already. Check the figures. If you are a member, type cancel and link your account from the <b>Menu</b>, or reach us at: { $contact }
join-nik-of-application = An application with that NIK waits for a decision already. Check the figures, or ask at the office.
join-relation-unreadable = Write only how they are related, for example: child.
join-payout-unreadable = We could not read that account. Write the bank and the number, for example BRI 1234567890.
join-no-photos = We keep no photos, and have deleted the message from this chat. Just show your identity card to an officer at the office. Please go on with the question above.

join-no-officers = Not enough officers are linked yet to decide an application. What you filled in is kept; send it again later, or reach us at: { $contact }
join-sent = Thank you, your application is with the officers. We tell you as soon as it is decided; type status to see where it stands.
join-sent-other = <b>Receipt for an application</b>
    { $cooperative }, { $date }

    { $summary }

    Another officer decides this application. Copy or print this receipt for the applicant.
join-already-sent = This application was sent before; it is not sent twice.
join-waiting = Your application of { $date } waits for the officers' decision. We tell you as soon as there is one.
join-nothing-open = No application of yours is waiting. To become a member, type join.
join-already-member = { $who }, you are in the register with the number <b>{ $number }</b>. There is no need to join again.
join-nothing-to-pay = { $who }, you are a candidate with the number <b>{ $number }</b>, and all that is due at entry is paid. Tell the office, so that you are entered as a member.
join-still-to-pay = { $who }, you are a candidate with the number <b>{ $number }</b>. Still to be paid:

    { $terms }

    Pay the treasurer at the office and name that number; parts are fine.
join-admitted = Good news, { $who }. You are accepted as a candidate with the number <b>{ $number }</b>. You are a member as soon as this is paid in full:

    { $terms }

    Pay the treasurer at the office and name that number; the principal savings may come in parts. After that, mandatory savings are { $monthly } a month. You can reach us at: { $contact }
join-admitted-other = { $who } is accepted as a candidate with the number <b>{ $number }</b>, and a member as soon as this is paid at the counter:

    { $terms }

    After that, mandatory savings are { $monthly } a month.
join-pay-principal = Principal savings: { $amount }
join-pay-mandatory = First mandatory savings: { $amount }
join-now-member = Congratulations, { $who }. You are a member of { $cooperative } with the number <b>{ $number }</b>. Your vote weighs as much as any other, and you can look at your savings at any time.
join-now-member-other = Paid in full: { $who } ({ $number }) is a member now.
join-invitation = Come and join { $cooperative }. Open this link to apply on Telegram; the officers decide:

    { $link }

join-doubt-address = ⚠️ By the NIK, the form of address is the other one. Compare the identity card.
join-doubt-age = ⚠️ By the NIK, the age is below 17 or above 100. Compare the identity card.

task-application = Somebody asks on Telegram to become a member. Approvals still needed: { $missing }.

    { $summary }{ $doubts }
task-application-other = Somebody asks to become a member; an officer wrote it down. Approvals still needed: { $missing }.

    { $summary }{ $doubts }
task-application-line = Application: { $who }
task-application-refused = You refused the application of { $who }; the data is deleted.
task-application-maker-refused = We can't accept your application to become a member yet, and its data is deleted. You may apply again, or talk to us at the office.

    Reason: { $reason }
task-application-other-refused = The application of { $who } was not approved; its data is deleted. Please tell them.

    Reason: { $reason }

register-menu = Write down a new member's application, or see a member's card: type /members and the number, for example /members A-017, or a part of the name. Each look at a card is noted.
register-again = Type it again with /members in front, such as /members sari dewi.
register-unknown = No member in the register fits <b>{ $typed }</b>. Type it again, for example /members A-017, or /members with the name or the phone number.
register-card = { $who } (<b>{ $number }</b>)
    { $status } since { $date }
    NIK: { $nik }
    Phone: { $phone }
    Heir: { $heir }
    Account: { $payout }
    { $linked }
register-linked = A Telegram account is linked.
register-not-linked = Not linked to Telegram yet.
status-candidate = Candidate
status-active = Member
status-inactive = Inactive
status-ended = Ended
