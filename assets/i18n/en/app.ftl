# The texts of the page. A new language is a folder beside this one and a line in app/src/i18n.rs.

## Frame
skip = Skip to the content
navigation = Main
nav-dashboard = Overview
nav-transactions = Transactions
nav-import = Import
nav-backup = Backup
nav-settings = Settings
hide-amounts = Hide amounts
lock = Lock
lock-title = Lock now (Ctrl+Shift+L)
trust-encrypted = Encrypted on this device.
trust-kept = The browser has promised to keep it.
trust-not-kept = The browser may delete it when space is short.
trust-unknown = Asking the browser whether it keeps it…
trust-no-backup = No backup yet.
trust-backup = Backup verified { $at }.
trust-demo = Demonstration: in memory only, nothing is stored.
dismiss = Got it
close = Close
back = Back
cancel = Cancel
save = Save
delete = Delete
undo = Undo
redo = Redo
undo-title = Undo (Ctrl+Z)
redo-title = Redo (Ctrl+Shift+Z)
reload = Reload
load-again = Try again
loading = Loading…
all = All
nothing = nothing
update-ready = A new version is ready.
update-apply = Close the vault and update
update-later = It can be applied once what is running is done.
news-version = 0.1.0
news-title = What is new in version { $version }
news-1 = Install LukaLibre, then share a CSV file with it or open one from your device: it goes straight to the import.
news-2 = Encrypted backups in your Google Drive or as a file, read back and checked to the last byte.
news-3 = Your Google Sheets spreadsheet comes in like a file, and one button shows what changed since.
incoming-waits = Waiting: { $names }.
incoming-locked = It opens once your vault is open. Until then it is in this page’s memory only.
incoming-instead = What you see here is not saved yet. Opening what waits closes this preview.
incoming-after = It can be opened once this import is done.
incoming-open = Open it now
incoming-forget = Discard it
taken-over = Open in another tab
taken-over-text = You went on in another tab, so this one has saved everything and closed the vault.
taken-over-reload = Use it here
toast-added = Added “{ $name }”
toast-edited = Changed “{ $name }”
toast-sorted = Sorted { $count } × “{ $name }”
sort-alike = { $count ->
    [one] Sort the other one too
   *[other] Sort { $count } more like it
}
toast-deleted = Deleted “{ $name }”
toast-undone = Taken back: “{ $name }”
toast-redone = Done again: “{ $name }”
file-saved = Saved { $name }

## Welcome
welcome = Your money, on your device
welcome-lead = LukaLibre keeps your accounts in an encrypted vault inside this browser. It works without a network, and no one else can read it. Not even us.
create-vault = Create your vault
try-demo = Try the demonstration
try-demo-hint = The demonstration opens a made-up household. It lives in memory and is gone when you close the tab.
promise-device = Your data stays on this device, encrypted, and never passes through a server of ours.
promise-key = The key comes from your passphrase. Without it or your recovery words, nobody gets in.
promise-out = Everything comes out again as plain spreadsheet files, whenever you want.
restore-backup = Restore a backup
step-of = Step { $n } of { $of }
choose-passphrase = Choose a passphrase
choose-passphrase-text = It encrypts everything you enter here. We can’t see it and can’t reset it.
new-passphrase = New passphrase
repeat-passphrase = The same once more
passphrase-hint = At least 12 characters. Four or five unrelated words are easy to remember and hard to guess.
passphrase-too-short = Use at least { $min } characters.
passphrase-too-easy = Someone could guess this one. Add another word that has nothing to do with the rest.
passphrase-differs = The two passphrases are not the same.
show-passphrase = Show what I type
strength-none = Strength is shown as you type
strength-unknown = Estimating…
strength-1 = Too easy to guess
strength-2 = Not there yet
strength-3 = Good
strength-4 = Very good
base-currency = Main currency
base-currency-hint = For amounts that name no currency. You can use others beside it.
create-vault-submit = Continue
deriving = Deriving the key. This takes a moment on purpose…
recovery-title = Your recovery words
recovery-text = Write these 24 words on paper, in this order, and keep the paper somewhere safe. They open the vault if you forget the passphrase. They are shown only now.
recovery-show = Show the words again
recovery-confirm = Type three of them back
recovery-word = Word { $n }
enter-app = Open my vault
making-vault = Making the vault…

## Unlock
unlock-title = Welcome back
unlock-text = Your vault is locked. The passphrase is checked on this device and nowhere else.
passphrase = Passphrase
unlock-submit = Unlock
unlocking = Unlocking…
unlock-wait = { $count ->
    [one] You can try again in one second.
   *[other] You can try again in { $count } seconds.
}
use-recovery-code = Use the recovery words
use-passphrase = Use the passphrase
recovery-words = Recovery words
recovery-words-hint = All 24, in order, with spaces between them.
take-over = Use it here

