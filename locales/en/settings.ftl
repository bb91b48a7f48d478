# The cooperative's settings, its officers and their invitations.

settings-offer = Let us set this cooperative up together: its name, address, savings, account and officers. One question at a time, about five minutes.

    You may skip what you do not know yet. Each answer is kept at once, and all of it can be changed at any time with /settings.
settings-missing = This cooperative is not set up yet: members do not see how to reach the office. Press <b>Settings</b> to begin.
settings-title = <b>{ $title }</b>
settings-title-of = <b>{ $title }</b> ({ $at } of { $of })
settings-now = Now: { $now }
settings-unset = not set

setting-name = Name of the cooperative
setting-legal-number = Legal entity number
setting-contact = How to reach the office
setting-zone = Time zone
setting-principal = Principal savings
setting-mandatory = Monthly mandatory savings
setting-first-mandatory = First mandatory savings
setting-approvals = Approvals for new members
setting-quiet-hours = Quiet hours
setting-payment = Account for payments
setting-officers = Officers
setting-groups = Groups

settings-ask-name = What is the cooperative's full name? Members read it in greetings and letters.
settings-ask-legal-number = What is its legal entity number, as in the deed? Members see it when they make sure that this bot is real. For example: AHU-0001234.AH.01.26.
settings-ask-contact = How do members reach the office? Write the address, an officer's name and number, and the opening hours in one line; members read it whenever they need help.
settings-ask-zone = In which time zone is the cooperative? The dates on receipts and records follow the clock there.
settings-ask-principal = How much are the principal savings, paid once at entry? Type the amount, for example 100rb. Candidates read it as soon as they are accepted.
settings-ask-mandatory = How much are the mandatory savings of each month? Type the amount, for example 20rb.
settings-ask-first-mandatory = Are the first mandatory savings paid, too, before somebody is a member?
settings-ask-approvals = How many officers must agree before an applicant is accepted as a candidate? Whoever wrote the application does not count.
settings-ask-quiet-hours = At which hours should the bot begin no messages by itself? Choose, or type for example 21-6. Answers to members are always sent.
settings-ask-payment = To which bank account or e-wallet do members pay? Write the bank, the number and the name of its owner in one line, for example BRI 1234567890 a.n. Koperasi Contoh. Every officer is told of each change.
settings-ask-officers = Invite an officer with a one-time link, or revoke an invitation that nobody has used. What is important needs more than one officer.
settings-ask-groups = Bind the members' Telegram group: the bot answers general questions there, and never speaks of anybody's savings.

settings-first-at-entry = paid at entry
settings-first-later = may come later
settings-approvals = { $count } to agree
settings-offices = offices held: { $count }
settings-no-groups = none yet
settings-groups = groups bound: { $count }
settings-officer = • { $role }: { $who }
settings-officer-unlinked = • { $role }: an account that is not linked to a membership
settings-more = … and { $count } more
settings-open-invitation = Invitation { $at }: { $role }, until { $until }

settings-list = <b>Settings of the cooperative</b>
    Press a number to look at it or to change it.

    { $list }
settings-line = { $at }. { $title }: { $value }
settings-numbers = New members are numbered like { $sample }; if that is not right, tell the operator of the bot.
settings-history = <b>What was changed</b>, newest first:

    { $list }
settings-change = { $date } · { $title }: { $old } → { $new } ({ $role })
settings-change-invited = { $date } · Invitation for { $office } made ({ $role })
settings-change-revoked = { $date } · Invitation for { $office } revoked ({ $role })
settings-no-history = No setting was changed in chat yet.
settings-left = All right, we stop here; what you answered is kept. Go on at any time with /settings.
settings-finished = Done, thank you. All of it can be changed at any time.
settings-already-answered = That button was pressed already; nothing is recorded twice.

settings-saved = ✓ { $title }: { $value }
settings-saved-terms = ✓ { $title }: { $value }. It holds for applications sent from now on; earlier ones keep the terms that they were made under.
settings-unchanged = { $title } stays { $value }.
settings-moved-on = Another officer has changed it meanwhile, so your answer was not recorded. This is what stands now; if it is still needed, answer once more.
settings-revoked = ✓ The invitation for { $role } is revoked.
settings-invitation-gone = That invitation was used, or is no longer valid.
settings-too-many-open = Five invitations are open already. Revoke one first, or wait until its time is over.

settings-confirm = { $title }: <b>{ $value }</b>, is that right?
settings-confirm-amount = { $title }: <b>{ $value }</b> ({ $spelled }), is that right?
settings-confirm-payment = Members will pay to: <b>{ $value }</b>

    Please check every figure. Every officer will be told. Is that right?

settings-use-buttons = Please choose with the buttons below.
settings-bad-name = We could not read that name. Write { $min } to { $max } letters in one line.
settings-bad-legal-number = We could not read that number. Write { $min } to { $max } letters and figures, as in the deed; or skip it if there is none yet.
settings-bad-contact = Write { $min } to { $max } letters, for example: Jl. Contoh 1, Bu Ani 0812-0000-0000, Monday to Friday 08.00-15.00.
settings-bad-payment = We could not read that account. Write the bank or wallet, its number and its owner, for example BRI 1234567890 a.n. Koperasi Contoh.
settings-too-few-officers = Those who can agree ({ $roles }) are { $can } now, so that many cannot be reached yet. Invite officers first, under <b>Officers</b> in /settings, then choose again.
settings-bad-hours = Write two different whole hours, for example 20-8 or 21.00-06.00.
settings-bad-amount = We could not read that amount. Write for example 100rb, 1,5jt or 100.000.
settings-amount-sen = Write the amount in whole rupiah, without cents.
settings-amount-zero = The amount must be more than nothing.
settings-amount-large = That is more than { $maximum }, the most for one deposit at the counter.
settings-amount-unclear = Do you mean { $low } or { $high }? Choose, or type it again.

settings-choose-role = To which office is somebody invited?
settings-invited = An invitation to be <b>{ $role }</b> of { $cooperative }. Send it on to that person alone: whoever opens this link first holds the office.

    { $link }

    Or open this bot, press <b>Use a code</b>, and type <b>{ $code }</b>. It works once, until { $until }.

settings-news = A setting of the cooperative was changed by { $by }.

    { $title }
    Before: { $old }
    Now: { $new }
settings-news-payment = ⚠️ The account to which members pay was changed by { $by }. If you know nothing of it, ask the chair and the supervisors right now.

    Before: { $old }
    Now: { $new }
settings-news-invited = An invitation to the office of <b>{ $role }</b> was made by { $by }. If you know nothing of it, ask them; an invitation that nobody has used can be revoked in /settings.
settings-news-revoked = The invitation to the office of <b>{ $role }</b> was revoked by { $by }.
settings-news-took-office = The office of <b>{ $role }</b> is now held by the account that opened that invitation: { $by }.

identity-legal = { $cooperative } (legal entity number { $number })
payment-account = If you pay by bank or e-wallet, this is the cooperative's only account: <b>{ $payment }</b>. Keep the proof and tell the treasurer.
