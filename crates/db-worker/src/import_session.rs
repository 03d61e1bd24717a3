//! An import from file to ledger: read, match, preview, write. What is previewed is what is written.

use crate::{
    clock, convert, dashboard,
    error::{self, Result},
    existing::{Existing, Seen},
    import_plan, preview, progress,
    random::new_id,
    session::Session,
    sheets::SheetContent,
    source::{self, SourceFile},
    worker::with_session,
};
use import::{
    Answers, Context, DateOrder, DecimalMark, IncomingAccount, IncomingBudget, ReadError, Reading, Rows,
    TablePlan, TableStatus,
};
use ledger::{Transaction, fold};
use money::Currency;
use protocol::{Batch, Code, Failure, ImportAnswers, Imported, Phase, Reply};
use std::{collections::HashMap, rc::Rc};
use store::{accounts, batch, budgets, sheets};
use wasm_bindgen::JsValue;

/// An import that is being looked at.
pub(crate) struct ImportSession {
    files: Vec<SourceFile>,
    /// What was read of each file, in reading order.
    pub(crate) tables: Vec<TableRead>,
    /// The currency of amounts that name none.
    pub(crate) currency: Currency,
    /// What to call the import.
    pub(crate) source: String,
    /// How long reading and matching took.
    pub(crate) elapsed_ms: u32,
    /// Rows that vanished from their sheet are to go.
    pub(crate) removes: bool,
}

/// A file, read and matched.
pub(crate) struct TableRead {
    pub(crate) name: String,
    pub(crate) kind: import::TableKind,
    pub(crate) evidence: import::Evidence,
    pub(crate) questions: Vec<import::Question>,
    pub(crate) plan: TableRows,
    /// Where it is a sheet that it was read from, and what became of the rows that were taken in of it before.
    pub(crate) sheet: Option<(Rc<SheetContent>, Seen, bool)>,
}

impl TableRead {
    /// Whether the sheet was taken in before.
    pub(crate) fn was_taken_in(&self) -> bool {
        self.sheet.as_ref().is_some_and(|(_, _, was)| *was)
    }

    /// Transactions that are not in the sheet any more.
    pub(crate) fn vanished(&self) -> &[Transaction] {
        self.sheet.as_ref().map_or(&[], |(_, seen, _)| &seen.vanished)
    }
}

/// The rows of a file and what will become of each.
pub(crate) enum TableRows {
    Transactions(import::Plan),
    Accounts(TablePlan<IncomingAccount>),
    Budgets(TablePlan<IncomingBudget>),
    Unsupported(Vec<u64>),
}

/// Takes the files of a message, reads and matches them.
pub(crate) async fn read(files: &JsValue) -> Result<Reply> {
    // A spreadsheet that is still being read would come in place of these.
    crate::sheet_requests::cancel();
    let files = source::take(files).await?;
    with_session(|session| {
        session.import = None;
        let import = match_files(session, files, &ImportAnswers::default())?;
        let reply = preview::of(&import);
        session.import = Some(import);
        Ok(Reply::Preview(reply))
    })
}

/// Reads the same files again with the person's answers.
pub(crate) fn answer(session: &mut Session, answers: &ImportAnswers) -> Result<Reply> {
    let import = session.import.take().ok_or_else(nothing)?;
    let (source, removes) = (import.source, import.removes);
    let import = ImportSession {
        source,
        removes,
        ..match_files(session, import.files, answers)?
    };
    let reply = preview::of(&import);
    session.import = Some(import);
    Ok(Reply::Preview(reply))
}

/// There is no preview.
pub(crate) fn nothing() -> Failure {
    Failure::new(Code::NoPreview, "nothing was read")
}

