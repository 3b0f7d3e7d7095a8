// What the catalogue promises: plurals, the agency's words, texts under one name, a language for everybody.
import { expect, test } from "vitest";
import { AGENCY_ROLES, ORGANIZATION_ROLES } from "#app/access/actor";
import english, { areas } from "#app/i18n/en";
import { doubledKeys, gather, type Texts } from "#app/i18n/gather";
import { negotiateLanguage } from "#app/i18n/languages";
import { sayIn } from "#app/i18n/say-in";
import { lifecycles } from "#app/models/lifecycles";
import { navigation } from "#app/ui/navigation";
import { toneOf } from "#app/ui/state-tones";

const say = sayIn("en");

test("Mara reads one thing in the singular and two in the plural", () => {
  expect(say("ui.form.error-title", { count: 1 })).toBe("One thing needs another look");
  expect(say("ui.form.error-title", { count: 2 })).toBe("2 things need another look");
  expect(say("ui.form.error-title", { count: 12345 })).toBe("12,345 things need another look");
});

test("An agency that says participant reads participant, in capitals and with its article too", () => {
  const own = sayIn("en", { client: "applicant" });
  expect(own("word.clients")).toBe("Applicants");
  expect(own("ui.navigation.clients")).toBe("Applicants");
  expect(own("word.caseworkers")).toBe("Caseworkers");
  expect(say("word.clients")).toBe("Clients");
});

test("An agency's plural need not end in s", () => {
  expect(sayIn("en", { client: "person", clients: "people" })("word.clients")).toBe("People");
});

test("Blanks are filled as they are: nobody's name is read as a blank, a key or a sign to escape", () => {
  const name = "O'Brien & $t(word.yes) {{client}} <b>";
  expect(say("ui.header.sign-out")).toBe("Sign out");
  expect(say("ui.timeline.by", { name })).toBe(`by ${name}`);
});

test("A key that only exists when running is said; an unknown one is said as it stands, never as nothing", () => {
  expect(say.any("refusal.not-found")).toContain("not here");
  expect(say.any("This is a sentence: with a colon. And a dot.")).toBe("This is a sentence: with a colon. And a dot.");
  expect(say.any("ui.form.error-title", { count: 1 })).toBe("One thing needs another look");
  expect(say.has("refusal.no-such-thing")).toBe(false);
});

test("A move that came too late is told with the state's own word, not its code", () => {
  const told = say("refusal.lifecycle.illegal-move", { thing: "invoice", state: "in_review", move: "approve" });
  expect(told).toContain("In review");
  expect(told).not.toContain("in_review");
});

test("Refusals of every area are said under one name, and no text is written twice", () => {
  const gathered = gather({ one: { refusal: { a: { x: "ax" } } }, two: { title: "t", refusal: { a: { y: "ay" } } } });
  expect(gathered).toEqual({ one: {}, two: { title: "t" }, refusal: { a: { x: "ax", y: "ay" } } });
  expect(doubledKeys({ one: { refusal: { x: "1" } }, two: { refusal: { x: "2" } } })).toEqual(["refusal.x"]);
  expect(doubledKeys(areas)).toEqual([]);
});

test("Every state and move of every lifecycle has its word, and every role, desk and navigation item its name", () => {
  const missing: string[] = [];
  const need = (key: string) => {
    if (!say.has(key)) missing.push(key);
  };
  for (const { name, states, transitions } of lifecycles) {
    for (const state of states) need(`lifecycle.${name}.state.${state}`);
    for (const { move } of transitions()) need(`lifecycle.${name}.move.${move}`);
  }
  for (const role of [...AGENCY_ROLES, ...ORGANIZATION_ROLES]) need(`word.role.${role}`);
  for (const [desk, items] of Object.entries(navigation)) {
    need(`word.desk.${desk}`);
    for (const { name } of items) need(name);
  }
  expect(missing).toEqual([]);
});

test("A state that was turned down never looks like one that is done", () => {
  expect(toneOf("offer", "accepted")).toBe("done");
  expect(toneOf("offer", "declined")).toBe("refused");
  expect(toneOf("offer", "a state nobody has thought of")).toBe("waiting");
});

test("Every text is a text: none is empty, none has a blank that is not closed", () => {
  const broken = textsOf(english).filter(
    ([, text]) => text.trim() === "" || text.split("{{").length !== text.split("}}").length,
  );
  expect(broken).toEqual([]);
});

test("Omar's own choice of language wins over his browser's; what we do not speak falls back to English", () => {
  expect(negotiateLanguage({ cookie: "en", browser: "es" })).toBe("en");
  expect(negotiateLanguage({ cookie: "xx", account: "", browser: "es-MX,es;q=0.8,en;q=0.5" })).toBe("en");
  expect(negotiateLanguage({ browser: "de;q=0,;;,," })).toBe("en");
  expect(negotiateLanguage({})).toBe("en");
});

function textsOf(texts: Texts, path = ""): [string, string][] {
  return Object.entries(texts).flatMap(([name, text]) =>
    typeof text === "string" ? [[`${path}${name}`, text] as [string, string]] : textsOf(text, `${path}${name}.`),
  );
}

test("a text's blanks are filled with what is given, else with the agency's words, and what is filled in is not read again", () => {
  const say = sayIn("en");
  expect(say("search.form.counted", { label: "{{count}} & <b>", count: 3 })).toBe("{{count}} & <b> (3)");
  expect(say("search.results.count", { count: 1 })).not.toBe(say("search.results.count", { count: 2 }));
});
