//! Calendar days, `YYYY-MM-DD` in UTC, as review dates are written; so they sort as text.

use crate::model::Timestamp;

const MILLISECONDS: Timestamp = 24 * 60 * 60 * 1000;

/// The day of a moment, by the algorithm `civil_from_days` of Howard Hinnant's "chrono-compatible
/// low-level date algorithms", which counts years from March, so that the leap day is a year's last.
pub fn of(moment: Timestamp) -> String {
    let days = moment.div_euclid(MILLISECONDS) + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}

/// The day that comes `days` after a moment (before it when negative).
pub fn after(moment: Timestamp, days: i64) -> String {
    of(moment.saturating_add(days.saturating_mul(MILLISECONDS)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_fall_on_their_days() {
        let cases = [
            (0, "1970-01-01"),
            (-1, "1969-12-31"),
            (951_782_400_000, "2000-02-29"),
            (951_868_799_999, "2000-02-29"),
            (1_795_219_200_000, "2026-11-21"),
            (4_107_542_400_000, "2100-03-01"),
        ];
        for (moment, day) in cases {
            assert_eq!(of(moment), day, "{moment}");
        }
        assert_eq!(after(951_782_400_000, 366), "2001-03-01");
    }
}