pub(crate) fn match_files(
    session: &Session,
    files: Vec<SourceFile>,
    answers: &ImportAnswers,
) -> Result<ImportSession> {
    let start = clock::ticks();
    let base = dashboard::base_currency(session)?;
    let currency = answers
        .currency
        .as_deref()
        .and_then(|code| Currency::parse(code).ok())
        .unwrap_or(base);
    let known = accounts::all(&session.conn).map_err(error::store)?;
    let mut context = Context {
        today: clock::today(),
        base_currency: currency,
        account_currencies: known
            .iter()
            .map(|a| (fold(&a.account.name), a.account.currency))
            .collect(),
    };
    let answers = understood(answers);
    let mut existing = Existing::load(&session.conn)?;
    let mut tables = Vec::new();
    for file in &files {
        let reading = read_file(file, &answers, &context)?;
        progress(Phase::Matching, 0, 0);
        tables.push(match_table(session, file, reading, &mut existing, &mut context)?);
    }
    let source = source::name(&files);
    Ok(ImportSession {
        files,
        tables,
        currency,
        source,
        elapsed_ms: clock::elapsed_ms(start),
        removes: false,
    })
}

fn understood(answers: &ImportAnswers) -> Answers {
    let order = |word: &str| {
        [
            DateOrder::YearMonthDay,
            DateOrder::DayMonthYear,
            DateOrder::MonthDayYear,
        ]
        .into_iter()
        .find(|order| preview::order_word(*order) == word)
    };
    let mark = |word: &str| {
        [DecimalMark::Dot, DecimalMark::Comma]
            .into_iter()
            .find(|m| preview::mark_word(*m) == word)
    };
    Answers {
        date_order: answers.date_order.as_deref().and_then(order),
        decimal: answers.decimal.as_deref().and_then(mark),
        encoding: None,
    }
}

fn read_file(file: &SourceFile, answers: &Answers, context: &Context) -> Result<Reading> {
    let mut report = |p: import::Progress| progress(Phase::Reading, p.done / 1024, p.total / 1024);
    let reading = match &file.sheet {
        Some(content) => content.with(|sheet| import::read_sheet(sheet, answers, context, &mut report)),
        None => import::read(&file.bytes, answers, context, &mut report),
    };
    reading.map_err(|e| {
        let code = match &e {
            ReadError::Empty => Code::FileEmpty,
            ReadError::NotText => Code::FileNotATable,
            ReadError::NoKnownColumn { .. } => Code::FileNoKnownColumn,
            ReadError::MissingColumns { .. }
            | ReadError::DuplicateColumn { .. }
            | ReadError::ColumnGone { .. } => Code::FileMissingColumns,
        };
        Failure::new(code, format!("{}: {e}", file.name))
    })
}

fn match_table(
    session: &Session,
    file: &SourceFile,
    reading: Reading,
    existing: &mut Existing<'_>,
    context: &mut Context,
) -> Result<TableRead> {
    let mut seen = Seen::default();
    let mut was_taken_in = false;
    if let Some(content) = &file.sheet {
        let (file_id, number) = (&content.file_id, content.number);
        let known = sheets::get(&session.conn, file_id).map_err(error::store)?;
        was_taken_in = known
            .tabs
            .iter()
            .any(|tab| tab.number == number && tab.hash.is_some());
        existing.begin_sheet(sheets::rows(&session.conn, file_id, number).map_err(error::store)?);
    }
    let plan = match reading.rows {
        Rows::Transactions(rows) => {
            let plan = import::plan_transactions(rows, &reading.columns, existing);
            seen = existing.end_sheet(&plan, &reading.refused_ids)?;
            existing.absorb(&plan);
            TableRows::Transactions(plan)
        }
        Rows::Accounts(rows) => {
            let known = accounts::all(&session.conn).map_err(error::store)?;
            let known: Vec<_> = known.into_iter().map(|a| a.account).collect();
            let plan = import::plan_accounts(rows, &reading.columns, &known);
            for account in written(&plan) {
                context
                    .account_currencies
                    .insert(fold(&account.name), account.currency);
                existing.add_account(&account.name);
            }
            TableRows::Accounts(plan)
        }
        Rows::Budgets(rows) => {
            let known = budgets::all(&session.conn).map_err(error::store)?;
            TableRows::Budgets(import::plan_budgets(rows, &known))
        }
        Rows::Unsupported(lines) => TableRows::Unsupported(lines),
    };
    let (kind, evidence, questions) = (reading.kind, reading.evidence, reading.questions);
    Ok(TableRead {
        name: file.name.clone(),
        kind,
        evidence,
        questions,
        plan,
        sheet: file
            .sheet
            .as_ref()
            .map(|content| (content.clone(), seen, was_taken_in)),
    })
}

