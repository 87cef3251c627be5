//! Rows on their way out of a query: read by position into tuples, single values, and structs made by `row!`.

use base::{Broken, Id, Result, Time};
use serde_json::Value;

/// A value as one of the engines gave it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Found<'a> {
    Null,
    Int(i64),
    Float(f64),
    Bool(bool),
    Text(&'a str),
    Bytes(&'a [u8]),
    Id(Id),
}

/// A row of an answer.
pub struct Row<'a>(pub(crate) Source<'a>);

pub(crate) enum Source<'a> {
    Sqlite(&'a rusqlite::Row<'a>),
    Postgres(&'a tokio_postgres::Row),
}

/// The columns of a row from left to right.
pub struct Columns<'r, 'a> {
    row: &'r Row<'a>,
    next: usize,
}

/// What a column can be read as.
pub trait FromVal: Sized {
    /// Returns the value, or in words what is wrong with it.
    fn from_val(found: Found<'_>) -> Result<Self, String>;
}

/// What a row can be read as.
pub trait FromRow: Sized {
    /// Reads the row; every column must be taken.
    fn from_row(row: &Row<'_>) -> Result<Self>;
}

impl<'a> Row<'a> {
    /// Returns the column at `index`, the first is 0.
    pub fn get<T: FromVal>(&self, index: usize) -> Result<T> {
        let read = |found| T::from_val(found);
        let value = match &self.0 {
            Source::Sqlite(row) => {
                row.get_ref(index).map_err(|e| e.to_string()).and_then(crate::sqlite::found)
            }
            Source::Postgres(row) => row.try_get::<_, Found<'_>>(index).map_err(|e| e.to_string()),
        };
        value
            .and_then(read)
            .map_err(|why| Broken::new(why).while_doing(format!("reading column {index}")).into())
    }

    /// Returns how many columns there are.
    pub fn width(&self) -> usize {
        match &self.0 {
            Source::Sqlite(row) => row.as_ref().column_count(),
            Source::Postgres(row) => row.len(),
        }
    }

    /// Returns the columns, to be taken one by one.
    pub fn columns(&self) -> Columns<'_, 'a> {
        Columns { row: self, next: 0 }
    }
}

impl Columns<'_, '_> {
    /// Takes the next column.
    pub fn take<T: FromVal>(&mut self) -> Result<T> {
        let index = self.next;
        self.next += 1;
        self.row.get(index)
    }

    /// Fails if a column is left, since then the statement and the type do not belong together.
    pub fn end(self) -> Result<()> {
        let width = self.row.width();
        if self.next == width {
            return Ok(());
        }
        Err(Broken::new(format!("{width} columns were selected and {} are read", self.next)).into())
    }
}

fn not(what: &str, found: Found<'_>) -> String {
    let kind = match found {
        Found::Null => "null",
        Found::Int(_) => "a whole number",
        Found::Float(_) => "a number",
        Found::Bool(_) => "a boolean",
        Found::Text(_) => "text",
        Found::Bytes(_) => "bytes",
        Found::Id(_) => "an id",
    };
    format!("expected {what}, found {kind}")
}

macro_rules! from_val {
    ($($type:ty, $what:literal: { $($found:pat => $value:expr),+ $(,)? })*) => { $(
        impl FromVal for $type {
            fn from_val(found: Found<'_>) -> Result<Self, String> {
                match found {
                    $($found => $value,)+
                    other => Err(not($what, other)),
                }
            }
        }
        impl FromRow for $type {
            fn from_row(row: &Row<'_>) -> Result<Self> {
                let mut columns = row.columns();
                let value = columns.take()?;
                columns.end()?;
                Ok(value)
            }
        }
    )* };
}

from_val! {
    i64, "a whole number": { Found::Int(n) => Ok(n) }
    i32, "a whole number": { Found::Int(n) => i32::try_from(n).map_err(|e| e.to_string()) }
    u32, "a whole number": { Found::Int(n) => u32::try_from(n).map_err(|e| e.to_string()) }
    u16, "a whole number": { Found::Int(n) => u16::try_from(n).map_err(|e| e.to_string()) }
    f64, "a number": { Found::Float(n) => Ok(n), Found::Int(n) => Ok(n as f64) }
    bool, "a boolean": { Found::Bool(b) => Ok(b), Found::Int(0) => Ok(false), Found::Int(1) => Ok(true) }
    String, "text": { Found::Text(text) => Ok(text.to_owned()) }
    Vec<u8>, "bytes": { Found::Bytes(bytes) => Ok(bytes.to_vec()) }
    Time, "a time": { Found::Int(micros) => Ok(Time::from_micros(micros)) }
    Value, "JSON": { Found::Text(text) => serde_json::from_str(text).map_err(|e| e.to_string()) }
    Id, "an id": {
        Found::Id(id) => Ok(id),
        Found::Bytes(bytes) => bytes.try_into().map(Id::from_bytes).map_err(|_| "an id has 16 bytes".to_owned()),
    }
}

impl<const N: usize> FromVal for [u8; N] {
    fn from_val(found: Found<'_>) -> Result<Self, String> {
        match found {
            Found::Bytes(bytes) => {
                bytes.try_into().map_err(|_| format!("expected {N} bytes, found {}", bytes.len()))
            }
            other => Err(not("bytes", other)),
        }
    }
}

impl<T: FromVal> FromVal for Option<T> {
    fn from_val(found: Found<'_>) -> Result<Self, String> {
        if found == Found::Null { Ok(None) } else { T::from_val(found).map(Some) }
    }
}

impl<T: FromVal> FromRow for Option<T> {
    fn from_row(row: &Row<'_>) -> Result<Self> {
        <(Option<T>,)>::from_row(row).map(|(value,)| value)
    }
}

macro_rules! tuples {
    ($first:ident $($rest:ident)*) => {
        impl<$first: FromVal, $($rest: FromVal),*> FromRow for ($first, $($rest,)*) {
            fn from_row(row: &Row<'_>) -> Result<Self> {
                let mut columns = row.columns();
                let tuple = (columns.take::<$first>()?, $(columns.take::<$rest>()?,)*);
                columns.end()?;
                Ok(tuple)
            }
        }
        tuples! { $($rest)* }
    };
    () => {};
}

tuples! { A B C D E F G H I J K L M N O P }

/// Makes a struct whose fields are the columns of a row, in this order.
#[macro_export]
macro_rules! row {
    ($(#[$meta:meta])* $vis:vis struct $name:ident {
        $($(#[$field_meta:meta])* $field_vis:vis $field:ident: $type:ty),* $(,)?
    }) => {
        $(#[$meta])*
        $vis struct $name {
            $($(#[$field_meta])* $field_vis $field: $type),*
        }

        impl $crate::FromRow for $name {
            fn from_row(row: &$crate::Row<'_>) -> $crate::base::Result<Self> {
                let mut columns = row.columns();
                let found = Self { $($field: columns.take::<$type>()?),* };
                columns.end()?;
                Ok(found)
            }
        }
    };
}
