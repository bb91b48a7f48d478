# In groups: one line for all, without figures and without names.

group-greeting = Greetings, I am the assistant of { $cooperative }. To connect this group, an officer types /bind in the private chat with me, and sends the code here.
group-not-bound = This group is not connected with { $cooperative } yet. An officer can type /bind in the private chat with me.
group-bound = This group is connected with { $cooperative }. Type /ask with your question behind it; the answer comes in private.
group-code-unknown = We don't know that code. An officer can get a new one with /bind in the private chat.
group-code-spent = That code can't be used any more. An officer can get a new one with /bind in the private chat.
group-help = In this group: /ask with a question for the office behind it. Savings and other personal matters belong into our private chat.
group-how-to-ask = Write the question behind the command, such as: /ask when is the office open?
group-question-taken = The question has arrived, number <b>{ $number }</b>. The answer goes to whoever asked, in private.
group-too-many = Your earlier questions are still waiting for an answer. Please go on in the private chat.
group-ask-as-yourself = I can't tell who is asking. Turn off <b>Remain anonymous</b> in your admin rights first, or write to me in a private chat.
group-nobody-to-ask = No officer can be reached here yet. Contact: { $contact }
group-answer-waits = The answer to question <b>{ $number }</b> is here. Whoever asked can read it in the private chat.
group-offer = This code connects one group, once, within 24 hours. Press the button below and choose the group; or send this in the group:

    <code>/bind { $code }</code>
group-left = We are no longer in the group <b>{ $title }</b>. If that was not intended, add us again, and connect it with /bind.
