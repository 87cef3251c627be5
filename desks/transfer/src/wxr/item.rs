//! What a WXR file holds, as it stands there: the site's own facts, and items.

use super::names::Owner;
use std::collections::HashMap;

/// More authors than any newsroom has are no authors; the rest go by their login.
const MOST_AUTHORS: usize = 50_000;

/// What the file says of the site.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Channel {
    pub link: String,
    pub base_site_url: String,
    pub base_blog_url: String,
    pub language: String,
    pub exported_at: String,
    pub wxr_version: String,
    /// From login to the name that is shown.
    pub authors: HashMap<String, String>,
}

/// A post, a page, or another thing that WordPress keeps as one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Item {
    /// The line that it begins on.
    pub line: u64,
    pub post_id: String,
    pub title: String,
    pub link: String,
    pub guid: String,
    pub creator: String,
    pub post_type: String,
    pub status: String,
    pub pub_date: String,
    pub post_date: String,
    pub post_date_gmt: String,
    pub modified_gmt: String,
    pub content: String,
    pub excerpt: String,
    pub categories: Vec<Category>,
    pub post_name: String,
    pub password: String,
    pub is_sticky: bool,
    pub parent: String,
}

/// A category, a tag, or a term of another taxonomy.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Category {
    pub domain: String,
    pub nicename: String,
    pub name: String,
}

/// An author's block while it is read.
#[derive(Debug, Default)]
pub(super) struct Author {
    login: String,
    name: String,
}

impl Channel {
    pub(super) fn set(&mut self, owner: Owner, name: &str, text: String) {
        let field = match (owner, name) {
            (Owner::Rss, "link") => &mut self.link,
            (Owner::Rss, "language") => &mut self.language,
            (Owner::Rss, "pubDate") => &mut self.exported_at,
            (Owner::WordPress, "wxr_version") => &mut self.wxr_version,
            (Owner::WordPress, "base_site_url") => &mut self.base_site_url,
            (Owner::WordPress, "base_blog_url") => &mut self.base_blog_url,
            _ => return,
        };
        keep(field, text);
    }

    pub(super) fn add(&mut self, author: Author) {
        if !author.login.is_empty() && !author.name.is_empty() && self.authors.len() < MOST_AUTHORS {
            self.authors.insert(author.login, author.name);
        }
    }
}

impl Author {
    pub(super) fn set(&mut self, name: &str, text: String) {
        match name {
            "author_login" => keep(&mut self.login, text),
            "author_display_name" => keep(&mut self.name, text),
            _ => {}
        }
    }
}

impl Item {
    pub(super) fn set(&mut self, owner: Owner, name: &str, text: String) {
        let field = match (owner, name) {
            (Owner::Rss, "title") => &mut self.title,
            (Owner::Rss, "link") => &mut self.link,
            (Owner::Rss, "guid") => &mut self.guid,
            (Owner::Rss, "pubDate") => &mut self.pub_date,
            (Owner::DublinCore, "creator") | (Owner::WordPress, "author") => &mut self.creator,
            (Owner::Content, "encoded") => &mut self.content,
            (Owner::Excerpt, "encoded") => &mut self.excerpt,
            (Owner::WordPress, "post_id") => &mut self.post_id,
            (Owner::WordPress, "post_type") => &mut self.post_type,
            (Owner::WordPress, "status") => &mut self.status,
            (Owner::WordPress, "post_date") => &mut self.post_date,
            (Owner::WordPress, "post_date_gmt") => &mut self.post_date_gmt,
            (Owner::WordPress, "post_modified_gmt") => &mut self.modified_gmt,
            (Owner::WordPress, "post_name") => &mut self.post_name,
            (Owner::WordPress, "post_password") => &mut self.password,
            (Owner::WordPress, "post_parent") => &mut self.parent,
            (Owner::WordPress, "is_sticky") => {
                self.is_sticky = text == "1";
                return;
            }
            _ => return,
        };
        keep(field, text);
    }
}

/// The first that says something counts.
fn keep(field: &mut String, text: String) {
    if field.is_empty() {
        *field = text;
    }
}
