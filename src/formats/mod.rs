//! Formats: where in an input the texts to clean are.
//!
//! A plain text is one document. JSON Lines hold a record a line, and a text in some of its fields.

pub mod jsonl;