## Overview
period = Month
period-previous = Previous month
period-next = Next month
month = Month
month-kept = You kept { $net } of the { $income } that came in.
month-over = That is { $net } more than came in.
month-quiet = No money came in or went out in { $month }.
pace-so-far = You have spent { $spent } so far in { $month }, { $verdict ->
    [more-usual] { $by } more than usual by this day.
    [less-usual] { $by } less than usual by this day.
    [same-usual] about as usual by this day.
    [more-last] { $by } more than by this day in { $last }.
    [less-last] { $by } less than by this day in { $last }.
   *[same-last] about as much as by this day in { $last }.
}
pace-over = You spent { $spent } in { $month }, { $verdict ->
    [more-usual] { $by } more than usual.
    [less-usual] { $by } less than usual.
    [same-usual] about as usual.
    [more-last] { $by } more than in { $last }.
    [less-last] { $by } less than in { $last }.
   *[same-last] about as much as in { $last }.
}
pace-so-far-alone = You have spent { $spent } so far in { $month }.
pace-over-alone = You spent { $spent } in { $month }.
pace-usual = Usual
pace-chart = Spending in { $month }, day by day
day = Day
look = Needs a look
look-none = Nothing waits for you.
look-unsorted = { $count ->
    [one] One transaction without a telling category
   *[other] { $count } transactions without a telling category
}
look-on-their-way = { $count ->
    [one] One transfer without its other account
   *[other] { $count } transfers without their other account
}
look-unsaved = Changes that are in no backup yet
look-done = All sorted
look-back = Back to the overview
filter-unsorted = Without a telling category
filter-on-its-way = Without its other account
sort-row = Category of { $name }
worth-chart = Net worth, twelve months
in-month-before = In the month before:
total-income = Income
total-expense = Expenses
total-saving = Saved
total-net = Net
net-worth = Net worth
by-category = Where it went
by-category-none = There are no transactions in this month.
by-category-expense = Expenses
by-category-income = Income
by-category-saving = Saved
by-category-transfer = Transfers
subcategories-of = Subcategories of { $name }
no-subcategory = Without a subcategory
twelve-months = Twelve months
month-bar = { $month }: income { $income }, expenses { $expense }
as-table = Show as a table
empty-title = A clear desk
empty-text = Bring your history in as a file (CSV, or a zip of several), or write down the first transaction by hand.
empty-import = Import a file
empty-add = Add a transaction

## Writing down quickly
quick-add = Note a transaction
quick-account = Cash
quick-rest = Account and category are as they were the last time; what is new waits under “Needs a look”.
quick-locked = The vault is locked: this is held in memory only, and written when you unlock. Closing the tab forgets it.
quick-held = { $count ->
    [one] One note is held in memory until you unlock.
   *[other] { $count } notes are held in memory until you unlock.
}

## Transactions
add-transaction = Add
search = Search
filters = Filters
filter-from = From
filter-to = To
filter-category = Category
filter-account = Account
filter-type = Type
clear-filters = Clear
remove-filter = Remove the filter { $name }
transaction-count = { $count ->
    [one] One transaction
   *[other] { $count } transactions
}
splits = { $count ->
    [one] One part
   *[other] Divided into { $count }
}
no-match = Nothing matches
no-match-text = Fewer filters or a shorter search will show more.
export-all = Everything (zip of CSV files)
export-transactions = All transactions (CSV)
export-shown = These transactions (CSV)
type-expense = Expense
type-income = Income
type-saving = Saving
type-transfer = Transfer
form-new = New transaction
form-edit = Edit transaction
form-new-names = A name that does not exist yet is created: an account, a category or a subcategory.
field-date = Date
field-type = Type
field-amount = Amount
field-description = Description
field-category = Category
field-subcategory = Subcategory
field-account = Account
field-to-account = To account
field-payment-method = Paid with
field-tags = Tags
field-notes = Notes
field-frequency = Repeats
field-line = Line
field-status = Status
frequency-none = Never
frequency-weekly = Every week
frequency-monthly = Every month
frequency-yearly = Every year

