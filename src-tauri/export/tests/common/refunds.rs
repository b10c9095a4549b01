//! Everything that a pack may hold, as a careful writer would write it.

use roadbook_core::model::*;

use super::Made;

fn shot(name: &str) -> Vec<u8> {
    let path = format!("{}/../core/sample/pictures/{name}.png", env!("CARGO_MANIFEST_DIR"));
    std::fs::read(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn rect(x: f64, y: f64, width: f64, height: f64) -> Rect {
    Rect::new(x / 1280.0, y / 800.0, width / 1280.0, height / 800.0)
}

fn at(x: f64, y: f64) -> Point {
    Point::new(x / 1280.0, y / 800.0)
}

pub fn refunds() -> Made {
    let mut made = Made::new();
    let support = made.role("Support agent", "Mira Lindqvist");
    let finance = made.role("Finance assistant", "Tom Achterberg");
    let system = made.role("System", "");
    let lead = made.role("Head of support", "Ana Duarte");
    let till = made.tool("Tillway console");

    let policy = made.document(DocumentKind::Policy, "Refunds within 30 days");
    let process = made.document(DocumentKind::Process, "Refund a customer");
    let full = made.document(DocumentKind::Sop, "Refund a purchase in full");
    let goodwill = made.document(DocumentKind::Sop, "Refund in part as goodwill");
    let instruction = made.document(DocumentKind::Instruction, "Issue a refund in the till");
    let log = made.document(DocumentKind::Instruction, "Log a refund in the customer's file");

    let content = made.content(policy);
    content.document.owner = Some(lead);
    content.document.text = "A customer who brings a purchase back within **30 days** gets the full price back, by the way they paid. After that we decide by goodwill, and never above €200 without the head of support.".into();
    made.published(policy, 2);

    let content = made.content(process);
    content.document.owner = Some(lead);
    content.document.text =
        "From the moment a customer asks for money back until it is on its way. Exchanges are another process.".into();
    content.document.trigger = "A customer asks for a refund by mail, phone or at the counter".into();
    content.document.outcome = "The money is on its way, or the customer knows why not".into();
    content.document.frequency = "About 12 times a week".into();
    content.document.governed_by = vec![policy];
    content.document.review_on = Some("2027-05-01".into());
    made.link(LinkKind::GovernedBy, process, policy, None);
    made.published(process, 4);
    let (a, b, c) =
        (made.lane(process, support, 216.0), made.lane(process, finance, 152.0), made.lane(process, system, 136.0));
    use NodeKind::{Decision, Outcome, Step as Task, Trigger};
    let asked = made.node(process, Trigger, Some(a), 56.0, 88.0, "Refund asked for");
    let check = made.node(process, Task, Some(a), 264.0, 72.0, "Check the purchase");
    let fork = made.node(process, Decision, Some(a), 472.0, 64.0, "Within 30 days?");
    let agree = made.node(process, Task, Some(a), 672.0, 72.0, "Agree the amount");
    let explain = made.node(process, Task, Some(a), 880.0, 16.0, "Explain and decline");
    let issue = made.node(process, Task, Some(b), 880.0, 256.0, "Issue the refund");
    let again = made.node(process, Decision, Some(b), 1080.0, 248.0, "Payment went through?");
    let notify = made.node(process, Task, Some(c), 1080.0, 400.0, "Notify and log");
    let end = made.node(process, Outcome, Some(c), 1280.0, 416.0, "Money on its way");
    let declined = made.node(process, Outcome, Some(a), 1104.0, 24.0, "Declined");
    made.connect(process, asked, check, "");
    made.connect(process, check, fork, "");
    made.connect(process, fork, agree, "yes");
    let no = made.connect(process, fork, explain, "no");
    made.connect(process, explain, declined, "");
    made.connect(process, agree, issue, "");
    made.connect(process, issue, again, "");
    made.connect(process, again, notify, "yes");
    made.connect(process, again, agree, "no");
    made.connect(process, notify, end, "");
    let decisions = [
        (check, Delegation::Delegate),
        (agree, Delegation::Keep),
        (explain, Delegation::Delegate),
        (issue, Delegation::Delegate),
        (notify, Delegation::Automate),
    ];
    for (id, delegation) in decisions {
        let node = made.content(process).nodes.iter_mut().find(|node| node.id == id).unwrap();
        node.delegation = Some(delegation);
    }
    let nodes = &mut made.content(process).nodes;
    nodes.iter_mut().find(|node| node.id == notify).unwrap().automated_by = "The till mails the customer".into();
    nodes.iter_mut().find(|node| node.id == agree).unwrap().description =
        "By the policy; above €200 ask the head of support.".into();

    let content = made.content(full);
    content.document.owner = Some(lead);
    content.document.purpose = "The customer has the money within five working days, and the books show why.".into();
    content.document.scope =
        "Purchases of the last 30 days, paid by card or transfer. Gift cards are refunded as gift cards.".into();
    content.document.quality = "- The amount is the amount paid, to the cent.\n- The reason is one of the till's own.\n- The customer heard from us *before* the money arrived.".into();
    content.document.materials = "The order number, and the goods or the number of their return.".into();
    content.document.covers = vec![Cover { process, extent: Extent::Nodes { nodes: vec![check, issue] } }];
    content.document.governed_by = vec![policy];
    made.link(LinkKind::Covers, full, process, None);
    made.link(LinkKind::GovernedBy, full, policy, None);
    made.published(full, 3);
    let step = made.step(full, "Find the order by its number and check that it was paid within the last **30 days**.");
    step.role = Some(support);
    step.expected = "Order and payment have the same amount.".into();
    let step = made.step(full, "Check the goods, or the number of their return.");
    step.role = Some(support);
    let step = made.step(full, "They are unused: go on. Write the number of the return down.");
    step.depth = 1;
    let step = made.step(full, "They are used or damaged: this is goodwill, go to the other SOP.");
    step.depth = 1;
    made.told_in(full, goodwill);
    let step = made.step(full, "Issue the refund in the till, in full, to the card that paid.");
    step.role = Some(finance);
    step.expected = "The payment shows **Refunded** and a refund number.".into();
    step.callouts = vec![Callout {
        kind: CalloutKind::Warning,
        text: "A refund cannot be taken back once it is sent. Check the amount twice.".into(),
    }];
    made.told_in(full, instruction);
    let step = made.step(full, "Log the refund in the customer's file, with its number and the reason.");
    step.role = Some(finance);
    step.why = "The next person who talks to the customer must know without asking.".into();
    step.callouts = vec![Callout {
        kind: CalloutKind::Tip,
        text: "Press <kbd>Ctrl</kbd>+<kbd>V</kbd>: the till copied the number for you.".into(),
    }];
    made.told_in(full, log);
    made.step(full, "Write to the customer: the amount, the way it goes, and when it arrives.").role = Some(support);

    let content = made.content(goodwill);
    content.document.owner = Some(lead);
    content.document.purpose =
        "A customer outside the policy is met fairly, within what a support agent may decide.".into();
    content.document.quality = "| Case | At most | Who decides |\n|---|---|---|\n| Used, within 30 days | half the price | support agent |\n| After 30 days, faulty | €200 | support agent |\n| Anything else | as agreed | head of support |".into();
    content.document.covers = vec![Cover { process, extent: Extent::Path { branches: vec![no] } }];
    made.link(LinkKind::Covers, goodwill, process, None);
    made.step(goodwill, "Read the [policy](roadbook:00000000-0000-0000-0000-000000000000) and the [note on goodwill](https://example.org/goodwill).").role = Some(support);
    let policy_link =
        format!("Offer an amount by the table above, never more than the [policy](roadbook:{policy}) allows.");
    made.link(LinkKind::Mentions, goodwill, policy, None);
    made.step(goodwill, &policy_link).role = Some(support);
    let step = made.step(goodwill, "Issue the agreed amount in the till as a part of the payment.");
    step.role = Some(finance);
    step.callouts = vec![Callout {
        kind: CalloutKind::Danger,
        text: "Never refund by transfer what was paid by card: the bank may pay it twice.".into(),
    }];
    made.told_in(goodwill, instruction);

    let content = made.content(instruction);
    content.document.owner = Some(finance);
    content.document.tool = Some(till);
    content.document.text = "Pays a card payment back, in full or in part. It takes about three minutes.".into();
    content.document.starting_screen = "The console's sign-in page, console.tillway.example".into();
    content.document.finished_result =
        "The payment shows **Refunded**, and the refund number is in your clipboard for the customer's file.".into();
    made.published(instruction, 1);
    use ShapeForm::{Arrow, Number, Rectangle, Redaction, Text};
    made.step(instruction, "Sign in with your own name.").why = "The till writes down who refunded.".into();
    made.figure(
        instruction,
        &shot("till-1-sign-in"),
        "Sign-in page with e-mail address and password; the button Sign in is marked",
        "",
        vec![
            Rectangle { rect: rect(478.0, 302.0, 336.0, 46.0) },
            Redaction { rect: rect(484.0, 310.0, 200.0, 30.0) },
            Arrow { from: at(960.0, 420.0), to: at(812.0, 508.0) },
        ],
    );
    made.step(instruction, "Open **Payments** and type the payment number into the search box.");
    made.figure(
        instruction,
        &shot("till-2-payments"),
        "List of payments; the menu entry Payments and the search box are marked",
        "The list shows the last 30 days",
        vec![
            Number { at: at(60.0, 168.0), pointer: None, from: None },
            Number { at: at(560.0, 180.0), pointer: Some(at(470.0, 238.0)), from: None },
        ],
    );
    let step = made.step(instruction, "Open the payment. Compare **name** and **amount** with the order.");
    step.expected = "One payment, in the state *Paid*.".into();
    step.callouts = vec![Callout {
        kind: CalloutKind::Warning,
        text: "Two customers may have the same name. Only the payment number counts.".into(),
    }];
    made.figure(
        instruction,
        &shot("till-4-payment"),
        "The payment with its items; amount and the button Refund are marked",
        "",
        vec![
            Rectangle { rect: rect(232.0, 138.0, 130.0, 44.0) },
            Redaction { rect: rect(970.0, 262.0, 260.0, 90.0) },
            Arrow { from: at(1000.0, 60.0), to: at(1150.0, 150.0) },
            Text { at: at(760.0, 40.0), text: "Refund is only here\nwhile it is unpaid out".into() },
        ],
    );
    made.step(instruction, "Press **Refund**, choose **Full amount**, and pick the reason that the customer gave.");
    let figure = made.figure(
        instruction,
        &shot("till-6-reason"),
        "Panel for the refund with amount and reason filled in",
        "",
        vec![
            Number { at: at(880.0, 160.0), pointer: Some(at(930.0, 170.0)), from: None },
            Number { at: at(880.0, 460.0), pointer: Some(at(918.0, 460.0)), from: None },
        ],
    );
    figure.crop = Some(Rect::new(0.55, 0.0, 0.45, 1.0));
    made.step(instruction, "Check the amount once more and confirm.");
    made.figure(
        instruction,
        &shot("till-7-confirm"),
        "Question before the refund is sent; the button Refund is marked",
        "",
        vec![Rectangle { rect: rect(696.0, 520.0, 146.0, 44.0) }],
    );
    let step = made.step(instruction, "Copy the refund number.");
    step.expected = "A green bar with the refund number.".into();
    step.recording = Some(Recording {
        title: "The whole refund in 90 seconds".into(),
        url: "https://video.example.org/refund".into(),
        ..Recording::default()
    });
    made.figure(
        instruction,
        &shot("till-8-refunded"),
        "The payment is refunded; the button Copy number is marked",
        "",
        vec![Arrow { from: at(1000.0, 90.0), to: at(1140.0, 205.0) }],
    );

    let content = made.content(log);
    content.document.tool = Some(till);
    content.document.owner = Some(finance);
    made.step(log, "Open the customer's file from the payment.");
    made.figure(
        log,
        &shot("till-8-refunded"),
        "The payment with the customer's card at the right",
        "",
        vec![Rectangle { rect: rect(920.0, 260.0, 320.0, 200.0) }],
    );
    made.step(
        log,
        "Press <kbd>N</kbd> for a new note and paste the refund number.\n\n```\nRF-20917, goods returned\n```",
    );
    made
}
