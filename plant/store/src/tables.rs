//! The tables of the database, as the history of migrations makes them: one text for both engines, read once.

use crate::Migration;

/// What a column holds; each engine has a type of its own for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Id,
    Time,
    Json,
    Bool,
    Int,
    Text,
    Bytes,
    /// A number that the engine gives out.
    Seq,
    /// The number of a transaction, which means nothing in another database.
    TxId,
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    pub name: String,
    pub kind: Kind,
}

/// A table, its columns in their order, and those that its rows are told apart and sorted by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    pub name: String,
    pub columns: Vec<Column>,
    pub key: Vec<String>,
}

/// Returns all tables in the order in which they were made, so that what is named by others comes first.
pub fn tables(history: &[Migration]) -> Vec<Table> {
    let mut tables = Vec::new();
    for migration in history {
        let lines = migration.sql.lines().map(|line| line.split("--").next().unwrap_or_default());
        let text = lines.collect::<Vec<_>>().join(" ");
        for statement in text.split(';') {
            take_in(&mut tables, statement);
        }
    }
    tables
}

fn take_in(tables: &mut Vec<Table>, statement: &str) {
    let words: Vec<&str> = statement.split_whitespace().collect();
    match words.as_slice() {
        ["create", "table", name, ..] => {
            let inside = statement.split_once('(').and_then(|(_, rest)| rest.rsplit_once(')'));
            let mut table = Table { name: bare(name), columns: Vec::new(), key: Vec::new() };
            for part in parts(inside.map(|(inside, _)| inside).unwrap_or_default()) {
                table.part(part);
            }
            tables.push(table);
        }
        ["alter", "table", name, "add", "column", rest @ ..] => {
            let name = bare(name);
            if let Some(table) = tables.iter_mut().find(|table| table.name == name) {
                table.part(&rest.join(" "));
            }
        }
        ["drop", "table", name, ..] => tables.retain(|table| table.name != bare(name)),
        _ => {}
    }
}

fn bare(name: &str) -> String {
    name.split('(').next().unwrap_or(name).to_owned()
}

/// Splits at commas that stand in no brackets.
fn parts(text: &str) -> Vec<&str> {
    let (mut parts, mut depth, mut begun) = (Vec::new(), 0_i32, 0);
    for (at, letter) in text.char_indices() {
        match letter {
            '(' => depth += 1,
            ')' => depth -= 1,
            ',' if depth == 0 => {
                parts.extend(text.get(begun..at));
                begun = at + 1;
            }
            _ => {}
        }
    }
    parts.extend(text.get(begun..));
    parts
}

impl Table {
    /// Takes in a column, or what is said of the key.
    fn part(&mut self, part: &str) {
        let part = part.trim();
        if let Some(key) = part.strip_prefix("primary key") {
            let names = key.trim().trim_matches(['(', ')']).split(',');
            self.key = names.map(|name| name.trim().to_owned()).collect();
            return;
        }
        let mut words = part.split_whitespace();
        let (Some(name), Some(kind)) = (words.next(), words.next().and_then(kind)) else { return };
        if kind == Kind::Seq || part.contains("primary key") {
            self.key = vec![name.to_owned()];
        }
        self.columns.push(Column { name: name.to_owned(), kind });
    }

    /// Returns the column of this name.
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.name == name)
    }
}

fn kind(word: &str) -> Option<Kind> {
    Some(match word {
        "{id}" => Kind::Id,
        "{time}" => Kind::Time,
        "{json}" => Kind::Json,
        "{bool}" => Kind::Bool,
        "{int}" => Kind::Int,
        "{text}" => Kind::Text,
        "{bytes}" => Kind::Bytes,
        "{seq}" => Kind::Seq,
        "{txid}" => Kind::TxId,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_history_says_what_tables_there_are() {
        let history = [
            Migration {
                name: "1",
                sql: "-- A comment; with a semicolon.\ncreate table a (\n  id {id} primary key, -- why, so\n  at {time} not null\n);\ncreate index x on a (at);",
            },
            Migration {
                name: "2",
                sql: "create table b (seq {seq}, a {id} not null references a (id), primary key (a, seq));\nalter table a add column more {json};",
            },
        ];

        let tables = tables(&history);

        let names =
            |table: &Table| table.columns.iter().map(|c| c.name.clone()).collect::<Vec<_>>().join(" ");
        assert_eq!((tables[0].name.as_str(), names(&tables[0])), ("a", "id at more".into()));
        assert_eq!((tables[1].name.as_str(), names(&tables[1])), ("b", "seq a".into()));
        assert_eq!(
            (&tables[0].key, &tables[1].key),
            (&vec!["id".to_owned()], &vec!["a".into(), "seq".into()])
        );
        assert_eq!(tables[0].column("more").map(|column| column.kind), Some(Kind::Json));
    }
}