## Import
step-drop = Drop
step-understood = Understood
step-review = Review
step-done = Done
drop-title = Drop a file here
drop-text = CSV, TSV or text, or a zip of several. Up to 96 MB.
drop-choose = Choose files
drop-private = The file is read on this device. It is not sent anywhere.
progress-working = Working…
progress-reading = { $total ->
    [0] Reading… { $done } rows
   *[other] Reading: { $done } of { $total }
}
progress-asking = { $total ->
    [0] Asking Google… { $done } rows
   *[other] Reading from Google: { $done } of { $total } rows
}
progress-matching = { $total ->
    [0] Comparing with what is there… { $done } rows
   *[other] Comparing with what is there: { $done } of { $total }
}
progress-writing = { $total ->
    [0] Writing… { $done } rows
   *[other] Writing: { $done } of { $total }
}
progress-exporting = { $total ->
    [0] Exporting… { $done } rows
   *[other] Exporting: { $done } of { $total }
}
understood = What we understood of { $name }
import-new-count = new
import-updated-count = changed
import-duplicate-count = already here
import-error-count = need you
import-vanished-count = gone from the sheet
import-totals = What will be written
import-new-accounts = { $count ->
    [one] One account will be created
   *[other] { $count } accounts will be created
}
import-new-categories = { $count ->
    [one] One category will be created
   *[other] { $count } categories will be created
}
import-currency = Currency of amounts that name none
import-open-questions = Answer the question above, then you can import.
import-nothing-new = There is nothing new in this file.
import-commit = { $count ->
    [0] Import
    [one] Import one row
   *[other] Import { $count } rows
}
import-commit-removing = { $count ->
    [0] Remove { $removed } from the ledger
   *[other] Import { $count } and remove { $removed }
}
import-errors = Save the rows in error (CSV)
import-discard = Choose another file
review-rows = Row by row
show-more = Show more ({ $count } left)
status-new = New
status-update = Changed
status-duplicate = Already here
status-error = Needs you
status-vanished = Gone
question-date-order = How are the dates written?
question-date-order-text = Every date in this file could be read in more than one way. Which reading is yours?
question-decimal = What does the mark in the amounts mean?
question-decimal-text = The amounts in this file could be read in two ways. Which reading is yours?
choice-day-first = Day first
choice-month-first = Month first
choice-year-first = Year first
choice-iso = Year, month, day
choice-dot = A dot before the cents
choice-comma = A comma before the cents
ask-again = Answer differently
import-done = { $written ->
    [one] One row is in your vault
   *[other] { $written } rows are in your vault
}
import-done-none = Every row was new.
import-done-removed = { $count ->
    [one] One was removed.
   *[other] { $count } were removed.
}
import-done-duplicates = { $count ->
    [one] One was there already.
   *[other] { $count } were there already.
}
import-done-errors = { $count ->
    [one] One could not be read.
   *[other] { $count } could not be read.
}
import-undo-this = Undo this import
import-undone = The import was taken back. The ledger is as it was before.
see-dashboard = See the overview
checkpoint-differs = { $account }: the file says the balance is { $bank }, your ledger adds up to { $ledger }. Rows may be missing, or the opening balance is different.
import-history = Earlier imports
import-batch-written = { $count } written
import-batch-removed = { $count } removed
import-batch-duplicates = { $count } already here
import-batch-errors = { $count } in error
import-undo = Undo
import-undo-named = Undo the import of { $name }
batch-undone = Taken back
row-problem = { $column } “{ $value }”: { $problem }
row-problem-empty = { $column }: { $problem }
row-change = { $column }: { $before } → { $after }

## Columns of files
column-transaction-id = Identifier
column-date = Date
column-category = Category
column-subcategory = Subcategory
column-description = Description
column-amount = Amount
column-type = Type
column-account = Account
column-to-account = To account
column-payment-method = Paid with
column-tags = Tags
column-recurring = Recurring
column-recurring-frequency = Frequency
column-notes = Notes
column-created-at = Created
column-updated-at = Updated
column-currency = Currency
column-split = Split
column-account-id = Account identifier
column-account-name = Account name
column-account-type = Account type
column-institution = Institution
column-current-balance = Balance
column-opening-balance = Opening balance
column-opening-date = Opening date
column-balance-date = Balance date
column-budget-id = Budget identifier
column-monthly-limit = Monthly limit
column-year = Year
column-month = Month

