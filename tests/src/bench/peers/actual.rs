//! The released web client of Actual Budget, driven as a person does: only its account is made by the call that its
//! page exposes for that, because it takes a dozen clicks and none is measured.

use super::{App, chooses_file, stopwatch};
use anyhow::{Context, Result};
use journeys::Person;
use std::{
    fmt::Write,
    path::{Path, PathBuf},
};

pub struct Actual<'a> {
    pub file: &'a Path,
    pub origin: &'a str,
}

/// Its import, once it stands in front of the person.
const BUTTON: &str = "[...document.querySelectorAll('button')].find((one) => one.textContent.trim() === 'Import 10000 transactions')";

impl App for Actual<'_> {
    const USABLE: &'static str = "[...document.querySelectorAll('button')].some((one) => one.textContent.trim() === 'Start budgeting')";
    const MONTH: &'static str =
        "!!document.querySelector(\"[data-testid='budget-table'] [data-testid='row']\")";
    const LIST: &'static str =
        "!!document.querySelector(\"[data-testid='transaction-table'] [data-testid='row']\")";
    const GO: [&'static str; 2] = [
        "document.querySelector(\"a[href='/budget']\").click()",
        "document.querySelector(\"a[href^='/accounts/']:not([href$='/accounts']):not([href$='budget'])\").click()",
    ];
    // It says nowhere what it searched for, so its rows do: before, most of them lack the word.
    const FOUND: &'static str =
        "((rows) => rows.length > 0 && rows.every((row) => row.textContent.toLowerCase().includes(query)))(
        [...document.querySelectorAll(\"[data-testid='transaction-table'] [data-testid='row']\")])";
    const SEARCH: &'static str = "input[placeholder^='Search']";
    const HOLDER: &'static str = "[data-testid='transaction-table']";

    async fn begins(&self, person: &Person) -> Result<()> {
        let browser = &person.browser;
        let start = "[...document.querySelectorAll('button')].find((one) => one.textContent.trim() === 'Start budgeting').click()";
        browser.run(start, vec![]).await?;
        browser
            .css("[data-testid='budget-table'] [data-testid='row']")
            .await?;
        let account = "return $send('account-create', { name: 'Checking', balance: 0, offBudget: false })
            .then((id) => __navigate(`/accounts/${id}`))";
        browser.run(account, vec![]).await?;
        browser.css("[data-testid='transaction-table']").await?;
        // The browser's dialog for files can't be driven, so the file is given to the input behind it.
        let keep = "const click = HTMLInputElement.prototype.click;
            HTMLInputElement.prototype.click = function () {
                if (this.type !== 'file') return click.call(this);
                this.dataset.chosen = '1'; document.body.append(this); }";
        browser.run(keep, vec![]).await?;
        Ok(())
    }

    async fn previews(&self, person: &Person) -> Result<()> {
        let import = "[...document.querySelectorAll('button')].find((one) => one.textContent.trim() === 'Import').click()";
        person.browser.run(import, vec![]).await?;
        chooses_file(person, "input[data-chosen]", self.file).await?;
        waits(person, "the preview", BUTTON).await
    }

    async fn commits(&self, person: &Person) -> Result<()> {
        person.browser.run(&format!("{BUTTON}.click()"), vec![]).await?;
        waits(
            person,
            "the import",
            &format!("!document.querySelector('[role=dialog]') && {}", Self::LIST),
        )
        .await
    }

    async fn opens(&self, person: &Person) -> Result<f64> {
        let armed = stopwatch::arm(person, Self::MONTH).await?;
        let took = stopwatch::load(person, self.origin).await;
        stopwatch::disarm(person, armed).await?;
        took
    }
}

/// Minutes may pass, so it is waited for longer than a person would.
async fn waits(person: &Person, what: &str, test: &str) -> Result<()> {
    const PATIENCES: usize = 6;
    for _ in 1..PATIENCES {
        if person
            .browser
            .until(what, &format!("return !!({test})"), vec![])
            .await
            .is_ok()
        {
            return Ok(());
        }
    }
    person
        .browser
        .until(what, &format!("return !!({test})"), vec![])
        .await?;
    Ok(())
}

/// The same rows in the columns it looks for: it has no accounts, types or identifiers in a file, wants signs, and takes
/// a payee who comes again and again, which is the description before its dash or number.
pub fn file_of(ours: &Path, folder: &Path) -> Result<PathBuf> {
    let text = std::fs::read_to_string(ours)?;
    let rows = rows(&text);
    let head = rows.first().context("no head")?;
    let place = |name: &str| {
        head.iter()
            .position(|known| known == name)
            .context(name.to_owned())
    };
    let (date, category, description) = (place("date")?, place("category")?, place("description")?);
    let (amount, kind) = (place("amount")?, place("type")?);
    let mut csv = String::from("Date,Payee,Notes,Category,Amount\n");
    for row in &rows[1..] {
        let payee = row[description]
            .split([' ', '\u{a0}'])
            .filter(|word| !word.starts_with('#'));
        let payee = payee
            .take_while(|word| *word != "–")
            .collect::<Vec<_>>()
            .join(" ");
        let sign = if row[kind] == "income" { "" } else { "-" };
        // Writing into a String can't fail.
        let _ = writeln!(
            csv,
            "{},{},{},{},{sign}{}",
            row[date],
            quoted(&payee),
            quoted(&row[description]),
            quoted(&row[category]),
            row[amount]
        );
    }
    let file = folder.join("household.csv");
    std::fs::write(&file, csv)?;
    Ok(file)
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}

/// Rows of fields; quotes may hold commas, lines and doubled quotes.
fn rows(text: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut field) = (Vec::new(), Vec::new(), String::new());
    let mut letters = text.chars().peekable();
    let mut is_quoted = false;
    while let Some(letter) = letters.next() {
        match letter {
            '"' if is_quoted && letters.peek() == Some(&'"') => field.extend(letters.next()),
            '"' => is_quoted = !is_quoted,
            ',' if !is_quoted => row.push(std::mem::take(&mut field)),
            '\n' if !is_quoted => {
                row.push(std::mem::take(&mut field));
                rows.push(std::mem::take(&mut row));
            }
            '\r' if !is_quoted => {}
            other => field.push(other),
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rows_come_in_the_columns_it_looks_for() {
        let folder = tempfile::tempdir().unwrap();
        let ours = folder.path().join("ours.csv");
        std::fs::write(
            &ours,
            "date,category,description,amount,type\n2024-01-02,Food,\"Café \"\"A, B\"\" – card #12\",4.50,expense\n\
             2024-01-03,Income,Nordwind #9,9.00,income\n",
        )
        .unwrap();
        let theirs = std::fs::read_to_string(file_of(&ours, folder.path()).unwrap()).unwrap();
        assert_eq!(
            theirs,
            "Date,Payee,Notes,Category,Amount\n2024-01-02,\"Café \"\"A, B\"\"\",\"Café \"\"A, B\"\" – card #12\",\"Food\",-4.50\n\
             2024-01-03,\"Nordwind\",\"Nordwind #9\",\"Income\",9.00\n"
        );
    }
}
