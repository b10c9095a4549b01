//! The maps that the fixtures hold and that are looked at.

use roadbook_core::model::{Delegation, Node, NodeKind};

use super::build::Map;

pub fn all() -> Vec<(&'static str, Map)> {
    vec![
        ("chain", chain()),
        ("fork", fork()),
        ("loop", back()),
        ("lanes", lanes()),
        ("vertical", vertical()),
        ("labels", labels()),
        ("scripts", scripts()),
        ("by-hand", by_hand()),
        ("parallel", parallel()),
        ("onboarding", onboarding()),
    ]
}

use NodeKind::{Decision, Document, Note, Outcome, Step, Subprocess, Trigger, Wait};

fn delegate(node: &mut Node) {
    node.delegation = Some(Delegation::Delegate);
}

fn keep(node: &mut Node) {
    node.delegation = Some(Delegation::Keep);
}

fn automate(node: &mut Node) {
    node.delegation = Some(Delegation::Automate);
}

fn chain() -> Map {
    Map::new("Publish a post")
        .at(Trigger, "Topic agreed", 0.0, 0.0)
        .at(Step, "Write the draft", 0.0, 0.0)
        .with(delegate)
        .at(Step, "Check facts and links in the draft", 0.0, 0.0)
        .with(keep)
        .at(Wait, "Two days of rest", 0.0, 0.0)
        .at(Outcome, "Post is online", 0.0, 0.0)
        .chain(0..5)
        .arranged()
}

fn fork() -> Map {
    Map::new("Answer a complaint")
        .at(Trigger, "Complaint arrives", 0.0, 0.0)
        .at(Decision, "Is it about money?", 0.0, 0.0)
        .at(Step, "Agree the amount", 0.0, 0.0)
        .with(keep)
        .at(Step, "Issue the refund", 0.0, 0.0)
        .with(delegate)
        .at(Step, "Explain and apologise", 0.0, 0.0)
        .with(delegate)
        .at(Step, "Log it in the CRM", 0.0, 0.0)
        .with(automate)
        .at(Outcome, "Customer is content", 0.0, 0.0)
        .connect(0, 1, "")
        .connect(1, 2, "yes")
        .connect(2, 3, "")
        .connect(3, 5, "")
        .connect(1, 4, "no")
        .connect(4, 5, "")
        .connect(5, 6, "")
        .arranged()
}

fn back() -> Map {
    Map::new("Sign off a design")
        .at(Trigger, "Brief is signed", 0.0, 0.0)
        .at(Step, "Draw a first version", 0.0, 0.0)
        .at(Step, "Show it to the client", 0.0, 0.0)
        .at(Decision, "Is the client content?", 0.0, 0.0)
        .at(Step, "Hand over the files", 0.0, 0.0)
        .at(Outcome, "Design is live", 0.0, 0.0)
        .connect(0, 1, "")
        .connect(1, 2, "")
        .connect(2, 3, "")
        .connect(3, 4, "yes")
        .connect(4, 5, "")
        .connect(3, 1, "no, once more")
        .connect(3, 2, "nearly")
        .connect(2, 2, "remind")
        .arranged()
}

fn lanes() -> Map {
    Map::new("Refund a customer")
        .lane("Support", 120.0)
        .lane("Finance", 120.0)
        .lane("System", 120.0)
        .node(Trigger, "Refund asked for", 0)
        .node(Step, "Check the purchase", 0)
        .with(delegate)
        .node(Decision, "Within 14 days?", 0)
        .node(Step, "Explain and decline", 0)
        .node(Step, "Agree the amount", 0)
        .with(keep)
        .node(Step, "Issue the refund", 1)
        .with(delegate)
        .node(Step, "Notify and log", 2)
        .with(automate)
        .node(Outcome, "Money back", 2)
        .node(Outcome, "Refund declined", 0)
        .node(Note, "Only Finance may issue more than 500 euros at once", 1)
        .connect(0, 1, "")
        .connect(1, 2, "")
        .connect(2, 3, "no")
        .connect(2, 4, "yes")
        .connect(4, 5, "")
        .connect(5, 6, "")
        .connect(6, 7, "")
        .connect(3, 8, "")
        .connect(5, 1, "card does not match")
        .connect(9, 5, "")
        .arranged()
}

fn vertical() -> Map {
    let mut map = lanes().vertical();
    map.0.document.title = "Refund a customer, downwards".into();
    map.arranged()
}

fn labels() -> Map {
    let long = "Compare every line of the supplier's invoice with the order and the delivery note ".repeat(25);
    Map::new("Long labels")
        .at(Trigger, "Invoice arrives from a supplier that we have never worked with before", 0.0, 0.0)
        .at(Step, &long, 0.0, 0.0)
        .at(Decision, "Do the amounts on the invoice, the order and the delivery note agree to the cent?", 0.0, 0.0)
        .at(Step, "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz anwenden", 0.0, 0.0)
        .at(Subprocess, "Ask\nthe supplier\n\nfor a new one", 0.0, 0.0)
        .at(Document, "Invoice", 0.0, 0.0)
        .at(Outcome, "", 0.0, 0.0)
        .connect(0, 1, "")
        .connect(1, 2, "")
        .connect(2, 3, "yes, and the goods are whole, complete and delivered to the right address")
        .connect(2, 4, "no")
        .connect(3, 6, "")
        .connect(4, 0, "")
        .connect(1, 5, "")
        .arranged()
}

