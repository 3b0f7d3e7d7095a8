// What a sender's system sends: reads a ServiceRequest with the person in it, and tells it and its Task back. Keeps what is understood, and refuses by name what must be.
import { z } from "zod";
import { Refusal } from "#app/models/values/refusal";
import type { TaskStatus } from "./moves";
import { REQUEST_STATUS } from "./status";
import { PROFILES, TASK_CODE } from "./systems";
import type { Resource } from "./types";

const words = (most: number) => z.string().trim().min(1).max(most);
const coding = z.object({ system: words(300).optional(), code: words(100), display: words(300).optional() });
const concept = z.object({ coding: z.array(coding).max(10).optional(), text: words(500).optional() });

const Person = z.object({
  resourceType: z.literal("Patient"),
  id: words(64),
  name: z
    .array(
      z.object({
        text: words(200).optional(),
        family: words(100).optional(),
        given: z.array(words(100)).max(5).optional(),
      }),
    )
    .min(1)
    .max(5),
  telecom: z
    .array(z.object({ system: z.enum(["phone", "email", "sms", "fax", "pager", "url", "other"]), value: words(200) }))
    .max(10)
    .optional(),
  birthDate: z.iso.date().optional(),
  communication: z
    .array(z.object({ language: concept }))
    .max(5)
    .optional(),
});

const AskedFor = z.object({
  resourceType: z.literal("ServiceRequest"),
  contained: z.array(z.unknown()).min(1).max(5),
  identifier: z
    .array(z.object({ system: words(300).optional(), value: words(200) }))
    .max(3)
    .optional(),
  status: z.enum(["draft", "active"]),
  intent: z.enum(["proposal", "plan", "order"]),
  category: z.array(concept).max(5).optional(),
  priority: z.enum(["routine", "urgent", "asap", "stat"]).optional(),
  code: concept,
  subject: z.object({ reference: words(100) }),
  requester: z.object({ display: words(200) }).optional(),
  note: z
    .array(z.object({ text: words(2000) }))
    .max(5)
    .optional(),
});

export type AskedFor = Omit<z.infer<typeof AskedFor>, "contained"> & {
  readonly contained: readonly [z.infer<typeof Person>];
};

const NewTask = z.object({
  resourceType: z.literal("Task"),
  status: z.enum(["draft", "requested"]),
  intent: z.literal("order"),
  focus: z.object({ reference: z.string().regex(/ServiceRequest\/[\w-]+$/) }),
});

/** @throws Refusal 400 naming the element that is missing or cannot be read, 422 for what must be understood and is not */
export function readAskedFor(body: unknown): AskedFor {
  const read = parse(AskedFor, body, "ServiceRequest");
  const people = read.contained.filter((one) => Reflect.get(Object(one), "resourceType") === "Patient");
  const person = people.find((one) => `#${Reflect.get(Object(one), "id")}` === read.subject.reference);
  if (!person) throw new Refusal("fhir.subject-contained", 400, { element: "ServiceRequest.subject" });
  if (!read.code.text && !read.code.coding?.[0]?.display) {
    throw new Refusal("fhir.unreadable-element", 400, { element: "ServiceRequest.code.text" });
  }
  return { ...read, contained: [parse(Person, person, "ServiceRequest.contained")] };
}

/** Whether it is sent at once, and the id of what it is about. @throws as readAskedFor */
export function readNewTask(body: unknown): { status: "draft" | "requested"; focusId: string } {
  const { status, focus } = parse(NewTask, body, "Task");
  return { status, focusId: focus.reference.split("/").at(-1) ?? "" };
}

function parse<Shape extends z.ZodType>(shape: Shape, body: unknown, name: string): z.infer<Shape> {
  if (typeof body === "object" && body !== null && "modifierExtension" in body) {
    throw new Refusal("fhir.not-understood", 422, { element: `${name}.modifierExtension` });
  }
  const read = shape.safeParse(body);
  if (read.success) return read.data;
  const path = read.error.issues[0]?.path ?? [];
  const element = path.reduce<string>(
    (so, step) => (typeof step === "number" ? `${so}[${step}]` : `${so}.${String(step)}`),
    name,
  );
  throw new Refusal("fhir.unreadable-element", 400, { element });
}

/** The sender's own number, with its system before a bar. */
export const identifierOf = ({ identifier: [first] = [] }: AskedFor): string | null =>
  first ? `${first.system ?? ""}|${first.value}` : null;

export interface SentFacts {
  readonly id: string;
  readonly taskId: string;
  readonly asked: AskedFor;
  readonly taskAt: Date | null;
  readonly status: TaskStatus;
  readonly reason: string | null;
  readonly reasonWords: string;
  readonly createdAt: Date;
  readonly version: number;
  readonly changedAt: Date;
  readonly agencyId: string;
  readonly agencyName: string;
  readonly senderName: string;
}

const metaOf = ({ version, changedAt }: SentFacts, profile: string) => ({
  versionId: String(version),
  lastUpdated: changedAt.toISOString(),
  profile: [profile],
});

export function sentRequestOf(facts: SentFacts): Resource {
  const { asked, status } = facts;
  return {
    ...asked,
    id: facts.id,
    meta: metaOf(facts, PROFILES.ServiceRequest),
    status: REQUEST_STATUS[status],
    authoredOn: facts.createdAt.toISOString(),
    performer: [{ reference: `Organization/${facts.agencyId}`, display: facts.agencyName }],
  };
}

export function sentTaskOf(facts: SentFacts): Resource {
  const { status, reason, reasonWords } = facts;
  const text = reasonWords || (reason ?? "").replaceAll("_", " ");
  return {
    resourceType: "Task",
    id: facts.taskId,
    meta: metaOf(facts, PROFILES.Task),
    status,
    ...(text ? { statusReason: { text } } : {}),
    intent: "order",
    priority: facts.asked.priority ?? "routine",
    code: { coding: [{ system: TASK_CODE, code: "fulfill", display: "Fulfill the focal request" }] },
    focus: { reference: `ServiceRequest/${facts.id}` },
    authoredOn: (facts.taskAt ?? facts.createdAt).toISOString(),
    lastModified: facts.changedAt.toISOString(),
    requester: { display: facts.senderName },
    owner: { reference: `Organization/${facts.agencyId}`, display: facts.agencyName },
  };
}

/** What the register of requests is told: the person, and in the sender's own words what is asked. */
export function registerWords({ contained: [person], code, note = [], priority, requester }: AskedFor) {
  const [name] = person.name;
  const telecom = (system: string) => person.telecom?.find((one) => one.system === system)?.value;
  const email = telecom("email");
  const [given, ...rest] = (name?.text ?? "").split(" ");
  return {
    words: [code.text ?? code.coding?.[0]?.display ?? "", ...note.map(({ text }) => text)].join("\n").slice(0, 2000),
    givenName: name?.given?.join(" ") ?? given,
    familyName: name?.family ?? rest.join(" "),
    telephone: telecom("phone")?.slice(0, 40),
    ...(email && z.email().safeParse(email).success ? { email } : {}),
    birthDay: person.birthDate,
    language: person.communication?.[0]?.language.coding?.[0]?.code.slice(0, 12) ?? "en",
    sender: requester?.display,
    ...(priority === undefined || priority === "routine" ? {} : { urgent: "on" as const }),
  };
}