## What was understood about a file
evidence-encoding = The text is written in { $name ->
    [utf-8] UTF-8
    [utf-16le] UTF-16, little-endian
    [utf-16be] UTF-16, big-endian
    [windows-1252] Windows-1252
   *[other] { $name }
}.
evidence-mark = The file says so itself, with a mark at its beginning.
evidence-undecodable-lines = { $count ->
    [one] One line has characters that could not be decoded: line { $line }.
   *[other] { $count } lines have characters that could not be decoded, the first is line { $line }.
}
evidence-locale = Texts in cells are read as the spreadsheet writes them (its locale is { $name }).
evidence-noise = { $count ->
    [one] Row { $line } holds { $text }, which a calculation left behind: the digits beyond the last place are left out.
   *[other] { $count } amounts hold digits that a calculation left behind (row { $line }: { $text }); those beyond the last place are left out.
}
evidence-delimiter = Cells are separated by { $name ->
    [comma] commas
    [semicolon] semicolons
    [tab] tabs
    [pipe] vertical bars
   *[other] { $name }
}.
evidence-line-ending = Lines end as they do on { $name ->
    [crlf] Windows
   *[other] Linux and macOS
}.
evidence-preamble = { $count ->
    [one] One line above the header was passed over: “{ $first }”.
   *[other] { $count } lines above the header were passed over, beginning with “{ $first }”.
}
evidence-header-line = The header is on line { $line }.
evidence-totals-line = Line { $line } is a total, not a transaction: “{ $text }”.
evidence-blank-rows = { $count ->
    [one] One empty line was passed over.
   *[other] { $count } empty lines were passed over.
}
evidence-ignored-columns = These columns are not ours and are not imported: { $names }.
evidence-dates-every = Dates are { $order ->
    [iso] year, month, day
    [day-first] day first
    [month-first] month first
    [year-first] year first
   *[other] { $order }
}: every date in the column fits.
evidence-dates-line = Dates are { $order ->
    [iso] year, month, day
    [day-first] day first
    [month-first] month first
    [year-first] year first
   *[other] { $order }
}: line { $line } has { $raw }, which can’t be read otherwise.
evidence-dates-answer = Dates are { $order ->
    [iso] year, month, day
    [day-first] day first
    [month-first] month first
    [year-first] year first
   *[other] { $order }
}, as you told us.
evidence-dates-locale = Dates are { $order ->
    [year-first] year first
    [month-first] month first
   *[day-first] day first
}, as the spreadsheet writes them.
evidence-dates-mixed = The dates are not all written in the same way: line { $line } has { $raw }. Such rows are listed as errors.
evidence-amounts-every = The decimal mark is a { $mark ->
    [comma] comma
   *[dot] dot
}: every amount in the column fits.
evidence-amounts-line = The decimal mark is a { $mark ->
    [comma] comma
   *[dot] dot
}: line { $line } has { $raw }, which can’t be read otherwise.
evidence-amounts-answer = The decimal mark is a { $mark ->
    [comma] comma
   *[dot] dot
}, as you told us.
evidence-amounts-locale = The decimal mark is a { $mark ->
    [dot] dot
   *[comma] comma
}, as the spreadsheet writes it.
evidence-amounts-mixed = The amounts are not all written in the same way: line { $line } has { $raw }. Such rows are listed as errors.
evidence-own-format = This is a file that LukaLibre exported, so nothing has to be guessed.
evidence-times-ignored = { $count ->
    [one] One date has a time of day, which is not kept.
   *[other] { $count } dates have a time of day, which is not kept.
}
evidence-frequencies-ignored = { $count ->
    [one] One row has a frequency but is not recurring; the frequency is not kept.
   *[other] { $count } rows have a frequency but are not recurring; the frequency is not kept.
}
evidence-rows = { $count ->
    [one] One row was read.
   *[other] { $count } rows were read.
}
evidence-unsupported = { $count ->
    [one] One row is of a table that is not imported yet.
   *[other] { $count } rows are of a table that is not imported yet.
}
evidence-kind = The file holds { $name ->
    [accounts] accounts
    [budgets] budgets
    [goals] saving goals
    [contributions] contributions to goals
   *[transactions] transactions
}.

## Why a row has its status
reason-new = Not in the ledger yet.
reason-new-creates = Not in the ledger yet. Creates { $names }.
reason-update = Same identifier, other content.
reason-same-id = Same identifier and same content as one that is there.
reason-unchanged = The sheet said the same when it was last imported.
reason-vanished = Came from this sheet, and is not in it any more.
reason-twin = Same account, date, amount and description as one that is there ({ $n } of { $of }).
reason-same-account = This account is there already.
reason-same-budget = This budget is there already.
reason-error = Could not be read.

