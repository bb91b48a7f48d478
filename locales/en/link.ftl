# Linking an account to a membership or an office.

link-contact-not-asked = Thank you. To be safe, please send your number once more with the key <b>I'm a member, send number</b> below.
link-contact-not-yours = That is not the number of your own Telegram account. Press <b>I'm a member, send number</b> below; your number is sent by itself.
link-contact-forwarded = We can't take a contact card that was forwarded from another chat. Press <b>I'm a member, send number</b> below.
link-phone-unreadable = We could not read that number. Please press the key once more, or ask the office for a code and press <b>Use a code</b>.
link-use-the-key = A number that is typed does not prove that it is yours. Press <b>I'm a member, send number</b> below.
link-not-found = We found no membership that can be linked by this number; the number in the register may be another one. Ask the office for a code, then press <b>Use a code</b>. Not a member yet? Press <b>I want to join</b>. You can reach us at: { $contact }
link-ask-claim = The member register says that this Telegram account belongs to { $who }, member number <b>{ $number }</b>. Is that you?
link-ask-code = Type the code that you received from the office. Capital and small letters are the same.
link-code-unknown = We do not know that code. Check each letter and figure and type it again, or ask the office for a new one.
link-code-spent = That code can't be used any more: it may have been used already, or its time is over. Ask the office for a new one. You can reach us at: { $contact }
link-ask-phone-of-letter = One more step: press <b>I'm a member, send number</b> below. The code of a letter is good only together with the phone number in the member register.
link-letter-not-yours = That code of a letter can't be used with this phone number. Use the phone whose number is in the member register, or come to the office. You can reach us at: { $contact }
link-linked = Thank you, { $who }. This account is now linked to membership number <b>{ $number }</b>. The key <b>Menu</b> is always below.
link-already-linked = { $who }, this account is linked to membership number <b>{ $number }</b> already.
link-linked-to-another = { $who }, this account is linked to membership number <b>{ $number }</b>. To link another membership, please reach us at: { $contact }
link-role-granted = Welcome to your task. This account is now registered as <b>{ $role }</b>.
link-own-invitation = You made this invitation to be <b>{ $role }</b> for somebody else, so it is still unused. Send it on to that person.
link-already-role = This account is registered as <b>{ $role }</b> already.
