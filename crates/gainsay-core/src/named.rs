//! Enums whose variants have names that people write, and a line that says what each is.

/// Makes an enum of its table: each variant with what it is, in its doc comment, and its name.
macro_rules! named {
    (
        $(#[$meta:meta])*
        pub enum $type:ident { $(#[doc = $about:literal] $variant:ident = $name:literal,)* }
    ) => {
        $(#[$meta])*
        pub enum $type { $(#[doc = $about] $variant,)* }

        impl $type {
            /// All of them, in their order.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The name in files, formats and arguments.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// What it is, in one line.
            #[must_use]
            pub fn summary(self) -> &'static str {
                match self { $(Self::$variant => $about,)* }.trim().trim_end_matches('.')
            }

            /// The same to go on with in the middle of a sentence.
            #[must_use]
            pub fn phrase(self) -> String {
                let mut letters = self.summary().chars();
                letters.next().into_iter().flat_map(char::to_lowercase).chain(letters).collect()
            }
        }
    };
}

pub(crate) use named;
