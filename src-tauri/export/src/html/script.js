// What a reader's browser adds to the page: ticks that stay, links to steps, search and larger pictures.
// Nothing here reaches out, and without it the page reads as well. What the root has no words for is left out.
(() => {
  "use strict";
  const root = document.documentElement;
  const words = JSON.parse(root.dataset.words);
  const fill = (pattern, value) => pattern.replace("{}", () => value);
  const make = (tag, attributes, ...inside) => {
    const made = document.createElement(tag);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...inside);
    return made;
  };
  const icon = (...paths) => {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    for (const [key, value] of [["viewBox", "0 0 16 16"], ["class", "icon"], ["aria-hidden", "true"]]) {
      svg.setAttribute(key, value);
    }
    for (const d of paths) {
      const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
      path.setAttribute("d", d);
      svg.append(path);
    }
    return svg;
  };
  const said = make("p", { role: "status", class: "sr" });
  document.body.append(said);

  // Ticks, by step, in this browser alone. Where it keeps nothing they last as long as the page.
  const place = "roadbook-ticks";
  const read = () => {
    try {
      return new Set(JSON.parse(localStorage.getItem(place) ?? "[]"));
    } catch {
      return new Set();
    }
  };
  const ticks = words.done ? read() : new Set();
  const keep = (id, on) => {
    for (const known of read()) if (known !== id) ticks.add(known);
    if (on) ticks.add(id);
    else ticks.delete(id);
    try {
      localStorage.setItem(place, JSON.stringify([...ticks]));
    } catch {
      // Private windows may refuse.
    }
  };

  const copy = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const area = make("textarea", { class: "sr", "aria-hidden": "true" });
      area.value = text;
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
  };

  for (const step of words.done ? document.querySelectorAll("[data-step]") : []) {
    const number = step.querySelector(".number");
    const id = step.dataset.step;
    const box = make("input", { type: "checkbox", "aria-label": fill(words.done, number.textContent) });
    box.checked = ticks.has(id);
    step.classList.toggle("done", box.checked);
    box.addEventListener("change", () => {
      step.classList.toggle("done", box.checked);
      keep(id, box.checked);
    });
    const label = fill(words.copy, number.textContent);
    const link = make("button", { type: "button", class: "tool", "aria-label": label, title: label },
      icon("M6.5 9.5l3-3", "M7 4.6l1.4-1.4a3 3 0 014.3 4.3L11.3 9", "M9 11.4l-1.4 1.4a3 3 0 01-4.3-4.3L4.7 7"));
    link.addEventListener("click", async () => {
      const away = document.activeElement;
      await copy(location.href.split("#")[0] + "#" + step.id);
      away?.focus();
      link.classList.add("copied");
      link.dataset.said = said.textContent = words.copied;
      setTimeout(() => {
        link.classList.remove("copied");
        said.textContent = "";
      }, 1600);
    });
    number.after(make("div", { class: "tools" }, box, link));
  }

  // A picture as large as the window has room for.
  const dialog = make("dialog", { class: "zoom", "aria-label": words.enlarge });
  document.body.append(dialog);
  const leave = make("button", { type: "button", class: "tool", "aria-label": words.close, title: words.close },
    icon("M4 4l8 8", "M12 4l-8 8"));
  leave.addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  for (const shot of document.querySelectorAll(".shot")) {
    const picture = shot.querySelector(".picture");
    if (!picture) continue;
    const open = () => {
      const large = shot.cloneNode(true);
      large.querySelector(".tool")?.remove();
      large.removeAttribute("style");
      const box = picture.viewBox?.baseVal;
      const [width, height] = box ? [box.width, box.height] : [picture.naturalWidth, picture.naturalHeight];
      large.style.setProperty("--ratio", width / height);
      large.style.setProperty("--own", `${width}px`);
      dialog.replaceChildren(large, leave);
      dialog.showModal();
    };
    const button = make("button", { type: "button", class: "tool", "aria-label": words.enlarge, title: words.enlarge },
      icon("M9.5 2.5h4v4", "M13.5 2.5L9 7", "M6.5 13.5h-4v-4", "M2.5 13.5L7 9"));
    button.addEventListener("click", open);
    picture.addEventListener("click", open);
    shot.append(button);
  }

  // Touch screens show no bar beside what can be scrolled.
  for (const box of document.querySelectorAll(".map, .wide")) {
    const tell = () => box.classList.toggle("more-to-see", Math.abs(box.scrollLeft) + box.clientWidth < box.scrollWidth - 1);
    box.addEventListener("scroll", tell, { passive: true });
    new ResizeObserver(tell).observe(box);
  }

  if (!words.search) return;
  // Search: every word that is typed has to be in a step, or in a document's head.
  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLocaleLowerCase();
  const text = (element) => element.textContent.replace(/\s+/g, " ").trim();
  const entries = [];
  for (const chapter of document.querySelectorAll("article")) {
    const title = text(chapter.querySelector("h2"));
    const steps = [...chapter.querySelectorAll("[data-step]")];
    const head = chapter.cloneNode(true);
    for (const element of head.querySelectorAll("[data-step], svg")) element.remove();
    entries.push({ id: chapter.id, title, where: text(chapter.querySelector(".kind") ?? head), text: plain(text(head)) });
    for (const step of steps) {
      const whole = step.querySelector(".told");
      const alts = [...step.querySelectorAll("img, svg[role=img]")].map(
        (one) => one.getAttribute("alt") ?? one.getAttribute("aria-label"),
      );
      const number = text(step.querySelector(".number"));
      entries.push({
        id: step.id,
        title: text(step.querySelector(".text > div")),
        where: `${title} · ${fill(words.step, number)}`,
        text: plain([text(whole), ...alts].join(" ")),
      });
    }
  }
  const field = make("input", {
    type: "search", "aria-label": words.search, placeholder: words.search, autocomplete: "off", spellcheck: "false",
  });
  const list = make("ol", { class: "found", role: "list" });
  const count = make("p", { class: "quiet count", role: "status" });
  const nav = document.getElementById("contents");
  const search = make("search", { class: "search" }, field, count, list);
  if (nav) nav.querySelector(".pack").after(search);
  else document.getElementById("text").prepend(search);
  const look = () => {
    const wanted = plain(field.value).split(/\s+/).filter(Boolean);
    const on = wanted.length > 0;
    search.classList.toggle("on", on);
    nav?.classList.toggle("searching", on);
    const hits = on ? entries.filter((entry) => wanted.every((word) => entry.text.includes(word))) : [];
    count.textContent = !on ? "" : hits.length ? fill(words.found, hits.length) : words.none;
    list.replaceChildren(
      ...hits.slice(0, 60).map((hit) =>
        make("li", {}, make("a", { href: `#${hit.id}`, dir: "auto" },
          make("b", {}, hit.title.length > 110 ? `${hit.title.slice(0, 110)}…` : hit.title),
          make("span", {}, hit.where))),
      ),
    );
  };
  field.addEventListener("input", look);
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter") list.querySelector("a")?.click();
    else if (event.key === "Escape" && field.value) {
      field.value = "";
      look();
    }
  });
  document.addEventListener("keydown", (event) => {
    const typing = /^(INPUT|TEXTAREA)$/.test(event.target.tagName);
    if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey || dialog.open) return;
    event.preventDefault();
    field.focus();
  });
})();