pub(crate) fn written<T>(plan: &TablePlan<T>) -> impl Iterator<Item = &T> {
    plan.items.iter().filter_map(|item| match &item.status {
        TableStatus::New(row) | TableStatus::Update { row, .. } => Some(row),
        _ => None,
    })
}

/// Writes the preview's plan in one SQL transaction.
pub(crate) fn commit(session: &mut Session) -> Result<Reply> {
    let start = clock::ticks();
    let import = session.import.take().ok_or_else(nothing)?;
    let counts = preview::counts(&import);
    let plan = import_plan::plan_of(&import, &clock::now(), counts);
    session.lists.invalidate();
    session.note_change().map_err(error::store)?;
    let total = plan.new.len() as u64;
    let mut report = |done: usize| progress(Phase::Writing, done as u64, total);
    let done = batch::commit(
        &mut session.conn,
        &plan,
        &import.source,
        &clock::now(),
        &mut new_id,
        &mut report,
    );
    let batch = match done {
        Ok(batch) => batch,
        Err(e) => {
            // Nothing was written, so the preview still holds.
            session.import = Some(import);
            return Err(error::store(e));
        }
    };
    Ok(Reply::Imported(Imported {
        batch,
        written: counts[0] + counts[1],
        removed: u32::try_from(plan.removed.len()).unwrap_or(u32::MAX),
        duplicates: counts[2],
        errors: counts[3],
        checkpoints: checkpoints(session, &plan)?,
        elapsed_ms: clock::elapsed_ms(start),
    }))
}

/// Accounts of this import whose bank balance is not what the ledger adds up to.
fn checkpoints(
    session: &Session,
    plan: &batch::Plan,
) -> Result<Vec<(String, protocol::Amount, protocol::Amount)>> {
    let named: HashMap<&str, ()> = plan.accounts.iter().map(|a| (a.name.as_str(), ())).collect();
    let all = accounts::all(&session.conn).map_err(error::store)?;
    let differs = all.into_iter().filter_map(|state| {
        let bank = state.checkpoint.filter(|c| *c != state.balance.minor)?;
        let bank = money::Money::new(bank, state.balance.currency);
        named.contains_key(state.account.name.as_str()).then(|| {
            (
                state.account.name.clone(),
                convert::amount(bank),
                convert::amount(state.balance),
            )
        })
    });
    Ok(differs.collect())
}

/// Earlier imports.
pub(crate) fn history(session: &Session) -> Result<Vec<Batch>> {
    let count = |n: u64| u32::try_from(n).unwrap_or(u32::MAX);
    let batches = batch::history(&session.conn).map_err(error::store)?;
    Ok(batches
        .into_iter()
        .map(|b| Batch {
            id: b.id,
            created_at: b.created_at,
            source: b.source,
            written: count(b.n_new + b.n_updated),
            removed: count(b.n_removed),
            duplicates: count(b.n_duplicate),
            errors: count(b.n_error),
            undone: b.undone_at.is_some(),
        })
        .collect())
}

/// Takes an import back. A preview that was made before it no longer holds.
pub(crate) fn undo(session: &mut Session, batch: i64) -> Result<Reply> {
    session.lists.invalidate();
    session.import = None;
    session.note_change().map_err(error::store)?;
    batch::undo(&mut session.conn, batch, &clock::now(), &mut new_id).map_err(error::store)?;
    Ok(Reply::Done)
}
