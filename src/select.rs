//! Choosing rules: `--select` and `--ignore`, by filter or by rule.

use crate::config::ConfigError;
use crate::filters;
use crate::pack::PackRule;
use crate::rule::Rule;

/// The rules that a run may use.
#[derive(Debug, Default)]
pub struct Selection {
    /// Filters and rule ids; empty means all.
    select: Vec<String>,
    ignore: Vec<String>,
}

impl Selection {
    /// Takes lists of filter names (`quote`) and rule ids (`quote/straight`), of our own rules or of `users`.
    ///
    /// # Errors
    /// [`ConfigError::UnknownRule`] for a name that is neither, with the nearest that is.
    pub fn new(select: &[String], ignore: &[String], users: &[PackRule]) -> Result<Selection, ConfigError> {
        if select.is_empty() && ignore.is_empty() {
            return Ok(Selection::default());
        }
        let mut rules = filters::rules();
        rules.extend(users.iter().map(|user| user.rule));
        for name in select.iter().chain(ignore) {
            let is_rule = rules.iter().any(|rule| rule.id == name || rule.filter() == name);
            if !is_rule && !filters::NAMES.contains(&name.as_str()) {
                return Err(ConfigError::UnknownRule { name: name.clone(), nearest: nearest(name, &rules) });
            }
        }
        Ok(Selection { select: select.to_vec(), ignore: ignore.to_vec() })
    }

    /// Whether a run may use `rule`. What is ignored stays ignored, also where it is selected.
    pub fn has(&self, rule: &Rule) -> bool {
        let named = |names: &[String]| names.iter().any(|name| name == rule.id || name == rule.filter());
        (self.select.is_empty() || named(&self.select)) && !named(&self.ignore)
    }
}

/// The filter or rule of `rules` whose name is most like `name`, if one is at all.
pub fn nearest(name: &str, rules: &[&'static Rule]) -> Option<&'static str> {
    let names = filters::NAMES.into_iter().chain(rules.iter().map(|rule| rule.id));
    names
        .map(|known| (strsim::jaro(known, name), known))
        .filter(|(likeness, _)| *likeness > 0.8)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, known)| known)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn has(select: &[&str], ignore: &[&str], id: &str) -> bool {
        let owned = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        let rule = filters::rules().into_iter().find(|rule| rule.id == id).unwrap();
        Selection::new(&owned(select), &owned(ignore), &[]).unwrap().has(rule)
    }

    #[test]
    fn nothing_selected_means_everything() {
        assert!(has(&[], &[], "quote/straight"));
    }

    #[test]
    fn by_filter_by_rule_and_ignored_last() {
        assert!(has(&["quote"], &[], "quote/straight"));
        assert!(has(&["quote/straight"], &[], "quote/straight"));
        assert!(!has(&["whitespace"], &[], "quote/straight"));
        assert!(!has(&["quote"], &["quote/straight"], "quote/straight"));
        assert!(!has(&[], &["quote"], "quote/straight"));
    }

    #[test]
    fn a_misspelt_name_is_answered_with_the_nearest() {
        let error = Selection::new(&["qoute".to_owned()], &[], &[]).unwrap_err();
        assert_eq!(error.to_string(), "no filter or rule is called `qoute`; did you mean `quote`?");
    }
}
