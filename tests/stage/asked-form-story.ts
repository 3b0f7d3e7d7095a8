// A form that Northside asks for with a referral: some of it known from Rosa's record, the rest asked. Tells a story; judges nothing.
import { eq } from "drizzle-orm";
import { expect } from "vitest";
import type { FormContent } from "#app/models/form/content";
import { makeForm, writeDraft } from "#app/models/form/draft.server";
import { publishDraft } from "#app/models/form/publish.server";
import { readAskingServices } from "#app/models/form/read.server";
import { asId, type FormId, type ServiceId } from "#app/models/values/ids";
import { servicesAtLocation } from "#drizzle/schema";
import type { Stage } from "./on-stage";

const asked = { help: "", required: true, shownIf: null } as const;
const INTAKE: FormContent = {
  lastKey: 9,
  scores: [],
  sections: [
    {
      key: "s1",
      title: "Who comes",
      help: "",
      shownIf: null,
      questions: [
        { ...asked, key: "q2", kind: "text", label: "Name of the person", long: false, fromRecord: "name" },
        { ...asked, key: "q3", kind: "date", label: "Born on", fromRecord: "birth_day" },
        { ...asked, key: "q4", kind: "text", label: "Reached at", long: false, fromRecord: "telephone" },
        { ...asked, key: "q5", kind: "yes_no", label: "Is a first talk by telephone fine?", pointsYes: 0, pointsNo: 0 },
        {
          ...asked,
          key: "q6",
          kind: "text",
          label: "When is it best to call?",
          long: false,
          shownIf: { match: "all", clauses: [{ question: "q5", is: "is", value: "yes" }] },
        },
      ],
    },
  ],
};

export async function northsideAsks({ as, cast }: Stage): Promise<FormId> {
  const [place] = await as(cast.ada, (db) =>
    db
      .select({ serviceId: servicesAtLocation.serviceId })
      .from(servicesAtLocation)
      .where(eq(servicesAtLocation.id, cast.northside.serviceAtLocationId)),
  );
  const serviceId = asId<ServiceId>(place?.serviceId ?? "");
  return as(cast.ada, async (db) => {
    expect((await readAskingServices(db, cast.ada)).map(({ id }) => id)).toContain(serviceId);
    const facts = { name: "Northside intake", purpose: "", sensitive: false, serviceId };
    const id = await makeForm(db, cast.ada, facts);
    await writeDraft(db, id, () => INTAKE);
    await publishDraft(db, cast.ada, id);
    return id;
  });
}
