//! Films, sound and other pages within the page: what is kept of them is their address.

use super::dom::Index;
use super::flow::Flow;
use super::walk::Walk;
use crate::address;
use crate::doc::Node;
use crate::schema::SCHEMA;
use crate::validate::is_name;
use serde_json::Value;

impl Walk<'_> {
    pub(super) fn media(&mut self, name: &str, index: Index, flow: &mut Flow) {
        let own = ["src", "data-src", "data"].into_iter().find_map(|attr| self.dom.attr(index, attr));
        let source = || self.dom.find(index, &["source", "embed", "iframe"]);
        let found = own.or_else(|| source().and_then(|source| self.dom.attr(source, "src")));
        let found = found.unwrap_or_default();
        if !self.embed_of(found, None, flow) {
            self.report.dropped(name, found);
        }
    }

    /// Returns whether the element is WordPress's embed block, or the paragraph that this crate writes for one.
    pub(super) fn is_embed(&self, index: Index) -> bool {
        self.dom.has_class(index, "wp-block-embed")
            || self.dom.name(index) == "p"
                && self.dom.has_class(index, "embed")
                && address::is_web(self.dom.text(index).trim())
    }

    pub(super) fn embed_block(&mut self, index: Index, flow: &mut Flow) {
        let text = self.dom.text(index);
        let text = text.split_ascii_whitespace().next().unwrap_or_default();
        let (url, provider) = match self.embed.take() {
            Some(embed) => embed,
            None => (text.to_owned(), self.dom.attr(index, "data-provider").map(str::to_owned)),
        };
        if self.embed_of(&url, provider, flow) {
            if let Some(caption) = self.dom.find(index, &["figcaption"]) {
                self.children(caption, flow);
            }
        } else {
            self.children(index, flow);
        }
    }

    /// Appends an embed if the address is one on the web; tells whether it was.
    fn embed_of(&mut self, url: &str, provider: Option<String>, flow: &mut Flow) -> bool {
        let url = address::tidy(url);
        let good = address::is_web(&url) && url.chars().count() <= SCHEMA.max("embed", "url");
        if good {
            let provider =
                provider.filter(|name| is_name(name) && name.len() <= SCHEMA.max("embed", "provider"));
            flow.block(Node::Embed { url, provider });
        }
        good
    }

    /// Begins WordPress's embed block, whose attributes name the address.
    pub(super) fn begin_embed(&mut self, attrs: &str, alone: bool, flow: &mut Flow) {
        let attrs: Value = serde_json::from_str(attrs.trim()).unwrap_or_default();
        let of = |name: &str| attrs.get(name).and_then(Value::as_str).map(str::to_owned);
        self.embed = of("url").map(|url| (url, of("providerNameSlug")));
        if alone {
            self.end_embed(flow);
        }
    }

    /// Ends WordPress's embed block; if it held no figure, its address is all there is.
    pub(super) fn end_embed(&mut self, flow: &mut Flow) {
        if let Some((url, provider)) = self.embed.take()
            && !self.embed_of(&url, provider, flow)
        {
            self.report.dropped("embed", &url);
        }
    }
}
