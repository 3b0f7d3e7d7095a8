// Exclusion lists on real PostgreSQL: uploaded, compared with the network, decided by a person; nothing happens by itself.
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { recordAdverseAction } from "#app/models/practitioner/adverse-actions.server";
import { decideMatch, uploadExclusions } from "#app/models/practitioner/exclusions.server";
import { matchExclusions } from "#app/models/practitioner/match-exclusions.server";
import {
  readAdverseActions,
  readList,
  readLists,
  readMatch,
  readMatches,
} from "#app/models/practitioner/read-exclusions.server";
import { sendReferral } from "#app/models/referral/send.server";
import { addDays, asCalendarDay, localDay } from "#app/models/values/calendar-day";
import { asId, type ExclusionMatchId, type OrganizationId } from "#app/models/values/ids";
import { credentials, letters } from "#drizzle/schema";
import { onStage, type Stage } from "#tests/stage/on-stage";
import { inesDrafts, rosaAgrees } from "#tests/stage/referral-story";

const today = localDay(new Date(), "America/New_York");

const uploads = (
  { as, cast }: Stage,
  rows: readonly string[],
  listId?: Awaited<ReturnType<typeof uploadExclusions>>,
) => {
  const text = ["name,type,npi,exclusion date,reinstated on", ...rows].join("\n");
  const asked = listId
    ? ({ intent: "version", listId } as const)
    : ({ intent: "list", name: "State list", authority: "State" } as const);
  const file = { name: "list.csv", sha256: String(text.length).padStart(64, "0"), text };
  return as(cast.nadia, (db) => uploadExclusions(db, cast.nadia, asked, file));
};
const night = ({ asRole }: Stage) => matchExclusions(null, (work) => asRole("app_job", work));
const open = async ({ as, cast }: Stage, view: "open" | "confirmed" | "dismissed" | "lapsed" = "open") =>
  (await as(cast.nadia, (db) => readMatches(db, cast.nadia, view, null))).rows;
const decides = ({ as, cast }: Stage, id: string, move: "confirm" | "dismiss", who = cast.nadia) =>
  as(who, (db) => decideMatch(db, who, asId<ExclusionMatchId>(id), { move, words: "Checked by telephone." }));

test("names and numbers are compared, organizations and people apart, with reasons and how much alike", () =>
  onStage(async (stage) => {
    const { asRole, cast } = stage;
    await asRole("app_definer", (db) =>
      db
        .insert(credentials)
        .values({ organizationId: cast.southside.organizationId, kind: "licence", number: "AB-12345" }),
    );
    await uploads(stage, [
      '"NORTHSIDE CARE, INC.",Entity,,,',
      "Pavel Novak,Entity,,,",
      '"Novák, Pavel",Individual,,2020-01-01,',
      "Quite Another,,AB12345,,",
      "Unrelated Works,Entity,9999999,,",
    ]);
    await night(stage);
    const found = (await open(stage)).map((one) => [
      one.organizationName,
      one.practitioner,
      one.entryName,
      one.score,
      one.reasons,
    ]);
    expect(found.sort()).toEqual(
      [
        ["Northside Care", null, "NORTHSIDE CARE, INC.", 95, ["same-name"]],
        ["Northside Care", "Pavel Novak", "Novák, Pavel", 95, ["same-name"]],
        ["Southside Aid", null, "Quite Another", 100, ["identifier"]],
      ].sort(),
    );
    const told = await asRole("app_definer", (db) =>
      db.select({ to: letters.toEmail }).from(letters).where(eq(letters.kind, "exclusion.found")),
    );
    expect(told).toEqual([{ to: "nadia@example.org" }]);
    await night(stage);
    expect(await open(stage)).toHaveLength(3);
  }));

test("a dismissed match stays away until its entry changes; one that left the list waits for nobody", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const listId = await uploads(stage, ["Northside Care,Entity,,2020-01-01,", "Southside Aid,Entity,,2020-01-01,"]);
    await night(stage);
    const first = (await open(stage)).find(({ organizationName }) => organizationName === "Northside Care");
    await decides(stage, first?.id ?? "", "dismiss");
    await expect(decides(stage, first?.id ?? "", "dismiss")).rejects.toMatchObject({ status: 409 });
    await expect(
      uploads(stage, ["Northside Care,Entity,,2020-01-01,", "Southside Aid,Entity,,2020-01-01,"], listId),
    ).rejects.toMatchObject({
      code: "exclusion.same-file",
    });
    await uploads(stage, ["Northside Care,Entity,,2020-01-01,", "Somebody New,Entity,,2021-01-01,"], listId);
    await night(stage);
    expect(await open(stage)).toEqual([]);
    expect(await open(stage, "lapsed")).toMatchObject([{ organizationName: "Southside Aid", listed: false }]);
    await uploads(stage, ["Northside Care,Entity,,2022-01-01,", "Southside Aid,Entity,,2020-01-01,"], listId);
    await night(stage);
    expect((await open(stage)).map(({ organizationName }) => organizationName).sort()).toEqual([
      "Northside Care",
      "Southside Aid",
    ]);
    expect(
      (await as(cast.nadia, (db) => readList(db, cast.nadia, listId))).versions.map(({ current }) => current),
    ).toEqual([true, false, false]);
  }));

test("only a confirmed one keeps referrals back, for its days, and it suspends nobody; others than Nadia see nothing", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    await uploads(stage, [`Northside Care,Entity,,2020-01-01,${addDays(today, 1)}`]);
    await night(stage);
    const [match] = await open(stage);
    const id = match?.id ?? "";
    await rosaAgrees(stage);
    const draft = await inesDrafts(stage, [cast.northside.serviceAtLocationId]);
    const send = () => as(cast.ines, (db) => sendReferral(db, cast.ines, draft));
    for (const who of [cast.ines, cast.mara, cast.ada]) {
      await expect(
        as(who, (db) => readMatch(db, { ...who, agencyId: cast.nadia.agencyId }, asId<ExclusionMatchId>(id))),
      ).rejects.toMatchObject({ status: 404 });
    }
    await decides(stage, id, "confirm");
    await expect(send()).rejects.toMatchObject({ code: "referral.excluded" });
    await decides(stage, id, "dismiss");
    await decides(stage, id, "confirm");
    stage.setClock(new Date(`${addDays(today, 1)}T12:00:00Z`));
    await send();
  }));

test("an adverse action is recorded of one's own network with its day, and never changed; no provider reads it", () =>
  onStage(async (stage) => {
    const { as, cast } = stage;
    const northside = asId<OrganizationId>(cast.northside.organizationId);
    const form = {
      practitionerId: null,
      kind: "sanction",
      authority: "State board",
      actedOn: asCalendarDay("2024-01-01"),
      words: "A fine.",
    } as const;
    const records = (actedOn: string) =>
      as(cast.nadia, (db) =>
        recordAdverseAction(db, cast.nadia, northside, { ...form, actedOn: asCalendarDay(actedOn) }, null),
      );
    await expect(records(addDays(today, 2))).rejects.toMatchObject({ code: "exclusion.ahead" });
    await records("2024-01-01");
    expect(await as(cast.nadia, (db) => readAdverseActions(db, cast.nadia, northside))).toMatchObject([
      { words: "A fine." },
    ]);
    expect(
      await as(cast.mara, (db) => readAdverseActions(db, { ...cast.mara, agencyId: cast.nadia.agencyId }, northside)),
    ).toEqual([]);
    expect(await as(cast.ines, (db) => readLists(db, cast.ines))).toEqual([]);
  }));
