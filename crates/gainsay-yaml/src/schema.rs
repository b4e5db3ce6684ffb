//! What the types of this crate accept, as JSON Schema for editors and validators.
//!
//! A schema never refuses what the reader accepts; what it cannot express, such as a reference to nothing, is left to the
//! reader.

use std::borrow::Cow;
use std::marker::PhantomData;

use schemars::generate::SchemaSettings;
use schemars::transform::RecursiveTransform;
use serde_json::{Value, json};

use super::decode::{Never, Shaped};
use super::tree::Leaf;
use crate::text::{Spanned, Text};

#[doc(hidden)]
pub use crate::{accepts, written};
#[doc(hidden)]
pub use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

/// The schema of a document that is read as a `T`, or is empty.
///
/// It is of draft-07: yaml-language-server, which most editors run, knows it in every version, and knows later drafts in
/// part at best; check-jsonschema knows it too.
pub fn schema<T: JsonSchema>() -> Value {
    let settings = SchemaSettings::draft07()
        .with_transform(RecursiveTransform(closed))
        .with_transform(RecursiveTransform(flowing));
    let mut schema = settings.into_generator().into_root_schema_for::<T>();
    schema.insert("type".to_owned(), json!(["object", "null"]));
    schema.into()
}

/// Refuses unknown keys wherever keys are known, as the deserializer of this crate does.
fn closed(schema: &mut Schema) {
    if is(schema, "object") && schema.get("properties").is_some() {
        schema.insert("additionalProperties".to_owned(), false.into());
    }
}

/// Whether the schema takes values of the one type `name`.
fn is(schema: &Schema, name: &str) -> bool {
    schema.get("type").and_then(Value::as_str) == Some(name)
}

/// Makes one line of each paragraph of a description: an editor shows every end of a line as one.
fn flowing(schema: &mut Schema) {
    let Some(text) = schema.get("description").and_then(Value::as_str) else { return };
    let paragraphs: Vec<String> = text.split("\n\n").map(|paragraph| paragraph.replace('\n', " ")).collect();
    schema.insert("description".to_owned(), paragraphs.join("\n\n").into());
}

/// A condition that holds where `key` is there with a value.
#[must_use]
pub fn given(key: &str) -> Value {
    json!({ "required": [key], "properties": { (key): { "not": { "type": "null" } } } })
}

/// Implements `JsonSchema` for a type that leaves no trace in the schema but what it accepts.
#[macro_export]
#[doc(hidden)]
macro_rules! accepts {
    ([$($part:ident),*] $type:ty, |$generator:ident| $schema:expr) => {
        impl<$($part: $crate::schema::JsonSchema),*> $crate::schema::JsonSchema for $type {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> std::borrow::Cow<'static, str> {
                std::any::type_name::<Self>().into()
            }

            fn json_schema($generator: &mut $crate::schema::SchemaGenerator) -> $crate::schema::Schema {
                $schema
            }
        }
    };
}

/// Declares a type that only says what a text must look like: `written! { /** A flag. */ Flag = { "type": "boolean" } }`.
#[macro_export]
#[doc(hidden)]
macro_rules! written {
    ($($(#[$doc:meta])* $vis:vis $name:ident = $schema:tt)+) => { $(
        $(#[$doc])*
        $vis struct $name;

        $crate::accepts!([] $name, |_generator| $crate::schema::json_schema!($schema));
    )+ };
}

// Text stays as it is written, so a number or a flag is text as well.
accepts!([] Text, |_generator| json_schema!({ "type": ["string", "number", "boolean"] }));
accepts!([] Leaf, |generator| Text::json_schema(generator));
accepts!([] Never, |_generator| json_schema!(false));

impl<T: JsonSchema> JsonSchema for Spanned<T> {
    fn inline_schema() -> bool {
        T::inline_schema()
    }

    fn schema_name() -> Cow<'static, str> {
        T::schema_name()
    }

    fn schema_id() -> Cow<'static, str> {
        T::schema_id()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        T::json_schema(generator)
    }
}

accepts!([S, L, M] Shaped<S, L, M>, |generator| {
    let shapes = [
        generator.subschema_for::<S>(),
        generator.subschema_for::<L>(),
        generator.subschema_for::<M>(),
    ];
    let may_be = shapes.into_iter().filter(|shape| shape.as_bool() != Some(false));
    json_schema!({ "anyOf": may_be.collect::<Vec<_>>() })
});

/// A list or a mapping with something in it; a type for schemas alone.
pub struct Filled<T>(PhantomData<T>);

accepts!([T] Filled<T>, |generator| {
    let mut schema = T::json_schema(generator);
    let least = if is(&schema, "array") { "minItems" } else { "minProperties" };
    schema.insert(least.to_owned(), 1.into());
    schema
});

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde::Deserialize;

    use super::*;

    /// A thing.
    ///
    /// It has
    /// two lines.
    #[derive(Deserialize, JsonSchema)]
    #[serde(rename_all = "kebab-case")]
    #[expect(dead_code, reason = "only its schema is of interest")]
    struct Thing {
        long_name: Option<Spanned<Text>>,
        shape: Shaped<Leaf, Never, Filled<BTreeMap<String, bool>>>,
        list: Filled<Vec<Leaf>>,
    }

    impl<'de, T: Deserialize<'de>> Deserialize<'de> for Filled<T> {
        fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            T::deserialize(deserializer).map(|_| Self(PhantomData))
        }
    }

    #[test]
    fn the_types_of_this_crate_say_what_they_accept() {
        let schema = schema::<Thing>();
        assert_eq!(schema["$schema"], "http://json-schema.org/draft-07/schema#");
        assert_eq!(schema["description"], "A thing.\n\nIt has two lines.");
        assert_eq!(schema["additionalProperties"], false);
        assert_eq!(schema["required"], json!(["shape", "list"]));
        let scalar = json!(["string", "number", "boolean"]);
        assert_eq!(
            schema["properties"],
            json!({
                "long-name": { "type": ["string", "number", "boolean", "null"] },
                "shape": { "anyOf": [
                    { "type": scalar },
                    { "type": "object", "additionalProperties": { "type": "boolean" }, "minProperties": 1 },
                ] },
                "list": { "type": "array", "items": { "type": scalar }, "minItems": 1 },
            })
        );
    }
}
