// Why nobody need notice that a policy was weakened. Knows the mutants that change nothing; never excuses one that opens a row.
import { type Mutant, oneLine } from "./mutants";

/** Why → the mutants, as idOf names them. */
const WHY: readonly (readonly [string, readonly string[]])[] = [
  [
    "The row's key holds its referral and its agency together, and a referral is somebody's to carry in their own agency alone.",
    [
      "answer_link, whoever carries the referral gives a link to those who answer, check without (agency_id = ANY (( SELECT app.agencies_where(VARIADIC ARRAY['caseworker'::text, 'supervisor'::text]) AS agencies_where)::uuid[]))",
      "disclosed_document, whoever carries the referral attaches documents, check without (agency_id = ANY (( SELECT app.agencies_where(VARIADIC ARRAY['caseworker'::text, 'supervisor'::text]) AS agencies_where)::uuid[]))",
      "feedback_link, whoever carries the referral asks in their own name how it went, check without (agency_id = ANY (( SELECT app.agencies_where(VARIADIC ARRAY['caseworker'::text, 'supervisor'::text]) AS agencies_where)::uuid[]))",
      "referral_message, whoever carries the referral changes it while it is a draft, using without (agency_id = ANY (( SELECT app.agencies_where(VARIADIC ARRAY['caseworker'::text, 'supervisor'::text]) AS agencies_where)::uuid[]))",
      "referral_message, whoever carries the referral writes it while it is a draft, check without (agency_id = ANY (( SELECT app.agencies_where(VARIADIC ARRAY['caseworker'::text, 'supervisor'::text]) AS agencies_where)::uuid[]))",
      "retraction, whoever carries the referral asks in their own name, check without (agency_id = ANY (( SELECT app.agencies_where(VARIADIC ARRAY['caseworker'::text, 'supervisor'::text]) AS agencies_where)::uuid[]))",
      "retraction, whoever carries the referral decides or takes the question back, using without (agency_id = ANY (( SELECT app.agencies_where(VARIADIC ARRAY['caseworker'::text, 'supervisor'::text]) AS agencies_where)::uuid[]))",
      "schedule_remark, whoever carries the referral remarks on what was sent to them, check without (agency_id = ANY (( SELECT app.agencies_where(VARIADIC ARRAY['caseworker'::text, 'supervisor'::text]) AS agencies_where)::uuid[]))",
      "thread_message, whoever carries the referral, and the provider it lies with, wr, check without (agency_id = ANY (( SELECT app.agencies_where(VARIADIC ARRAY['caseworker'::text, 'supervisor'::text]) AS agencies_where)::uuid[]))",
    ],
  ],
  [
    "What is asked next by the row's key is true for a provider's own seat alone (app.standing): the desk, or whose row it is, comes first to spare the others the question.",
    [
      "disclosed_document, case staff see which documents went along, a provider those of , using without (( SELECT app.desk() AS desk) = 'portal'::text)",
      "document, case staff, the organization it belongs to, its network's manag, using without (( SELECT app.desk() AS desk) = 'portal'::text)",
      "referral_message, case staff read what a referral says, a provider while the clie, using without (( SELECT app.desk() AS desk) = 'portal'::text)",
      "thread_message, case staff read their referrals' threads, a provider its own wh, using without (( SELECT app.desk() AS desk) = 'portal'::text)",
      "thread_message, people take back what they wrote themselves, using without (( SELECT app.desk() AS desk) = 'portal'::text)",
      "thread_message, whoever carries the referral, and the provider it lies with, wr, check without (( SELECT app.desk() AS desk) = 'portal'::text)",
      "disclosure, case staff read what was disclosed, a provider what is live for, using without (organization_id = ANY (( SELECT app.organizations_where(VARIADIC ARRAY['coordinator'::text, 'practitioner'::text, 'biller'::text, 'organization_administrator'::text]) AS organizations_where)::uuid[]))",
    ],
  ],
  [
    "What is hidden is restricted, so that this way lets nobody through whom the other does not: it spares a page the question.",
    [
      "case, case staff read the cases of their agency that are not restrict, using without the way (NOT restricted)",
      "client, case staff read the clients of their agency that are not restri, using without the way (NOT restricted)",
    ],
  ],
  [
    "Whoever has the task and does not carry the case may change its result alone: app.guard_task refuses the rest before the row is asked.",
    [
      "case_task, whoever carries the case, and the colleague who has to do it, c, check always",
      "case_task, whoever carries the case, and the colleague who has to do it, c, check without ((case_id = ANY (( SELECT app.my_cases() AS my_cases)::uuid[])) OR ((cardinality(( SELECT app.agencies_where(VARIADIC ARRAY['supervisor'::text]) AS agencies_where)) > 0) AND (case_id <> ALL (( SELECT app.shut_cases() AS shut_cases)::uuid[]))) OR (assigned_to = ( SELECT app.membership_id() AS membership_id)))",
      "case_task, whoever carries the case, and the colleague who has to do it, c, check without (cardinality(( SELECT app.agencies_where(VARIADIC ARRAY['supervisor'::text]) AS agencies_where)) > 0)",
      "case_task, whoever carries the case, and the colleague who has to do it, c, check without (case_id <> ALL (( SELECT app.shut_cases() AS shut_cases)::uuid[]))",
    ],
  ],
  [
    "It is asked twice: nobody carries, took in or supervises a client who is shut to them.",
    [
      "client, whoever carries the case, its team and supervisors change a cli, using without (id <> ALL (( SELECT app.shut_clients() AS shut_clients)::uuid[]))",
    ],
  ],
  [
    "Nobody carries, took in or supervises outside an emergency a client who is hidden from them.",
    [
      "client_fact, whoever carries the client ends facts of the groups they may re, using without (client_id <> ALL (( SELECT app.hidden_clients() AS hidden_clients)::uuid[]))",
      "contact_way, whoever carries the client changes how they may be reached, using without (client_id <> ALL (( SELECT app.hidden_clients() AS hidden_clients)::uuid[]))",
    ],
  ],
  [
    "No row is moved here with all that a review needs; tests/database/emergency.test.ts has Ines, who carries the case, refused one by SQL.",
    [
      "emergency_access, who opened it, the case's team and supervisors end it; a superv, check always",
      "emergency_access, who opened it, the case's team and supervisors end it; a superv, check without ((agency_id = ANY (( SELECT app.agencies_where(VARIADIC ARRAY['supervisor'::text]) AS agencies_where)::uuid[])) OR (((membership_id = ( SELECT app.membership_id() AS membership_id)) OR (case_id = ANY (( SELECT app.my_cases() AS my_cases)::uuid[]))) AND (state <> 'reviewed'::text)))",
      "emergency_access, who opened it, the case's team and supervisors end it; a superv, check without (state <> 'reviewed'::text)",
    ],
  ],
  [
    "Whose emergency it is and of which case was asked of the row before the change, and nobody may change it.",
    [
      "emergency_access, who opened it, the case's team and supervisors end it; a superv, check without ((membership_id = ( SELECT app.membership_id() AS membership_id)) OR (case_id = ANY (( SELECT app.my_cases() AS my_cases)::uuid[])))",
    ],
  ],
  [
    "app.guard_plan_part asks app.carries the same before the row is asked, and refuses with the same code.",
    [
      "plan_goal, whoever carries the case sets goals, check always",
      "plan_goal, whoever carries the case sets goals, check without ((case_id = ANY (( SELECT app.my_cases() AS my_cases)::uuid[])) OR ((cardinality(( SELECT app.agencies_where(VARIADIC ARRAY['supervisor'::text]) AS agencies_where)) > 0) AND (case_id <> ALL (( SELECT app.shut_cases() AS shut_cases)::uuid[]))))",
      "plan_goal, whoever carries the case sets goals, check without (agency_id = ANY (( SELECT app.agencies_where(VARIADIC ARRAY['caseworker'::text, 'supervisor'::text]) AS agencies_where)::uuid[]))",
      "plan_goal, whoever carries the case sets goals, check without (cardinality(( SELECT app.agencies_where(VARIADIC ARRAY['supervisor'::text]) AS agencies_where)) > 0)",
      "plan_goal, whoever carries the case sets goals, check without (case_id <> ALL (( SELECT app.shut_cases() AS shut_cases)::uuid[]))",
      "planned_service, whoever carries the case plans services, check always",
      "planned_service, whoever carries the case plans services, check without ((case_id = ANY (( SELECT app.my_cases() AS my_cases)::uuid[])) OR ((cardinality(( SELECT app.agencies_where(VARIADIC ARRAY['supervisor'::text]) AS agencies_where)) > 0) AND (case_id <> ALL (( SELECT app.shut_cases() AS shut_cases)::uuid[]))))",
      "planned_service, whoever carries the case plans services, check without (agency_id = ANY (( SELECT app.agencies_where(VARIADIC ARRAY['caseworker'::text, 'supervisor'::text]) AS agencies_where)::uuid[]))",
      "planned_service, whoever carries the case plans services, check without (cardinality(( SELECT app.agencies_where(VARIADIC ARRAY['supervisor'::text]) AS agencies_where)) > 0)",
      "planned_service, whoever carries the case plans services, check without (case_id <> ALL (( SELECT app.shut_cases() AS shut_cases)::uuid[]))",
    ],
  ],
];

const REASONS: ReadonlyMap<string, string> = new Map(WHY.flatMap(([why, ids]) => ids.map((id) => [id, why] as const)));

export const idOf = ({ policy, clause, change }: Mutant) =>
  `${policy.table}, ${oneLine(policy.name)}, ${clause} ${change}`;

export const reasonFor = (survivor: Mutant): string | null => REASONS.get(idOf(survivor)) ?? null;

/** Reasons for mutants that somebody notices by now: they go. */
export function unusedReasons(survivors: readonly Mutant[]): string[] {
  const found = new Set(survivors.map(idOf));
  return [...REASONS.keys()].filter((id) => !found.has(id));
}
