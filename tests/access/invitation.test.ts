// Invitations and seats: who may let whom in, and that nobody lifts themselves up. Each "may" beside its "may not".
import { and, eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { signIn } from "#app/access/sign-in.server";
import { acceptInvitation, readInvitation } from "#app/access/sign-in-invitation.server";
import { agencyHouse, organizationHouse } from "#app/models/agency/house";
import { invite, inviteAgain, withdrawInvitation } from "#app/models/agency/invite.server";
import { disableMember, enableMember, giveRole } from "#app/models/agency/members.server";
import { readInvitations, readMembers } from "#app/models/agency/read.server";
import { changeSettings } from "#app/models/agency/settings.server";
import { readAudit } from "#app/models/event/audit.server";
import { agencies, events, memberships, people } from "#drizzle/schema";
import { atTheDoor, type Door, PASSWORD } from "./door";

const vera = { name: "Vera Stone", email: "vera@example.org", role: "supervisor" } as const;
const refused = (code: string, status: number) => expect.objectContaining({ code, status });

const inviteVera = ({ as, cast }: Door) => as(cast.ada, (db) => invite(db, cast.ada, agencyHouse(cast.ada), vera));

test("Ada invites Vera, who chooses a password and sits at her desk; the invitation opens once", () =>
  atTheDoor(async (door) => {
    const { from, who, cookiesOf, linkTo, asRole } = door;
    const token = await inviteVera(door);
    expect(await linkTo("vera@example.org")).toMatch(new RegExp(`/invitations/${token}$`));
    expect(await readInvitation(token, null)).toMatchObject({ way: "new", inviter: "Ada Okafor", role: "supervisor" });
    await expect(acceptInvitation(token, { name: "Vera", password: "too short" }, null, from(""))).rejects.toEqual(
      refused("access.password-short", 400),
    );
    const joined = await acceptInvitation(token, { name: "Vera Stone", password: PASSWORD }, null, from("192.0.2.7"));
    expect(joined.to).toBe("/agency");
    expect((await who(cookiesOf(joined)))?.actor).toMatchObject({ name: "Vera Stone", role: "supervisor" });
    await expect(readInvitation(token, null)).rejects.toEqual(refused("access.invitation-used", 409));
    await expect(acceptInvitation(token, { password: PASSWORD }, null, from(""))).rejects.toEqual(
      refused("access.invitation-used", 409),
    );
    const kept = await asRole("app_definer", (db) => db.select().from(events).where(eq(events.name, "access.joined")));
    expect(kept).toMatchObject([{ actorLabel: "Vera Stone, Harbor County Human Services" }]);
  }));

test("an invitation that is unknown, too old, taken back, or from somebody who has left says so", () =>
  atTheDoor(async (door) => {
    const { as, cast, arrange } = door;
    await expect(readInvitation("0".repeat(40), null)).rejects.toEqual(refused("access.invitation-unknown", 404));
    const first = await inviteVera(door);
    const second = await inviteVera(door);
    await expect(readInvitation(first, null)).rejects.toEqual(refused("access.invitation-withdrawn", 409));
    const [open] = await as(cast.ada, (db) => readInvitations(db, agencyHouse(cast.ada)));
    const third = await as(cast.ada, (db) => inviteAgain(db, cast.ada, agencyHouse(cast.ada), open?.id ?? ""));
    await expect(readInvitation(second, null)).rejects.toEqual(refused("access.invitation-withdrawn", 409));
    await arrange(sql`update invitation set expires_at = app.clock() - interval '1 second'`);
    await expect(readInvitation(third, null)).rejects.toEqual(refused("access.invitation-expired", 409));
    await arrange(sql`update invitation set expires_at = app.clock() + interval '1 day'`);
    await arrange(sql`update membership set disabled_at = app.clock() where id = ${cast.ada.membershipId}`);
    await expect(readInvitation(third, null)).rejects.toEqual(refused("access.invitation-withdrawn", 409));
  }));

test("Ines joins another house with the account she has; signed in as Sol nobody joins for her", () =>
  atTheDoor(async ({ as, cast, from, givePassword, who, cookiesOf }) => {
    await givePassword(cast.ines);
    await givePassword(cast.sol);
    const house = organizationHouse(cast.ora);
    const invited = { name: "Ines", email: "ines@example.org", role: "coordinator" } as const;
    const token = await as(cast.ora, (db) => invite(db, cast.ora, house, invited));
    const enter = async (email: string) =>
      who(cookiesOf(await signIn({ email, password: PASSWORD }, from("192.0.2.7"))));
    expect((await readInvitation(token, null)).way).toBe("known");
    await expect(acceptInvitation(token, { password: "a password of a thief" }, null, from(""))).rejects.toEqual(
      refused("access.invitation-sign-in", 401),
    );
    const sol = await enter("sol@example.org");
    expect((await readInvitation(token, sol)).way).toBe("stranger");
    await expect(acceptInvitation(token, {}, sol, from(""))).rejects.toEqual(
      refused("access.invitation-stranger", 403),
    );
    const ines = await enter("ines@example.org");
    expect((await readInvitation(token, ines)).way).toBe("ready");
    expect((await acceptInvitation(token, {}, ines, from("192.0.2.7"))).to).toBe("/portal");
  }));

test("Ada lifts herself nowhere: not by invitation, not by role, not by her own seat, not in another agency", () =>
  atTheDoor(async ({ as, cast, asRole }) => {
    const { ada } = cast;
    const house = agencyHouse(ada);
    const self = { name: "Ada", email: "ADA@example.org", role: "finance_approver" } as const;
    const own = refused("agency.own-membership", 403);
    await expect(as(ada, (db) => invite(db, ada, house, self))).rejects.toEqual(own);
    await expect(
      as(ada, (db) => giveRole(db, ada, house, { personId: ada.personId, role: "auditor" })),
    ).rejects.toEqual(own);
    await expect(as(ada, (db) => disableMember(db, ada, house, ada.membershipId))).rejects.toEqual(own);
    await expect(
      as(ada, (db) =>
        db.insert(memberships).values({ personId: ada.personId, agencyId: house.agencyId, role: "finance_approver" }),
      ),
    ).rejects.toThrow();
    const elsewhere = { agencyId: cast.othertonId, organizationId: null };
    await expect(as(ada, (db) => invite(db, ada, elsewhere, vera))).rejects.toThrow();
    await expect(as(ada, (db) => disableMember(db, ada, house, cast.otto.membershipId))).rejects.toEqual(
      refused("not-found", 404),
    );
    await expect(
      as(ada, (db) => giveRole(db, ada, house, { personId: cast.otto.personId, role: "auditor" })),
    ).rejects.toEqual(refused("not-found", 404));
    await expect(as(cast.ines, (db) => invite(db, cast.ines, house, vera))).rejects.toThrow();
    const all = await asRole("app_definer", (db) =>
      db.select().from(memberships).where(eq(memberships.personId, ada.personId)),
    );
    expect(all).toHaveLength(1);
  }));

test("an invitation sent to a mailbox that became Ada's own makes her nothing more", () =>
  atTheDoor(async (door) => {
    const { arrange, cast, from } = door;
    const token = await inviteVera(door);
    await arrange(sql`update person set email = 'vera@example.org' where id = ${cast.ada.personId}`);
    await expect(acceptInvitation(token, { password: PASSWORD }, null, from(""))).rejects.toEqual(
      refused("agency.own-membership", 403),
    );
  }));

test("Ada closes Carl's seat and opens it again, gives Ines a second role once, and asks nobody twice", () =>
  atTheDoor(async ({ as, cast, from }) => {
    const { ada, carl, ines } = cast;
    const house = agencyHouse(ada);
    await as(ada, (db) => disableMember(db, ada, house, carl.membershipId));
    await expect(as(ada, (db) => disableMember(db, ada, house, carl.membershipId))).rejects.toMatchObject({
      status: 409,
    });
    const again = { name: "Carl", email: "carl@example.org", role: "caseworker" } as const;
    await expect(as(ada, (db) => invite(db, ada, house, again))).rejects.toEqual(
      refused("agency.disabled-already-there", 409),
    );
    await as(ada, (db) => enableMember(db, ada, house, carl.membershipId));
    await as(ada, (db) => giveRole(db, ada, house, { personId: ines.personId, role: "supervisor" }));
    const twice = { personId: ines.personId, role: "supervisor" } as const;
    await expect(as(ada, (db) => giveRole(db, ada, house, twice))).rejects.toEqual(
      refused("agency.already-there", 409),
    );
    const wrongKind = { personId: ines.personId, role: "biller" } as const;
    await expect(as(ada, (db) => giveRole(db, ada, house, wrongKind))).rejects.toEqual(
      refused("agency.role-elsewhere", 400),
    );
    const { rows } = await as(ada, (db) => readMembers(db, ada, house, { name: "ines" }));
    expect(rows.map((row) => row.role).sort()).toEqual(["caseworker", "supervisor"]);
    const token = await as(ada, (db) => invite(db, ada, house, vera));
    const [open] = await as(ada, (db) => readInvitations(db, house));
    await as(ada, (db) => withdrawInvitation(db, ada, house, open?.id ?? ""));
    await expect(acceptInvitation(token, { password: PASSWORD }, null, from(""))).rejects.toMatchObject({
      status: 409,
    });
  }));

test("Audrey reads who did what in her agency by person and kind; Otto's agency sees none of it, and Ines only what is open to her", () =>
  atTheDoor(async ({ as, cast }) => {
    await as(cast.ada, (db) => invite(db, cast.ada, agencyHouse(cast.ada), vera));
    const look = (filter: Parameters<typeof readAudit>[2]) =>
      as(cast.audrey, (db) => readAudit(db, cast.audrey, filter, null));
    expect((await look({ kind: "agency" })).rows).toMatchObject(
      [{ name: "agency.invited", by: /Ada Okafor/ }].map(({ name }) => ({ name })),
    );
    expect((await look({ personId: cast.ines.personId })).rows).toEqual([]);
    expect((await look({ personId: cast.ada.personId })).rows).toHaveLength(1);
    const otto = await as(cast.otto, (db) => db.select().from(events));
    expect(otto.filter((event) => event.name === "agency.invited")).toEqual([]);
  }));

test("Ada changes her agency's words and limit and it is recorded which; Ines changes nothing", () =>
  atTheDoor(async ({ as, cast, asRole }) => {
    const settings = {
      name: "Harbor County Human Services",
      client: "participant",
      clients: undefined,
      caseworker: undefined,
      caseworkers: undefined,
      timeZone: "America/Chicago",
      distanceUnit: "mile",
      caseworkerLimit: 100_000n,
      directoryPublic: false,
      answerDays: 3,
      graceDays: 1,
      reportEvery: "month",
      whenUnanswered: "propose",
      screeningApprovals: 2,
      requestDays: 3,
      renewalDays: 30,
      recordingDays: 14,
      planApproval: false,
      closureApproval: false,
      secondFactorRequired: false,
    } as const;
    await as(cast.ada, (db) => changeSettings(db, cast.ada, settings));
    await expect(as(cast.ines, (db) => changeSettings(db, cast.ines, { ...settings, answerDays: 9 }))).rejects.toEqual(
      refused("not-found", 404),
    );
    const [agency] = await asRole("app_definer", (db) =>
      db.select().from(agencies).where(eq(agencies.id, cast.agencyId)),
    );
    expect(agency).toMatchObject({ words: { client: "participant" }, timeZone: "America/Chicago", answerDays: 3 });
    const [kept] = await asRole("app_definer", (db) =>
      db
        .select()
        .from(events)
        .where(and(eq(events.name, "agency.settings-changed"))),
    );
    expect(kept?.facts).toEqual({ settings: "caseworkerLimitCents, screeningApprovals, timeZone, words" });
    const own = await asRole("app_definer", (db) =>
      db.select().from(people).where(eq(people.email, "ines@example.org")),
    );
    expect(own).toHaveLength(1);
  }));
