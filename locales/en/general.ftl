# Greetings, menu, help, and what is said everywhere.

welcome = Welcome to { $cooperative }.

    If you are a member, send your phone number, so that only you can see your savings. If you are not, press <b>I want to join</b>.

menu-member = { $who }, how can we help you?
menu-officer = What would you like to do?
menu-stranger = Please choose, or link your membership first.

keys-member = The <b>Menu</b> key is always below.
keys-officer = The <b>Menu</b> and <b>Tasks</b> keys are always below.
keys-changed = We have set the keys below right.
help-title = <b>What you can ask for here</b>
help-office = { $identity }. You can reach the office at: { $contact }
help-footer = Just type the word, with or without the slash. To talk to a person, press <b>Ask the office</b>.

language = Which language do you prefer? Bahasa apa yang Anda pilih?
language-set = All right, we will speak English from now on.

not-understood = Sorry, I did not understand; did you mean one of these?
unsupported = For now I can read only texts and buttons; did you mean one of these?

ask-office = Our officers are glad to help. You can reach them at: { $contact }
something-wrong = If a receipt or an amount does not look right, tell an officer its number and we will check it together. You can reach us at: { $contact }
contact-unset = the cooperative's office during opening hours

private-please = We talk about savings only between the two of us. Please open a private chat with me.
not-linked = This is for members whose account is linked. Send your phone number with the key below, or use a code from the office.
not-your-role = This is for officers on duty. If it is your task, ask the chair for an invitation.
stale-button = That button is no longer valid. Please start again from the menu.
form-abandoned = We closed the earlier form; nothing was recorded.
form-waits = Your earlier form is still kept. Press <b>Continue the form</b> at any time.
form-ask-leave = Your earlier form is not finished; if you leave it, { $answers } answers in it are lost. Go on with it first, or leave it?
nothing-to-continue = No form is unfinished. Please start from the menu.
cancelled = All right, cancelled; nothing was recorded.
nothing-to-cancel = No form is open, so there is nothing to cancel.
apology = Sorry, something went wrong on our side and your request was not processed. Please try again in a moment; if it stays so, please call the office.
slow-down = Your messages come too fast, so this one and those after it have not been read. Please wait a moment, then send them again one by one.
state-lost = Sorry, our conversation was interrupted on our side; nothing was recorded. Please start again from the menu.
suspended = Our service is paused for a while; please contact the board.

address-bu = Bu { $name }
address-pak = Pak { $name }
address-plain = { $name }
address-nobody = Dear member

role-chair = chair
role-secretary = secretary
role-treasurer = treasurer
role-supervisor = supervisor
role-credit-committee = credit committee
role-educator = educator

# Looking for a member.

find-several = { $count } members fit <b>{ $typed }</b>. Choose one, or type more of it:

    { $list }
find-line = { $number }: { $who }
find-many = Too many members fit <b>{ $typed }</b>. Type more of the name, or the member number.
find-short = <b>{ $typed }</b> is too short to look for. Type the member number, at least 3 letters of the name, or the phone number.
actor = { $who } ({ $roles })
actor-nobody = an account that is not linked
