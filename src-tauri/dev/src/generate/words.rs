//! Words of an office, and the random numbers that choose among them.

use uuid::Uuid;

pub const ROLES: [&str; 6] =
    ["Support", "Finance assistant", "Operations lead", "Workshop lead", "Office manager", "Owner"];
pub const TOOLS: [&str; 5] = ["Till console", "Ledger", "Staff directory", "Stock list", "Help desk"];

const VERBS: [&str; 24] = [
    "Check",
    "Open",
    "Submit",
    "Approve",
    "Send",
    "Record",
    "Update",
    "Close",
    "Prepare",
    "Confirm",
    "Collect",
    "Review",
    "Issue",
    "Cancel",
    "Order",
    "Count",
    "File",
    "Archive",
    "Assign",
    "Print",
    "Label",
    "Return",
    "Pay",
    "Reconcile",
];
const THINGS: [&str; 28] = [
    "invoice",
    "refund",
    "order",
    "delivery note",
    "payment",
    "timesheet",
    "contract",
    "customer record",
    "receipt",
    "stock count",
    "price list",
    "holiday request",
    "expense claim",
    "quote",
    "purchase order",
    "shipment",
    "bank statement",
    "credit note",
    "support ticket",
    "access request",
    "laptop",
    "work order",
    "warranty claim",
    "newsletter",
    "supplier form",
    "tax return",
    "payslip",
    "meeting note",
];
const WHERE: [&str; 12] = [
    "in the till",
    "in the ledger",
    "with the supplier",
    "for the customer",
    "before noon",
    "at the end of the month",
    "in the shared folder",
    "on the day it arrives",
    "with the owner",
    "for the workshop",
    "in the staff directory",
    "by e-mail",
];
const BUTTONS: [&str; 10] =
    ["Save", "Continue", "Submit", "Search", "Add", "Confirm", "Export", "Open", "Apply", "Next"];

/// SplitMix64: small, quick, and the same everywhere. Source: Steele, Lea and Flood, OOPSLA 2014.
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub fn number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// 0..count
    pub fn below(&mut self, count: usize) -> usize {
        (self.number() % count as u64) as usize
    }

    /// 0.0..1.0
    pub fn unit(&mut self) -> f64 {
        (self.number() >> 11) as f64 / (1_u64 << 53) as f64
    }

    pub fn pick<T: Clone>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())].clone()
    }

    pub fn uuid(&mut self) -> Uuid {
        uuid::Builder::from_random_bytes((u128::from(self.number()) << 64 | u128::from(self.number())).to_be_bytes())
            .into_uuid()
    }

    pub fn noun(&mut self) -> String {
        let word = self.pick(&THINGS);
        let mut letters = word.chars();
        letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
    }

    pub fn action(&mut self) -> String {
        format!("{} the {}", self.pick(&VERBS), self.pick(&THINGS))
    }

    pub fn instruction(&mut self) -> String {
        let (verb, thing, place) = (self.pick(&VERBS), self.pick(&THINGS), self.pick(&WHERE));
        let button = self.pick(&BUTTONS);
        match self.below(3) {
            0 => format!("{verb} the {thing} {place}, then press **{button}**."),
            1 => format!("Open the {thing}, look for *{place}*, and {} it.", verb.to_lowercase()),
            _ => format!("{verb} the {thing}:\n\n- check the amount\n- press **{button}**"),
        }
    }

    pub fn sentences(&mut self, count: usize) -> String {
        (0..count).map(|_| format!("{} {}.", self.action(), self.pick(&WHERE))).collect::<Vec<_>>().join(" ")
    }
}
