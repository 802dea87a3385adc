//! A document: one text to clean, and what is known of it before anything is looked at.

use std::borrow::Cow;

use crate::decode::Decoded;

/// What a text is: a whole file, or one field of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// A file or a stream: it ends with one newline.
    File,
    /// A value in a record: it has no final newline of its own.
    Field,
}

/// One text to clean.
#[derive(Clone, Debug)]
pub struct Document<'t> {
    /// The text; borrowed from the input when that was UTF-8 already.
    pub text: Cow<'t, str>,
    /// Whether the text is a file or a field.
    pub extent: Extent,
    /// What the bytes were decoded from, where they were not simply UTF-8.
    pub decoded: Option<Decoded>,
}

impl<'t> Document<'t> {
    /// A whole file or stream.
    pub fn file(text: impl Into<Cow<'t, str>>) -> Document<'t> {
        Document { text: text.into(), extent: Extent::File, decoded: None }
    }

    /// The value of one field of a record.
    pub fn field(text: impl Into<Cow<'t, str>>) -> Document<'t> {
        Document { text: text.into(), extent: Extent::Field, decoded: None }
    }
}

impl<'t> From<&'t str> for Document<'t> {
    /// A whole file.
    fn from(text: &'t str) -> Document<'t> {
        Document::file(text)
    }
}
