// Attendance read from a file, and absences counted in a row: pure rules.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { absencesInARow, makesItThree } from "#app/models/delivery/absences";
import { MOST_ATTENDANCE_ROWS, readAttendance } from "#app/models/delivery/attendance-csv";

const ONE = "00000000-0000-7000-8000-000000000001";
const TWO = "00000000-0000-7000-8000-000000000002";
const HEAD = "Session,Attendance,Began,Ended,Units,Handed out,How many,Note";

describe("a file of attendance", () => {
  test("is read by its heads, whatever their order; rows without an answer are passed over", () => {
    const table = readAttendance(`${HEAD}\n${ONE},late,10:20,11:00,,Food box,2,Bus was late\n${TWO},,,,,,,\n`);
    expect(table).toMatchObject({
      read: true,
      refused: [],
      rows: [
        {
          line: 2,
          named: { sessionId: ONE },
          said: { state: "late", startTime: 620, endTime: 660, goods: [{ name: "Food box", count: 2 }] },
        },
      ],
    });
    expect(readAttendance("day;begins;referral;attendance\n2026-11-16;09:00;R-1001;absent")).toMatchObject({
      rows: [{ named: { referral: "R-1001", day: "2026-11-16", beginsMinute: 540 }, said: { state: "absent" } }],
    });
  });

  test("tells of each row that cannot be taken, with its line and what is wrong; the others stand", () => {
    const rows = [
      `${ONE},absent,,,,,,`,
      "no such id,absent,,,,,,",
      `${TWO},maybe,,,,,,`,
      `${TWO},present,,,,,,`,
      `${TWO},present,10:00,11:00,,Food box,,`,
      `${TWO},cancelled client,,,,,,`,
      `${ONE},present,10:00,11:00,,,,`,
    ];
    const table = readAttendance([HEAD, ...rows].join("\r\n"));
    expect(table.read && table.rows.map(({ line }) => line)).toEqual([2]);
    expect(table.read && table.refused.map(({ line, fault }) => `${line} ${fault}`)).toEqual([
      "3 session",
      "4 state",
      "5 began",
      "6 goods",
      "7 note",
      "8 twice",
    ]);
  });

  test("that is none is refused whole", () => {
    expect(readAttendance(HEAD)).toEqual({ read: false, fault: "empty" });
    expect(readAttendance("name,came\nRosa,yes")).toEqual({ read: false, fault: "no-columns" });
    expect(readAttendance(`${HEAD}\n"${ONE},absent`)).toEqual({ read: false, fault: "unreadable" });
    const long = [HEAD, ...Array.from({ length: MOST_ATTENDANCE_ROWS + 1 }, () => `${ONE},absent`)].join("\n");
    expect(readAttendance(long)).toEqual({ read: false, fault: "too-long" });
  });
});

describe("absences in a row", () => {
  const recorded = (states: readonly string[], isNew = 0) =>
    states.map((state, position) => ({ state, isNew: position < isNew }));

  test("count excused and not, from the latest back to the last time somebody came", () => {
    expect(absencesInARow(recorded(["absent", "excused", "late", "absent"]))).toBe(2);
    expect(absencesInARow([])).toBe(0);
  });

  test("are told when the third is recorded, also with others at once, and not again with the fourth", () => {
    expect(makesItThree(recorded(["absent", "absent"], 1))).toBe(false);
    expect(makesItThree(recorded(["absent", "excused", "absent", "present"], 1))).toBe(true);
    expect(makesItThree(recorded(["absent", "absent", "absent", "absent"], 4))).toBe(true);
    expect(makesItThree(recorded(["absent", "absent", "absent", "absent"], 1))).toBe(false);
  });

  test("of a row recorded one by one, are told exactly once", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom("absent", "excused"), { minLength: 3, maxLength: 12 }), (states) => {
        const told = states.filter((_, position) => makesItThree(recorded(states.slice(0, position + 1), 1)));
        expect(told).toHaveLength(1);
      }),
    );
  });
});
