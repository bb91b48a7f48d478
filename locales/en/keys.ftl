# Buttons and commands. Buttons are short: at most 24 letters.

key-contact = 📱 I'm a member, send number
key-join = I want to join
key-code = Use a code
key-menu = Menu
key-open-private = Open a private chat

button-start = Link my membership
button-mine = Yes, that is me
button-not-mine = Not me
button-menu = Menu
button-balance = Balance
button-see-balance = See balance
button-detail = Details
button-why = Why not all?
button-statement = Statement
button-older = Older
button-newer = Newer
button-month-earlier = ‹ { $month }
button-month-later = { $month } ›
button-language = Language
button-indonesian = Bahasa Indonesia
button-english = English
button-help = Help
button-ask = Ask the office
button-wrong = Anything wrong?
button-counter = Counter
button-next-deposit = Another deposit
button-yes = Yes, that's right
button-change = Change amount
button-cancel = Cancel
button-correct = Correction
button-tasks = Tasks
button-approve = Approve
button-refuse = Refuse

command-menu = the main choices
command-balance = see what you have saved
command-statement = what went in and out, by month
command-counter = take a deposit at the counter
command-tasks = what waits for your decision
command-correct = ask for the correction of a receipt
command-ask = reach an officer
command-help = what you can ask for
command-language = choose your language
command-start = begin, or link your membership
command-join = become a member
command-cancel = leave the form that is open
command-code = link with a code from the office

button-report = Report
button-lost-phone = My phone is lost
button-others-phone = Somebody else's phone
button-not-my-money = Not my transaction
button-real-bot = Is this bot real?
button-other = Something else
button-freeze = Yes, lock it now
button-not-my-move = Not me
button-door = Telegram door
button-officer-freeze = Lock the door
button-officer-open = Open the door
button-officer-move = Move to an account
button-switch = Switch member

command-report = something is wrong, a lost phone, or is this bot real?
command-switch = switch member on a shared phone
command-lock = lock or open a member's Telegram door
