//! Which mark opens and which one closes: the cheapest reading of a whole paragraph.
//!
//! Every mark is read as opening, as closing or as neither (an apostrophe, inches), and each reading has a price: what its
//! shape and its neighbours say against it. A paragraph is read by a Viterbi search of two states, inside and outside of a
//! quotation, in which opening inside or closing outside costs as well. How much dearer the paragraph gets if a mark is read
//! otherwise is how sure its role is.

/// What a mark does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Open,
    Close,
    /// An apostrophe or a prime.
    Neither,
}

const ROLES: [Role; 3] = [Role::Open, Role::Close, Role::Neither];

/// The prices of the three readings of a mark.
#[derive(Clone, Copy, Debug)]
pub(super) struct Prices {
    pub(super) open: u32,
    pub(super) close: u32,
    pub(super) neither: u32,
    /// Whether the mark is the first of its line.
    pub(super) begins_line: bool,
}

/// What a mark turned out to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Reading {
    pub(super) role: Role,
    /// How much dearer the paragraph is if it is read otherwise.
    pub(super) margin: u32,
    /// What speaks against its role where it stands.
    pub(super) price: u32,
    /// The mark at the other end of the quotation.
    pub(super) partner: Option<usize>,
}

/// How much worse any other reading must be, and how much may speak against a mark's own role: a wrong direction or two blanks
/// amiss, and not both.
const SURE: u32 = 3;
const DEAREST: u32 = 9;

impl Reading {
    /// A role that the places of the marks settle.
    pub(super) fn certain(role: Role, partner: Option<usize>) -> Reading {
        Reading { role, margin: OUT_OF_TURN, price: 0, partner }
    }

    /// Whether the role is beyond doubt.
    pub(super) fn is_sure(&self) -> bool {
        self.margin >= SURE && self.price <= DEAREST
    }
}

/// How sure a role is that is not beyond doubt, from a half on: the odds double with every step of the margin.
pub(super) fn certainty(margin: u32) -> f32 {
    let odds = 2_f32.powi(i32::try_from(margin.min(SURE)).unwrap_or_default());
    odds / (1.0 + odds)
}

/// A quotation that opens within an open one, or closes where none is open.
const OUT_OF_TURN: u32 = 9;
/// A quotation that opens anew where a line begins, as those of several paragraphs do.
const ANEW: u32 = 1;
/// A quotation that is open where its line ends, and is not gone on with.
const LEFT_OPEN: u32 = 6;
/// The same where a quotation around it is closed.
const CUT_OFF: u32 = 9;
/// A quotation that an earlier paragraph left open, as verse does, and that is closed in this one.
const CARRIED: u32 = 2;
/// More than any reading costs.
const NEVER: u32 = 1 << 20;

/// The two states.
const OUTSIDE: usize = 0;
const INSIDE: usize = 1;

/// What it costs to read a mark as `role` in a state, and the state after it; `state` is that of the marks before.
fn step(prices: &Prices, state: usize, role: Role) -> (u32, usize) {
    match (role, state) {
        (Role::Open, OUTSIDE) => (prices.open, INSIDE),
        (Role::Open, _) if prices.begins_line => (prices.open + ANEW, INSIDE),
        (Role::Open, _) => (prices.open + OUT_OF_TURN, INSIDE),
        (Role::Close, INSIDE) => (prices.close, OUTSIDE),
        (Role::Close, _) => (prices.close + OUT_OF_TURN, OUTSIDE),
        (Role::Neither, state) => (prices.neither, state),
    }
}

/// What it costs that a quotation is open where the marks begin and where they end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Ends {
    pub(super) start: u32,
    pub(super) end: u32,
}

impl Ends {
    /// A paragraph between two others: the one before may have left a quotation open, and the next may go on with it.
    pub(super) fn between(was_left_open: bool, goes_on: bool) -> Ends {
        Ends { start: if was_left_open { CARRIED } else { NEVER }, end: if goes_on { 0 } else { LEFT_OPEN } }
    }

    /// What stands in a closed quotation.
    pub(super) const CLOSED: Ends = Ends { start: NEVER, end: CUT_OFF };
}

/// Whether a quotation was left open by the paragraphs so far.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Carry {
    /// The paragraphs since; none is open at 0.
    age: u32,
}

impl Carry {
    /// The stanzas of a poem that somebody recites.
    const LONGEST: u32 = 100;

    pub(super) fn is_open(self) -> bool {
        self.age > 0
    }

    /// After a paragraph: whether its last quotation is open; `None` if it has no mark.
    pub(super) fn after(self, last: Option<bool>) -> Carry {
        let age = match last {
            Some(is_open) => u32::from(is_open),
            None if self.age == 0 || self.age == Carry::LONGEST => 0,
            None => self.age + 1,
        };
        Carry { age }
    }
}

