// The files that go to banks and come from them: counted, checked against their own totals, and judged by others' counts and schema where these are at hand.
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { validateXML } from "xmllint-wasm";
import { creditTransferFile } from "#app/interop/bank/credit-transfer-file";
import { fitsAch, MOST_CENTS, nachaFile } from "#app/interop/bank/nacha-file";
import { readNacha } from "#app/interop/bank/nacha-reading";
import type { FilePayment } from "#app/interop/bank/payment";
import { read835 } from "#app/interop/bank/remittance-835";
import { isBic, isIban, isRoutingNumber } from "#app/models/payment/account-number";
import { hasSharedData, sharedData } from "#tests/stage/shared-data";

const left = (name: string) => (hasSharedData ? name : `${name} (left out: the data is not here)`);
const shared = (...names: string[]) => readFileSync(sharedData("payments", ...names), "utf8");

const ORIGIN = {
  ...{ name: "Harbor County & Söhne", identification: "1912345678", bankName: "Demo Bank", routing: "123456780" },
  ...{ bic: null, account: "4400110022", currency: "USD" },
};
const MADE = {
  ...{ batch: "B-0001", at: new Date("2026-11-20T15:30:00Z"), day: "2026-11-20", minute: 630, place: 0 },
  ...{ arrivesOn: "2026-11-23" },
};

const payment = (number: string, more: Partial<FilePayment> = {}): FilePayment => ({
  ...{ number, holder: "Northside Care", personal: false, kind: "us" as const, account: "12345678" },
  ...{
    routing: "123456780",
    savings: false,
    bic: null,
    amountCents: 16_000n,
    trace: `12345678000000${number.slice(-1)}`,
  },
  invoices: [{ number: "I-0001", amountCents: 16_000n }],
  ...more,
});

const PAYMENTS = [
  payment("P-0002", { personal: true, savings: true, holder: "Dana Flores", amountCents: 2_501n }),
  payment("P-0001"),
  payment("P-0003", {
    invoices: Array.from({ length: 9 }, (_, at) => ({ number: `I-100${at}`, amountCents: 100n })),
    amountCents: 900n,
  }),
];

test("an ACH file of Harbor's has its organizations and people in batches of their own, an addenda each, and adds up", () => {
  const text = nachaFile(ORIGIN, MADE, PAYMENTS);
  const { batches, counts, faults } = readNacha(text);
  expect(faults).toEqual([]);
  expect(counts).toEqual({
    ...{ records: 20, entries: 3, addenda: 3, debitCents: 0n, creditCents: 19_401n, entryHash: 37_037_034n },
  });
  expect(batches.map(({ entryClass, entries }) => [entryClass, entries.length])).toEqual([
    ["CCD", 2],
    ["PPD", 1],
  ]);
  expect(batches[0]?.entries[0]).toMatchObject({ code: "22", account: "12345678", trace: "123456780000001" });
  expect(batches[0]?.entries[0]?.addenda[0]?.text).toMatch(/^RMR\*IV\*I-0001\*\*160\.00\\ +00010000001$/);
  expect(batches[0]?.entries[1]?.addenda[0]?.text).toMatch(/^RMR\*PO\*P-0003\*\*9\.00\\/);
  expect(batches[1]?.entries[0]).toMatchObject({ code: "32", amountCents: 2_501n });
  expect(text.split("\n").every((line) => line === "" || /^[\x20-\x7e]{94}$/.test(line))).toBe(true);
  expect(nachaFile(ORIGIN, MADE, [...PAYMENTS].reverse())).toBe(text);
});

test("one figure of an ACH file changed is noticed, with its line", () => {
  const text = nachaFile(ORIGIN, MADE, PAYMENTS);
  const changed = text.replace("0000016000", "0000016001");
  expect(readNacha(changed).faults.map(({ line, code }) => [line, code])).toEqual([
    [7, "credits"],
    [12, "credits"],
  ]);
  const other = text.replace("622123456780", "622123456781");
  expect(readNacha(other).faults.map(({ line, code }) => [line, code])).toEqual([[3, "routing"]]);
  const cut = text.split("\n").slice(0, 5).join("\n");
  expect(readNacha(cut).faults.map(({ code }) => code)).toEqual(["no-batch-end", "no-end", "blocks"]);
});

test("what fits no entry of an ACH file is told before one is made", () => {
  expect(fitsAch(payment("P-0001", { amountCents: MOST_CENTS }))).toBe(true);
  expect(fitsAch(payment("P-0001", { amountCents: MOST_CENTS + 1n }))).toBe(false);
  expect(fitsAch(payment("P-0001", { kind: "iban", routing: null }))).toBe(false);
});

test("check digits tell a slip of the pen in a routing number, an IBAN and a BIC", () => {
  expect([isRoutingNumber("123456780"), isRoutingNumber("123456870"), isRoutingNumber("000000000")]).toEqual([
    ...[true, false, false],
  ]);
  expect([isIban("DE89370400440532013000"), isIban("DE89370400440532013001"), isIban("DE89")]).toEqual([
    ...[true, false, false],
  ]);
  expect([isBic("DEUTDEFF"), isBic("DEUTDEFF500"), isBic("DEUT")]).toEqual([true, true, false]);
});

