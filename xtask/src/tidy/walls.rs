//! Walls inside the code: what may stand in which file.

use super::tree::{Source, has_word};
use super::{Fault, House};

/// One wall: where it runs, what may not stand there, and why.
struct Wall {
    runs: fn(&Source) -> bool,
    refuses: &'static [&'static str],
    why: &'static str,
}

const WALLS: [Wall; 9] = [
    Wall {
        runs: |source| {
            is_program(source) && !source.path.starts_with("plant/store/") && !source.stands_in(&["store"])
        },
        refuses: &["sql!", "\"select ", "\"insert into ", "\"delete from "],
        why: "SQL stands only in a desk's store.rs or store/, in plant/store and in migrations/",
    },
    Wall {
        runs: |source| {
            source.is_src_of("desks") && !source.stands_in(&["site", "desk", "api", "routes", "pages"])
        },
        refuses: &["axum::", "http::", "hyper::", "tower::", "tower_http::"],
        why: "HTTP stands only in a desk's site/, desk/, api/, routes.rs and pages.rs",
    },
    Wall {
        runs: |source| source.path.starts_with("desks/"),
        refuses: &["sqlite", "Sqlite", "SQLite", "postgres", "Postgres", "PostgreSQL", "postgresql"],
        why: "no desk names a database engine: what differs is a named operation of plant/store",
    },
    Wall {
        runs: |source| is_program(source) && !reads_settings(source),
        refuses: &["env::var", "env::var_os", "env::vars", "env::vars_os", "env::set_var", "env::remove_var"],
        why: "only stoppress/src/config.rs reads settings",
    },
    Wall {
        runs: |source| is_program(source) || source.is(".sql"),
        refuses: &["deferrable", "DEFERRABLE", "defer_foreign_keys"],
        why: "a deferred foreign key fails a whole batch at its commit, far from the write that broke it",
    },
    Wall {
        runs: |source| source.is_src_of("desks") && !source.stands_in(&["copy", "transfer", "tests"]),
        refuses: &["<div", "<span", "<html", "<body", "<section", "<!doctype", "<script"],
        why: "HTML stands only in pages/ and theme/ (and in the two desks that read and write it: copy, transfer)",
    },
    Wall {
        runs: is_written,
        refuses: &[concat!("TO", "DO"), concat!("FIX", "ME"), concat!("XX", "X"), concat!("HA", "CK")],
        why: "a mark of unfinished work",
    },
    Wall {
        runs: |source| source.is(".rs"),
        refuses: &[concat!("unimple", "mented!"), concat!("to", "do!"), concat!("#[", "ignore")],
        why: "a mark of unfinished work",
    },
    Wall {
        runs: |source| source.is(".ts") || source.is(".mjs"),
        refuses: &[".only(", ".skip(", "eval(", "new Function(", "innerHTML ="],
        why: "no test is left out, and no text becomes code or markup unchecked",
    },
];

/// Returns every place that breaks a wall.
pub(crate) fn check(house: &House) -> Vec<Fault> {
    let mut faults = Vec::new();
    for wall in &WALLS {
        for source in house.sources.iter().filter(|source| (wall.runs)(source)) {
            for (line, code) in source.code() {
                let word = wall.refuses.iter().find(|word| has_word(code, word));
                faults.extend(
                    word.map(|word| Fault::at(source, line, format!("`{}`: {}", word.trim(), wall.why))),
                );
            }
        }
    }
    faults
}

/// Returns whether this is Rust that ends in the program, not in a test or a tool.
fn is_program(source: &Source) -> bool {
    let home = source.home();
    source.path.starts_with(&format!("{home}/src/")) && source.is(".rs") && home != "xtask"
}

fn reads_settings(source: &Source) -> bool {
    let names_of_store = ["testing", "statements", "sql"];
    source.path == "stoppress/src/config.rs"
        || source.path.starts_with("stoppress/src/config/")
        || (source.path.starts_with("plant/store/") && source.stands_in(&names_of_store))
}

fn is_written(source: &Source) -> bool {
    [".rs", ".ts", ".mjs", ".css", ".html", ".sql", ".toml", ".ftl", ".sh"]
        .iter()
        .any(|ending| source.is(ending))
        && !source.stands_in(&["samples"])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn broken(path: &str, text: &str) -> bool {
        !check(&House::of(&[(path, text)])).is_empty()
    }

    #[test]
    fn sql_stands_only_in_a_store() {
        let text = "tx.execute(sql!(\"delete from story\"), &[])";
        assert!(broken("desks/stories/src/publish.rs", text));
        assert!(broken("stoppress/src/jobs.rs", text));
        assert!(!broken("desks/stories/src/store.rs", text));
        assert!(!broken("desks/stories/src/store/record.rs", text));
        assert!(!broken("plant/store/src/log.rs", text));
    }

    #[test]
    fn http_stands_only_in_handlers_and_lists_of_routes() {
        assert!(broken("desks/stories/src/publish.rs", "use axum::http::StatusCode;"));
        assert!(!broken("desks/stories/src/api/actions.rs", "use axum::http::StatusCode;"));
        assert!(!broken("desks/stories/src/routes.rs", "use axum::Router;"));
        assert!(!broken("desks/stories/src/publish.rs", "/// Becomes an http::StatusCode at the edge."));
    }

    #[test]
    fn no_desk_names_an_engine() {
        assert!(broken("desks/search/src/store.rs", "if sqlite {"));
        assert!(broken("desks/search/README.md", "On PostgreSQL it is faster."));
        assert!(!broken("plant/store/src/url.rs", "Url::Sqlite"));
    }

    #[test]
    fn settings_are_read_in_one_place() {
        assert!(broken("plant/site/src/cache.rs", "std::env::var(\"X\")"));
        assert!(!broken("stoppress/src/config.rs", "std::env::var(\"X\")"));
        assert!(!broken("plant/store/src/testing/mod.rs", "std::env::var(\"X\")"));
        assert!(!broken("desks/copy/tests/main.rs", "std::env::var(\"X\")"));
    }

    #[test]
    fn marks_of_unfinished_work_are_refused() {
        assert!(broken("theme/site.css", concat!("/* TO", "DO: dark */")));
        assert!(broken("desks/copy/src/lib.rs", concat!("to", "do!()")));
        assert!(!broken("gazette/es.toml", "headline = \"Todo el puerto\""));
    }

    #[test]
    fn nothing_is_deferred() {
        assert!(broken("migrations/0009_x.sql", "references story (id) deferrable"));
    }
}