/// Whether the last of the quotations that `readings` tell of is open; `None` if they tell of none.
pub(super) fn leaves_open(readings: &[Reading]) -> Option<bool> {
    readings
        .iter()
        .rev()
        .find(|reading| reading.role != Role::Neither)
        .map(|reading| reading.role == Role::Open)
}

/// Reads marks. Time and memory grow with their number.
pub(super) fn read(prices: &[Prices], ends: Ends) -> Vec<Reading> {
    let count = prices.len();
    // The cheapest way to each state before every mark, and from each state to the end.
    let mut before = vec![[NEVER; 2]; count + 1];
    let mut after = vec![[NEVER; 2]; count + 1];
    before[0] = [0, ends.start];
    after[count] = [0, ends.end];
    for (n, price) in prices.iter().enumerate() {
        for state in [OUTSIDE, INSIDE] {
            for role in ROLES {
                let (cost, next) = step(price, state, role);
                before[n + 1][next] = before[n + 1][next].min(before[n][state] + cost);
            }
        }
        if prices.get(n + 1).is_some_and(|next| next.begins_line) {
            before[n + 1][OUTSIDE] = before[n + 1][OUTSIDE].min(before[n + 1][INSIDE] + LEFT_OPEN);
        }
    }
    for (n, price) in prices.iter().enumerate().rev() {
        for state in [OUTSIDE, INSIDE] {
            for role in ROLES {
                let (cost, next) = step(price, state, role);
                after[n][state] = after[n][state].min(cost + after[n + 1][next]);
            }
        }
        if price.begins_line {
            after[n][INSIDE] = after[n][INSIDE].min(LEFT_OPEN + after[n][OUTSIDE]);
        }
    }
    let mut readings: Vec<Reading> = prices
        .iter()
        .enumerate()
        .map(|(n, price)| {
            let through = |role: Role| {
                let ways = [OUTSIDE, INSIDE].map(|state| {
                    let (cost, next) = step(price, state, role);
                    before[n][state] + cost + after[n + 1][next]
                });
                ways[0].min(ways[1])
            };
            let mut costs = ROLES.map(|role| (through(role), role));
            costs.sort_by_key(|(cost, _)| *cost);
            let role = costs[0].1;
            let price = match role {
                Role::Open => price.open,
                Role::Close => price.close,
                Role::Neither => price.neither,
            };
            Reading { role, margin: costs[1].0 - costs[0].0, price, partner: None }
        })
        .collect();
    let mut open = None;
    for n in 0..count {
        match readings[n].role {
            Role::Open => open = Some(n),
            Role::Close => {
                if let Some(start) = open.take() {
                    readings[start].partner = Some(n);
                    readings[n].partner = Some(start);
                }
            }
            Role::Neither => {}
        }
    }
    readings
}

#[cfg(test)]
mod tests {
    use super::*;

    fn prices(marks: &[(u32, u32)]) -> Vec<Prices> {
        marks.iter().map(|&(open, close)| Prices { open, close, neither: 12, begins_line: false }).collect()
    }

    fn roles(marks: &[(u32, u32)], goes_on: bool) -> Vec<Role> {
        read(&prices(marks), Ends::between(false, goes_on)).iter().map(|reading| reading.role).collect()
    }

    #[test]
    fn marks_that_say_nothing_take_turns() {
        assert_eq!(
            roles(&[(0, 0), (0, 0), (0, 0), (0, 0)], false),
            [Role::Open, Role::Close, Role::Open, Role::Close]
        );
    }

    #[test]
    fn one_mark_with_a_wrong_side_follows_the_others() {
        let readings = read(&prices(&[(0, 6), (3, 6), (0, 6), (6, 0)]), Ends::between(false, false));
        let roles: Vec<Role> = readings.iter().map(|reading| reading.role).collect();
        assert_eq!(roles, [Role::Open, Role::Close, Role::Open, Role::Close]);
        assert!(readings.iter().all(|reading| reading.margin >= 3), "{readings:?}");
        assert_eq!(readings[0].partner, Some(1));
    }

    #[test]
    fn a_quotation_stays_open_if_the_next_paragraph_opens_one() {
        let open = read(&prices(&[(0, 6)]), Ends::between(false, false))[0].margin;
        let carried = read(&prices(&[(0, 6)]), Ends::between(false, true))[0].margin;
        assert!(carried > open);
    }

    #[test]
    fn a_quotation_that_was_left_open_is_closed() {
        let closing = [(8, 0)];
        assert_eq!(read(&prices(&closing), Ends::between(true, true))[0].role, Role::Close);
        assert!(read(&prices(&closing), Ends::between(true, true))[0].margin > 3);
    }
}
