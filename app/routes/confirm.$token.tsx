// "Still right?": a provider's public facts behind a mailed link, without sign-in. One press confirms them all; what is corrected waits for a look. Looking changes nothing.
import { useLoaderData } from "@remix-run/react";
import { bearerAction, bearerLoader, redirectTo } from "#app/access/gate.server";
import { useFormats, useSay } from "#app/i18n/speech";
import { answerByLink, type OpenLink, readLink } from "#app/models/organization/by-link.server";
import { LinkForm } from "#app/models/organization/link-forms";
import { EndedCard } from "#app/ui/keeping-lines";
import { LinkCapacity, LinkLines } from "#app/ui/link-parts";
import type { PageHandle } from "#app/ui/page-handle";
import { ActForm, Card, HiddenField, Notice, PageHeader, Stack, SubmitButton } from "#app/ui/parts";

export const handle: PageHandle = { title: "keeping.link.page-title", frame: "wide" };

export const loader = bearerLoader("confirmation", { admits: ["used", "late"] }, ({ db }) => readLink(db));

export const action = bearerAction(
  "confirmation",
  { form: LinkForm, admits: ["used", "late"] },
  async ({ db, form, fields, token }) =>
    redirectTo(`/confirm/${token}`, await answerByLink(db, form, fields.get("serviceAtLocationId"))),
);

export default function ConfirmPage() {
  const link = useLoaderData<typeof loader>();
  return link.state === "open" ? <Open link={link} /> : <Ended link={link} />;
}

function Open({ link: { facts, lines, asked } }: { link: OpenLink }) {
  const say = useSay();
  const rest = asked.length > 0;
  return (
    <>
      <PageHeader
        title={say("keeping.link.title", { name: facts.name })}
        lead={say("keeping.link.lead")}
        actions={
          <ActForm formId="all-right">
            <HiddenField name="intent" value="all-right" />
            <SubmitButton>{say(rest ? "keeping.link.rest-right" : "keeping.link.all-right")}</SubmitButton>
          </ActForm>
        }
      />
      <Stack>
        <LinkCapacity facts={facts} lines={lines} />
        <Card title={say("keeping.link.facts")}>
          <LinkLines facts={facts} lines={lines} asked={asked} />
          <p className="soft">{say("keeping.link.once")}</p>
        </Card>
        <EndedCard facts={facts} />
      </Stack>
    </>
  );
}

type EndedLink = Exclude<ReturnType<typeof useLoaderData<typeof loader>>, { state: "open" }>;

/** What was said and when, and a new link for whoever reads that mailbox. */
function Ended({ link }: { link: EndedLink }) {
  const say = useSay();
  const formats = useFormats();
  const { name, mailbox, usedAt, confirmed, changes, askedAgain } = link;
  return (
    <>
      <PageHeader
        title={say(usedAt ? "keeping.link.used-title" : "keeping.link.late-title")}
        lead={
          usedAt
            ? say("keeping.link.used-lead", { name, when: formats.instant(usedAt) })
            : say("keeping.link.late-lead", { name })
        }
      />
      <Stack>
        {usedAt ? (
          <ul>
            <li>{say("keeping.link.said-confirmed", { count: confirmed })}</li>
            {changes > 0 ? <li>{say("keeping.link.said-changes", { count: changes })}</li> : null}
          </ul>
        ) : null}
        {askedAgain ? (
          <Notice>
            <p>{say("keeping.link.asked-again", { mailbox })}</p>
          </Notice>
        ) : (
          <Card title={say("keeping.link.new-title")}>
            <ActForm formId="new-link">
              <HiddenField name="intent" value="new-link" />
              <p>{say("keeping.link.new-lead", { mailbox })}</p>
              <SubmitButton>{say("keeping.link.new-button")}</SubmitButton>
            </ActForm>
          </Card>
        )}
      </Stack>
    </>
  );
}
