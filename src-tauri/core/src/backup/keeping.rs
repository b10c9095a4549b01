//! Which backups stay: all of the last two days, then the last one of each day, week and month.

use std::collections::BTreeSet;

use super::{Backup, Reason, Shelf};
use crate::day;
use crate::error::Result;
use crate::model::Timestamp;

const DAY: Timestamp = 24 * 60 * 60 * 1000;
/// Milliseconds in which all are kept.
const ALL: Timestamp = 2 * DAY;

/// Of how many latest days, weeks and months that have a backup the last one is kept.
const DAILY: usize = 12;
const WEEKLY: usize = 10;
const MONTHLY: usize = 9;

impl Shelf {
    /// Takes away what need not be kept. True: something went.
    pub(super) fn thin(&self, now: Timestamp) -> Result<bool> {
        let backups = self.list();
        let kept = kept(&backups, now);
        let gone: Vec<u32> = backups.iter().map(|backup| backup.number).filter(|at| !kept.contains(at)).collect();
        gone.iter().try_for_each(|number| self.remove(*number))?;
        Ok(!gone.is_empty())
    }
}

/// `backups` with the newest first. The number says which of two is newer, whatever the clock said: a clock
/// that was set back makes old backups look young, and never a young one old.
fn kept(backups: &[Backup], now: Timestamp) -> BTreeSet<u32> {
    let mut kept = BTreeSet::new();
    let mut latest = now;
    for (at, backup) in backups.iter().enumerate() {
        latest = latest.min(backup.made_at);
        if at == 0 || now.saturating_sub(latest) < ALL {
            kept.insert(backup.number);
        }
    }
    let periods = [(day::of as fn(Timestamp) -> String, DAILY), (week, WEEKLY), (month, MONTHLY)];
    for (period, count) in periods {
        let mut last = String::new();
        let ends = backups.iter().filter(|backup| {
            let this = period(backup.made_at);
            std::mem::replace(&mut last, this.clone()) != this
        });
        kept.extend(ends.take(count).map(|backup| backup.number));
    }
    // The way back from a new program is not lost among the others.
    kept.extend(backups.iter().find(|backup| backup.reason == Reason::BeforeUpdate).map(|backup| backup.number));
    kept
}

/// From Monday on; the first day of 1970 was a Thursday.
fn week(at: Timestamp) -> String {
    (at.div_euclid(DAY) + 3).div_euclid(7).to_string()
}

fn month(at: Timestamp) -> String {
    let day = day::of(at);
    day.rsplit_once('-').map_or_else(String::new, |(month, _)| month.to_owned())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const HOUR: Timestamp = 60 * 60 * 1000;
    const START: Timestamp = 1_790_000_000_000;

    fn backup(number: u32, made_at: Timestamp) -> Backup {
        Backup {
            number,
            made_at,
            reason: Reason::Usual,
            name: "Bakery".into(),
            path: "/Bakery".into(),
            documents: 1,
            pictures: 0,
            bytes: 1,
            missing: 0,
        }
    }

    /// Makes backups at these times, thinning after each, and returns what is left, the newest first.
    fn kept_of(times: &[Timestamp]) -> Vec<Backup> {
        let mut left: Vec<Backup> = vec![];
        for (made_at, number) in times.iter().zip(1..) {
            left.insert(0, backup(number, *made_at));
            let kept = kept(&left, *made_at);
            left.retain(|backup| kept.contains(&backup.number));
        }
        left
    }

    /// The last backup of each period, the newest first.
    fn ends(times: &[Timestamp], period: fn(Timestamp) -> String) -> Vec<Timestamp> {
        let mut ends: Vec<Timestamp> = vec![];
        for time in times.iter().rev() {
            if ends.last().is_none_or(|end| period(*end) != period(*time)) {
                ends.push(*time);
            }
        }
        ends
    }

    /// Steps between backups: minutes within a day's work, and days off.
    fn steps() -> impl Strategy<Value = Vec<Timestamp>> {
        let step = prop_oneof![
            6 => (30..300_i64).prop_map(|minutes| minutes * 60_000),
            2 => (8..80_i64).prop_map(|hours| hours * HOUR),
            1 => (4..60_i64).prop_map(|days| days * DAY),
        ];
        proptest::collection::vec(step, 1..400)
    }

    fn times(steps: &[Timestamp]) -> Vec<Timestamp> {
        steps
            .iter()
            .scan(START, |now, step| {
                *now += step;
                Some(*now)
            })
            .collect()
    }

    proptest! {
        #[test]
        fn what_is_promised_is_kept_and_not_much_more(steps in steps()) {
            let times = times(&steps);
            let now = *times.last().unwrap();
            let left: Vec<Timestamp> = kept_of(&times).iter().map(|backup| backup.made_at).collect();
            for time in times.iter().filter(|time| now - **time < ALL) {
                prop_assert!(left.contains(time), "all of two days");
            }
            for (period, count) in [(day::of as fn(Timestamp) -> String, DAILY), (week, WEEKLY), (month, MONTHLY)] {
                for end in ends(&times, period).into_iter().take(count) {
                    prop_assert!(left.contains(&end), "the last of each of the last {count}, thinned again and again");
                }
            }
            let older = left.iter().filter(|time| now - **time >= ALL).count();
            prop_assert!(older <= DAILY + WEEKLY + MONTHLY, "{older}");
        }

        #[test]
        fn thinning_twice_is_thinning_once(steps in steps()) {
            let times = times(&steps);
            let left = kept_of(&times);
            prop_assert_eq!(kept(&left, *times.last().unwrap()).len(), left.len());
        }

        #[test]
        fn a_clock_that_is_set_back_costs_no_backup(steps in steps(), back in 1..800_i64) {
            let times = times(&steps);
            let mut left = kept_of(&times);
            let now = times.last().unwrap() - back * DAY;
            left.insert(0, backup(left[0].number + 1, now));
            let kept = kept(&left, now);
            prop_assert!(kept.contains(&left[0].number), "the newest is the one that was made last");
            for young in left.iter().filter(|backup| backup.made_at > now - ALL) {
                prop_assert!(kept.contains(&young.number), "what was made later than now is not old");
            }
            prop_assert!(kept.len() + 3 >= left.len(), "at most the oldest day, week and month give way");
        }

        #[test]
        fn a_clock_that_runs_wild_costs_no_new_backup(times in proptest::collection::vec(0..4_000_000_000_000_i64, 1..300)) {
            let left = kept_of(&times);
            prop_assert_eq!(left[0].number as usize, times.len(), "the newest stays");
            let now = *times.last().unwrap();
            let old = left.iter().filter(|backup| now - backup.made_at >= ALL).count();
            prop_assert!(old <= DAILY + WEEKLY + MONTHLY);
        }
    }

    #[test]
    fn the_way_back_from_an_update_stays() {
        let mut backups: Vec<Backup> = (0..400).map(|at| backup(400 - at, START - i64::from(at) * DAY)).collect();
        backups[300].reason = Reason::BeforeUpdate;
        let kept = kept(&backups, START);
        assert!(kept.contains(&backups[300].number));
        // 12 days, of which 2 are whole; the last of the weeks and months behind them.
        assert!(kept.len() > 25 && kept.len() <= 12 + 10 + 9 + 1, "{}", kept.len());
    }

    #[test]
    fn weeks_begin_on_monday() {
        let monday = 1_795_996_800_000; // 2026-11-30
        assert_eq!(day::of(monday), "2026-11-30");
        assert_ne!(week(monday), week(monday - 1));
        assert_eq!(week(monday), week(monday + 7 * DAY - 1));
        assert_eq!(month(monday), "2026-11");
    }
}
