# Letters on paper.

letter-title = { $cooperative } on Telegram
letter-greeting = To { $who }, member number <b>{ $number }</b>
letter-what = You can now see your savings and receipts on Telegram, at any time. This code is for you alone:
letter-step-open = On the phone whose number the cooperative has on record, open Telegram and look for <b>@{ $bot }</b>, or point the camera at the picture beside. Press <b>Start</b>.
letter-step-code = If you are asked for a code, press <b>Use a code</b> and type the code above. The picture fills it in by itself.
letter-step-phone = Press <b>I'm a member, send number</b>. That is all.
letter-until = The code is good once, until <b>{ $day }</b>.
letter-beware = The code is of no use without your phone; keep it well all the same. Officers never ask for a code or a password on the phone. Something unclear? You can reach us at: { $contact }