interface Facts {
  file: string;
  records: number;
  batches: number;
  entries: number;
  addenda: number;
  debit_cents: number;
  credit_cents: number;
  entry_hash: number;
  sec: string[];
  problems: string[];
}

test.skipIf(!hasSharedData)(
  left("every sample ACH file is counted as others counted it, and what is wrong with one is found"),
  () => {
    const facts = shared("nacha", "facts.ndjson")
      .split("\n")
      .filter(Boolean)
      .map((line): Facts => JSON.parse(line));
    expect(facts.length).toBeGreaterThan(40);
    for (const known of facts) {
      const { batches, counts, faults } = readNacha(shared("nacha", known.file));
      expect([known.file, faults.length > 0]).toEqual([known.file, known.problems.length > 0]);
      if (known.problems.length > 0) continue;
      expect({ ...counts, batches: batches.length, sec: batches.map(({ entryClass }) => entryClass) }).toEqual({
        ...{ records: known.records, entries: known.entries, addenda: known.addenda, batches: known.batches },
        ...{ debitCents: BigInt(known.debit_cents), creditCents: BigInt(known.credit_cents) },
        ...{ entryHash: BigInt(known.entry_hash), sec: known.sec },
      });
    }
  },
);

test.skipIf(!hasSharedData)(
  left("a credit transfer holds to the schema of pain.001.001.03, whatever names are in it"),
  async () => {
    const schema = shared("iso20022", "pain.001.001.03.xsd");
    const payments = [
      ...PAYMENTS,
      payment("P-0004", { kind: "iban", routing: null, bic: "DEUTDEFF500", account: "DE89370400440532013000" }),
      payment("P-0005", {
        kind: "iban",
        routing: null,
        account: "DE89370400440532013000",
        holder: `<&>"' ${"ñ".repeat(99)}`,
      }),
    ];
    for (const origin of [ORIGIN, { ...ORIGIN, account: "DE89370400440532013000", bic: "DEUTDEFF", routing: null }]) {
      const text = creditTransferFile(origin, MADE, payments);
      expect(text.match(/<NbOfTxs>5<.*?<CtrlSum>514\.01</g)).toHaveLength(2);
      const judged = await validateXML({ xml: { fileName: "made.xml", contents: text }, schema });
      expect(judged.errors).toEqual([]);
      const broken = text.replace(/<Dbtr>[\s\S]*?<\/Dbtr>/, "");
      expect((await validateXML({ xml: { fileName: "made.xml", contents: broken }, schema })).valid).toBe(false);
    }
  },
);

const REMITTANCE = [
  "ISA*00*          *00*          *ZZ*TREASURY       *ZZ*HARBOR         *261120*1000*^*00501*000000007*0*P*:",
  ...["GS*HP*TREASURY*HARBOR*20261120*1000*7*X*005010X221A1", "ST*835*0001"],
  ...["BPR*I*85*C*ACH*CCP***********20261120", "TRN*1*T-77*1000000000", "N1*PR*TREASURY", "LX*1"],
  ...["CLP*P-0001*1*100*90**MC", "CAS*CO*45*10", "CLP*P-0002*4*50*0**MC", "CAS*CO*29*50", "PLB*1*20261231*WO:1*5"],
  ...["SE*11*0001", "GE*1*7", "IEA*1*000000007", ""],
].join("~");

test("a remittance is read claim by claim, and a total that does not hold is told with its segment", () => {
  expect(read835(REMITTANCE)).toMatchObject({
    faults: [],
    remittances: [
      {
        ...{ payer: "TREASURY", trace: "T-77", paidOn: "2026-11-20", totalCents: 8_500n },
        claims: [
          { reference: "P-0001", paidCents: 9_000n, reasons: ["CO-45"] },
          { reference: "P-0002", paidCents: 0n, reasons: ["CO-29"] },
        ],
      },
    ],
  });
  const faultsOf = (from: string, to: string) =>
    read835(REMITTANCE.replace(from, to)).faults.map(({ line, code }) => [line, code]);
  expect(faultsOf("BPR*I*85", "BPR*I*86")).toEqual([[4, "total"]]);
  expect(faultsOf("CLP*P-0001*1*100*90", "CLP*P-0001*1*100*91")).toEqual([
    [8, "claim"],
    [4, "total"],
  ]);
  expect(faultsOf("SE*11", "SE*12")).toEqual([[13, "count"]]);
  expect(faultsOf("IEA*1*000000007", "IEA*1*000000008")).toEqual([[15, "number"]]);
  expect(faultsOf("~GE*1*7~IEA*1*000000007", "")).toEqual([[13, "cut"]]);
  expect(read835("hello").faults.map(({ code }) => code)).toEqual(["no-interchange"]);
});

test.skipIf(!hasSharedData)(left("the published sample remittance adds up to what its payer says"), () => {
  const { remittances, faults } = read835(shared("x12-835", "emedny-profee.edi"));
  expect(faults).toEqual([]);
  expect(remittances).toMatchObject([{ trace: "10100000000", totalCents: 4_575n, paidOn: "2010-01-01" }]);
  expect(remittances[0]?.claims.map(({ paidCents }) => paidCents)).toEqual([3_425n, 0n, 1_150n]);
});