## What is wrong with a value
problem-required = Something has to be here.
problem-too-long = At most { $max } characters fit.
problem-control-character = There is an invisible control character in it.
problem-not-a-date = This is not a date. Write it like 2026-04-03.
problem-ambiguous-date = This can be read as two dates. Write it like 2026-04-03.
problem-future-expense = An expense can’t lie in the future.
problem-not-a-number = This is not a number. Write it like 1234.50.
problem-ambiguous-amount = This can be read as { $first } or as { $second }. Write it without thousand separators.
problem-not-positive = The amount has to be more than zero; the type says which way the money went.
problem-too-many-places = { $allowed ->
    [0] This currency has no decimal places.
   *[other] This currency has at most { $allowed } decimal places, and we never round.
}
problem-too-large = The amount is too large to be counted exactly.
problem-not-one-of = Only these words are possible: { $allowed }.
problem-frequency-missing = A recurring row needs a frequency: weekly, monthly or yearly.
problem-too-many-tags = At most { $max } tags fit.
problem-not-an-instant = This is not a point in time. Write it like 2026-04-03T10:00:00Z.
problem-unknown-currency = This is not a currency code. Write it like EUR or CLP.
problem-currency-of-account = The account keeps { $currency }. Use that currency, or another account.
problem-duplicate-id = Line { $line } has the same identifier.
problem-splits-do-not-add-up = The parts do not add up to the amount.
problem-same-account = A transfer needs two different accounts.
problem-too-many-cells = The row has more cells than the { $expected } of the header. A separator may need quotes.
problem-error-cell = this cell shows an error of the spreadsheet; repair its formula there, then read again.
problem-broken-quotes = The quotation marks of this row never close.

## Backup and export
data-out = Your data, out
data-out-text = Everything you entered, as spreadsheet files that any program can open. Importing them again gives the same ledger.
data-out-warning = These files are not encrypted. Keep them where only you can read them.
backup-demo = The demonstration is nobody’s, so there is nothing to back up. Create a vault of your own first, then come back here.
backup-drive = In your Google Drive
backup-drive-text = LukaLibre can keep encrypted backups in your own Google Drive. Each one is read back and checked after it arrived. Nobody can open them without your passphrase or your recovery words, not even Google.
backup-none = No verified backup yet.
backup-verified = Last verified backup: { $at }.
backup-unchanged = Everything is in it.
backup-changed = There are changes since then.
backup-waiting = A sealed backup waits here until you are online.
backup-now = Back up now
backup-minutes = By itself, after a change
backup-minutes-5 = within 5 minutes
backup-minutes-30 = within half an hour
backup-minutes-120 = within 2 hours
backup-minutes-1440 = once a day
backup-minutes-0 = never
backup-own = this device
backup-device = another device ({ $device })
backup-checked = verified
backup-check = Check it
backup-foreign = another vault
backup-fork = one of two that continue the same backup
backup-broken = the one before it is missing
backup-newer-there = Another device made a newer backup, of { $at }. Take it, or keep this ledger as it is: then both stay in your Drive, side by side. Nothing is merged.
backup-take = See what it would change
backup-keep-both = Keep both
backup-pick-text = A backup is in your Drive and not in this list?
backup-pick = Show it to LukaLibre
backup-file = As a file
backup-file-text = The same encrypted backup, to keep wherever you like. Your passphrase or your recovery words open it on any device.
backup-to-file = Save a backup file
restore-from-file = Restore from a file
restore = Restore
restore-named = Restore the backup of { $at }
restore-title = Restore this backup?
restore-of = Backup of { $at }, { $bytes }. Every byte of it was checked.
restore-replaces = It takes the place of your ledger on this device. The ledger as it is now is kept beside it for at least a week, so you can take this back.
restore-fresh = Nothing is on this device yet. This is what you will find in your ledger:
restore-unsaved = Your ledger has changes that are in no backup. Back up first if you want to keep them for good.
restore-now = Now
restore-then = In the backup
restore-transactions = Transactions
restore-accounts = Accounts
restore-categories = Categories
restore-budgets = Budgets
restore-income = Income, all time
restore-expense = Expenses, all time
restore-saving = Savings, all time
restore-transfer = Transfers, all time
restore-worth = Net worth
restore-confirm = Restore
restore-done = Your backup is restored.
restore-undo = Take it back
restore-undone = The ledger from before is back.
restore-backup-text = On a new device, or after this browser lost its data: fetch a backup, and open it with the passphrase you had when it was made or with your recovery words.
restore-from-drive = From your Google Drive
restore-from-a-file = From a file
restore-none = LukaLibre sees no backup of its own in this Drive.
restore-secret = Type the passphrase of this backup, or your recovery words. They are used on this device only.
restore-open = Open the backup
progress-sealing = Sealing the backup…
progress-sending = Sending it to Drive…
progress-fetching = Fetching it from Drive…
progress-checking = Checking every byte…

