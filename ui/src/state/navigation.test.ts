import { describe, expect, it } from "vitest";
import { Navigation, type Place } from "./navigation.svelte";

const document = (id: string): Place => ({ view: "document", id });
const name = (place: Place | null) => (place?.view === "document" ? place.id : (place?.view ?? null));

function walked(...ids: string[]) {
  const navigation = new Navigation();
  for (const id of ids) navigation.go(document(id));
  return navigation;
}

describe("back and forward", () => {
  it("begins nowhere", () => {
    const navigation = new Navigation();
    expect(navigation.current).toBeNull();
    expect(navigation.back()).toBeNull();
    expect(navigation.forward()).toBeNull();
  });

  it("walks back and forward, and forgets what lay ahead when it turns", () => {
    const navigation = walked("map", "sop", "instruction");
    expect(name(navigation.back())).toBe("sop");
    expect(name(navigation.back())).toBe("map");
    expect(navigation.canBack).toBe(false);
    expect(name(navigation.forward())).toBe("sop");
    navigation.go({ view: "health" });
    expect(navigation.canForward).toBe(false);
    expect(name(navigation.back())).toBe("sop");
  });

  it("tells the present place anew instead of adding it twice", () => {
    const navigation = walked("map");
    navigation.go({ view: "document", id: "map", selection: ["step"] });
    expect(navigation.canBack).toBe(false);
    expect(navigation.current).toEqual({ view: "document", id: "map", selection: ["step"] });
  });

  it("shows a place again as it was left", () => {
    const navigation = walked("map");
    navigation.remember({ viewport: { x: 10, y: 20, zoom: 0.5 } });
    navigation.go(document("sop"));
    expect(navigation.back()).toEqual({
      view: "document",
      id: "map",
      viewport: { x: 10, y: 20, zoom: 0.5 },
    });
  });

  it("leaves out what is gone, and joins what meets thereby", () => {
    const navigation = walked("map", "sop", "map", "instruction");
    navigation.forget((place) => name(place) === "sop");
    expect(name(navigation.current)).toBe("instruction");
    expect(name(navigation.back())).toBe("map");
    expect(navigation.canBack, "the two maps have become one").toBe(false);
  });

  it("shows the place before when the present one goes", () => {
    const navigation = walked("map", "sop");
    navigation.forget((place) => name(place) === "sop");
    expect(name(navigation.current)).toBe("map");
    navigation.forget(() => true);
    expect(navigation.current).toBeNull();
  });

  it("notes how a place was that has just been left", () => {
    const navigation = new Navigation();
    navigation.go({ view: "document", id: "sop" });
    navigation.go({ view: "reader", id: "sop" });
    navigation.remember({ scroll: 300 }, { view: "document", id: "sop" });
    navigation.remember({ scroll: 9 }, { view: "document", id: "another" });
    expect(navigation.current).toEqual({ view: "reader", id: "sop" });
    expect(navigation.leaveView()).toBe(true);
    expect(navigation.current).toEqual({ view: "document", id: "sop", scroll: 300 });
    expect(navigation.leaveView()).toBe(false);
  });
});
