//! The kinds of story, and the classes of reason for taking one off.

/// Makes a closed list of words: an enum written in lower case everywhere outside.
macro_rules! words {
    ($(#[$about:meta])* $name:ident { $($(#[$note:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, ::serde::Serialize, ::serde::Deserialize)]
        pub enum $name { $($(#[$note])* #[serde(rename = $word)] $variant),+ }

        impl $name {
            /// All of them, in the order of the list.
            pub const ALL: &'static [$name] = &[$($name::$variant),+];

            /// Returns the word as it is written outside.
            pub fn as_str(self) -> &'static str {
                match self { $($name::$variant => $word),+ }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl std::str::FromStr for $name {
            type Err = String;

            fn from_str(text: &str) -> Result<Self, String> {
                match text {
                    $($word => Ok($name::$variant),)+
                    _ => Err(format!("“{text}” is none of {}", [$($word),+].join(", "))),
                }
            }
        }
    };
}
pub(crate) use words;

words! {
    /// What a story is, which decides its template, its label and its schema.org type.
    Kind {
        News = "news",
        Live = "live",
        Feature = "feature",
        Analysis = "analysis",
        Interview = "interview",
        Opinion = "opinion",
        Offbeat = "offbeat",
        Factcheck = "factcheck",
    }
}

words! {
    /// Why a story was taken off, as readers are told.
    ReasonClass {
        Error = "error",
        Legal = "legal",
        Rights = "rights",
        Privacy = "privacy",
        Duplicate = "duplicate",
        Other = "other",
    }
}
