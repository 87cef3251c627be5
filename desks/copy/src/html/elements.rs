//! What each element of HTML means to the tree.

use crate::doc::Mark;

/// What is done with an element.
pub(super) enum Role {
    /// Dropped with all that is in it, and reported.
    Drop,
    /// Dropped without a word: it shows nothing.
    Silent,
    /// Running text; its content counts, it does not.
    Inline,
    Mark(Mark),
    Link,
    Break,
    /// Begins and ends a paragraph; its content counts, it does not.
    Block,
    Heading(u8),
    Quote,
    List {
        ordered: bool,
    },
    Figure,
    Image,
    /// Moving pictures and sound: their address is kept.
    Media,
    Rule,
    Pre,
    Table,
    Aside,
}

/// Returns what is done with the HTML element of this name.
pub(super) fn role(name: &str) -> Role {
    match name {
        "b" | "strong" => Role::Mark(Mark::Strong),
        "i" | "em" | "cite" | "dfn" | "var" => Role::Mark(Mark::Em),
        "s" | "strike" | "del" => Role::Mark(Mark::Strike),
        "code" | "kbd" | "samp" | "tt" => Role::Mark(Mark::Code),
        "sub" => Role::Mark(Mark::Sub),
        "sup" => Role::Mark(Mark::Sup),
        "a" => Role::Link,
        "br" => Role::Break,
        "h1" | "h2" => Role::Heading(2),
        "h3" => Role::Heading(3),
        "h4" | "h5" | "h6" => Role::Heading(4),
        "blockquote" => Role::Quote,
        "ul" | "menu" | "dir" => Role::List { ordered: false },
        "ol" => Role::List { ordered: true },
        "figure" => Role::Figure,
        "img" => Role::Image,
        "iframe" | "video" | "audio" | "object" | "embed" => Role::Media,
        "hr" => Role::Rule,
        "pre" | "xmp" | "listing" | "plaintext" => Role::Pre,
        "table" => Role::Table,
        "aside" => Role::Aside,
        _ => other(name),
    }
}

fn other(name: &str) -> Role {
    match name {
        "p" | "div" | "section" | "article" | "main" | "header" | "footer" | "nav" | "address" | "center"
        | "details" | "summary" | "dl" | "dt" | "dd" | "li" | "figcaption" | "fieldset" | "legend"
        | "hgroup" | "search" | "caption" | "tr" | "td" | "th" | "tbody" | "thead" | "tfoot" | "html"
        | "body" => Role::Block,
        "script" | "style" | "form" | "button" | "select" | "textarea" | "input" | "option" | "optgroup"
        | "datalist" | "keygen" | "noscript" | "template" | "title" | "applet" | "frameset" | "frame"
        | "noframes" | "noembed" | "map" | "canvas" | "dialog" | "meter" | "progress" | "output"
        | "portal" | "isindex" => Role::Drop,
        "wbr" | "col" | "colgroup" | "source" | "track" | "param" | "area" | "base" | "basefont" | "link"
        | "meta" | "rp" | "bgsound" => Role::Silent,
        _ => Role::Inline,
    }
}
