//! Rows as lines of JSON and back, the same from either engine: for archives and backups.

use crate::row::Row;
use crate::tables::{Kind, Table};
use crate::tx::Engine;
use crate::{Found, FromRow, FromVal, Params, Sql, ToVal, Tx, Val};
use base::{Broken, Id, Result, Time, hex, unhex};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::sync::{LazyLock, Mutex, PoisonError};

/// How many rows are held at a time; a revision may have some MiB.
const PAGE: i64 = 64;

/// A value of a row, apart from the engine's memory.
#[derive(Clone, Debug, PartialEq)]
enum Cell {
    Null,
    Int(i64),
    Float(f64),
    Bool(bool),
    Text(String),
    Bytes(Vec<u8>),
    Id(Id),
}

struct Cells(Vec<Cell>);

impl FromVal for Cell {
    fn from_val(found: Found<'_>) -> Result<Self, String> {
        Ok(match found {
            Found::Null => Self::Null,
            Found::Int(n) => Self::Int(n),
            Found::Float(n) => Self::Float(n),
            Found::Bool(b) => Self::Bool(b),
            Found::Text(text) => Self::Text(text.to_owned()),
            Found::Bytes(bytes) => Self::Bytes(bytes.to_vec()),
            Found::Id(id) => Self::Id(id),
        })
    }
}

impl FromRow for Cells {
    fn from_row(row: &Row<'_>) -> Result<Self> {
        (0..row.width()).map(|index| row.get(index)).collect::<Result<_>>().map(Self)
    }
}

impl ToVal for Cell {
    fn to_val(&self) -> Val<'_> {
        match self {
            Self::Null => Val::Null,
            Self::Int(n) => Val::Int(*n),
            Self::Float(n) => Val::Float(*n),
            Self::Bool(b) => Val::Bool(*b),
            Self::Text(text) => Val::Text(Cow::Borrowed(text)),
            Self::Bytes(bytes) => Val::Bytes(Cow::Borrowed(bytes)),
            Self::Id(id) => Val::Id(*id),
        }
    }
}

impl Tx {
    /// Gives every row of a table to `each` as a line of JSON, sorted by its key, without these columns. Returns how
    /// many there were.
    pub async fn dump(
        &mut self,
        table: &Table,
        without: &[&str],
        each: &mut (dyn FnMut(&str) -> Result<()> + Send),
    ) -> Result<u64> {
        let kept = |name: &str, kind: Kind| kind != Kind::TxId && !without.contains(&name);
        let shown: Vec<bool> = table.columns.iter().map(|column| kept(&column.name, column.kind)).collect();
        let places: Vec<usize> = table
            .key
            .iter()
            .filter_map(|key| table.columns.iter().position(|column| column.name == *key))
            .collect();
        let names: Vec<&str> = table.columns.iter().map(|column| column.name.as_str()).collect();
        let (names, key) = (names.join(", "), table.key.join(", "));
        let marks: Vec<String> = (1..=places.len()).map(|n| format!("${n}")).collect();
        let first = format!("select {names} from {} order by {key} limit {PAGE}", table.name);
        let next = format!(
            "select {names} from {} where ({key}) > ({}) order by {key} limit {PAGE}",
            table.name,
            marks.join(", ")
        );
        let (mut last, mut count): (Option<Vec<Cell>>, u64) = (None, 0);
        loop {
            let rows: Vec<Cells> = match &last {
                None => self.query(made(&first), &[]).await?,
                Some(cells) => {
                    let params: Vec<&(dyn ToVal + Sync)> = cells.iter().map(|cell| cell as _).collect();
                    self.query(made(&next), &params).await?
                }
            };
            let Some(end) = rows.last() else { return Ok(count) };
            last = Some(places.iter().filter_map(|place| end.0.get(*place).cloned()).collect());
            for Cells(cells) in &rows {
                each(&line(table, &shown, cells)?)?;
                count += 1;
            }
        }
    }