## Settings
appearance = Appearance
language = Language
language-not-loaded = This language could not be loaded. Check your connection and choose it again.
theme = Theme
theme-auto = Like the device
theme-light = Light
theme-dark = Dark
privacy-mode = Hide amounts on the screen
security = Security
auto-lock = Lock after minutes without a touch
auto-lock-hint = From 1 to 60. Sleep locks at once.
auto-lock-error = Choose a whole number from 1 to 60.
demo-no-passphrase = The demonstration has no passphrase and stores nothing.
change-passphrase = Change the passphrase
change-passphrase-submit = Change it
current-passphrase = Current passphrase
passphrase-changed = The passphrase was changed. The recovery words stay the same.
by-words-notice = You came in with the recovery words. Choose a new passphrase now, so that you don’t need them next time.
storage = Storage
storage-kept = The browser has promised to keep your data until you delete it.
storage-not-kept = The browser has not promised to keep your data. It may delete it when the disk is nearly full. Installing the app or adding a bookmark often changes its mind.
storage-ask = Ask the browser again
storage-refused = The browser said no for now.
delete-everything = Delete everything
delete-everything-text = Removes the vault and everything in it from this device.
delete-everything-ask = Delete everything…
delete-everything-sure = Delete everything on this device?
delete-everything-consequence = The vault, its history and its key are destroyed. There is no copy anywhere else, and no way back. Export your data first if you may need it.
delete-everything-confirm = Delete everything for good
about = LukaLibre { $version } · Free software under the AGPL 3.0 or later. It comes without warranty.

## Google
google = Google
sheets = Google Sheets
sheets-text = Keep your money in a spreadsheet? Pick it once; after that one button shows what changed since.
sheets-private = Cells go from Google straight into this vault. Our server never sees them, and your spreadsheet is never changed.
sheet-template = Get a template (XLSX)
sheet-choice = Sheets to read
sheet-read = Read
sheet-refresh = Read again
sheet-forget = Forget
sheet-unknown = A spreadsheet that Google has not told us about yet
sheet-read-at = Last read { $instant }
sheet-not-read = Not read yet
sheet-unchanged = Nothing changed since it was last imported.
sheet-fetching = Where Google asks for patience, this waits and goes on by itself. Nothing is kept until you have seen it in whole.
sheet-remove = { $count ->
    [one] Also remove the row that is no longer in the sheet
   *[other] Also remove the { $count } rows that are no longer in the sheet
}
sheet-columns = What are the columns of “{ $title }”?
sheet-why-unknown = Its columns have names that we do not know. Say once what they are; we remember it for this spreadsheet.
sheet-why-missing = Some columns are still missing: { $names }. Choose a column for each, or write what is the same for every row.
sheet-why-twice = The column “{ $names }” is there twice. Say which columns to use.
sheet-why-gone = The column “{ $names }” is not there any more. Say again what the columns are.
sheet-no-column = No column
sheet-no-column-same = No column: the same for every row
sheet-same = { $column } of every row
sheet-every = Every row: { $name }
sheet-more-columns = More columns
sheet-map = Read it like this
google-pick-sheet = Pick a spreadsheet
google-link = Sign-in and Google Drive
google-link-text = Optional: connect your own Google Drive, where encrypted backups will go. Everything else works without it.
google-demo = The demonstration is nobody’s, so there is nobody to sign in. Create a vault of your own first, then come back here.
google-retry = Try again
google-asking = Asking Google…
google-checking = Asking the server…
google-offline = No connection right now
google-offline-text = The server can’t be reached, so we can’t tell how things stand with Google. Your ledger works as always.
google-no-server = Google is not offered here
google-no-server-text = This copy of LukaLibre comes without the small server that signs people in. Everything else works.
google-not-configured = Google is not set up here
google-not-configured-text = Whoever runs this server has not registered it with Google yet. Everything else works.
google-signed-out = You are not signed in
google-signed-out-text = Signing in is the first step to your own Drive. Google tells this server your name, your e-mail address and your picture, nothing more. Neither of them sees your ledger: it stays on this device.
google-leaves = Google’s page takes the place of this one, so your vault locks first. When you come back, you unlock it again.
google-sign-in = Sign in with Google
google-signed-in = Signed in as { $email }
google-signed-in-text = Your Google Drive is not connected. Once it is, LukaLibre can use only files that it makes itself or that you pick, and nothing else in your Drive. Google will ask you: leave the box for Drive ticked.
google-connect = Connect Google Drive
google-connect-again = Connect again
google-connected = Google Drive of { $email }
google-connected-text = LukaLibre can use only files that it makes itself or that you pick.
google-space = { $used } of { $limit } used
google-space-open = { $used } used
google-expired = The Drive of { $email } is no longer connected
google-expired-text = Google no longer lets LukaLibre in. Your files there are untouched. Connect again to go on.
google-now-signed-in = You are signed in.
google-now-connected = Your Google Drive is connected.
google-drive = Leave Google Drive
google-disconnect = Disconnect
google-disconnect-text = This server forgets its key to your Drive. Your files stay there, and you can connect again at any time.
google-disconnect-done = Disconnected. Your files are still in your Drive.
google-disconnect-revoke = Withdraw permission
google-disconnect-revoke-text = Disconnects, and Google takes back every permission of LukaLibre. Your files stay, but LukaLibre will no longer see its own earlier backups until you connect again and pick them.
google-disconnect-revoke-done = The permission is withdrawn. Your files are still in your Drive.
google-account = Leave this server
google-sign-out = Sign out
google-sign-out-text = This device forgets who you are. Backups and the connection stay.
google-sign-out-done = You are signed out on this device.
google-sign-out-everywhere = Sign out everywhere
google-sign-out-everywhere-text = Every device forgets who you are, and you sign in again on each. Backups and the connection stay.
google-sign-out-everywhere-done = You are signed out everywhere.
google-delete-account = Delete my account
google-delete-account-text = The server forgets you altogether and gives its permission back to Google. Nothing of your ledger is touched and your files stay in Drive, but LukaLibre will no longer see its own backups there until you pick them again.
google-delete-account-done = The server has forgotten you.

