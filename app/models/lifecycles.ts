// Every lifecycle of the house in the river's order: what the database's transition rows, the drawings and the tests are made from.

import { applicationLifecycle, screeningItemLifecycle } from "./application/lifecycle";
import { assessmentLifecycle } from "./assessment/lifecycle";
import { authorizationChangeLifecycle, authorizationLifecycle } from "./authorization/lifecycle";
import {
  approvalLifecycle,
  caseLifecycle,
  emergencyLifecycle,
  requestLifecycle,
  supervisionLifecycle,
  taskLifecycle,
} from "./case/lifecycle";
import { clientPairLifecycle } from "./client/lifecycle";
import { consentLifecycle } from "./consent/lifecycle";
import { attendanceLifecycle, sessionLifecycle } from "./delivery/lifecycle";
import { incidentLifecycle } from "./feedback/lifecycle";
import { formLifecycle } from "./form/lifecycle";
import { importLifecycle, removalLifecycle } from "./import/lifecycle";
import { invoiceLifecycle, lineLifecycle } from "./invoice/lifecycle";
import { agreementLifecycle, changeLifecycle, organizationPairLifecycle } from "./organization/lifecycle";
import { adjustmentLifecycle, bankAccountLifecycle, batchLifecycle, paymentLifecycle } from "./payment/lifecycle";
import { contractLifecycle, planLifecycle, reviewLifecycle } from "./plan/lifecycle";
import { credentialLifecycle, exclusionLifecycle } from "./practitioner/lifecycle";
import { enrolmentLifecycle } from "./programme/lifecycle";
import { offerLifecycle, referralLifecycle, retractionLifecycle } from "./referral/lifecycle";
import { placeLifecycle, scheduleLifecycle } from "./schedule/lifecycle";

export const lifecycles = [
  formLifecycle,
  agreementLifecycle,
  changeLifecycle,
  organizationPairLifecycle,
  importLifecycle,
  removalLifecycle,
  credentialLifecycle,
  exclusionLifecycle,
  applicationLifecycle,
  screeningItemLifecycle,
  requestLifecycle,
  clientPairLifecycle,
  caseLifecycle,
  emergencyLifecycle,
  taskLifecycle,
  approvalLifecycle,
  supervisionLifecycle,
  assessmentLifecycle,
  enrolmentLifecycle,
  consentLifecycle,
  planLifecycle,
  reviewLifecycle,
  contractLifecycle,
  referralLifecycle,
  offerLifecycle,
  retractionLifecycle,
  authorizationLifecycle,
  authorizationChangeLifecycle,
  scheduleLifecycle,
  placeLifecycle,
  sessionLifecycle,
  attendanceLifecycle,
  invoiceLifecycle,
  lineLifecycle,
  bankAccountLifecycle,
  batchLifecycle,
  paymentLifecycle,
  adjustmentLifecycle,
  incidentLifecycle,
] as const;
