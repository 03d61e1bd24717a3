//! Between what the store keeps, what the importer reads and what the page shows of a spreadsheet.

use crate::sheets::BookTab;
use import::{ColumnMap, ColumnSource, Grid, MappedColumn, ReadError, TableKind};
use protocol::{SheetColumn, SheetLayout, SheetMap, SheetSource, SheetTab};
use store::sheets::{Map, Source};

/// The table that a person can map columns to; the others have names of their own.
const KIND: &str = "transactions";

pub(crate) fn source(source: Source) -> SheetSource {
    let tabs = source.tabs.into_iter().map(|tab| SheetTab {
        number: tab.number,
        title: tab.title,
        is_chosen: tab.is_chosen,
    });
    SheetSource {
        file_id: source.file_id,
        title: source.title,
        read_at: source.read_at,
        tabs: tabs.collect(),
    }
}

/// What the importer understands of what was kept; none of what a newer app kept.
pub(crate) fn map_back(map: &Map) -> Option<ColumnMap> {
    let column = |(field, place, text): &(String, Option<u64>, String)| {
        let source = match place {
            Some(at) => ColumnSource::Column {
                at: usize::try_from(*at).ok()?,
                name: text.clone(),
            },
            None => ColumnSource::Always(text.clone()),
        };
        Some(MappedColumn {
            field: import::field_of(field)?,
            source,
        })
    };
    Some(ColumnMap {
        kind: (map.kind == KIND).then_some(TableKind::Transactions)?,
        header: map.header,
        columns: map.columns.iter().map(column).collect::<Option<_>>()?,
    })
}

/// What is kept of what the person says.
pub(crate) fn map(grid: &Grid, said: &SheetMap) -> Map {
    let layout = import::layout(grid, None);
    let name = |at: u32| layout.columns.get(at as usize).map(|column| column.name.clone());
    let columns = said.fields.iter().map(|(field, place, text)| {
        let text = match place {
            Some(at) => name(*at).unwrap_or_default(),
            None => text.clone(),
        };
        (field.clone(), place.map(u64::from), text)
    });
    Map {
        kind: KIND.to_owned(),
        header: layout.header,
        columns: columns.collect(),
    }
}

/// A sheet for the person to say what its columns are, and why.
pub(crate) fn layout(tab: &BookTab, error: &ReadError) -> SheetLayout {
    let (why, names) = match error {
        ReadError::MissingColumns { missing, .. } => ("missing", missing.join(", ")),
        ReadError::DuplicateColumn { name } => ("twice", name.clone()),
        ReadError::ColumnGone { name } => ("gone", name.clone()),
        _ => ("unknown", String::new()),
    };
    let layout = import::layout(&tab.grid, None);
    let columns = layout
        .columns
        .into_iter()
        .zip(0..)
        .map(|(column, at)| SheetColumn {
            name: format!("{} {}", google::sheets::letters(at), column.name)
                .trim_end()
                .to_owned(),
            examples: column.examples.join(" · "),
            guess: column.guess.map_or("", ledger::Field::column).to_owned(),
        });
    SheetLayout {
        number: tab.number,
        title: tab.title.clone(),
        why: why.to_owned(),
        names,
        header: layout.header,
        columns: columns.collect(),
    }
}