fn scripts() -> Map {
    Map::new("Scripts")
        .at(Trigger, "客户要求退款", 0.0, 0.0)
        .at(Step, "请检查这笔购买是否在十四天之内并且商品完好无损", 0.0, 0.0)
        .at(Step, "تحقق من عملية الشراء ثم أعد المبلغ إلى العميل", 0.0, 0.0)
        .at(Decision, "האם עברו 14 ימים?", 0.0, 0.0)
        .at(Step, "ग्राहक को धनवापसी की सूचना दें", 0.0, 0.0)
        .at(Step, "แจ้งลูกค้าว่าได้คืนเงินเรียบร้อยแล้ว", 0.0, 0.0)
        .at(Outcome, "返金完了 👩‍👩‍👧", 0.0, 0.0)
        .chain(0..7)
        .connect(3, 6, "לא")
        .arranged()
}

/// As people draw: not in line, one node in the way, a bend of their own, a connection to nowhere.
fn by_hand() -> Map {
    let mut map = Map::new("By hand")
        .at(Trigger, "Order arrives", 40.0, 100.0)
        .at(Step, "Check the stock", 280.0, 93.0)
        .at(Decision, "In stock?", 500.0, 76.0)
        .at(Step, "Order more", 496.0, 260.0)
        .at(Step, "Pack it", 720.0, 110.0)
        .at(Step, "In the way", 800.0, 190.0)
        .at(Outcome, "Sent", 1000.0, 96.0)
        .at(Note, "We send on weekdays only", 990.0, 20.0)
        .connect(0, 1, "")
        .connect(1, 2, "")
        .connect(2, 3, "no")
        .connect(2, 4, "yes")
        .connect(4, 6, "")
        .connect(3, 6, "after a day")
        .bend(&[(840.0, 330.0), (1050.0, 330.0)])
        .connect(3, 1, "")
        .connect(1, 6, "")
        .connect(7, 6, "")
        .connect(5, 2, "");
    map = map.connect(4, 5, "");
    map.connect(3, 99, "lost")
}

fn parallel() -> Map {
    Map::new("Parallel")
        .at(Step, "Ask", 0.0, 0.0)
        .at(Step, "Answer", 320.0, 0.0)
        .at(Step, "Wait", 0.0, 160.0)
        .at(Decision, "Enough?", 320.0, 136.0)
        .connect(0, 1, "by mail")
        .connect(0, 1, "by phone")
        .connect(1, 0, "")
        .connect(2, 3, "")
        .connect(3, 2, "no")
        .connect(0, 0, "again")
        .connect(0, 0, "")
}

fn onboarding() -> Map {
    Map::new("Onboard an employee")
        .lane("Hiring manager", 96.0)
        .lane("People", 96.0)
        .lane("IT", 96.0)
        .lane("New colleague", 96.0)
        .node(Trigger, "Contract is signed", 1)
        .node(Step, "Create the personnel file", 1)
        .with(delegate)
        .node(Step, "Choose laptop and desk", 0)
        .with(keep)
        .node(Decision, "Is the laptop in stock?", 2)
        .node(Step, "Order the laptop", 2)
        .with(delegate)
        .node(Wait, "Delivery, up to 10 days", 2)
        .node(Step, "Set up the laptop", 2)
        .with(delegate)
        .node(Subprocess, "Create the accounts", 2)
        .with(automate)
        .node(Step, "Plan the first week", 0)
        .with(keep)
        .node(Step, "Send the welcome mail", 1)
        .with(automate)
        .node(Step, "Sign the house rules", 3)
        .node(Decision, "All accounts work?", 3)
        .node(Step, "Meet the team", 3)
        .node(Outcome, "Ready to work", 3)
        .node(Step, "Review after 30 days", 0)
        .with(keep)
        .connect(0, 1, "")
        .connect(1, 2, "")
        .connect(2, 3, "")
        .connect(3, 4, "no")
        .connect(4, 5, "")
        .connect(5, 6, "")
        .connect(3, 6, "yes")
        .connect(6, 7, "")
        .connect(1, 8, "")
        .connect(8, 9, "")
        .connect(9, 10, "")
        .connect(10, 11, "")
        .connect(7, 11, "")
        .connect(11, 7, "no, what is missing")
        .connect(11, 12, "yes")
        .connect(12, 13, "")
        .connect(13, 14, "")
        .arranged()
}

/// A map as long processes are: forks, shortcuts and loops on nearly every page.
pub fn long(nodes: usize, lanes: usize) -> Map {
    let mut seed = 7_u64;
    let mut next = move |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % below
    };
    let words = ["Check", "the", "invoice", "refund", "customer", "send", "order", "log", "purchase", "supplier"];
    let mut map = Map::new("Long");
    for lane in 0..lanes {
        map = map.lane(&format!("Role {lane}"), 120.0);
    }
    let mut lane = 0;
    for number in 0..nodes {
        let kind = match next(7) {
            _ if number == 0 => Trigger,
            _ if number == nodes - 1 => Outcome,
            0 => Decision,
            _ => Step,
        };
        let label = (0..2 + next(4)).map(|_| words[next(words.len())]).collect::<Vec<_>>().join(" ");
        if next(4) == 0 {
            lane = next(lanes.max(1));
        }
        map = if lanes > 0 { map.node(kind, &label, lane) } else { map.at(kind, &label, 0.0, 0.0) };
        if next(2) == 0 {
            map = map.with(delegate);
        }
    }
    for number in 1..nodes {
        let back = if next(5) == 0 { 1 + next(number.min(4)) } else { 1 };
        map = map.connect(number - back, number, "");
    }
    for _ in 0..nodes * 3 / 10 {
        let (from, by) = (next(nodes), 1 + next(6));
        let to = (from + by).min(nodes - 1);
        if from != to {
            map = if next(5) == 0 { map.connect(to, from, "no") } else { map.connect(from, to, "yes") };
        }
    }
    map.arranged()
}
