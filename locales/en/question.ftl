# Questions to the office, their answers, and what waits.

ask-words = Please write your question in one message; an officer will read it.
ask-length = Write it in one message, with at most { $max } letters.
ask-confirm = Send this message to the office?

    { $words }
ask-sent = Your question has arrived, number <b>{ $number }</b>. The answer comes to this chat.
ask-sent-quiet = Your question has arrived, number <b>{ $number }</b>. An officer reads it in the next office hours; the answer comes to this chat.
ask-too-many = { $max } questions of yours are still waiting. Send more once one of them is answered; if it is urgent, contact: { $contact }

not-here-loan = Loans can't be arranged in this chat yet. Press <b>Ask the office</b>, and we pass your message on.
not-here-instalment = Instalments can't be seen in this chat yet. Press <b>Ask the office</b>, and we pass your message on.
not-here-pay = For now, payments and deposits are made at the counter. Press <b>Ask the office</b> if you would like to know more.
not-here-paid = Thank you for telling us. Press <b>Ask the office</b>, and we pass your message on so that your payment is matched.
not-here-withdraw = For now, savings are withdrawn at the office. Press <b>Ask the office</b>, and we pass your message on.

question-card = Question <b>{ $number }</b> from { $from }:

    { $words }
question-card-follows = Question <b>{ $number }</b> from { $from }, following { $before }:

    { $words }
question-from = { $who } ({ $number })
question-from-nobody = someone who is not linked yet
question-none-open = No question is waiting for you.
question-unknown = We can't find that question. Please start again from the menu.
you-are-welcome = You are welcome. If there is anything else, just write to us here.
question-cleared = Thank you. If there is anything else, we are here to help.
question-still-waiting = Your question <b>{ $number }</b> is still waiting for an answer; we have reminded the officers. If it is urgent, contact: { $contact }
question-remind = Questions are still waiting for an answer:

    { $list }
question-escalate = These questions have waited long for an answer; please help:

    { $list }
question-waiting-line = { $number }, waiting for { $days } d

answer-ask = Question <b>{ $number }</b>: { $words }

    Write the answer in one message; you will read it once more before it is sent.
answer-confirm = The answer to question <b>{ $number }</b>:

    { $words }

    Is this right?
answer-sent = The answer to question <b>{ $number }</b> is on its way to whoever asked.
answer-kept = The answer to question <b>{ $number }</b> is kept. Whoever asked has not opened the private chat yet; a button in the group leads to the answer.
answer-late = Question <b>{ $number }</b> has been answered by the { $role }.
answer-late-plain = Question <b>{ $number }</b> has been answered by another officer.
answered = The answer to your question <b>{ $number }</b> ({ $asked }):

    { $words }

    Answered by { $by }.
answered-by-name = { $who }, { $role }

duties = { $count } things are waiting for you; the oldest { $since }.
duties-hello = { $greeting }, { $who }, { $count } things are waiting for you; the oldest { $since }.
duties-hello-plain = { $greeting }, { $count } things are waiting for you; the oldest { $since }.
greeting-morning = Good morning
greeting-noon = Good day
greeting-afternoon = Good afternoon
greeting-evening = Good evening
since-today = since today
since-yesterday = since yesterday
since-days = for { $days } days
