//! Cleans scraped articles and explains every change.
//!
//! Text goes in, cleaned text comes out, with the list of changes in between: each names the bytes it replaced
//! and the rules that asked for it, in order.
//!
//! ```
//! use unscrape::{Cleaner, Config, Document};
//!
//! let cleaner = Cleaner::new(&Config::default())?;
//! let document = Document::from("“For profit, ”said Ann.\n\n[ad_1]\n");
//! let outcome = cleaner.clean(&document);
//! assert_eq!(outcome.text, "\"For profit,\" said Ann.\n");
//! let rules: Vec<&str> = outcome.changes().flat_map(|change| change.causes.iter().map(|c| c.rule.id)).collect();
//! assert_eq!(rules, ["quote/straight", "quote/close-side-space", "quote/straight", "artefact/ad-marker"]);
//! # Ok::<(), unscrape::ConfigError>(())
//! ```
//!
//! Cleaning is deterministic and idempotent, needs no network and no configuration, and costs clean text one
//! scan and no copy. The modules follow the data: [`decode`] → [`survey`] → [`filters`] (run by the
//! [`pipeline`], kept in a [`trace`]) → [`diff`] and [`report`].

mod blocks;
mod cleaners;
pub mod code_page;
pub mod config;
pub mod decode;
pub mod dictionary;
pub mod diff;
pub mod document;
pub mod edit;
pub mod filters;
pub mod formats;
pub mod glossary;
pub mod guard;
mod held;
mod languages;
pub mod learn;
mod lines;
pub mod pack;
pub mod pipeline;
pub mod protect;
pub mod report;
pub mod rule;
pub mod select;
pub mod survey;
pub mod trace;
pub mod translator;

pub use cleaners::Cleaners;
pub use config::{Config, ConfigError, Dashes, Ellipsis, Quotes};
pub use decode::{Charset, Decoded};
pub use document::{Document, Extent};
pub use guard::{Percent, Refusal};
pub use pipeline::{Cleaner, Outcome, Suggestion};
pub use rule::{Example, Level, Rule};
pub use trace::{Cause, Change};