    /// Writes a row that `dump` gave. Columns that it does not name stay empty.
    pub async fn load(&mut self, table: &Table, line: &str) -> Result<()> {
        self.forget_all();
        let doing = |why: String| Broken::new(why).while_doing(format!("reading a row of {}", table.name));
        let row: BTreeMap<String, Box<RawValue>> =
            serde_json::from_str(line).map_err(|error| doing(error.to_string()))?;
        let (mut names, mut cells) = (Vec::new(), Vec::new());
        for (name, value) in &row {
            let column = table.column(name).ok_or_else(|| doing(format!("it has no column “{name}”")))?;
            names.push(name.as_str());
            cells.push(cell(column.kind, value.get()).map_err(|why| doing(format!("{name}: {why}")))?);
        }
        let marks: Vec<String> = (1..=names.len()).map(|n| format!("${n}")).collect();
        let numbered = table.columns.iter().any(|column| column.kind == Kind::Seq);
        let overriding = if numbered && !self.is_sqlite() { " overriding system value" } else { "" };
        let text = format!(
            "insert into {} ({}){overriding} values ({})",
            table.name,
            names.join(", "),
            marks.join(", ")
        );
        let params: Vec<&(dyn ToVal + Sync)> = cells.iter().map(|cell| cell as _).collect();
        self.execute(made(&text), &params as Params<'_>).await?;
        Ok(())
    }

    /// Returns how many rows a table has.
    pub async fn count(&mut self, table: &Table) -> Result<i64> {
        self.one(made(&format!("select count(*) from {}", table.name)), &[]).await
    }

    /// Empties a table.
    pub async fn clear(&mut self, table: &Table) -> Result<()> {
        self.forget_all();
        self.execute(made(&format!("delete from {}", table.name)), &[]).await?;
        Ok(())
    }

    /// Lets the engine go on with its numbers behind those that were loaded.
    pub async fn go_on_numbering(&mut self, table: &Table) -> Result<()> {
        let Some(column) = table.columns.iter().find(|column| column.kind == Kind::Seq) else {
            return Ok(());
        };
        if matches!(self.engine, Engine::Sqlite(_)) {
            // What it gave out before is forgotten, or it would leave numbers out.
            let text =
                "update sqlite_sequence set seq = coalesce((select max({c}) from {t}), 0) where name = '{t}'";
            let text = text.replace("{c}", &column.name).replace("{t}", &table.name);
            self.execute(made(&text), &[]).await?;
            return if table.name == "log" { crate::sqlite::note_left_out(self).await } else { Ok(()) };
        }
        let text = "select setval(pg_get_serial_sequence('{t}', '{c}'), coalesce(max({c}), 1), max({c}) is not null) from {t}";
        let text = text.replace("{c}", &column.name).replace("{t}", &table.name);
        let _: Vec<Cells> = self.query(made(&text), &[]).await?;
        Ok(())
    }
}

/// A statement made of the names in the history, kept for ever: there are a few for each table.
fn made(text: &str) -> Sql {
    static KNOWN: LazyLock<Mutex<HashMap<String, &'static str>>> = LazyLock::new(Mutex::default);
    let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    let text = match known.get(text) {
        Some(text) => *text,
        None => {
            let kept: &'static str = Box::leak(text.to_owned().into_boxed_str());
            known.insert(text.to_owned(), kept);
            kept
        }
    };
    Sql::new(text, file!(), line!())
}

fn line(table: &Table, shown: &[bool], cells: &[Cell]) -> Result<String> {
    let mut line = String::from("{");
    for ((column, cell), _) in table.columns.iter().zip(cells).zip(shown).filter(|(_, shown)| **shown) {
        if line.len() > 1 {
            line.push(',');
        }
        line.push_str(&json(&column.name)?);
        line.push(':');
        line.push_str(&value(column.kind, cell)?);
    }
    line.push('}');
    Ok(line)
}

fn json(value: &(impl serde::Serialize + ?Sized)) -> Result<String> {
    serde_json::to_string(value).map_err(|error| Broken::new(error).into())
}

/// Returns the value as it stands in a line.
fn value(kind: Kind, cell: &Cell) -> Result<String> {
    match (kind, cell) {
        (_, Cell::Null) => Ok("null".into()),
        (Kind::Time, Cell::Int(micros)) if Time::from_micros(*micros).micros() == *micros => {
            json(&Time::from_micros(*micros))
        }
        (Kind::Bool, Cell::Int(n)) => Ok((*n != 0).to_string()),
        (Kind::Json, Cell::Text(text)) => match serde_json::from_str::<&RawValue>(text) {
            // As it stands there, to the letter: hashes are made of it.
            Ok(_) if !text.contains('\n') => Ok(text.clone()),
            Ok(_) => json(&serde_json::from_str::<serde_json::Value>(text).unwrap_or_default()),
            Err(error) => Err(Broken::new(error).while_doing("reading a column of JSON").into()),
        },
        (Kind::Id, Cell::Bytes(bytes)) => match bytes.as_slice().try_into() {
            Ok(bytes) => json(&Id::from_bytes(bytes)),
            Err(_) => Err(Broken::new("an id has 16 bytes").into()),
        },
        (_, Cell::Id(id)) => json(id),
        (_, Cell::Int(n)) => Ok(n.to_string()),
        (_, Cell::Float(n)) => json(n),
        (_, Cell::Bool(b)) => Ok(b.to_string()),
        (_, Cell::Text(text)) => json(text),
        (_, Cell::Bytes(bytes)) => json(&hex(bytes)),
    }
}

/// Returns the value that a line holds.
fn cell(kind: Kind, raw: &str) -> Result<Cell, String> {
    let text = || serde_json::from_str::<String>(raw).map_err(|error| error.to_string());
    Ok(match kind {
        _ if raw == "null" => Cell::Null,
        Kind::Json => Cell::Text(raw.to_owned()),
        Kind::Id => Cell::Id(text()?.parse().map_err(|()| "no id")?),
        Kind::Time if raw.starts_with('"') => Cell::Int(text()?.parse::<Time>()?.micros()),
        Kind::Bool => Cell::Bool(serde_json::from_str(raw).map_err(|error| error.to_string())?),
        Kind::Text => Cell::Text(text()?),
        Kind::Bytes => Cell::Bytes(unhex(&text()?).ok_or("no bytes in hexadecimal")?),
        Kind::Time | Kind::Int | Kind::Seq | Kind::TxId => {
            Cell::Int(serde_json::from_str(raw).map_err(|error| error.to_string())?)
        }
    })
}
