// The English catalogue: the one every key comes from. Gathers its areas; holds no text of its own.
import { gather } from "../gather";
import type { KeysOf, SameKeys } from "../keys";
import access from "./access";
import admin from "./admin";
import agency from "./agency";
import agreement from "./agreement";
import along from "./along";
import answering from "./answering";
import application from "./application";
import arrival from "./arrival";
import assessment from "./assessment";
import authorization from "./authorization";
import bank from "./bank";
import bankFile from "./bank-file";
import books from "./books";
import calendar from "./calendar";
import caseTexts from "./case";
import caseload from "./caseload";
import client from "./client";
import consent from "./consent";
import credential from "./credential";
import declineReason from "./decline-reason";
import delivery from "./delivery";
import deskMail from "./desk-mail";
import desks from "./desks";
import difference from "./difference";
import directory from "./directory";
import dispute from "./dispute";
import edits from "./edits";
import emergency from "./emergency";
import event from "./event";
import exclusion from "./exclusion";
import feedback from "./feedback";
import finance from "./finance";
import form from "./form";
import fund from "./fund";
import geocoding from "./geocoding";
import group from "./group";
import hours from "./hours";
import hsds from "./hsds";
import importTexts from "./import";
import imports from "./imports";
import insight from "./insight";
import invoice from "./invoice";
import keeping from "./keeping";
import lifecycle from "./lifecycle";
import mail from "./mail";
import need from "./need";
import network from "./network";
import notification from "./notification";
import organization from "./organization";
import partner from "./partner";
import payment from "./payment";
import plan from "./plan";
import portal from "./portal";
import practitioner from "./practitioner";
import programme from "./programme";
import progress from "./progress";
import publicPages from "./public";
import recurrence from "./recurrence";
import referral from "./referral";
import refusal from "./refusal";
import report from "./report";
import request from "./request";
import review from "./review";
import schedule from "./schedule";
import screening from "./screening";
import search from "./search";
import session from "./session";
import sharing from "./sharing";
import siteCode from "./site-code";
import standing from "./standing";
import supervision from "./supervision";
import thread from "./thread";
import twin from "./twin";
import ui from "./ui";
import webhook from "./webhook";
import word from "./word";

export const areas = {
  access,
  admin,
  agency,
  agreement,
  along,
  answering,
  application,
  arrival,
  assessment,
  authorization,
  books,
  bank,
  "bank-file": bankFile,
  calendar,
  case: caseTexts,
  caseload,
  client,
  consent,
  credential,
  "decline-reason": declineReason,
  delivery,
  "desk-mail": deskMail,
  desks,
  difference,
  directory,
  dispute,
  edits,
  emergency,
  event,
  exclusion,
  feedback,
  finance,
  fund,
  geocoding,
  group,
  hours,
  form,
  hsds,
  import: importTexts,
  imports,
  insight,
  invoice,
  keeping,
  lifecycle,
  mail,
  need,
  network,
  notification,
  organization,
  partner,
  payment,
  plan,
  portal,
  practitioner,
  public: publicPages,
  recurrence,
  programme,
  progress,
  referral,
  refusal,
  report,
  request,
  review,
  schedule,
  screening,
  search,
  session,
  "site-code": siteCode,
  sharing,
  standing,
  supervision,
  thread,
  twin,
  ui,
  webhook,
  word,
};

/** Every key a screen or a mail may say. */
export type Key = KeysOf<typeof areas>;

/** What a second language must write: the same areas with the same keys. */
export type AreaTexts = SameKeys<typeof areas>;

export default gather(areas);
