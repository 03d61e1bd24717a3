//! The texts and the sources that use them agree, in every language.

use crate::i18n::{self, I18n, Lang, Value};
use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};
use protocol::Code;
use std::{collections::BTreeSet, fs, path::Path};

/// Each language with its file, as a browser would be sent it.
const LANGUAGES: [(&str, &str, &str); 2] = [
    ("en", "English", include_str!("../../assets/i18n/en/app.ftl")),
    ("es", "Español", include_str!("../../assets/i18n/es/app.ftl")),
];

fn in_language(code: &str, locale: &str) -> I18n {
    let file = LANGUAGES.iter().find(|(name, ..)| *name == code).unwrap().2;
    I18n::new(Lang::of_tag(code).unwrap(), locale, file.to_owned())
}

/// Message identifiers that are put together at run time: a prefix and what follows it.
fn put_together() -> BTreeSet<String> {
    let with = |prefix: &str, names: &str| -> Vec<String> {
        names
            .split_whitespace()
            .map(|name| format!("{prefix}-{name}"))
            .collect()
    };
    let codes = all_codes().map(Code::name).join(" ");
    let columns = "transaction-id date category subcategory description amount type account to-account payment-method \
        tags recurring recurring-frequency notes created-at updated-at currency split account-id account-name \
        account-type institution current-balance opening-balance opening-date balance-date budget-id monthly-limit \
        year month";
    let problems = "required too-long control-character not-a-date ambiguous-date future-expense not-a-number \
        ambiguous-amount not-positive too-many-places too-large not-one-of frequency-missing too-many-tags \
        not-an-instant unknown-currency currency-of-account duplicate-id splits-do-not-add-up same-account \
        too-many-cells error-cell broken-quotes";
    let evidence = "encoding mark undecodable-lines delimiter line-ending preamble header-line totals-line blank-rows \
        ignored-columns dates-every dates-line dates-answer dates-mixed amounts-every amounts-line amounts-answer \
        amounts-mixed own-format times-ignored frequencies-ignored rows unsupported kind \
        locale noise dates-locale amounts-locale";
    let fields = "date type amount description category subcategory account to-account payment-method tags notes \
        frequency line status";
    // The way back from Google and a share end in these where no request of ours failed.
    let returned = "google-denied google-late google-error share-lost share-early share-empty";
    let exits = "disconnect disconnect-revoke sign-out sign-out-everywhere delete-account";
    let exit = |part: &str| {
        let names: Vec<_> = exits.split(' ').map(|name| format!("{name}{part}")).collect();
        with("google", &names.join(" "))
    };
    [
        with("err", &codes),
        with("rec", &codes),
        with("err", returned),
        with("rec", returned),
        with("google", "checking offline no-server not-configured signed-out signed-in connected expired"),
        with("google", "offline-text no-server-text not-configured-text signed-out-text signed-in-text connected-text expired-text"),
        exit(""),
        exit("-text"),
        exit("-done"),
        with("err", "backup-rolled-back backup-exchanged"),
        with("rec", "backup-rolled-back backup-exchanged"),
        with("backup-minutes", "5 30 120 1440 0"),
        with("restore", "transactions accounts categories budgets income expense saving transfer worth"),
        with("progress", "reading asking matching writing exporting sealing sending fetching checking"),
        with("column", columns),
        with("problem", problems),
        with("evidence", evidence),
        with(
            "reason",
            "new new-creates update same-id unchanged vanished twin same-account same-budget error",
        ),
        with("field", fields),
        with("type", "income expense saving transfer"),
        with("by-category", "income expense saving transfer"),
        with("status", "new update duplicate error vanished"),
        with("sheet-why", "unknown missing twice gone"),
        with("question", "date-order date-order-text decimal decimal-text"),
        with("choice", "iso day-first month-first year-first dot comma"),
        with("import-done", "removed duplicates errors"),
        with("import-batch", "removed duplicates errors"),
        with("undo", "title"),
        with("redo", "title"),
    ]
    .concat()
    .into_iter()
    .collect()
}

/// Every case of the protocol.
fn all_codes() -> [Code; 48] {
    use Code::*;
    [
        WrongPassphrase,
        WrongWords,
        UnreadableWords,
        WordsDiffer,
        PassphraseTooShort,
        VaultDamaged,
        NewerVersion,
        StorageFull,
        NoStorage,
        NotLoaded,
        OpenInAnotherTab,
        NoVault,
        VaultExists,
        Locked,
        InvalidFields,
        NotFound,
        NothingToUndo,
        ChangedSince,
        StaleList,
        FileEmpty,
        FileNotATable,
        FileTooLarge,
        FileNoKnownColumn,
        FileMissingColumns,
        FileUnreadable,
        NoPreview,
        GoogleSignedOut,
        GoogleNotConnected,
        GoogleExpired,
        GoogleScopeMissing,
        GoogleAccountMismatch,
        GoogleUnavailable,
        GoogleOffline,
        GoogleBadAnswer,
        GoogleSlowDown,
        GoogleFull,
        GoogleGone,
        SheetChanging,
        SheetGone,
        BackupNot,
        BackupDamaged,
        BackupIncomplete,
        BackupNewer,
        BackupForeign,
        BackupReplaced,
        BackupDiffers,
        BackupBusy,
        Internal,
    ]
}

