//! Accounts, budgets, and the tables that are recognised and not read yet.

use crate::ledgers::read;
use import::{
    IncomingAccount, IncomingBudget, Rows, TableKind, TablePlan, TableStatus, export_accounts,
    export_budgets, export_contributions, export_goals, plan_accounts, plan_budgets,
};
use jiff::civil::date;
use ledger::{Account, AccountType, Budget, Field, Problem};
use money::{Currency, Money};

fn account(id: &str, name: &str) -> Account {
    Account {
        id: id.into(),
        name: name.into(),
        account_type: AccountType::CreditCard,
        institution: Some("=Bank, \"one\"".into()),
        currency: Currency::parse("KWD").unwrap(),
        current_balance: -1_234,
        balance_date: Some(date(2024, 3, 5)),
        opening_balance: 5_678,
        opening_date: None,
    }
}

fn accounts(bytes: &[u8], existing: &[Account]) -> TablePlan<IncomingAccount> {
    let reading = read(bytes);
    assert_eq!(reading.questions, []);
    let Rows::Accounts(rows) = reading.rows else {
        panic!("not accounts")
    };
    plan_accounts(rows, &reading.columns, existing)
}

fn budgets(bytes: &[u8], existing: &[Budget]) -> TablePlan<IncomingBudget> {
    let Rows::Budgets(rows) = read(bytes).rows else {
        panic!("not budgets")
    };
    plan_budgets(rows, existing)
}

#[test]
fn accounts_come_back_as_they_went() {
    let all = vec![account("a", "Visa"), account("b", "@home")];
    let bytes = export_accounts(&all);
    let plan = accounts(&bytes, &[]);
    let new = |item: import::TableItem<IncomingAccount>| match item.status {
        TableStatus::New(row) => row.complete(String::new()),
        other => panic!("{other:?}"),
    };
    let again: Vec<Account> = plan.items.into_iter().map(new).collect();
    assert_eq!((export_accounts(&again), &again), (bytes.clone(), &all));
    assert_eq!(accounts(&bytes, &all).counts.duplicates, 2);
}

#[test]
fn an_account_is_known_by_its_name_and_keeps_what_the_file_does_not_say() {
    let known = [account("a", "Visa"), account("b", "Giro")];
    let file = "Account Name,Account Type,Current Balance,Currency\nVISA,credit card,-1.000,kwd\nvisa,Cash,1,KWD\n\
                Giro,Cash,1,EUR\nNew,Bucket,\"1,250.5\",EUR\n";
    let plan = accounts(file.as_bytes(), &known);
    let TableStatus::Update { row, changes } = &plan.items[0].status else {
        panic!("{plan:?}")
    };
    let fields: Vec<Field> = changes.iter().map(|change| change.field).collect();
    assert_eq!(fields, [Field::AccountName, Field::CurrentBalance]);
    assert_eq!(
        (row.id.as_deref(), row.opening_balance, row.institution.is_some()),
        (Some("a"), Some(5_678), true)
    );
    let problems: Vec<_> = plan
        .errors()
        .map(|(line, refusals)| (line, refusals[0].problem.problem.clone()))
        .collect();
    let currency = Problem::CurrencyOfAccount {
        account: "KWD".into(),
    };
    assert_eq!(problems, [(3, Problem::DuplicateId { line: 2 }), (4, currency)]);
    let TableStatus::New(row) = &plan.items[3].status else {
        panic!("{plan:?}")
    };
    assert_eq!(
        (row.current_balance, &row.account_type),
        (125_050, &AccountType::Other("Bucket".into()))
    );
}

#[test]
fn budgets_come_back_as_they_went_and_are_known_by_category_and_month() {
    let budget = |id: &str, category: &str, minor| Budget {
        id: id.into(),
        category: category.into(),
        limit: Money::new(minor, Currency::USD),
        month: "2024-03".parse().unwrap(),
    };
    let all = vec![budget("1", "Food", 25_000), budget("2", "-x", 0)];
    let bytes = export_budgets(&all);
    let new = |item: import::TableItem<IncomingBudget>| match item.status {
        TableStatus::New(row) => row.complete(String::new()),
        other => panic!("{other:?}"),
    };
    let again: Vec<Budget> = budgets(&bytes, &[]).items.into_iter().map(new).collect();
    assert_eq!((export_budgets(&again), &again), (bytes.clone(), &all));
    assert_eq!(budgets(&bytes, &all).counts.duplicates, 2);
    let file = "category,monthly_limit,year,month,currency\nFOOD,300,2024,3,USD\nfood,1,2024,03,USD\nX,-1,2024,13,USD\n";
    let plan = budgets(file.as_bytes(), &all);
    assert_eq!((plan.counts.updates, plan.counts.errors), (1, 2));
}

#[test]
fn goals_and_contributions_are_recognised() {
    assert_eq!(
        (read(&export_goals()).kind, read(&export_contributions()).kind),
        (TableKind::Goals, TableKind::Contributions)
    );
    let reading = read(b"goal_id,goal_name,target_amount\n1,Boat,5\n\n2,House,6\n");
    assert_eq!(reading.rows, Rows::Unsupported(vec![2, 4]));
}