## What went wrong, and what to do
err-wrong-passphrase = This passphrase does not open the vault.
rec-wrong-passphrase = Check capital letters and the keyboard’s language, or use your recovery words.
err-wrong-words = These words do not open this vault.
rec-wrong-words = They may belong to another vault. Check that you took the right paper.
err-unreadable-words = These are not 24 valid recovery words.
rec-unreadable-words = Check the spelling and the order, and that no word is missing.
err-words-differ = The words are not the ones on the list.
rec-words-differ = Compare with what you wrote down and type them again.
err-passphrase-too-short = The passphrase is too short.
rec-passphrase-too-short = Use at least 12 characters.
err-vault-damaged = The vault on this device is damaged.
rec-vault-damaged = Change nothing for now, and keep this browser’s data as it is. If you have an export or a backup, create a new vault in another browser profile and import it there.
err-newer-version = A newer version of LukaLibre wrote this vault.
rec-newer-version = Reload the page while you are online to get that version. Nothing was changed.
err-storage-full = There is no space left to write to.
rec-storage-full = You can read and export everything. Free some space on the device, then lock and unlock.
err-not-loaded = This part of the app could not be loaded.
rec-not-loaded = Nothing is lost. Check your connection and try again; if that does not help, reload the page.
err-no-storage = This browser can’t keep an encrypted vault here.
rec-no-storage = Use Chrome or Edge 123, Firefox 120, Safari 17.5 or newer, not in a private window. The demonstration works here too.
err-open-in-another-tab = The vault is open in another tab.
rec-open-in-another-tab = Go on there, or use it here: the other tab saves everything and closes.
err-no-vault = There is no vault on this device.
rec-no-vault = Reload the page to create one.
err-vault-exists = There is a vault on this device already.
rec-vault-exists = Reload the page and unlock it.
err-locked = The vault is locked.
rec-locked = Reload the page and unlock it.
err-invalid-fields = Some fields can’t be saved as they are.
rec-invalid-fields = Correct the marked fields and try again.
err-not-found = This entry is not there any more.
rec-not-found = It may have been deleted or taken back with its import.
err-nothing-to-undo = There is nothing to take back.
rec-nothing-to-undo = Only changes since you unlocked can be undone here. Imports can be undone on their page.
err-changed-since = The entry was changed in another way since.
rec-changed-since = It was left as it is. Open it and change it by hand.
err-stale-list = The list changed meanwhile.
rec-stale-list = Search again to see it as it is now.
err-file-empty = The file is empty.
rec-file-empty = Export it again from where it came, and look inside before you drop it here.
err-file-not-a-table = This file is not a table.
rec-file-not-a-table = Save it as CSV from your spreadsheet program or your bank, and drop that file here.
err-file-too-large = The file is larger than 96 MB.
rec-file-too-large = Split it, for example by year, and import the parts one after another.
err-file-no-known-column = None of the columns in this file is known.
rec-file-no-known-column = The first row must name the columns: date, type, amount, description, category, account.
err-file-missing-columns = Columns that are needed are missing.
rec-file-missing-columns = A file of transactions needs date, type, amount, description, category and account.
err-file-unreadable = The browser could not read the file.
rec-file-unreadable = It may have been moved or be open in another program. Choose it again.
err-no-preview = There is no file to import any more.
rec-no-preview = Drop it again; nothing was written.
err-google-denied = You said no on Google’s page, so nothing was changed.
rec-google-denied = That is fine. If it was a slip, start again here.
err-google-late = The way to Google and back took too long, so it no longer counts.
rec-google-late = Nothing was changed. Start again here.
err-google-error = Something went wrong on the way to Google and back.
rec-google-error = Nothing was changed. Try again in a moment; if it stays, tell whoever runs this server.
err-google-signed-out = You are not signed in any more.
rec-google-signed-out = Sign in again under Settings, Google.
err-google-not-connected = Your Google Drive is not connected.
rec-google-not-connected = Connect it under Settings, Google.
err-google-expired = Google no longer lets LukaLibre into your Drive.
rec-google-expired = Connect again under Settings, Google. Your files there are untouched.
err-google-scope-missing = LukaLibre was not allowed to use your Drive.
rec-google-scope-missing = Connect again, and leave the box for Drive ticked on Google’s page.
err-google-account-mismatch = Drive belongs to another Google account than the one you signed in with.
rec-google-account-mismatch = Connect again and choose the account you are signed in with, or sign out first to use the other one.
err-google-unavailable = Google, or the server on the way to it, can’t answer right now.
rec-google-unavailable = Nothing is lost. Try again in a few minutes.
err-google-offline = There is no connection right now.
rec-google-offline = Your ledger works as always. Try again when you are online.
err-google-bad-answer = We got an answer that we don’t understand.
rec-google-bad-answer = Try again later. If it stays, tell whoever runs this server.
err-google-slow-down = There were too many requests in a short time.
rec-google-slow-down = Wait a minute, then try again.
err-google-full = Your Google Drive is full, so nothing was put there.
rec-google-full = Make room in Drive, or save the backup to a file instead. Your ledger is safe on this device.
err-google-gone = This file is not in your Drive any more, or LukaLibre may not see it.
rec-google-gone = If you can see it in Drive, pick it again; else choose another one.
err-sheet-changing = The spreadsheet kept changing while we read it.
rec-sheet-changing = Nothing was imported. Wait until nobody edits it, then read it again.
err-sheet-gone = The chosen sheets are not in this spreadsheet any more.
rec-sheet-gone = Choose other sheets and read it again.
err-backup-not = This file is not a LukaLibre backup.
rec-backup-not = Choose a file whose name ends in .lukabak. Nothing was changed.
err-backup-damaged = This backup is damaged: it is not what was written.
rec-backup-damaged = Nothing of it was used and your ledger is untouched. Take another backup, or fetch this one again.
err-backup-incomplete = This backup is not complete: its end is missing.
rec-backup-incomplete = Your ledger is untouched. Copy or download the file again, or take another backup.
err-backup-newer = A newer version of LukaLibre wrote this backup.
rec-backup-newer = Update LukaLibre, then restore it. Your ledger is untouched.
err-backup-foreign = This backup is of another vault.
rec-backup-foreign = Open it on a device without a vault, or delete this vault first. Nothing was changed.
err-backup-replaced = Drive gave us another backup than this one: an older or a different one stands in its place.
rec-backup-replaced = Nothing of it was used and your ledger is untouched. Look into your Drive who changed it, and take another backup.
err-backup-differs = What arrived in Drive is not what was sent, so it was removed.
rec-backup-differs = Your ledger is untouched. Back up again; if it happens again, save a backup file instead.
err-backup-busy = A backup is under way already.
rec-backup-busy = Wait until it is done.
err-backup-rolled-back = Your newest backups are gone from Drive: only older ones are there.
rec-backup-rolled-back = If you did not delete them, somebody else may have. Your ledger on this device is untouched: back up now.
err-backup-exchanged = Your newest backup was replaced by another one.
rec-backup-exchanged = Your ledger on this device is untouched. Back up now, and look who has access to your Drive.
err-share-lost = The shared file did not get here: it was only in the browser’s memory, and the browser let go of it.
rec-share-lost = Nothing of it was kept. Share it once more, or choose the file on the import page.
err-share-early = A file was shared before LukaLibre could receive files on this device.
rec-share-early = Nothing of it was kept. From now on it works: share the file once more.
err-share-empty = Something was shared, but there was no file in it.
rec-share-empty = Share a file: a CSV, or a zip with several.
err-internal = Something unexpected happened on our side.
rec-internal = Nothing was half-written. Reload the page and try again; if it stays, send us the line below.

## The demonstration's words: English, and what they are here
demo-words = Housing=Housing
