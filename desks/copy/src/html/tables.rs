//! Tables: rows of cells with running text.

use super::dom::Index;
use super::flow::Flow;
use super::walk::Walk;
use crate::doc::{Block, Cell, Node};

/// The most columns that one cell may span.
const SPAN: usize = 50;

impl Walk<'_> {
    pub(super) fn table(&mut self, index: Index, flow: &mut Flow) {
        let mut table = Table::default();
        self.rows(index, &mut table, flow);
        if table.rows.iter().flatten().any(|cell| !cell.content.is_empty()) {
            flow.block(Node::Table(table.rows));
        }
        flow.blocks.extend(table.lifted);
    }

    fn rows(&mut self, index: Index, table: &mut Table, flow: &mut Flow) {
        for &child in self.dom.children(index) {
            match self.dom.name(child) {
                "tbody" | "thead" | "tfoot" => self.rows(child, table, flow),
                "tr" => self.row(child, table),
                "caption" => {
                    self.children(child, flow);
                    flow.end_paragraph();
                }
                _ => {}
            }
        }
    }

    fn row(&mut self, index: Index, table: &mut Table) {
        let mut row = Vec::new();
        for &child in self.dom.children(index) {
            let header = match self.dom.name(child) {
                "th" => true,
                "td" => self.dom.has_class(child, "header"),
                _ => continue,
            };
            let (content, lifted) = self.joined(child);
            table.lifted.extend(lifted);
            let columns = self.span(child, "colspan");
            if self.span(child, "rowspan") > 1 {
                self.report.dropped("rowspan", &self.dom.text(child));
            }
            if self.takes(columns) {
                row.push(Cell { header, content });
                // A cell across columns keeps its column; empty ones stand for the others.
                row.extend((1..columns).map(|_| Cell { header, content: Vec::new() }));
            }
        }
        if !row.is_empty() && self.room() {
            table.rows.push(row);
        }
    }

    fn span(&self, index: Index, name: &str) -> usize {
        let span = self.dom.attr(index, name).and_then(|span| span.trim().parse().ok());
        span.unwrap_or(1).clamp(1, SPAN)
    }
}

#[derive(Default)]
struct Table {
    rows: Vec<Vec<Cell>>,
    lifted: Vec<Block>,
}
