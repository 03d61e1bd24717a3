//! Files as they come: each is read right, asked about, or refused with its line and reason.

use anyhow::Result;
use journeys::{Person, Server, free_port};

const HEAD: &str = "date,category,description,amount,type,account\n";

#[tokio::test]
async fn files_that_are_no_tables_are_refused_by_name() -> Result<()> {
    let server = Server::start(free_port()?)?;
    let person = Person::arrives(server.port()).await?;
    person.makes_a_vault().await?;
    let cases: [(&str, Vec<u8>, &str); 5] = [
        ("empty.csv", Vec::new(), "file-empty"),
        (
            "picture.csv",
            (0..4096_u32).map(|i| (i * 7919 % 256) as u8).collect(),
            "file-not-a-table",
        ),
        ("unknown.csv", b"a,b,c\n1,2,3\n".to_vec(), "file-no-known-column"),
        (
            "half.csv",
            b"date,amount\n2024-01-01,5.00\n".to_vec(),
            "file-missing-columns",
        ),
        ("huge.csv", vec![b'x'; 200 * 1024 * 1024], "file-too-large"),
    ];
    for (name, bytes, code) in cases {
        let file = person.has_file(name, &bytes)?;
        person.opens("import").await?;
        person.hands_over("import-file", &file).await?;
        person.browser.alert(code).await?;
    }
    assert_eq!(person.counts_transactions().await?, 0);
    Ok(())
}

#[tokio::test]
async fn amounts_of_every_notation_are_read_exactly_or_refused() -> Result<()> {
    let server = Server::start(free_port()?)?;
    let person = Person::arrives(server.port()).await?;
    person.makes_a_vault().await?;
    // A decimal comma in the first row decides the column.
    let rows = [
        ("12,50", Some("12.50")),
        ("1.234,50", Some("1234.50")),
        ("$ 1.234", Some("1234.00")),
        ("(12,00)", None),
        ("12,50-", None),
        ("−5", None),
        ("0,125", None),
        ("1e3", None),
    ];
    let lines: String = rows
        .iter()
        .map(|(amount, _)| format!("2024-01-31,Food,x,\"{amount}\",expense,Cash\n"))
        .collect();
    let file = person.has_file("amounts.csv", format!("{HEAD}{lines}").as_bytes())?;
    person.previews(&file).await?;
    for (i, (written, read)) in rows.iter().enumerate() {
        let row = format!("[data-testid='import-row'][data-line='{}']", i + 2);
        let status = person.browser.value(&row, "data-status").await?;
        match read {
            Some(read) => {
                assert_eq!(status, "new", "{written}");
                let amount = person
                    .browser
                    .value(&format!("{row} [data-amount]"), "data-amount")
                    .await?;
                assert_eq!(&amount, read, "{written}");
            }
            None => {
                assert_eq!(status, "error", "{written}");
                let reason = person
                    .browser
                    .css(&format!("{row} [data-testid='import-reason']"))
                    .await?
                    .text()
                    .await?;
                assert!(!reason.is_empty(), "{written}");
            }
        }
    }
    assert_eq!(person.commits().await?, 3);
    Ok(())
}

#[tokio::test]
async fn a_date_with_two_readings_is_asked_and_the_answer_decides() -> Result<()> {
    let server = Server::start(free_port()?)?;
    let person = Person::arrives(server.port()).await?;
    person.makes_a_vault().await?;
    let text = format!("{HEAD}03/04/2024,Food,x,5.00,expense,Cash\n05/06/2024,Food,y,6.00,expense,Cash\n");
    let file = person.has_file("dates.csv", text.as_bytes())?;
    let counts = person.previews(&file).await?;
    assert_eq!(counts[0], 0, "nothing is guessed");
    person.browser.hook("import-question").await?;
    person
        .browser
        .css("[data-testid='import-question'] [data-value='day-first']")
        .await?
        .click()
        .await?;
    let asked = "return !document.querySelector(\"[data-testid='import-question']\")";
    person
        .browser
        .until("the question to be answered", asked, vec![])
        .await?;
    assert_eq!(person.preview_counts().await?, [2, 0, 0]);
    assert_eq!(person.commits().await?, 2);
    let months = person.reads_months(&["2024-04".into(), "2024-06".into()]).await?;
    assert_eq!([&months[0][1], &months[1][1]], ["5.00", "6.00"]);
    Ok(())
}

#[tokio::test]
async fn a_thousand_bad_rows_do_not_stop_the_good_ones_and_are_saved_as_a_file() -> Result<()> {
    let server = Server::start(free_port()?)?;
    let person = Person::arrives(server.port()).await?;
    person.makes_a_vault().await?;
    let bad = "2024-02-30,Food,no such day,5.00,expense,Cash\n".repeat(1000);
    let text = format!("{HEAD}{bad}2024-02-29,Food,good,5.00,expense,Cash\n");
    let file = person.has_file("bad.csv", text.as_bytes())?;
    assert_eq!(person.previews(&file).await?, [1, 0, 1000]);
    person.clicks("import-errors").await?;
    let (_, bytes) = person.browser.download().await?;
    let errors = String::from_utf8(bytes)?;
    assert_eq!(errors.lines().count(), 1001);
    assert!(errors.contains("\n1001,date,2024-02-30,"), "{}", &errors[..200]);
    assert_eq!(person.commits().await?, 1);
    Ok(())
}

#[tokio::test]
async fn twins_are_counted_and_nothing_is_merged_by_amount() -> Result<()> {
    let server = Server::start(free_port()?)?;
    let person = Person::arrives(server.port()).await?;
    person.makes_a_vault().await?;
    let coffee = "2024-03-01,Food,Coffee,2.50,expense,Cash\n";
    let two = person.has_file("two.csv", format!("{HEAD}{coffee}{coffee}").as_bytes())?;
    assert_eq!(person.previews(&two).await?, [2, 0, 0]);
    assert_eq!(person.commits().await?, 2);
    let book = "2024-03-05,Food,Book,2.50,expense,Cash\n";
    let three = person.has_file(
        "three.csv",
        format!("{HEAD}{}{book}", coffee.repeat(3)).as_bytes(),
    )?;
    assert_eq!(person.previews(&three).await?, [2, 2, 0]);
    assert_eq!(person.commits().await?, 2);
    assert_eq!(person.counts_transactions().await?, 4);
    Ok(())
}

#[tokio::test]
async fn hostile_text_is_only_text() -> Result<()> {
    let server = Server::start(free_port()?)?;
    let person = Person::arrives(server.port()).await?;
    person.makes_a_vault().await?;
    let text = format!(
        "{HEAD}2024-03-01,Food,\"<img src=x onerror=document.title='owned'>\",1.00,expense,\"Robert'); DROP TABLE txn;--\"\n"
    );
    let file = person.has_file("hostile.csv", text.as_bytes())?;
    assert_eq!(person.previews(&file).await?, [1, 0, 0]);
    person.commits().await?;
    assert_eq!(person.counts_transactions().await?, 1);
    let seen = person
        .browser
        .css("[data-testid='transaction-row']")
        .await?
        .text()
        .await?;
    assert!(seen.contains("<img src=x"), "{seen}");
    assert_ne!(person.run("return document.title").await?, "owned");
    Ok(())
}
