// The specialties of one service of an application, found by words in the tree of terms.
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { bearerAction, bearerLoader, redirectTo } from "#app/access/gate.server";
import { useSay } from "#app/i18n/speech";
import { SpecialtiesForm as SpecialtiesShape } from "#app/models/application/forms";
import { readOwn } from "#app/models/application/read.server";
import { saveSpecialties } from "#app/models/application/save-lists.server";
import { Refusal } from "#app/models/values/refusal";
import { readSpecialtyTree } from "#app/search/specialties.server";
import { findTerms, type TreeTerm } from "#app/search/specialty-tree";
import { ApplicationPage } from "#app/ui/application-page";
import { stepPath } from "#app/ui/application-paths";
import { SpecialtiesForm } from "#app/ui/application-service";
import type { PageHandle } from "#app/ui/page-handle";
import { Card } from "#app/ui/parts";

const params = z.object({ key: z.string().regex(/^[\w-]{1,40}$/) });
const query = z.object({ find: z.string().trim().max(80).catch("") }).catch({ find: "" });

export const handle: PageHandle = { title: "application.service.specialties-title", frame: "wide" };

const MOST_FOUND = 25;

export const loader = bearerLoader("application", { params, query }, async ({ db, token, params, query }) => {
  const application = await readOwn(db);
  const service = application.answers.services.find(({ key }) => key === params.key);
  if (!service) throw new Refusal("not-found", 404);
  const tree = await readSpecialtyTree(db);
  // Before anything is searched for: the words of the service itself, for they often are the term.
  const find = query.find ?? "";
  const found = find === "" ? guessed(tree, service.name) : findTerms(tree, find, MOST_FOUND);
  const picked = tree.filter(({ id }) => service.specialtyIds.includes(id));
  return { token, application, name: service.name, find, picked: picked.map(shown), found: found.map(shown) };
});

function guessed(tree: readonly TreeTerm[], name: string): TreeTerm[] {
  const byWord = name.split(/\s+/).flatMap((word) => (word.length > 3 ? findTerms(tree, word, 5) : []));
  const roots = tree.filter(({ depth }) => depth === 0);
  return [...new Map([...byWord, ...roots].map((term) => [term.id, term])).values()].slice(0, MOST_FOUND);
}

const shown = ({ id, name, names }: TreeTerm) => ({ id, name, above: names.slice(0, -1).join(" › ") });

export const action = bearerAction(
  "application",
  { params, form: SpecialtiesShape },
  async ({ db, token, params, form }) => {
    await saveSpecialties(db, form.version, params.key, form.specialtyIds);
    return redirectTo(stepPath(token, "services"), "application.page.saved");
  },
);

export default function SpecialtiesPage() {
  const { token, application, name, find, picked, found } = useLoaderData<typeof loader>();
  const say = useSay();
  return (
    <ApplicationPage
      token={token}
      application={application}
      step="services"
      title={say("application.service.specialties-of", { name })}
      lead={say("application.service.specialties-lead")}
      back={{ to: stepPath(token, "services"), label: say("application.step.services.name") }}
    >
      <Card>
        <SpecialtiesForm key={find} version={application.version} find={find} picked={picked} found={found} />
      </Card>
    </ApplicationPage>
  );
}
