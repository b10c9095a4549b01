import { describe, expect, it } from "vitest";
import { divided, namesIn, offersFor, readTyped, type Known } from "./typed";

const clerk = { name: "Clerk", role: "r1", lane: "l1" };
const bank = { name: "Refund bank", role: "r2", lane: null };
const known: Known = {
  people: [clerk, bank],
  places: [
    { id: "n1", name: "Check the order" },
    { id: "n2", name: "Check the stock" },
  ],
  forked: true,
  fresh: true,
};

/** What becomes of a text that is left with Enter: what is usual is taken. */
function read(text: string, all: Known = known) {
  const { list, usual } = offersFor(text, all);
  const { label, asks, who, to } = readTyped(text, list[usual] ?? null, all);
  const made = who && !who.role && !who.lane ? "new " : "";
  return [label, asks ? "asks" : "", who ? `${made}${who.name}` : "", to ? `to ${to.id}` : ""]
    .filter(Boolean)
    .join(" | ");
}

describe("a label that is typed", () => {
  it("stands for itself", () => expect(read(" Pack it ")).toBe("Pack it"));
  it("asks with a question mark, in any script", () => {
    expect(read("In stock?")).toBe("In stock? | asks");
    expect(read("有货？")).toBe("有货？ | asks");
    expect(read("In stock? ", { ...known, fresh: false })).toBe("In stock?");
  });

  it("names who does it behind an @, whatever the case, by a part of the name too", () => {
    expect(read("Pack it @clerk")).toBe("Pack it | Clerk");
    expect(read("In stock? @refund ba")).toBe("In stock? | asks | Refund bank");
    expect(read("@Clerk")).toBe("Clerk");
  });
  it("makes the role that an @ names and that is not there", () =>
    expect(read("Pack it @Packer of goods")).toBe("Pack it | new Packer of goods"));
  it("takes no @ within a word, and none with nothing behind it", () => {
    expect(read("Write to anna@shop.example")).toBe("Write to anna@shop.example");
    expect(read("Pack it @")).toBe("Pack it @");
  });
  it("takes no @ where nobody can be named", () =>
    expect(read("Order @clerk", { ...known, people: null })).toBe("Order @clerk"));
  it("takes an @ when a label is changed, too", () =>
    expect(read("Pack it @clerk", { ...known, fresh: false })).toBe("Pack it | Clerk"));

  it("names who does it before a colon, when the role is known", () => {
    expect(read("clerk: Pack it")).toBe("Pack it | Clerk");
    expect(read("Refund Bank：Pack it")).toBe("Pack it | Refund bank");
  });
  it("keeps any other colon", () => {
    expect(read("Note: call the customer")).toBe("Note: call the customer");
    expect(read("Clerk:")).toBe("Clerk:");
    expect(read("clerk:30")).toBe("clerk:30");
    expect(read("Clerk: Pack it", { ...known, fresh: false })).toBe("Clerk: Pack it");
  });

  it("goes on at a step that is there, behind an arrow", () => {
    expect(read("-> stock")).toBe("to n2");
    expect(read("→check the order")).toBe("to n1");
    expect(read("-> nothing of that")).toBe("-> nothing of that");
    expect(read("->")).toBe("->");
  });
  it("may be a step of the same name: that is offered, and not taken", () => {
    expect(offersFor("check", known)).toEqual({
      list: known.places.map((to) => ({ what: "go", to })),
      usual: -1,
    });
    expect(read("Check the order")).toBe("Check the order");
    expect(offersFor("ch", known).list).toEqual([]);
    expect(offersFor("check", { ...known, forked: false }).list).toEqual([]);
    expect(offersFor("check", { ...known, fresh: false }).list).toEqual([]);
  });
});

it("divides a branch from the step behind it, and no time", () => {
  expect(divided("No: Refuse it")).toEqual(["No", "Refuse it"]);
  expect(divided("いいえ：断る")).toEqual(["いいえ", "断る"]);
  expect(divided("Before 10:30")).toEqual(["Before 10:30", ""]);
  expect(divided("Yes:")).toEqual(["Yes:", ""]);
  expect(divided("No: Bank: Refuse it")).toEqual(["No", "Bank: Refuse it"]);
});

it("takes each name of a list once", () =>
  expect(namesIn(" Sales, Clerk;bank ,, clerk ")).toEqual(["Sales", "Clerk", "bank"]));
