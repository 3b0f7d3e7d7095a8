// What Ines types to find somebody goes through an address that only her own session reads.
import { expect, test } from "vitest";
import { readFound, sealFor, sealWords, unsealFor } from "#app/access/sealed-words.server";
import { addressOf, FindForm } from "#app/models/case/find-form";

const asked = (token: string) =>
  new Request("http://localhost/agency/clients", { headers: { Cookie: `session=${token}` } });
const [INES, CARL] = ["a".repeat(40), "b".repeat(40)];

test("the address that Ines is led to bears no letter of the name, and tells it to her session alone", () => {
  const form = FindForm.parse({ list: "cases", q: " Márquez Rosa ", whose: "mine", state: "open" });
  const address = addressOf(form, sealWords(asked(INES), form.q));
  expect(address).toMatch(/^\/agency\/cases\?whose=mine&state=open&found=[\w-]+$/);
  const found = new URLSearchParams(address.split("?")[1]).get("found") ?? "";
  expect(Buffer.from(found, "base64url").toString("utf8")).not.toMatch(/rquez|Rosa/);
  expect(readFound(asked(INES), found)).toEqual({ text: "Márquez Rosa", ended: false });
  expect(readFound(asked(CARL), found)).toEqual({ text: "", ended: true });
});

test("the same words never look the same twice; what was changed, cut or made up opens nothing, and no words need no seal", () => {
  const sealed = sealFor(INES, "Rosa");
  expect(sealFor(INES, "Rosa")).not.toBe(sealed);
  const turned = sealed.startsWith("A") ? `B${sealed.slice(1)}` : `A${sealed.slice(1)}`;
  for (const text of [turned, sealed.slice(0, 20), "x", "Rosa", "%00"]) expect(unsealFor(INES, text)).toBeNull();
  expect(sealFor(INES, "")).toBe("");
  expect(readFound(asked(INES), "")).toEqual({ text: "", ended: false });
  expect(addressOf(FindForm.parse({ list: "clients" }), "")).toBe("/agency/clients");
});
