// The kinds of row id, told apart by the compiler. Knows their shape; never makes one, because the database does.
import { z } from "zod";

declare const kind: unique symbol;

/** A uuid in lower case that belongs to one kind of row. */
export type Id<Kind extends string> = string & { readonly [kind]: Kind };

export type AgencyId = Id<"agency">;
export type PersonId = Id<"person">;
export type MembershipId = Id<"membership">;
export type SignInId = Id<"sign-in">;
export type TeamId = Id<"team">;
export type NotificationId = Id<"notification">;
export type EventId = Id<"event">;
export type JobId = Id<"job">;
export type OrganizationId = Id<"organization">;
export type OrganizationPairId = Id<"organization-pair">;
export type LocationId = Id<"location">;
export type ServiceId = Id<"service">;
export type ServiceAtLocationId = Id<"service-at-location">;
export type SpecialtyId = Id<"specialty">;
export type ImportId = Id<"import">;
export type ImportMappingId = Id<"import-mapping">;
export type RemovalId = Id<"removal">;
export type ApplicationId = Id<"application">;
export type DeclineReasonId = Id<"decline-reason">;
export type ProgressPointId = Id<"progress-point">;
export type AgreementId = Id<"agreement">;
export type RateId = Id<"rate">;
export type PractitionerId = Id<"practitioner">;
export type HistoryId = Id<"practitioner-history">;
export type CredentialId = Id<"credential">;
export type CredentialTypeId = Id<"credential-type">;
export type CredentialRequirementId = Id<"credential-requirement">;
export type ExclusionListId = Id<"exclusion-list">;
export type ExclusionMatchId = Id<"exclusion-match">;
export type ClientId = Id<"client">;
export type CaseId = Id<"case">;
export type ProgrammeId = Id<"programme">;
export type ProgrammeStageId = Id<"programme-stage">;
export type CohortId = Id<"cohort">;
export type CohortMoveId = Id<"cohort-move">;
export type EnrolmentId = Id<"enrolment">;
export type FormId = Id<"form">;
export type FormVersionId = Id<"form-version">;
export type EmergencyId = Id<"emergency">;
export type AssessmentId = Id<"assessment">;
export type CarePlanId = Id<"care-plan">;
export type GoalId = Id<"goal">;
export type NeedId = Id<"need">;
export type NoteId = Id<"note">;
export type PlannedServiceId = Id<"planned-service">;
export type ReviewId = Id<"plan-review">;
export type ReviewLineId = Id<"plan-review-line">;
export type ContractId = Id<"case-contract">;
export type ApprovalId = Id<"case-approval">;
export type RequestId = Id<"case-request">;
export type CaseTimeId = Id<"case-time">;
export type SupervisionId = Id<"supervision">;
export type TaskId = Id<"task">;
export type ConsentId = Id<"consent">;
export type DisclosureId = Id<"disclosure">;
export type DocumentId = Id<"document">;
export type ReferralId = Id<"referral">;
export type OfferId = Id<"offer">;
export type MessageId = Id<"message">;
export type BankAccountId = Id<"bank-account">;
export type AdjustmentId = Id<"adjustment">;
export type BankFileId = Id<"bank-file">;
export type FundId = Id<"fund">;
export type AuthorizationChangeId = Id<"authorization-change">;
export type AuthorizationId = Id<"authorization">;
export type ScheduleId = Id<"schedule">;
export type GroupId = Id<"group">;
export type GroupPlaceId = Id<"group-place">;
export type SessionId = Id<"session">;
export type AttendanceId = Id<"attendance">;
export type DeliveryId = Id<"delivery">;
export type InvoiceId = Id<"invoice">;
export type InvoiceLineId = Id<"invoice-line">;
export type PaymentBatchId = Id<"payment-batch">;
export type PaymentId = Id<"payment">;
export type FeedbackId = Id<"feedback">;
export type IncidentId = Id<"incident">;
export type CardId = Id<"card">;
export type DeskMailId = Id<"desk-mail">;

/**
 * An id as it comes in an address or a form: `z.object({ offerId: idParam<OfferId>() })`.
 * Any 8-4-4-4-12 hexadecimal text passes, as PostgreSQL takes it: whether the row exists is not this check's question.
 */
export function idParam<Kind extends Id<string>>() {
  return z
    .guid()
    .toLowerCase()
    .transform((text) => text as Kind);
}

/** Names the kind of an id that comes from a trusted place, such as a row. Checks nothing. */
export function asId<Kind extends Id<string>>(text: string): Kind {
  return text as Kind;
}
