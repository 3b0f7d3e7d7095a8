// Which addresses a webhook may go to, and how long a telling waits that failed: each yes beside its no.
import { describe, expect, test } from "vitest";
import { mayBeCalled, mayBeTold } from "#app/models/partner/webhook-address";
import { waitAfter } from "#app/models/partner/webhook-kinds";

const OUTSIDE = { inside: [], plain: false };

describe("a number", () => {
  test.each(["93.184.215.14", "8.8.8.8", "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "::ffff:8.8.8.8"])(
    "%s is public and may be called",
    (address) => expect(mayBeCalled(address, OUTSIDE)).toBe(true),
  );

  test.each([
    "127.0.0.1",
    "127.8.8.8",
    "0.0.0.0",
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "192.0.2.7",
    "198.18.0.1",
    "224.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "fe80::1",
    "fc00::1",
    "ff02::1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "64:ff9b::7f00:1",
    "2002:7f00:1::",
    "2001:0:7f00:1::",
    "not a number",
  ])("%s may not", (address) => expect(mayBeCalled(address, OUTSIDE)).toBe(false));

  test("inside the operator's own walls may be called where that network is named, and no other", () => {
    const network = { inside: ["10.1.0.0/16", "fd00::/64"], plain: false };
    expect(["10.1.9.9", "::ffff:10.1.9.9", "fd00::7"].map((one) => mayBeCalled(one, network))).toEqual([
      true,
      true,
      true,
    ]);
    expect(["10.2.0.1", "127.0.0.1", "fd00:1::7"].map((one) => mayBeCalled(one, network))).toEqual([
      false,
      false,
      false,
    ]);
  });
});

describe("an address", () => {
  test("over https is kept, also with a port and a query", () => {
    expect(mayBeTold("https://records.example.org/hooks?house=7", OUTSIDE)).toBe(true);
    expect(mayBeTold("https://records.example.org:8443/hooks", OUTSIDE)).toBe(true);
  });

  test.each([
    "http://records.example.org/hooks",
    "ftp://records.example.org",
    "javascript:alert(1)",
    "https://user:secret@records.example.org",
    "https://records.example.org/#part",
    "https://127.0.0.1/hooks",
    "https://2130706433/hooks",
    "https://0x7f.1/hooks",
    "https://[::1]/hooks",
    "https://[::ffff:a00:1]/hooks",
    "records.example.org",
    `https://records.example.org/${"x".repeat(500)}`,
  ])("%s is not", (address) => expect(mayBeTold(address, OUTSIDE)).toBe(false));

  test("in the clear is kept on a developer's own machine alone", () => {
    expect(mayBeTold("http://records.example.org/hooks", { ...OUTSIDE, plain: true })).toBe(true);
    expect(mayBeTold("http://127.0.0.1/hooks", { ...OUTSIDE, plain: true })).toBe(false);
  });
});

test("a telling waits longer after each try, never quite as long as another, and is given up after about three days", () => {
  const waits = Array.from({ length: 9 }, (_, index) => waitAfter(index + 1, 0) ?? 0);
  expect(waits).toEqual([...waits].sort((one, other) => one - other));
  expect(waits.reduce((sum, wait) => sum + wait, 0) / 86_400).toBeCloseTo(3.1, 0);
  expect(waitAfter(10, 0)).toBeNull();
  expect(waitAfter(2, 0.5)).toBe(338);
});
