# Lost phones, frozen doors, memberships that move to another account, and how to know the real bot.

instant = { $day } at { $time } { $zone }

door-what-is-wrong = What happened?
door-not-mine = Your savings change only with a numbered receipt. Open <b>Statement</b>, note the receipt that was not yours, and tell an officer its number; we will check it together. If somebody else has your phone, lock first with <b>My phone is lost</b>. You can reach us at: { $contact }
door-real-bot = <b>How to be sure that this bot is the real one</b>
    This is the bot of { $identity }.
    Our bot is called exactly <b>@{ $username }</b>. Compare it with the notice board or the member register at the office, letter by letter.

    We never ask for your Telegram login code, a password, or your bank PIN. A six-digit PIN is asked for only where several members share a phone, and only in this chat.
    We never ask you to transfer to anybody's personal account.

    In doubt? Don't answer there; ask at the office. You can reach us at: { $contact }
door-confirm-freeze = Lock the Telegram door of { $who }?

    Once it is locked, nobody can see or ask for anything through this account. The savings stay safe, and the counter still takes deposits. The officers open it again at the office.
door-frozen = Locked. Your savings are safe, and the officers have been told. To open it again or to move to a new phone, come to the office with your identity card. You can reach us at: { $contact }
door-closed = The Telegram door of this membership is locked, so nothing can be shown here yet. The savings are safe. To open it, come to the office with your identity card. You can reach us at: { $contact }
door-ask-whose = Whose phone is lost? Type the member number, for example A-017; or send your own number with the key below. To stop, type <b>cancel</b>.
door-ask-words = Membership: <b>{ $whose }</b>. Not right? Type <b>cancel</b> and report again.

    Tell us briefly what happened, for example: lost at the market yesterday afternoon. The officers will read it.
door-words-length = Please write { $min } to { $max } letters.
door-reported = Thank you, this report is with the officers now.

    Membership: { $whose }
    You wrote: { $words }

    They compare it with the member register. To settle it quickly, come to the office with your identity card. You can reach us at: { $contact }
door-report-read = The officers have read your report of a lost phone. If you still need help, come to the office with your identity card. You can reach us at: { $contact }
door-report-open = The officers are still working on your earlier report. To settle it quickly, come to the office with your identity card. You can reach us at: { $contact }
door-cooling = This membership moved to this account a short while ago. To be safe, money can be asked for again from { $until }.
door-cooling-refused = This membership moved to this account a short while ago. To be safe, money and changes of your bank account can be asked for from { $until }. Do you need it sooner? Come to the office with your identity card. You can reach us at: { $contact }
door-moved-away = The membership of { $who } ({ $number }) is no longer linked to this account; the officers moved it. If you did not ask for this, press <b>Not me</b>.
door-moved-here = { $who }, membership number <b>{ $number }</b> is linked to this account now.
door-dispute-heard = Thank you, the officers have been told and will look into it. Please come to the office with your identity card. You can reach us at: { $contact }
door-dispute-over = There is no move from this account to speak against. If something is wrong, you can reach us at: { $contact }
door-open-again = { $who }, the officers have opened the Telegram door of membership number <b>{ $number }</b> again.

door-ask-number = Whose Telegram door? Type the member number, for example A-017. A part of the name or the phone number will do, too.
door-member-unknown = No member in the register fits <b>{ $typed }</b>. Type the member number, at least 3 letters of the name, or the phone number.
door-card = <b>{ $who } ({ $number })</b>
    Telegram door: { $access }
    Account: { $account }
door-own = This is your own membership; another officer takes care of it. Please tell the chair or the secretary.
door-nothing-to-do = There is nothing to change.

    <b>{ $who } ({ $number })</b>
    Telegram door: { $access }
    Account: { $account }
door-officer-froze = The Telegram door of { $who } ({ $number }) is locked. The savings stay, and the counter still takes deposits.
door-ask-why-open = Opening the Telegram door of { $who } ({ $number }) again. How did you make sure who it is? Write briefly, for example: came in person, identity card matches.
door-ask-why-move = Moving { $who } ({ $number }) to another account. How did you make sure who it is? Write briefly, for example: came in person, identity card matches.
door-officer-opened = The Telegram door of { $who } ({ $number }) is open again. It is now: { $access }.
door-news-lost = { $who } ({ $number }) reports a lost phone. The Telegram door is locked; please wait until they come to the office with their identity card.
door-news-frozen = An officer locked the Telegram door of { $who } ({ $number }).
door-news-opened = An officer opened the Telegram door of { $who } ({ $number }) again.
    Reason: { $words }
door-news-disputed = The account that { $who } ({ $number }) had before says that this move was <b>not</b> theirs. If in doubt, lock first, then call the member at the number in the register.

door-state-open = open
door-state-cooling = open; money out from { $until }
door-state-frozen = locked
door-account-own = linked
door-account-shared = linked, shared with other members
door-account-none = none yet

door-move-asked = We sent the request to move { $who } ({ $number }) to the other officers; once it is approved, the code comes here.
door-confirm-move = Move this membership to the account that <b>reported</b>?

    <b>{ $who } ({ $number })</b>
    Telegram door: { $access }
    Account: { $account }

    The account before can't open it any more, and is told at once. Do it only after the person came and the identity card matches.
door-confirm-code = Make a code that links this membership to another account?

    <b>{ $who } ({ $number })</b>
    Telegram door: { $access }
    Account: { $account }

    The account of today, if there is one, can't open it any more, and is told at once. Do it only after the person came and the identity card matches.
door-report-settled = That report is dealt with; we tell whoever made it that the officers have read it.
door-news-code = An officer gave out a code for { $who } ({ $number }), who was never linked. Once it is used, money out still waits. If this is wrong, lock the door first.
door-no-second-officer = No other officer is linked who could approve the move. Ask the chair to invite one more, then try again.
door-officer-moved = The move of { $who } ({ $number }) is approved and recorded.
door-code = Code for { $who } ({ $number }): <b>{ $code }</b>
    Hand it to the person directly. On the new phone: open this bot, press <b>Use a code</b>, and type it. It works once, until { $until }.
door-news-moved = The membership of { $who } ({ $number }) was moved to another account.
    Reason: { $words }
