//! The files of the sample, in the order in which its documents are numbered.

macro_rules! documents {
    ($($name:literal)*) => { [$(($name, include_str!(concat!("../../sample/", $name)))),*] };
}

macro_rules! pictures {
    ($($name:literal)*) => { [$(($name, include_bytes!(concat!("../../sample/pictures/", $name)))),*] };
}

pub(super) const PEOPLE: &str = include_str!("../../sample/people.json");

pub(super) const DOCUMENTS: [(&str, &str); 18] = documents! {
    "policy-refunds.json"
    "policy-access.json"
    "policy-pay-data.json"
    "process-refund.json"
    "sop-refund-in-full.json"
    "sop-refund-as-goodwill.json"
    "sop-decline-a-refund.json"
    "instruction-till.json"
    "process-onboarding.json"
    "sop-accounts.json"
    "instruction-accounts.json"
    "procedure-workbench.json"
    "process-payroll.json"
    "sop-payroll-monthly.json"
    "sop-payroll-off-cycle.json"
    "sop-payroll-mistake.json"
    "instruction-payroll.json"
    "instruction-door-code.json"
};

pub(super) const PICTURES: [(&str, &[u8]); 14] = pictures! {
    "till-1-sign-in.png"
    "till-2-payments.png"
    "till-3-search.png"
    "till-4-payment.png"
    "till-5-refund-panel.png"
    "till-6-reason.png"
    "till-7-confirm.png"
    "till-8-refunded.png"
    "accounts-1-create.png"
    "accounts-2-groups.png"
    "accounts-3-invitation.png"
    "payroll-1-open-run.png"
    "payroll-2-check-totals.png"
    "payroll-3-submit.png"
};