fn ids(text: &str) -> BTreeSet<String> {
    let is_id = |line: &&str| line.starts_with(|first: char| first.is_ascii_lowercase());
    text.lines()
        .filter(is_id)
        .filter_map(|line| Some(line.split_once(" =")?.0.to_owned()))
        .collect()
}

/// A value for every name that a file uses.
fn any_values(text: &str, value: Value) -> Vec<(String, Value)> {
    let names = text.split('$').skip(1).map(|part| {
        let end = part.find(|c: char| !c.is_ascii_lowercase()).unwrap_or(part.len());
        part[..end].to_owned()
    });
    names
        .collect::<BTreeSet<_>>()
        .into_iter()
        .map(|name| (name, value.clone()))
        .collect()
}

fn for_fluent(values: &[(String, Value)]) -> FluentArgs<'_> {
    let mut args = FluentArgs::new();
    for (name, value) in values {
        let value: FluentValue<'_> = match value {
            Value::Text(text) => text.as_str().into(),
            Value::Number(number) => (*number).into(),
        };
        args.set(name.as_str(), value);
    }
    args
}

fn sources(folder: &Path, found: &mut String) {
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let path = entry.path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.file_name().unwrap() != "texts.rs" {
            found.push_str(&fs::read_to_string(path).unwrap());
        }
    }
}

fn all_sources() -> String {
    let mut found = String::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut found);
    found
}

/// The literals given to `t` and `tv`.
fn asked_for(sources: &str) -> BTreeSet<String> {
    let calls = [".t(\"", ".tv(\"", "text(\""];
    calls
        .iter()
        .flat_map(|call| sources.split(call).skip(1))
        .filter_map(|rest| Some(rest.split_once('"')?.0.to_owned()))
        .collect()
}

#[test]
fn every_language_of_the_page_is_read_here() {
    let here = LANGUAGES.map(|(code, name, _)| (code, name));
    assert_eq!(here, i18n::LANGUAGES);
}

#[test]
fn every_language_has_the_same_messages() {
    for (code, _, text) in LANGUAGES {
        let (here, there) = (ids(text), ids(LANGUAGES[0].2));
        let differ: Vec<_> = here.symmetric_difference(&there).collect();
        assert!(differ.is_empty(), "{code}: {differ:?}");
        // What is new belongs to a version.
        let news = in_language(code, code).t("news-version");
        assert_eq!(news, env!("CARGO_PKG_VERSION"), "{code}");
    }
}

#[test]
fn every_message_is_what_fluent_makes_of_it() {
    let words = ["Food", "comma", "crlf", "day-first", "utf-8", "budgets"].map(Value::from);
    let tries: Vec<Value> = [0, 1, 2, 21].map(Value::from).into_iter().chain(words).collect();
    for (code, _, text) in LANGUAGES {
        let i18n = in_language(code, code);
        let resource = FluentResource::try_new(text.to_owned())
            .map_err(|(_, errors)| errors)
            .unwrap();
        let mut bundle = FluentBundle::new(vec![code.parse().unwrap()]);
        bundle.set_use_isolating(false);
        bundle.add_resource(resource).unwrap();
        for (id, value) in ids(text)
            .iter()
            .flat_map(|id| tries.iter().map(move |value| (id, value)))
        {
            let values = any_values(text, value.clone());
            let mut errors = Vec::new();
            let pattern = bundle.get_message(id).unwrap().value().unwrap();
            let expected = bundle.format_pattern(pattern, Some(&for_fluent(&values)), &mut errors);
            let ours: Vec<_> = values
                .iter()
                .map(|(name, value)| (name.as_str(), value.clone()))
                .collect();
            assert!(
                errors.is_empty() && !expected.is_empty(),
                "{code}: {id}: {errors:?}"
            );
            assert_eq!(i18n.tv(id, &ours), expected, "{code}: {id}: {value:?}");
        }
    }
}

#[test]
fn every_message_that_is_asked_for_exists() {
    let there = ids(LANGUAGES[0].2);
    let wanted = asked_for(&all_sources());
    assert!(wanted.len() > 50);
    let missing: Vec<_> = wanted
        .union(&put_together())
        .filter(|id| !there.contains(*id))
        .cloned()
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn no_message_is_unused() {
    let (sources, made) = (all_sources(), put_together());
    let unused: Vec<_> = ids(LANGUAGES[0].2)
        .into_iter()
        .filter(|id| !made.contains(id) && !sources.contains(&format!("\"{id}\"")))
        .collect();
    assert!(unused.is_empty(), "{unused:?}");
}

#[test]
fn the_first_language_of_the_person_that_we_speak_is_chosen() {
    let tags = ["fr-FR", "es-CL", "en"].map(str::to_owned);
    let (lang, locale) = Lang::choose(None, &tags);
    assert_eq!((lang.code(), locale.as_str()), ("es", "es-CL"));
    let (lang, locale) = Lang::choose(Lang::of_tag("en"), &tags[..2]);
    assert_eq!((lang.code(), locale.as_str()), ("en", "en"));
}

#[test]
fn plurals_follow_the_language() {
    let i18n = in_language("es", "es-CL");
    assert_eq!(
        i18n.tv("transaction-count", &[("count", 1.into())]),
        "Un movimiento"
    );
    assert_eq!(
        i18n.tv("transaction-count", &[("count", 12.into())]),
        "12 movimientos"
    );
    let values = [("line".to_owned(), "7".to_owned())];
    assert_eq!(
        i18n.coded("problem", "duplicate-id", &values),
        "La línea 7 tiene el mismo identificador."
    );
}
