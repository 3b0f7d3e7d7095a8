// What can happen to a client's record. Facts are ids and names of fields, never what stands in them.
import { z } from "zod";
import { defineEvents } from "../event/define";

const pair = z.object({ linkId: z.string() });
const group = z.object({ group: z.string() });
const channel = z.object({ channel: z.string() });
const relation = z.object({ kind: z.string() });

export const clientEvents = defineEvents("client", {
  added: z.object({ number: z.string() }),
  changed: z.object({ fields: z.array(z.string()) }),
  "way-added": channel,
  "way-ended": channel,
  written: channel,
  "relation-added": relation,
  "relation-ended": relation,
  "fact-added": group,
  "fact-ended": group,
  "reach-changed": z.object({ group: z.string(), role: z.string(), reach: z.string() }),
  "link-linked": pair,
  "link-different": pair,
  "link-suggested": pair,
});
